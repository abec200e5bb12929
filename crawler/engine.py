"""The engine: one Scrapy crawl over any number of sources, in the running loop. Scrapy stays below this line."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.fetch.halt import begun, halt
from crawler.fetch.manners import Manners
from crawler.memory import give_back_large_blocks
from crawler.model import CrawlReport, Page, Problem, Source
from crawler.reading import ReadingPool
from crawler.spiders.desk import Desk
from crawler.spiders.fetcher import Fetcher
from crawler.spiders.options import CrawlOptions, Progress
from crawler.spiders.session import Session
from crawler.spiders.source import SourceSpider

if TYPE_CHECKING:
    from scrapy import Spider

    from crawler.store import Store

__all__ = ["CrawlOptions", "Manners", "Progress", "crawl", "fetch", "run"]

_T = TypeVar("_T")
DEFAULTS = CrawlOptions()


def utc_now() -> datetime:
    return datetime.now(UTC)


async def crawl(
    sources: Sequence[Source],
    *,
    store: Store,
    pool: ReadingPool | None = None,
    manners: Manners | None = None,
    options: CrawlOptions = DEFAULTS,
    progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> tuple[CrawlReport, ...]:
    """Crawl sources side by side, or the addresses of `options.urls`; one report each, in the order of the sources.

    With the `manners` of earlier crawls no site is asked for its robots.txt again that told it lately.

    Raises:
        StoreError: the store cannot go on. What was kept until then is kept.
        SilkwireError: no reading process can be started.
    """
    reading = pool or ReadingPool()
    desk = Desk(store, clock, more=lambda: reading.in_use)
    session = Session(
        sources=tuple(sources), desk=desk, pool=reading, options=options, clock=clock, listener=progress,
        manners=manners or Manners(),
    )  # fmt: skip
    try:
        await _run(SourceSpider, options, session=session)
    finally:
        await desk.close()
        if pool is None:
            await reading.close()
    if session.error is not None:
        raise session.error
    now = clock()
    return tuple(session.reports.get(name) or tally.report(now) for name, tally in session.tallies.items())


async def fetch(
    urls: Sequence[str], *, source: Source | None = None, options: CrawlOptions = DEFAULTS
) -> tuple[Page | Problem, ...]:
    """Fetch addresses by the guarded way of everything else; the answers stand in the order of the addresses."""
    answers: dict[int, Page | Problem] = {}
    session = Session(sources=(), desk=None, pool=ReadingPool(1), options=options, clock=utc_now)
    await _run(Fetcher, options, session=session, urls=tuple(urls), on_behalf=source, answers=answers)
    return tuple(answers[index] for index in range(len(urls)))


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine to its end on the fastest loop there is: for the command line."""
    if not gc.get_freeze_count():
        gc.freeze()  # the thousand modules that are loaded by now stay: no collection need look at them again
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


async def _run(spider: type[Spider], options: CrawlOptions, **arguments: Any) -> None:
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.setdict(
        {
            "USER_AGENT": options.agent(),
            "DOWNLOAD_TIMEOUT": options.timeout,
            "SILKWIRE_LONGEST_WAIT": options.longest_wait,
            "SILKWIRE_RETRY_PAUSE": options.retry_pause,
            "EXTENSIONS_BASE": {},  # for Scrapy's own commands
            "LOG_FORMATTER": "crawler.extensions.Quiet",
        }
    )
    give_back_large_blocks()
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    crawler = Crawler(spider, settings)
    task = asyncio.create_task(crawler.crawl_async(**arguments))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await begun(crawler, task)
        await halt(crawler)
        await task
        raise
