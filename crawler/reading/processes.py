"""The processes of the pool: how one is launched, spoken to, and ended."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.errors import SilkwireError
from crawler.reading import wire

GROWTH_MB = 64
"""A worker that holds so much more after a page than at its start is replaced: one large page does not stay with us for ever."""
PAGES_A_LIFE = 5000
"""A worker is replaced after so many pages: whatever leaks, leaks little."""
START_SECONDS = 60.0
"""Time that a new worker may take to load the word lists before its first answer."""


@dataclass(slots=True, eq=False)
class Worker:
    """A process that reads pages."""

    process: subprocess.Popen[bytes]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    knows: set[int] = field(default_factory=set)
    """Keys of the sources that it was told of."""
    pages: int = 0
    began_mb: int = 0
    held_mb: int = 0
    ended: bool = False
    """It went by itself, after its last answer."""

    async def receive(self) -> Any:
        """Its next answer."""
        (length,) = wire.HEAD.unpack(await self.reader.readexactly(wire.HEAD.size))
        return wire.unpack(await self.reader.readexactly(length))

    def end(self) -> None:
        self.writer.close()
        _kill(self.process)

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    @property
    def spent(self) -> bool:
        """Whether it is to be replaced."""
        return self.ended or self.pages >= PAGES_A_LIFE or self.held_mb > self.began_mb + GROWTH_MB


@dataclass(slots=True, eq=False)
class Launch:
    """A process that was started and has not yet been heard of."""

    process: subprocess.Popen[bytes]
    channel: socket.socket

    async def ready(self) -> Worker:
        """The worker, once it has loaded its word lists. Raises SilkwireError: it cannot be started."""
        worker = None
        try:
            reader, writer = await asyncio.open_connection(sock=self.channel, limit=2**20)
            worker = Worker(process=self.process, reader=reader, writer=writer)
            async with asyncio.timeout(START_SECONDS):
                worker.began_mb = await worker.receive()
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            (worker or self).end()
            raise SilkwireError("a reading process cannot be started: see the lines above for the reason") from error
        except BaseException:
            (worker or self).end()
            raise
        return worker

    def end(self) -> None:
        self.channel.close()
        _kill(self.process)


def launch(memory_mb: int, lexicon: Path | None) -> Launch:
    """Start a process that may use so much memory for a page."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    code = (
        f"import sys; sys.path[:] = {sys.path!r}; from crawler.reading.worker import main; "
        f"main({theirs.fileno()}, {memory_mb}, {str(lexicon) if lexicon else None!r})"
    )
    with theirs:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-c", code],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    return Launch(process=process, channel=ours)


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
