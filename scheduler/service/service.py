"""The service at work: wiring, the clock's works, draining."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from crawler.errors import SilkwireError, StoreTooNew
from scheduler import jobs
from scheduler.config import Config
from scheduler.jobs.crawling import utc_now
from scheduler.logs import get_logger
from scheduler.service.aside import aside
from scheduler.service.child import WebChild
from scheduler.service.clock import Every, JumpWatch
from scheduler.service.crew import OWNER, Crew
from scheduler.service.figures import Figures
from scheduler.service.files import Signature, mistake, settings, signature
from scheduler.service.night import upkeep_due
from scheduler.service.systemd import Notifier

if TYPE_CHECKING:
    from crawler.reading import ReadingPool
    from crawler.store import Store

HEARTBEAT = 1.0
"""Seconds between two looks at the clocks."""
ENDING = 5.0
"""Seconds beside the download timeout that a stop may take."""

log = get_logger(__name__)


class Service:
    """The running house. Every part can be tried alone: the tests drive it with a clock of their own."""

    def __init__(
        self,
        config: Config,
        store: Store,
        *,
        clock: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.config, self.store, self.clock = config, store, clock
        self._monotonic = monotonic
        self._began = clock()
        self._jumps = JumpWatch(clock, monotonic)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._notifier = Notifier()
        self._seen: Signature | None = None
        self._settings = settings(config)
        self._works: set[asyncio.Future[None]] = set()
        self.stopping = asyncio.Event()
        self._web: WebChild | None = None
        self.crew: Crew
        self.figures: Figures
        self.publisher: jobs.Publisher

    async def serve_until_told(self, listening: socket.socket) -> None:
        """Run everything, and the web process beside it, until a signal."""
        loop = asyncio.get_running_loop()
        ends = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup ignores it: the service outlives its terminal
            ends.append(signal.SIGHUP)
        for number in ends:
            loop.add_signal_handler(number, self.stopping.set)
        web = WebChild(self.config, listening)
        await web.start()
        self._web = web
        try:
            await self.work()
        finally:
            await web.stop()
            log.info("stopped")

    async def work(self) -> None:
        """Crawl, publish and keep house until `stopping` is set; then drain.

        Raises:
            StoreTooNew: another Silkwire has brought the database forward meanwhile; nothing was written since.
        """
        from crawler.engine import Manners
        from crawler.reading import ReadingPool

        pool = ReadingPool(self.config.workers, lexicon=self.config.home.lexicon)
        self.figures = Figures(self)
        self.publisher = jobs.Publisher(self.config, self.store, clock=self.clock, listener=self.figures.published)
        self.crew = Crew(
            self.config, self.store, pool, self.publisher, clock=self.clock, manners=Manners(), monotonic=self._monotonic,
            listener=self.figures.crawled,
        )  # fmt: skip
        try:
            await self.reload()
            await self.publish(always=True)
            self._schedule()
            self._scheduler.start()
            self._notifier.ready(self._status())
            log.info("running", address=self.config.address, home=str(self.config.home.root), sources=self._enabled())
            await self._beat()
        finally:
            await self._drain(pool)

    def _schedule(self) -> None:
        """The clock's work. Intervals, not times of day: those come twice or never when the clock jumps."""
        every = ((self.crew.start_due, 1), (self.publish, 2), (self.tell, 5), (self.reload, 10), (self.upkeep, 300))
        for work, seconds in every:
            self._scheduler.add_job(
                self._tracked,
                Every(seconds),
                (work,),
                id=work.__name__,
                next_run_time=datetime.now(UTC),
            )

    async def _tracked(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do one of the clock's works as a task of our own: APScheduler would cancel it at the stop."""
        task = asyncio.ensure_future(work())
        self._works.add(task)
        task.add_done_callback(self._works.discard)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            if not task.cancelled():  # it is we who are cancelled; a work that the stop ended is no accident
                raise

    async def _beat(self) -> None:
        """Watch the clocks and tell systemd, until it is time to stop."""
        every = min(HEARTBEAT, self._notifier.watchdog / 3) if self._notifier.watchdog else HEARTBEAT
        while not self.stopping.is_set():
            self._notifier.alive(self._status())
            if self.store.overtaken is not None:
                raise self.store.overtaken  # told once, as the reason of the end
            if jump := self._jumps.look():
                await self.jumped(jump)
            try:
                await asyncio.wait_for(self.stopping.wait(), every)
            except TimeoutError:
                continue

    async def jumped(self, by: timedelta) -> None:
        """The wall clock was moved: what is planned by it is planned anew."""
        log.warning("clock moved", seconds=round(by.total_seconds()))
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=datetime.now(UTC))
        try:
            await self._replan()
        except SilkwireError as error:
            log.error("not planned anew", why=str(error))
            self._seen = None  # `reload` makes up for it

    async def reload(self) -> None:
        """Read the source files if they changed; the first time in any case. What the store does not take is owed."""
        await self._look_at_settings()
        now = await asyncio.to_thread(signature, self.config)
        if now == self._seen:
            return
        first = self.crew.loaded is None
        try:
            await self._read_sources(first)
        except SilkwireError as error:
            if first:
                raise
            log.error("sources not taken", why=str(error))
            self._seen = None  # read again in any case: the files may be by then what they were before
            return
        self._seen = now

    async def _look_at_settings(self) -> None:
        """Tell once that the settings were changed, and whether the next start can read them: they are used from then on."""
        now = await asyncio.to_thread(settings, self.config)
        if now == self._settings:
            return
        self._settings = now
        if (error := await asyncio.to_thread(mistake, self.config)) is not None:
            log.error(
                "settings changed",
                why=str(error),
                advice="correct them: the next start will fail; until then they stay",
            )
        else:
            log.warning("settings changed", advice="restart the service to use them")

    async def _read_sources(self, first: bool) -> None:
        loaded, kept = jobs.as_before(await asyncio.to_thread(jobs.load, self.config), self.crew.loaded)
        for error in loaded.errors:
            log.error("source stays as it was" if error in kept else "source left out", why=str(error))
        self.crew.loaded = loaded
        self.crew.weather.expect(self._enabled())
        self.publisher.source_titles = {name: source.title for name, source in loaded.sources.items()}
        await asyncio.to_thread(self.store.sync_sources, loaded.sources.values(), whole=True)
        await asyncio.to_thread(jobs.close_orphans, self.store, loaded.sources, self.clock())
        if first:
            await asyncio.to_thread(self._take_back)
        await self._replan()
        log.info("sources", enabled=self._enabled(), known=len(loaded.sources))

    def _take_back(self) -> None:
        """Claims of a service that was killed."""
        for name in self.crew.loaded.sources if self.crew.loaded else ():
            self.store.release(name, OWNER)

    async def _replan(self) -> None:
        if self.crew.loaded is not None:
            self.crew.scale = await asyncio.to_thread(
                jobs.replan, self.config, self.store, self.crew.loaded, self.clock()
            )

    async def publish(self, *, always: bool = False) -> None:
        """Publish what changed, also while a long crawl is under way."""
        try:
            await (self.publisher.publish() if always else self.publisher.publish_dirty())
        except StoreTooNew:
            return  # `_beat` ends the service
        except SilkwireError as error:
            log.error("not published", why=str(error))

    async def tell(self) -> None:
        """Let the web process have our figures."""
        if self._web is not None:
            self._web.tell(self.figures.text())

    def state(self) -> dict[str, float]:
        """What is going on at this moment, for the metrics."""
        return self.crew.state() | {"web_starts": self._web.starts if self._web else 0}

    async def upkeep(self) -> None:
        """The work of the night, when it is due; and the budget of polls, as sources become busier or quieter."""
        try:
            if self.crew.loaded is not None:
                sources = self.crew.loaded.sources.values()
                self.crew.scale = await asyncio.to_thread(jobs.scale_of, self.config, self.store, sources)
            last = await asyncio.to_thread(self.store.runs, 1, job="backup")
            if upkeep_due(last[0].began if last else None, self.clock(), self.config.maintenance_hour, self._began):
                await aside(self._maintain)  # a stop at night does not wait for it
                self.publisher.ask(None, health=True)
        except SilkwireError as error:
            log.error("upkeep failed", why=str(error))

    def _maintain(self) -> None:
        """On a connection of its own: a large database is checked and copied for minutes, and crawls and feeds go on meanwhile."""
        with self.store.again() as store:
            jobs.maintain(self.config, store)

    async def _drain(self, pool: ReadingPool) -> None:
        self._notifier.stopping()
        log.info("stopping", under_way=len(self.crew.running))
        if self._scheduler.running:
            self._scheduler.pause()
        for work in set(self._works):
            work.cancel()
        if self._works:
            await asyncio.wait(set(self._works), timeout=ENDING)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await self.crew.stop(self.config.timeout + ENDING)
        with contextlib.suppress(SilkwireError):  # told when it happened; what is owed is published at the next start
            await self.publisher.finish(ENDING)
            await self.publisher.settle(1.0)
        self.publisher.close()
        await pool.close()

    def _enabled(self) -> int:
        return sum(source.enabled for source in self.crew.loaded.sources.values()) if self.crew.loaded else 0

    def _status(self) -> str:
        network = ", network down" if self.crew.weather.offline else ""
        return f"{self._enabled()} sources, {len(self.crew.running)} being crawled{network}"
