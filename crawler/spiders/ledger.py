"""Keeps the books of a crawl: every errand begins once and ends once, with one outcome."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from scrapy.http import Response

from crawler.errors import DiscoverError, NotAnArticle, PageError, SilkwireError
from crawler.fetch.errand import Errand
from crawler.fetch.fresh import max_age, visit_of
from crawler.fetch.undelivered import Undelivered
from crawler.model import Kept, Problem, Sample, Visit
from crawler.reading import Look
from crawler.reading.pool import Hung, Killed
from crawler.spiders.items import Found
from crawler.spiders.session import Session
from crawler.spiders.tally import Tally

log = logging.getLogger(__name__)

REFUSED = frozenset({"refused", "off-host", "robots"})
NONE_FITS = (
    "it has entries, but none is an article of this source: mend `article`, `ignore` or `hosts` in the source's file"
)
MOST_INDEXES = 40
"""Entry points, children of sitemap indexes and pages of lists that one crawl of a source reads."""
DEEPEST = 3
ROBOTS_AGAIN = timedelta(hours=1)
"""A robots.txt that could not be read is asked for again after so long."""


class Ledger:
    """The books of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, errand: Errand) -> None:
        tally = self._session.tally(errand.source)
        if not tally.asked and not errand.source.verify_tls:
            tally.note(
                Problem(
                    url=errand.source.url,
                    kind="unverified",
                    message="certificates are not checked, as the source's file says",
                )
            )
        tally.open += 1
        if errand.revisit:
            tally.wanted += 1
        else:
            tally.asked.add(errand.url)

    # --- indexes ------------------------------------------------------------------------------------------------------

    def read_index(self, errand: Errand, found: Look, fresh: float | None) -> None:
        """An entry point was read. One with dated entries of which the source's file wants none is as good as broken."""
        tally = self._session.tally(errand.source)
        if found.newest is not None and not found.links and errand.role != "any":
            tally.note(Problem(url=errand.url, kind="bad-list", message=NONE_FITS))
        else:
            tally.ok = True
        tally.guessed += found.index.kind == "listing" and found.index.mended
        tally.seen_entry(found.newest)
        tally.found += found.left
        tally.outcomes["known"] += found.left
        tally.hint("ttl", found.index.ttl)
        tally.skip(found.index.skip_hours)
        tally.hint("max_age", fresh)

    def further_indexes(self, errand: Errand, found: Look) -> list[Errand]:
        """Indexes that follow from one: children of a sitemap index, the document of an API, the next page of a list."""
        tally, options = self._session.tally(errand.source), self._session.options
        following = []
        for url in found.index.sitemaps if errand.depth < DEEPEST else ():
            role = "sitemap" if found.index.kind == "sitemapindex" else "index"
            following.append(Errand(source=errand.source, role=role, url=url, depth=errand.depth + 1))  # type: ignore[arg-type]  # mypy widens the literal
        if found.index.next_page and errand.depth + 1 < options.pages and not self._too_old(found):
            following.append(
                Errand(
                    source=errand.source,
                    role="index",
                    url=found.index.next_page,
                    depth=errand.depth + 1,
                    following=True,
                )
            )
        room = MOST_INDEXES + options.pages - len(tally.indexes)
        chosen = [one for one in following if one.url not in tally.asked][: max(0, room)]
        tally.indexes.update(one.url for one in chosen)
        return chosen

    def _too_old(self, found: Look) -> bool:
        since, dates = self._session.options.since, [link.published for link in found.links if link.published]
        return since is not None and bool(dates) and max(dates) < since

    async def listed(self, errand: Errand, visit: Visit) -> None:
        """All that an entry point names has begun."""
        if errand.role != "any":
            self._session.tally(errand.source).lists.append(visit)
        await self._end(errand)

    async def passed_on(self, errand: Errand) -> None:
        """Other errands do its work."""
        await self._end(errand)

    async def not_modified(self, errand: Errand, response: Response) -> None:
        tally = self._session.tally(errand.source)
        if errand.role == "page":
            tally.outcomes["seen"] += 1
        else:
            tally.ok = True
            tally.not_modified += 1
            tally.hint("max_age", max_age(response))
        await self._remember(visit_of(errand, response, "not-modified"))
        await self._end(errand)

    # --- pages --------------------------------------------------------------------------------------------------------

    async def kept(self, found: Found, kept: Kept) -> None:
        """An article is in the store, or would be."""
        errand, article = found.errand, found.reading.article
        tally = self._session.tally(errand.source)
        tally.outcomes[kept.outcome] += 1
        tally.read(article)
        if errand.role == "any":
            tally.ok = True
            tally.found += 1
        if kept.outcome == "new":
            tally.new(article)
        if self._session.options.dry_run:
            tally.samples.append(Sample(
                url=article.url, title=article.title, published=article.published,
                cooperation=found.reading.annotation.cooperation, kept=kept.outcome != "seen", why=kept.outcome,
            ))  # fmt: skip
        await self._end(errand)

    async def unread(self, errand: Errand, error: SilkwireError) -> None:
        """A page or index came, and cannot be read."""
        if errand.following and isinstance(error, DiscoverError):  # a page that lists nothing comes behind the last
            await self._end(errand)
            return
        tally = self._session.tally(errand.source)
        index = errand.role not in {"page", "any"}
        kind = _kind(error, index)
        tally.note(Problem(url=errand.url, kind=kind, message=str(error)))
        if not index:
            tally.outcomes["not-an-article" if isinstance(error, NotAnArticle) else "unreadable"] += 1
        if not isinstance(error, PageError | DiscoverError):  # no fault of the page: the pool or the store cannot go on
            self._session.error = self._session.error or error
            tally.unfinished = True
        elif not index:
            await self._remember(Visit(url=errand.url, source=errand.source.name, result=kind, status=200))
        await self._end(errand)

    async def failed(self, errand: Errand, error: Undelivered) -> None:
        """No page came."""
        if errand.following and error.status in {404, 410}:
            await self._end(errand)
            return
        tally, now = self._session.tally(errand.source), self._session.clock()
        tally.note(error.problem(errand.url))
        if error.retry_at is not None:
            tally.hint("retry_after", (error.retry_at - now).total_seconds())
        tally.unfinished = tally.unfinished or error.passing
        if errand.role in {"page", "any"}:  # an index is asked for at every crawl, whatever became of it last time
            tally.outcomes["refused" if error.kind in REFUSED else "failed"] += 1
            await self._remember(Visit(
                url=errand.url, source=errand.source.name, result=error.kind, status=error.status, retry_at=_retry_at(error, now),
            ))  # fmt: skip
        await self._end(errand)

    async def broken(self, errand: Errand, error: Exception) -> None:
        """The store could not keep an article, or tell what is wanted: the crawl cannot go on, and nothing is remembered of the page."""
        tally = self._session.tally(errand.source)
        if errand.role in {"page", "any"}:
            tally.outcomes["failed"] += 1
        tally.unfinished = True
        tally.note(Problem(url=errand.url, kind="store", message=str(error)))
        self._session.error = self._session.error or error
        await self._end(errand)

    async def close(self) -> None:
        """The crawl is over: what was left hanging by an early end has failed, and is asked for again next time."""
        for tally in self._session.tallies.values():
            if tally.open and tally.ended is None:
                pages = tally.wanted - tally.done
                if pages > 0:
                    tally.outcomes["failed"] += pages
                tally.note(
                    Problem(
                        url=None,
                        kind="stopped",
                        message="the crawl was stopped before its end: the rest comes next time",
                    )
                )
                tally.unfinished = True
                await self._close(tally)

    # --- the end ------------------------------------------------------------------------------------------------------

    async def _end(self, errand: Errand) -> None:
        tally = self._session.tally(errand.source)
        tally.open -= 1
        if tally.open == 0:
            await self._close(tally)
        self._session.tell(tally)

    async def _close(self, tally: Tally) -> None:
        for visit in tally.lists:
            # what is left for later must be named again: a list that is remembered would answer 304
            await self._remember(replace(visit, etag=None, last_modified=None) if tally.unfinished else visit)
        tally.lists.clear()
        tally.ended = self._session.clock()
        self._session.reports[tally.source.name] = tally.report(tally.ended)

    async def _remember(self, visit: Visit) -> None:
        if self._session.desk is None or self._session.options.dry_run:
            return
        try:
            await self._session.desk.visited(visit)
        except SilkwireError as error:
            self._session.error = self._session.error or error


def _retry_at(error: Undelivered, now: datetime) -> datetime | None:
    """When the server, or the nature of the failure, says so; None leaves it to the store's own patience."""
    if error.retry_at is not None:
        return error.retry_at
    return now + ROBOTS_AGAIN if error.kind == "robots" and error.passing else None


def _kind(error: SilkwireError, index: bool) -> str:
    if isinstance(error, Hung):
        return "hung"
    if isinstance(error, Killed):
        return "killed"
    if index or isinstance(error, DiscoverError):
        return "bad-list"
    return "not-an-article" if isinstance(error, NotAnArticle) else "unreadable"
