"""Publishing: the one path from the store to the shelf, held by one process and one thread at a time."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import gc
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.errors import PublishError, SilkwireError
from crawler.model import Story
from scheduler.config import Config
from scheduler.jobs.delays import LATE, Published, delays, news
from scheduler.jobs.options import own_feeds
from scheduler.logs import get_logger

if TYPE_CHECKING:
    from crawler.store import Store
    from feeds.publish import PublishReport
    from feeds.web.websub import Announced

AFTER_FAILURE = 15.0
"""Seconds until a writing that failed (disk full) is tried again."""

LARGE = 16 << 20
"""Bytes; glibc keeps twice as much once it has let go of a piece of memory of this size."""

HUB_PATIENCE = 10.0
"""Seconds that a crawl by hand waits for a WebSub hub."""

log = get_logger(__name__)


def publish_all(
    config: Config,
    store: Store,
    *,
    full: bool = False,
    source_titles: Mapping[str, str] | None = None,
    progress: Callable[..., Any] | None = None,
) -> PublishReport:
    """Write the documents of the feeds whose stories changed; with `full`, of all.

    Args:
        config: the configuration
        store: the open store
        full: whether to write also what did not change
        source_titles: names of outlets; None: read anew
        progress: called with the number of feeds done and to do

    Raises:
        PublishError: the folder of documents cannot be written.
        ConfigError: a feed of the user's own is wrong.
    """
    from feeds.publish import publish
    from feeds.shelf import FileShelf
    from scheduler.jobs.options import titles
    from scheduler.jobs.selection import load

    _prepare()
    shelf = FileShelf(config.home.feeds)
    with _alone(config.home.publish_lock), _without_collections():
        shelf.tidy()  # what a killed publishing had staged may be as large as the documents themselves
        return publish(
            store,
            shelf,
            base_url=config.address,
            own=own_feeds(config),
            source_titles=titles(load(config).sources) if source_titles is None else source_titles,
            health=store,
            hub=config.websub_hub,
            full=full,
            progress=progress,
        )


@contextlib.contextmanager
def _without_collections() -> Iterator[None]:
    """Thousands of entries are made and kept, and none of them is garbage: to look for it took a fortieth of a full build."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


@cache
def _prepare() -> None:
    """Once a process, what makes the writing of thousands of documents cheaper.

    What is loaded stays, and no collection of garbage need look at it: that took a twentieth of publishing what an hour brings.
    And the memory of a document is kept for the next one rather than given back and fetched again: glibc does so for pieces as
    large as the largest that it has let go of. With it a full build takes a twentieth less, and elsewhere this does nothing.
    """
    if not gc.get_freeze_count():
        gc.freeze()
    bytes(LARGE)  # let go of at once, and never touched


def tidy(config: Config) -> int:
    """Take away what killed writings left half written; returns how many files. Under the lock: none is being written then.

    Raises:
        PublishError: the folder of documents cannot be written.
    """
    from feeds.shelf import FileShelf

    with _alone(config.home.publish_lock):
        return FileShelf(config.home.feeds).tidy()


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the lock of publishing, waiting for another process that does. The kernel lets go of it when a process dies."""
    try:
        handle = lock.open("w")
    except OSError as error:
        raise PublishError(
            f"{lock} cannot be opened ({error.strerror}): is the disk full, or the home not ours?"
        ) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Publisher:
    """Publishes from the loop without standing in its way, one publishing at a time.

    Calls that come while documents are being written are answered together by the next writing.
    """

    def __init__(
        self,
        config: Config,
        store: Store,
        source_titles: Mapping[str, str] | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        listener: Callable[[Published], None] | None = None,
    ) -> None:
        """
        Args:
            source_titles: names of outlets; None: read anew each time
            monotonic: seconds that never jump; `clock`: the time
            listener: told of each writing, in the loop
        """
        self._config, self._store, self.source_titles = config, store, source_titles
        self._monotonic, self._clock, self._listener = monotonic, clock, listener
        self._began, self._told = clock(), 0
        self._since = self._began
        self._thread = ThreadPoolExecutor(1, "publish")
        self._next: asyncio.Task[PublishReport] | None = None
        self._causes: list[str] = []
        self._writing = asyncio.Lock()
        self._rest_until = 0.0
        self._owed = False
        self._deadline = float("inf")
        self._announcing: set[asyncio.Task[Announced]] = set()

    async def publish(self, cause: str | None = None) -> PublishReport:
        """Everything that was kept before this call stands on the shelf when it returns; `cause` is for the log."""
        if cause:
            self._causes.append(cause)
        if self._next is None:
            self._next = asyncio.create_task(self._publish())
            self._next.add_done_callback(self._ended)
        return await asyncio.shield(self._next)

    async def _publish(self) -> PublishReport:
        async with self._writing:
            # who calls from here on may have kept something that this writing does not see
            self._next, causes, self._causes, self._owed = None, self._causes, [], False
            began, now = self._monotonic(), self._clock()
            self._rest_until = began + AFTER_FAILURE
            try:
                report, stories = await asyncio.get_running_loop().run_in_executor(self._thread, self._write)
            except SilkwireError:
                self._tell(None, self._monotonic() - began)
                raise
            self._rest_until = 2 * self._monotonic() - began
            self._since = max(self._began, now - LATE)
            self._told = max((self._told, *(story.id for story in stories)))
        self._tell(report, self._monotonic() - began, stories if report.written else ())
        self._announce(report)
        if report.written:
            log.info("published", feeds=report.feeds, written=report.written, crawls=causes)
        return report

    def _write(self) -> tuple[PublishReport, tuple[Story, ...]]:
        """In the thread: write the feeds; which stories come into them for the first time, if somebody wants to know.

        These are asked for first: what is there now, the writing sees too.
        """
        stories = news(self._store, self._since, self._told) if self._listener else ()
        report = publish_all(
            self._config,
            self._store,
            source_titles=self.source_titles,
            progress=self._watch_time,
        )
        return report, stories

    def _tell(self, report: PublishReport | None, seconds: float, stories: tuple[Story, ...] = ()) -> None:
        if self._listener is not None:
            late, ours = delays(stories, self._clock())
            self._listener(Published(report=report, seconds=seconds, delays=late, ours=ours))

    def _announce(self, report: PublishReport) -> None:
        """Tell the WebSub hub what changed; nobody waits for it."""
        if not self._config.websub_hub or not report.names:
            return
        from feeds.web import announce

        base = self._config.address
        changed = [f"{base}/feeds/{name}.{form}" for name in report.names for form in ("atom", "rss", "json")]
        task = asyncio.create_task(announce(self._config.websub_hub, changed))
        self._announcing.add(task)
        task.add_done_callback(self._announced)

    def _announced(self, task: asyncio.Task[Announced]) -> None:
        self._announcing.discard(task)
        if not task.cancelled() and task.result().error:
            log.warning("hub not told", hub=self._config.websub_hub, why=task.result().error)

    async def settle(self, patience: float) -> None:
        """Wait a while for the hub; what it has not heard by then it hears with the next change."""
        if self._announcing:
            _, late = await asyncio.wait(self._announcing, timeout=patience)
            for task in late:
                task.cancel()

    def _ended(self, task: asyncio.Task[PublishReport]) -> None:
        """A writing that failed is owed; who asked for it is told, and it is no accident when nobody waits any more."""
        if task.cancelled() or task.exception() is not None:
            self._owed = True

    def ask(self, cause: str | None, *, health: bool = False) -> None:
        """Let the next `publish_dirty` know what it is for, and whether the feed of health has changed."""
        self._owed = self._owed or health
        if cause:
            self._causes.append(cause)

    async def publish_dirty(self) -> PublishReport | None:
        """Publish if there is anything to publish, but rest as long as the last writing took: crawls need the machine too."""
        if self._writing.locked() or self._monotonic() < self._rest_until:
            return None
        _, names = await asyncio.to_thread(self._store.dirty)
        return await self.publish() if names or self._owed or self._bare() else None

    def _bare(self) -> bool:
        """Whether somebody has emptied the folder of documents: readers would find none until there is news for each of them."""
        from feeds.publish import memory

        return not (self._config.home.feeds / memory.NAME).exists()

    async def finish(self, patience: float) -> bool:
        """Publish what is owed, within so many seconds; what is not done by then is still owed at the next start."""
        self._deadline = self._monotonic() + patience
        try:
            await self.publish()
        except _OutOfTime:
            return False
        return True

    def _watch_time(self, *_: object) -> None:
        if self._monotonic() > self._deadline:
            raise _OutOfTime

    def close(self) -> None:
        """Wait for the writing under way."""
        self._thread.shutdown(wait=True)


async def publish_now(
    config: Config, store: Store, cause: str | None = None, *, source_titles: Mapping[str, str] | None = None
) -> PublishReport:
    """Publish what changed, and wait for it, and a while for the hub; `cause` is for the log, and names of outlets are read anew if
    they are not given. Raises StoreError, PublishError."""
    publisher = Publisher(config, store, source_titles)
    try:
        report = await publisher.publish(cause)
        await publisher.settle(HUB_PATIENCE)
        return report
    finally:
        publisher.close()


class _OutOfTime(Exception):
    """Ends a writing between two feeds; nothing is torn by that, and nothing forgotten."""
