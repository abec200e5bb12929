"""The pool: worker processes around `read`, with limits of time and memory for every page."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.cores import cores
from crawler.errors import SilkwireError, Unreadable
from crawler.model import Link, Page, Reading, Source
from crawler.reading.nursery import MEMORY_MB, Nursery
from crawler.reading.processes import Launch, Worker, launch
from crawler.reading.seats import DEEP, Seat
from crawler.reading.worker import TooMuchMemory

if TYPE_CHECKING:
    from crawler.discover import Suggestions
    from crawler.reading.tasks import Look, Read

LARGE = 2**20
"""Bytes of a page that is read alone: its tree takes ten times as much, and one such tree at a time is enough."""


class Hung(Unreadable):
    """Reading the page took longer than a page may."""


class Killed(Unreadable):
    """The page took its worker down."""


class ReadingPool:
    """Reads pages in processes of their own, as many at once as there are workers. Use it within one event loop."""

    def __init__(
        self,
        workers: int | None = None,
        *,
        seconds: float = 20,
        memory_mb: int = MEMORY_MB,
        lexicon: Path | None = None,
        nursery: Nursery | None = None,
    ) -> None:
        """With a `nursery` that loads already, for the same memory and lexicon, the pool goes on with that, and ends it."""
        self._size = workers or cores()
        self._seconds = seconds
        self._memory_mb = memory_mb
        self._lexicon = lexicon
        self._seats = [Seat() for _ in range(self._size)]
        self._places = asyncio.Semaphore(self._size * DEEP)
        self._large = asyncio.Semaphore(1)
        self._nursery = nursery
        self._launched: list[Launch] = []
        self._contexts: dict[str | None, tuple[int, Source | None, frozenset[str]]] = {}
        self._closed = False
        self.hung = 0
        """Pages that took too long."""
        self.killed = 0
        """Times that a worker went down with a page."""
        self.waiting = 0
        """Tasks that wait for a worker."""

    @property
    def size(self) -> int:
        """How many workers there may be."""
        return self._size

    @property
    def alive(self) -> int:
        """Workers that there are."""
        return sum(seat.worker is not None for seat in self._seats)

    @property
    def busy(self) -> int:
        """Workers that read a page now."""
        return sum(seat.worker is not None and seat.tasks > 0 for seat in self._seats)

    @property
    def in_use(self) -> bool:
        """Whether anything is being read, or waits to be."""
        return self.waiting > 0 or any(seat.tasks for seat in self._seats)

    def prepare(self) -> None:
        """Start all workers now: the word lists are loaded while the caller goes on with other things.

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
        self,
        pages: tuple[Page, ...],
        source: Source | None = None,
        boilerplate: frozenset[str] = frozenset(),
        link: Link | None = None,
    ) -> Read:
        """The reading of an article on one or more pages to which the link led, and where it goes on. Raises as `read` does."""
        result: Read = await self._ask("read", (pages, link), source, boilerplate)
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
        self.end()

    def end(self) -> None:
        """The same where there is no loop, or none any more."""
        self._closed = True
        nobody = not self.alive
        for seat in self._seats:
            seat.clear()
        for started in self._launched:
            started.end()
        self._launched.clear()
        if self._nursery is not None:
            self._nursery.close(at_once=nobody)
            self._nursery = None

    async def __aenter__(self) -> ReadingPool:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # --- one task -----------------------------------------------------------------------------------------------------

    async def _ask(self, task: str, arguments: Any, source: Source | None, boilerplate: frozenset[str] | None) -> Any:
        pages = arguments[0] if task == "read" else (arguments,)
        async with contextlib.AsyncExitStack() as held:
            self.waiting += 1
            try:
                if sum(len(page.body) for page in pages) > LARGE:
                    await held.enter_async_context(self._large)
                await held.enter_async_context(self._places)
            finally:
                self.waiting -= 1
            try:
                answer = await self._done(task, arguments, source, boilerplate)
            except Killed:  # by the page, or by somebody who needed the memory: the second time it is the page
                if self._closed:
                    raise
                answer = await self._done(task, arguments, source, boilerplate)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def _done(self, task: str, arguments: Any, source: Source | None, boilerplate: frozenset[str] | None) -> Any:
        """The answer of one worker, which is kept for the next task when it is well."""
        seat = min(self._seats, key=lambda seat: seat.preference)
        seat.tasks += 1
        told = seat.worker if seat.takes_ahead else None
        seat.unsent += told is None
        number, begun = 0, False
        try:
            if told is not None:
                number = self._tell(told, task, arguments, source, boilerplate)
            async with seat.turn:
                begun = True
                seat.unsent -= told is None
                worker = seat.sitting(told)
                if worker is None:
                    worker = seat.worker = await self._start()
                if worker is not told:
                    number = self._tell(worker, task, arguments, source, boilerplate)
                try:
                    answer = await self._answer(worker, number)
                except BaseException:
                    seat.clear()
                    raise
        finally:
            seat.tasks -= 1
            if not begun and told is None:
                seat.unsent -= 1
            elif not begun and told is not None:  # given up before its turn: nobody waits for the answer to it
                told.ended = True
        if self._closed or (worker.spent and seat.tasks == 0):
            seat.clear()
        return answer

    def _tell(
        self, worker: Worker, task: str, arguments: Any, source: Source | None, boilerplate: frozenset[str] | None
    ) -> int:
        key, context = self._context(worker, source, boilerplate)
        return worker.tell(task, arguments, key, context)

    async def _answer(self, worker: Worker, number: int) -> Any:
        """What a worker says to the task of that number, which is the next that it does."""
        try:
            async with asyncio.timeout(self._seconds):
                answer, worker.held_mb = await worker.receive(number)
        except TimeoutError:
            self.hung += 1
            raise Hung(f"reading it took longer than {self._seconds:.0f} s: left out") from None
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            self.killed += 1
            raise Killed("it took the reading process down: left out") from error
        worker.pages += 1
        worker.ended = worker.ended or isinstance(answer, TooMuchMemory)
        return answer

    def _context(
        self, worker: Worker, source: Source | None, boilerplate: frozenset[str] | None
    ) -> tuple[int, tuple[Source | None, frozenset[str]] | None]:
        """The key of a source and its learned sentences, and these themselves when the worker has not seen them yet.

        None for the sentences: whichever were last given will do.
        """
        name = source.name if source else None
        held = self._contexts.get(name)
        if held is None or not _same(held[1], source) or (boilerplate is not None and not _same(held[2], boilerplate)):
            number = max((entry[0] for entry in self._contexts.values()), default=0) + 1
            held = self._contexts[name] = (number, source, boilerplate or frozenset())
        if held[0] in worker.knows:
            return held[0], None
        worker.knows.add(held[0])
        return held[0], (held[1], held[2])

    async def _start(self) -> Worker:
        """A worker that is ready: one that was ordered before, or a new one. A nursery that brings up none is replaced, once."""
        if self._closed:
            raise Killed("the reading processes were ended: left out")
        started = self._launched.pop() if self._launched else self._launch()
        try:
            return await started.ready()
        except SilkwireError:
            self._give_up(started.nursery)
        return await self._launch().ready()

    def _launch(self) -> Launch:
        if self._nursery is not None and not self._nursery.lives:
            self._give_up(self._nursery)
        if self._nursery is None:
            self._nursery = Nursery(self._memory_mb, self._lexicon)
        return launch(self._nursery)

    def _give_up(self, nursery: Nursery) -> None:
        """Workers that it brought up go on without it."""
        if nursery is self._nursery:
            nursery.close(at_once=True)
            self._nursery = None


def _same(one: object, other: object) -> bool:
    """Whether two are equal. Nearly always they are one and the same, which is told at once; Python compares field by field."""
    return one is other or one == other
