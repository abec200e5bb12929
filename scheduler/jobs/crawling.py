"""Crawl some sources, learn from it, raise or close alarms, publish: one article's way, started by clock and hand alike."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.model import Alarm, CrawlReport, Source
from scheduler.config import Config
from scheduler.jobs.aftermath import learn_from, tell_people
from scheduler.jobs.options import crawl_options
from scheduler.jobs.publishing import Publisher, publish_now
from scheduler.jobs.schedule import scale_of
from scheduler.logs import of_crawl

if TYPE_CHECKING:
    from crawler.engine import CrawlOptions, Manners, Progress
    from crawler.reading import ReadingPool
    from crawler.store import Store
    from feeds.publish import PublishReport

CLAIM = timedelta(minutes=10)
"""How long a claim outlives an owner that is killed; while the owner lives it is prolonged."""
KEPT = ("new", "copy", "revised")
"""Outcomes that may change a feed: what is published then names the crawl."""


def utc_now() -> datetime:
    """The clock of the house."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Crawled:
    """What one call brought."""

    reports: tuple[CrawlReport, ...]
    busy: tuple[str, ...] = ()
    """Sources that were left out, because somebody else is crawling them right now."""
    opened: tuple[Alarm, ...] = ()
    closed: tuple[Alarm, ...] = ()
    published: PublishReport | None = None


async def crawl_and_publish(
    config: Config,
    store: Store,
    sources: Sequence[Source],
    *,
    options: CrawlOptions | None = None,
    owner: str = "hand",
    insist: bool = False,
    pool: ReadingPool | None = None,
    manners: Manners | None = None,
    progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], datetime] = utc_now,
    publisher: Publisher | None = None,
    publish: bool = True,
    scale: float | None = None,
    offline: Callable[[], bool] = lambda: False,
    shown: bool = False,
) -> Crawled:
    """Crawl sources that nobody else is crawling, then publish what changed.

    With `options.urls` it is a one-off crawl of addresses: the plan learns nothing from it and no alarm is raised. With
    `options.dry_run` nothing is written at all.

    Args:
        config: the configuration
        store: the open store
        sources: what to crawl
        options: how; None: as configured
        owner: who crawls, for the claims
        insist: crawl also what somebody else is crawling right now; nothing is kept twice by that
        pool: processes that read pages; None: read here
        manners: what sites allowed in crawls before; None: all are asked
        progress: told of each step
        clock: the time
        publisher: publishes soon, without being waited for; None: published before this returns
        publish: whether to publish at all
        scale: factor of the plan for the budget of polls; None: worked out
        offline: whether our own network seems to be down
        shown: whether somebody is shown the reports: the log then does not warn of a source that failed

    Raises:
        StoreError, PublishError: the disk or the database fails. What went wrong with a source stands in its report.
    """
    from crawler import engine

    chosen = options or crawl_options(config)
    learns = not chosen.dry_run and not chosen.urls
    mine = tuple(sources)
    if learns:
        claimed = _claimed(store, sources, owner, clock())
        mine = mine if insist else claimed
    opened: tuple[Alarm, ...] = ()
    closed: tuple[Alarm, ...] = ()
    reports: tuple[CrawlReport, ...] = ()
    try:
        if mine or chosen.urls:
            async with _prolonged(store, mine if learns else (), owner, clock):
                reports = await engine.crawl(
                    mine, store=store, pool=pool, manners=manners, options=chosen, progress=progress, clock=clock
                )
        if learns:
            factor = scale_of(config, store, sources) if scale is None else scale
            changes = await asyncio.to_thread(
                learn_from, store, _paired(mine, reports), clock(), factor, offline(), shown=shown
            )
            opened, closed = changes.opened, changes.closed
    finally:
        for source in mine if learns else ():
            store.release(source.name, owner)
    await tell_people(config, opened, closed)
    health = bool(opened or closed)
    cause = of_crawl.get() if any(report.outcomes.get(name) for report in reports for name in KEPT) else None
    published = None
    if publish and not chosen.dry_run:
        if publisher is None:
            published = await publish_now(config, store, cause)
        else:
            publisher.ask(cause, health=health)
    return Crawled(
        reports=reports,
        busy=tuple(source.name for source in sources if source not in mine),
        opened=opened,
        closed=closed,
        published=published,
    )


def _claimed(store: Store, sources: Sequence[Source], owner: str, now: datetime) -> tuple[Source, ...]:
    return tuple(source for source in sources if store.claim(source.name, owner, now + CLAIM, now))


@contextlib.asynccontextmanager
async def _prolonged(
    store: Store, sources: Sequence[Source], owner: str, clock: Callable[[], datetime]
) -> AsyncIterator[None]:
    """Prolong the claims as long as the crawl lasts."""

    async def prolong() -> None:
        while True:
            await asyncio.sleep(CLAIM.total_seconds() / 3)
            await asyncio.to_thread(_claimed, store, sources, owner, clock())

    task = asyncio.create_task(prolong())
    try:
        yield
    finally:
        task.cancel()


def _paired(sources: Sequence[Source], reports: Sequence[CrawlReport]) -> list[tuple[Source, CrawlReport]]:
    by_name = {source.name: source for source in sources}
    return [(by_name[report.source], report) for report in reports if report.source in by_name]
