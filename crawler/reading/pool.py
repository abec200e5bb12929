"""The pool: worker processes around `read`, with limits of time and memory for every page."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.errors import SilkwireError, Unreadable
from crawler.model import Page, Reading, Source
from crawler.reading import wire
from crawler.reading.worker import TooMuchMemory

if TYPE_CHECKING:
    from crawler.discover import Suggestions
    from crawler.reading.tasks import Look, Read

GROWTH_MB = 64
"""A worker that holds so much more after a page than at its start is replaced: one large page does not stay with us for ever."""
LARGE = 2**20
"""Bytes of a page that is read alone: its tree takes ten times as much, and one such tree at a time is enough."""
PAGES_A_LIFE = 5000
"""A worker is replaced after so many pages: whatever leaks, leaks little."""
START_SECONDS = 60.0
"""Time that a new worker may take to load the word lists before its first answer."""


class Hung(Unreadable):
    """Reading the page took longer than a page may."""


class Killed(Unreadable):
    """The page took its worker down."""


@dataclass(slots=True, eq=False)
class _Launch:
    """A process that was started and has not yet been heard of."""

    process: subprocess.Popen[bytes]
    channel: socket.socket

    def end(self) -> None:
        self.channel.close()
        _kill(self.process)


@dataclass(slots=True, eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    knows: set[int] = field(default_factory=set)
    pages: int = 0
    began_mb: int = 0
    held_mb: int = 0
    ended: bool = False
    """It went by itself, after its last answer."""

    async def receive(self) -> Any:
        (length,) = wire.HEAD.unpack(await self.reader.readexactly(wire.HEAD.size))
        return wire.unpack(await self.reader.readexactly(length))

    def end(self) -> None:
        self.writer.close()
        _kill(self.process)

    @property
    def spent(self) -> bool:
        return self.ended or self.pages >= PAGES_A_LIFE or self.held_mb > self.began_mb + GROWTH_MB


class ReadingPool:
    """Reads pages in processes of their own, as many at once as there are workers. Use it within one event loop."""

    def __init__(
        self,
        workers: int | None = None,
        *,
        seconds: float = 20,
        memory_mb: int = 1024,
        lexicon: Path | None = None,
    ) -> None:
        self._size = workers or _cores()
        self._seconds = seconds
        self._memory_mb = memory_mb
        self._lexicon = lexicon
        self._places = asyncio.Semaphore(self._size)
        self._large = asyncio.Semaphore(1)
        self._idle: list[_Worker] = []
        self._launched: list[_Launch] = []
        self._busy: set[_Worker] = set()
        self._contexts: dict[str | None, tuple[int, Source | None, frozenset[str]]] = {}
        self._closed = False
        self.hung = 0
        """Pages that took too long."""
        self.killed = 0
        """Pages that took their worker down."""

    def prepare(self) -> None:
        """Start all workers now: they load their word lists while the caller goes on with other things.

        Without it each is started when a page needs it.
        """
        self._launched += (self._launch() for _ in range(self._size - len(self._launched)))

    async def read(
        self, page: Page, source: Source | None = None, boilerplate: frozenset[str] = frozenset()
    ) -> Reading:
        """The reading of one page.

        Raises:
            PageError: the page gives no article; `Hung` and `Killed` when it cost its worker.
        """
        return (await self.read_pages((page,), source, boilerplate)).reading

    async def read_pages(
        self, pages: tuple[Page, ...], source: Source | None = None, boilerplate: frozenset[str] = frozenset()
    ) -> Read:
        """The reading of an article on one or more pages, and where it goes on. Raises as `read` does."""
        result: Read = await self._ask("read", pages, source, boilerplate)
        return result

    async def look(self, page: Page, source: Source | None = None) -> Look:
        """The links of an entry point. Raises DiscoverError, or PageError when it cost its worker."""
        result: Look = await self._ask("look", page, source, None)
        return result

    async def look_or_read(
        self, page: Page, source: Source | None = None, boilerplate: frozenset[str] = frozenset()
    ) -> Look | Read:
        """Whatever stands at an address. Raises PageError."""
        result: Look | Read = await self._ask("any", page, source, boilerplate)
        return result

    async def survey(self, page: Page) -> Suggestions:
        """The entry points that a home page names."""
        result: Suggestions = await self._ask("survey", page, None, None)
        return result

    async def close(self) -> None:
        """End all workers, those in work too."""
        self._closed = True
        for worker in (*self._idle, *self._busy):
            worker.end()
        for launch in self._launched:
            launch.end()
        self._idle.clear()
        self._launched.clear()

    async def __aenter__(self) -> ReadingPool:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # --- one task -----------------------------------------------------------------------------------------------------

    async def _ask(self, task: str, arguments: Any, source: Source | None, boilerplate: frozenset[str] | None) -> Any:
        pages = arguments if isinstance(arguments, tuple) else (arguments,)
        async with contextlib.AsyncExitStack() as held:
            if sum(len(page.body) for page in pages) > LARGE:
                await held.enter_async_context(self._large)
            await held.enter_async_context(self._places)
            worker = self._idle.pop() if self._idle else await self._start()
            self._busy.add(worker)
            try:
                answer = await self._exchange(worker, task, arguments, source, boilerplate)
            except BaseException:
                worker.end()
                raise
            finally:
                self._busy.discard(worker)
            if worker.spent or self._closed:
                worker.end()
            else:
                self._idle.append(worker)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def _exchange(
        self, worker: _Worker, task: str, arguments: Any, source: Source | None, boilerplate: frozenset[str] | None
    ) -> Any:
        key, context = self._context(worker, source, boilerplate)
        try:
            async with asyncio.timeout(self._seconds):
                worker.writer.write(wire.pack((task, arguments, key, context)))
                await worker.writer.drain()
                answer, worker.held_mb = await worker.receive()
        except TimeoutError:
            self.hung += 1
            raise Hung(f"reading it took longer than {self._seconds:.0f} s: left out") from None
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            self.killed += 1
            raise Killed("it took the reading process down: left out") from error
        worker.pages += 1
        worker.ended = isinstance(answer, TooMuchMemory)
        return answer

    def _context(
        self, worker: _Worker, source: Source | None, boilerplate: frozenset[str] | None
    ) -> tuple[int, tuple[Source | None, frozenset[str]] | None]:
        """The key of a source and its learned sentences, and these themselves when the worker has not seen them yet.

        None for the sentences: whichever were last given will do.
        """
        name = source.name if source else None
        held = self._contexts.get(name)
        if held is None or held[1] != source or (boilerplate is not None and held[2] != boilerplate):
            number = max((entry[0] for entry in self._contexts.values()), default=0) + 1
            held = self._contexts[name] = (number, source, boilerplate or frozenset())
        if held[0] in worker.knows:
            return held[0], None
        worker.knows.add(held[0])
        return held[0], (held[1], held[2])

    async def _start(self) -> _Worker:
        """A worker that is ready: one that was launched before, or a new one."""
        launch = self._launched.pop() if self._launched else self._launch()
        worker = None
        try:
            reader, writer = await asyncio.open_connection(sock=launch.channel, limit=2**20)
            worker = _Worker(process=launch.process, reader=reader, writer=writer)
            async with asyncio.timeout(START_SECONDS):
                worker.began_mb = await worker.receive()
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            (worker or launch).end()
            raise SilkwireError("a reading process cannot be started: see the lines above for the reason") from error
        except BaseException:
            (worker or launch).end()
            raise
        return worker

    def _launch(self) -> _Launch:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        code = (
            f"import sys; sys.path[:] = {sys.path!r}; from crawler.reading.worker import main; "
            f"main({theirs.fileno()}, {self._memory_mb}, {str(self._lexicon) if self._lexicon else None!r})"
        )
        with theirs:
            process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-c", code],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        return _Launch(process=process, channel=ours)


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
