"""The web process, supervised: it is started again when it dies, and readers in between only wait, as the socket stays open."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import socket
import sys
import time
from dataclasses import replace

from scheduler.config import Config
from scheduler.logs import get_logger
from scheduler.service.pipe import frame

FIRST, LONGEST = 0.2, 10.0
"""Seconds before it is started again: at first, and at most."""
SOUND = 60.0
"""A process that lived so long is sound: the pause begins anew."""
PATIENCE = 10.0
"""Seconds that it may take to end."""

log = get_logger(__name__)


class WebChild:
    """Keeps one web process running."""

    def __init__(self, config: Config, listening: socket.socket) -> None:
        self._config, self._socket = config, listening
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self.starts = 0

    @property
    def pid(self) -> int | None:
        """Its process id, while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Start it, and watch over it from now on."""
        await self._spawn()
        self._watch = asyncio.create_task(self._keep())

    async def _spawn(self) -> None:
        fd = self._socket.fileno()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "scheduler.service.web", str(self._config.home.root), str(fd),
            stdin=asyncio.subprocess.PIPE, pass_fds=(fd,),
            start_new_session=True,  # Ctrl-C is for the service, which ends it last
        )  # fmt: skip
        self.starts += 1
        assert self._process.stdin is not None
        # not read anew from its file: that may have a mistake in it by now, or settings that the service does not know yet
        config = replace(self._config, port=self._socket.getsockname()[1])
        self._process.stdin.write(frame(pickle.dumps(config)))

    def tell(self, figures: bytes) -> None:
        """Let it have the service's figures; what it was told before and has not taken yet will do as well."""
        pipe = self._process.stdin if self._process else None
        if pipe is not None and not pipe.is_closing() and not pipe.transport.get_write_buffer_size():
            pipe.write(frame(figures))

    async def _keep(self) -> None:
        pause = FIRST
        while self._process is not None:
            began = time.monotonic()
            code = await self._process.wait()
            pause = FIRST if time.monotonic() - began > SOUND else min(pause * 2, LONGEST)
            log.error("web process ended", code=code, again_in=round(pause, 1))
            await asyncio.sleep(pause)
            pause = await self._spawn_at_last(pause)

    async def _spawn_at_last(self, pause: float) -> float:
        """Start it, however long the machine has no room for a process; how long was waited last."""
        while True:
            try:
                await self._spawn()
            except OSError as error:
                pause = min(pause * 2, LONGEST)
                log.error("web process cannot be started", why=error.strerror, again_in=round(pause, 1))
                await asyncio.sleep(pause)
            else:
                return pause

    async def stop(self) -> None:
        """End it: friendly at first."""
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
