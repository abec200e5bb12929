"""The store as the event loop sees it: one thread of its own does all the work, keeping in batches."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from crawler.model import Kept, Link, Reading, Validators, Visit

if TYPE_CHECKING:
    from crawler.store import Store

BATCH = 32
"""Most articles kept in one transaction: what one kill can cost us in work (never in articles)."""
GATHER = 0.03
"""Seconds until what comes is kept, as long as more may come: beginning, ending and handing over a transaction take as long as
keeping an article does."""
_T = TypeVar("_T")


class Desk:
    """Every call goes through one thread, so that the loop never waits for a disk. Raises what the store raises."""

    def __init__(self, store: Store, clock: Callable[[], datetime], *, more: Callable[[], bool] = lambda: True) -> None:
        """`more` says whether any page is being read: with the last one nothing is left to be waited for."""
        self._store = store
        self._clock = clock
        self._more = more
        self._complete = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._waiting: list[tuple[Reading, Visit, asyncio.Future[Kept]]] = []
        self._draining: asyncio.Task[None] | None = None

    async def keep(self, reading: Reading, visit: Visit) -> Kept:
        """Keep one article and remember its address, together with whatever else waits to be kept."""
        future: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._waiting.append((reading, visit, future))
        if not self._more():
            self._complete.set()
        if self._draining is None or self._draining.done():
            self._draining = asyncio.ensure_future(self._drain())
        return await future

    async def preview(self, reading: Reading) -> Kept:
        return await self._call(lambda: self._store.preview(reading, self._clock()))

    async def wanted(self, links: Sequence[Link], *, archived: bool) -> tuple[Link, ...]:
        return await self._call(lambda: tuple(self._store.wanted(links, self._clock(), archived=archived)))

    async def was_read(self, index: str) -> bool:
        return await self._call(lambda: self._store.was_read(index))

    async def put_away(self, source: str, links: Sequence[Link]) -> None:
        await self._call(lambda: self._store.put_away(source, links, self._clock()))

    async def validators(self, url: str) -> Validators | None:
        return await self._call(lambda: self._store.validators(url))

    async def visited(self, visit: Visit) -> None:
        await self._call(lambda: self._store.visited(visit, self._clock()))

    async def revisits(self, source: str, limit: int) -> tuple[str, ...]:
        return await self._call(lambda: tuple(self._store.revisits(source, self._clock(), limit=limit)))

    async def retries(self, source: str, limit: int) -> tuple[str, ...]:
        return await self._call(lambda: tuple(self._store.retries(source, self._clock(), limit=limit)))

    async def boilerplate(self, source: str) -> frozenset[str]:
        return await self._call(lambda: self._store.boilerplate(source))

    async def close(self) -> None:
        """Let the thread end what it does. The store itself belongs to whoever opened it."""
        if self._draining is not None:
            await asyncio.wait([self._draining])
        await asyncio.get_running_loop().run_in_executor(None, self._thread.shutdown)

    async def _drain(self) -> None:
        while self._waiting:
            if len(self._waiting) < BATCH:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(GATHER):
                        await self._complete.wait()
            self._complete.clear()
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            pairs = [(reading, visit) for reading, visit, _ in batch]
            try:
                kept = await self._call(partial(self._keep, pairs))
            except Exception as error:  # noqa: BLE001  # each waiting caller gets it
                for _, _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                continue
            for (_, _, future), one in zip(batch, kept, strict=True):
                if not future.done():
                    future.set_result(one)

    def _keep(self, pairs: Sequence[tuple[Reading, Visit]]) -> tuple[Kept, ...]:
        """In the store's thread, in one transaction: an address that is remembered without its article would lose it to a kill."""
        readings, visits = zip(*pairs, strict=True)
        return self._store.keep_many(readings, self._clock(), visits=visits)

    async def _call(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
