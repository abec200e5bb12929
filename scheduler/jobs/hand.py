"""What a person starts by hand: one-off crawls, single addresses, documents of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from crawler.errors import FetchError, NotAnArticle, PageError
from crawler.model import CrawlReport, Page, Problem, Sample, Source
from scheduler.config import Config
from scheduler.jobs.crawling import crawl_and_publish
from scheduler.jobs.options import crawl_options, titles
from scheduler.jobs.publishing import publish_now
from scheduler.jobs.selection import source_of

if TYPE_CHECKING:
    from crawler.engine import Progress
    from crawler.reading import ReadingPool
    from crawler.sources import Loaded
    from crawler.store import Store
    from feeds.publish import PublishReport

DOCUMENTS = "documents"
"""Name under which documents of this machine are reported."""


def crawl_by_hand(
    config: Config,
    store: Store,
    loaded: Loaded,
    sources: Sequence[Source],
    *,
    urls: Sequence[str] = (),
    pages: int = 1,
    since: datetime | None = None,
    dry_run: bool = False,
    publish: bool = True,
    pool: ReadingPool | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[tuple[CrawlReport, ...], PublishReport | None]:
    """Crawl sources, and single addresses, once; then publish. Runs the loop to its end, and ends the pool.

    Raises:
        StoreError, PublishError: the disk or the database fails.
    """
    from crawler.reading import ReadingPool

    pool = pool or ReadingPool(config.workers, lexicon=config.home.lexicon)
    pool.prepare()  # it starts on the other cores while this one loads the engine
    from crawler import engine

    async def work() -> tuple[tuple[CrawlReport, ...], PublishReport | None]:
        options = crawl_options(config, pages=pages, since=since, dry_run=dry_run)
        reports: tuple[CrawlReport, ...] = ()
        crawl = partial(
            crawl_and_publish, config, store, owner=f"hand-{os.getpid()}", insist=True, pool=pool, progress=progress,
            publish=False, shown=True,
        )  # fmt: skip
        try:
            if sources:
                reports = (await crawl(sources, options=options)).reports
            if urls:
                options = replace(options, urls=tuple(urls))
                reports += (await crawl(tuple(loaded.sources.values()), options=options)).reports
        finally:
            await pool.close()  # before the feeds are written: that takes the memory that it leaves
        if dry_run or not publish:
            return reports, None
        return reports, await publish_now(config, store, source_titles=titles(loaded.sources))

    return engine.run(work())


def fetch_one(config: Config, loaded: Loaded, url: str, name: str | None = None) -> tuple[Page, Source | None]:
    """One page, fetched through the same guarded way as a crawl, and the source it belongs to.

    Raises:
        FetchError: it cannot be fetched.
        SourceError: there is no source of that name.
    """
    from crawler import engine

    source = source_of(loaded, url, name)
    (answer,) = engine.run(engine.fetch([url], source=source, options=crawl_options(config)))
    if isinstance(answer, Problem):
        raise FetchError(f"{url}: {answer.message}")
    return answer, source


def keep_documents(
    config: Config, store: Store, pages: Sequence[Page], *, dry_run: bool = False
) -> tuple[CrawlReport, ...]:
    """Read documents of this machine and keep them, each as an article of no source; one report of all, or none."""
    if not pages:
        return ()
    from crawler.reading import read

    began = datetime.now(UTC)
    outcomes: dict[str, int] = {}
    problems: list[Problem] = []
    samples: list[Sample] = []
    for page in pages:
        try:
            reading = read(page, None, lexicon=config.home.lexicon)
        except PageError as error:
            kind = "not-an-article" if isinstance(error, NotAnArticle) else "unreadable"
            problems.append(Problem(url=page.url, kind=kind, message=str(error)))
            outcomes[kind] = outcomes.get(kind, 0) + 1
            continue
        kept = (store.preview if dry_run else store.keep)(reading, began)
        outcomes[kept.outcome] = outcomes.get(kept.outcome, 0) + 1
        found = reading.annotation
        samples.append(
            Sample(
                url=page.url,
                title=reading.article.title,
                published=reading.article.published,
                cooperation=found.cooperation,
                kept=found.is_cooperation,
                why=found.evidence[0].why if found.evidence else "no cooperation found",
            )
        )
    report = CrawlReport(
        source=DOCUMENTS, ok=not problems, began=began, ended=datetime.now(UTC), outcomes=outcomes, found=len(pages),
        problems=tuple(problems), samples=tuple(samples),
    )  # fmt: skip
    return (report,)
