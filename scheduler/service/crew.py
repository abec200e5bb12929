"""The crawls under way: started when their time has come, a few at once, each on its own."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from crawler.errors import SilkwireError, StoreTooNew
from crawler.model import CrawlReport, Source
from scheduler import jobs
from scheduler.config import Config
from scheduler.logs import get_logger, of_crawl
from scheduler.service.figures import Queue
from scheduler.service.weather import Weather

if TYPE_CHECKING:
    from crawler.engine import Manners
    from crawler.reading import ReadingPool
    from crawler.sources import Loaded
    from crawler.store import Store

OWNER = "service"
"""Name in the claims: there is one service a home, so what it left behind when it was killed is its own."""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
"""Seconds without a new crawl after the store failed (disk full, locked): doubling, up to the longest."""

log = get_logger(__name__)


class Crew:
    """Starts what is due and looks after it."""

    def __init__(
        self,
        config: Config,
        store: Store,
        pool: ReadingPool,
        publisher: jobs.Publisher,
        *,
        clock: Callable[[], datetime],
        manners: Manners | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        listener: Callable[[CrawlReport], None] = lambda _: None,
    ) -> None:
        """
        Args:
            clock: the time; `monotonic`: seconds that never jump
            manners: remembers what sites allow
            listener: told of each crawl
        """
        self._listener, self.queue = listener, Queue()
        self._config, self._store, self._pool, self._publisher = config, store, pool, publisher
        self._clock, self._monotonic, self._manners = clock, monotonic, manners
        self._running: dict[str, asyncio.Task[None]] = {}
        self._pause, self._not_before = 0.0, 0.0
        self._troubled: dict[str, float] = {}
        self._held: set[str] = set()
        self.weather = Weather(monotonic)
        self.loaded: Loaded | None = None
        self.scale = 1.0
        self.crawls = 0

    def state(self) -> dict[str, float]:
        """What is going on at this moment, for the metrics."""
        pool = self._pool
        return {
            "crawls_running": len(self._running), "pages_waiting": len(self.queue), "network_up": not self.weather.offline,
            "pool_workers": pool.size, "pool_workers_alive": pool.alive, "pool_workers_busy": pool.busy,
            "pool_waiting": pool.waiting, "pool_hung": pool.hung, "pool_killed": pool.killed,
        }  # fmt: skip

    @property
    def running(self) -> tuple[str, ...]:
        """Names of the sources that are being crawled."""
        return tuple(self._running)

    async def start_due(self) -> None:
        """Start the crawls whose time has come, as many as may run at once."""
        if self.loaded is None or self._monotonic() < self._not_before:
            return
        try:
            await self._let_go()
            ready = await asyncio.to_thread(jobs.ready, self._store, self.loaded, self._clock())
        except SilkwireError as error:
            self._store_failed(error)
            return
        if not ready:
            self.weather.caught_up()
        for source in ready:
            if len(self._running) >= self._config.concurrency or not self.weather.may_start(len(self._running)):
                break
            if source.name not in self._running and self._troubled.get(source.name, 0.0) <= self._monotonic():
                self._start(source)

    async def _let_go(self) -> None:
        """Give up the claims of crawls that failed with the store: it may not have taken their end either, and a source that is held
        waits for ten minutes more than it must."""
        for name in self._held - self._running.keys():
            await asyncio.to_thread(self._store.release, name, OWNER)
            self._held.discard(name)

    def _start(self, source: Source) -> None:
        self.weather.started()
        task = asyncio.create_task(self._crawl(source), name=f"crawl-{source.name}")
        self._running[source.name] = task
        task.add_done_callback(lambda _: self._ended(source.name))

    def _ended(self, name: str) -> None:
        self._running.pop(name, None)
        self.queue.over(name)

    async def _crawl(self, source: Source) -> None:
        of_crawl.set(secrets.token_hex(4))
        try:
            crawled = await jobs.crawl_and_publish(
                self._config, self._store, (source,), owner=OWNER, pool=self._pool, clock=self._clock, manners=self._manners,
                publisher=self._publisher, scale=self.scale, offline=lambda: self.weather.offline,
                progress=self.queue.tell,
            )  # fmt: skip
        except SilkwireError as error:
            self._held.add(source.name)
            self._store_failed(error)
            return
        except Exception:  # whatever it is, the other sources go on; it is told with its traceback
            log.exception("crawl failed", source=source.name)
            self._troubled[source.name] = self._monotonic() + LONGEST_PAUSE
            return
        self.crawls += 1
        self._pause = 0.0
        for report in crawled.reports:
            self._listener(report)
            if self.weather.saw(report):
                log.warning(
                    "network", reachable=not self.weather.offline, advice="check this machine's network and DNS"
                )

    def _store_failed(self, error: SilkwireError) -> None:
        """The disk or the database fails: nothing new is begun for a while, so that nothing is fetched in vain."""
        now = self._monotonic()
        if now >= self._not_before:  # crawls that were under way together fail together: the pause grows once
            self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
            self._not_before = now + self._pause
        if isinstance(error, StoreTooNew):
            return  # the service ends for it, and says so
        log.error("cannot go on", why=str(error), again_in=round(self._not_before - now, 1))

    async def stop(self, patience: float) -> None:
        """End what is under way: no new requests, those in flight are waited for, what they bring is kept."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=patience)
            for task in late:
                log.warning("left behind", task=task.get_name())
