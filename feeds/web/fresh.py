"""What is made on demand: equal wishes at the same time are made once, and kept until the store changes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field

from crawler.errors import StoreBusy
from feeds.web.held import Held

TOGETHER = 8
"""Things made at the same time: enough for all threads to have work, and no more, for each holds the stories that it is made of."""
LOOK = 1.0
"""Seconds for which the store is taken as unchanged."""


class TooLong(StoreBusy):
    """It could not be made in time: it was long in the making, or so much else is that it had no turn."""


@dataclass(slots=True)
class FreshCounts:
    """For the metrics."""

    made: int = 0
    shared: int = 0
    """Wishes that were met by what was being made, or had been made, for another."""


@dataclass(slots=True)
class _Kept:
    mark: Hashable
    held: Held


@dataclass(slots=True)
class _Look:
    mark: int = -1
    at: float = float("-inf")
    running: asyncio.Task[int] | None = field(default=None)


class Fresh:
    """A cache in front of what costs work. For one event loop."""

    def __init__(
        self, mark: Callable[[], Awaitable[int]], *, memory: int, seconds: float, clock: Callable[[], float]
    ) -> None:
        """
        Args:
            mark: asks the store for its change mark.
            memory: bytes kept at most.
            seconds: a thing must be made after this long, waiting for its turn included.
        """
        self._ask_mark, self._memory, self._seconds, self._clock = mark, memory, seconds, clock
        self._turns = asyncio.Semaphore(TOGETHER)
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[Held]] = {}
        self._size = 0
        self._look = _Look()
        self.counts = FreshCounts()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Held]], *, also: Hashable = None) -> Held:
        """The thing of this key, made anew when the store (or `also`, say the minute) is another than when it was made.

        Raises:
            TooLong: when it must be made and is not in time.
            StoreError: when it must be made and cannot be.
        """
        mark = (await self._mark(), also)
        kept = self._kept.get(key)
        if kept is not None and kept.mark == mark:
            self._kept.move_to_end(key)
            self.counts.shared += 1
            return kept.held
        task = self._making.get((key, mark))
        if task is None:
            task = asyncio.create_task(self._make(key, mark, make))
            self._making[key, mark] = task
            task.add_done_callback(lambda _: self._making.pop((key, mark), None))
            self.counts.made += 1
        else:
            self.counts.shared += 1
        return await asyncio.shield(task)

    def stale(self, key: Hashable) -> Held | None:
        """What was made last under this key, however old: better than nothing when the store does not answer."""
        kept = self._kept.get(key)
        return kept.held if kept else None

    async def _make(self, key: Hashable, mark: Hashable, make: Callable[[], Awaitable[Held]]) -> Held:
        try:
            async with asyncio.timeout(self._seconds), self._turns:
                held = await make()
        except TimeoutError as error:
            raise TooLong("the answer takes too long to make: try again in a moment") from error
        before = self._kept.pop(key, None)
        self._size += held.size - (before.held.size if before else 0)
        self._kept[key] = _Kept(mark, held)
        while self._size > self._memory and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._size -= gone.held.size
        return held

    async def _mark(self) -> int:
        look = self._look
        if self._clock() - look.at <= LOOK:
            return look.mark
        if look.running is None:
            look.running = asyncio.create_task(self._read_mark())
            look.running.add_done_callback(self._looked)
        return await asyncio.shield(look.running)

    async def _read_mark(self) -> int:
        mark = await self._ask_mark()
        self._look.mark, self._look.at = mark, self._clock()
        return mark

    def _looked(self, task: asyncio.Task[int]) -> None:
        self._look.running = None
        if not task.cancelled():
            task.exception()  # whoever waits for it gets it; a task that nobody waits for any more must not complain
