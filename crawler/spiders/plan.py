"""What a crawl asks for, decided from source files and what the store knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from crawler.discover import acceptable, on_hosts
from crawler.errors import AddressRefused
from crawler.fetch.address import place
from crawler.fetch.errand import Errand
from crawler.model import Link, Source
from crawler.spiders.session import Session
from crawler.spiders.tally import Tally

ARCHIVE = 1_000
"""An index that names more unseen pages than this when it is first read lists all that a site ever published, as sitemaps do: what is
older than the watch over a source is no news to who follows it, and is fetched only for who asks for it (`looks_back`)."""
NEWS = timedelta(days=30)
"""Age up to which a dated page of an archive is news, and all the same there are so many, the newest of them:"""
FEWEST = 50
UNDATED = 500
"""Pages of an archive without dates that are looked at, since nobody can tell which are new: as many as fit into one crawl."""
MOST_ARCHIVED = 50_000
"""Pages that are put away for one entry point: as many as a sitemap may name (sitemaps.org)."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def entry_errands(source: Source) -> list[Errand]:
    """The entry points of a source; its home page when it names none."""
    indexes = (*source.feeds, *source.lists, *(api.url for api in source.apis))
    errands = [Errand(source=source, role="index", url=url) for url in indexes]
    errands += [Errand(source=source, role="sitemap", url=url) for url in source.sitemaps]
    return errands or [Errand(source=source, role="home", url=source.url)]


def one_off_errands(urls: Sequence[str], sources: Sequence[Source]) -> list[Errand]:
    """Addresses given by hand, each on behalf of the source whose hosts it lies on, else of its host."""
    return [Errand(source=source_of(url, sources), role="any", url=url) for url in urls]


def source_of(url: str, sources: Sequence[Source]) -> Source:
    """The source that an address belongs to; else one made up for its host, which allows nothing special."""
    try:
        where = place(url)
    except AddressRefused:
        return Source(name=url[:80], title=url[:80], url=url)
    for source in sources:
        if on_hosts(source, url):
            return source
    return Source(name=where.authority, title=where.host, url=where.origin + "/")


async def pages_wanted(
    session: Session, tally: Tally, index: Errand, links: Sequence[Link], delay: float
) -> tuple[Link, ...]:
    """Which of the links of an index are fetched now, the newest first; counts the rest as known, archived or left for later.

    Args:
        session: the crawl
        tally: the source's counts
        index: the errand that brought the links
        links: what the index names and the source accepts
        delay: seconds between two requests to the source's host
    """
    options = session.options
    fresh = []
    for link in links:
        if link.url not in tally.asked and not (options.since and link.published and link.published < options.since):
            tally.asked.add(link.url)
            fresh.append(link)
    tally.found += len(fresh)
    wanted = tuple(fresh)
    if session.desk is not None and not options.dry_run:
        wanted = await session.desk.wanted(fresh, archived=options.looks_back)
    tally.outcomes["known"] += len(fresh) - len(wanted)
    if len(wanted) > ARCHIVE and not (options.looks_back or options.urls or options.dry_run):
        wanted = await _without_archive(session, tally, index, wanted)
    room = _room(session, tally, delay)
    if len(wanted) > room:
        tally.unfinished = True
        wanted = _newest_first(wanted)[:room]
    tally.wanted += len(wanted)
    return wanted


async def _without_archive(session: Session, tally: Tally, index: Errand, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of a long index that may be news.

    What an entry point names beside them when it is first read is put away. What names an entry point is the source file's to
    say, so that happens once; the indexes that follow from it are the site's to invent, and nothing is remembered for those.
    """
    ordered, since = _newest_first(links), session.clock() - NEWS
    dated = [link for link in ordered if link.published]
    undated = ordered[len(dated) :]
    recent = sum(1 for link in dated if link.published and link.published >= since)
    if index.depth:
        tally.outcomes["archived"] += len(dated) - recent
        return (*dated[:recent], *undated)
    if session.desk is None or await session.desk.was_read(index.url):
        return tuple(links)
    news = max(recent, FEWEST)
    archive = (*dated[news:], *undated[UNDATED:])[:MOST_ARCHIVED]
    tally.outcomes["archived"] += len(archive)
    await session.desk.put_away(tally.source.name, archive)
    return (*dated[:news], *undated[:UNDATED])


def _newest_first(links: Sequence[Link]) -> tuple[Link, ...]:
    """Those without a date behind all others, in the order in which they were named."""
    return tuple(sorted(links, key=lambda link: link.published or _LONG_AGO, reverse=True))


async def pages_again(session: Session, tally: Tally, delay: float) -> tuple[Link, ...]:
    """Pages that failed in passing and whose time has come, though the lists of today may not name them.

    Asked for once in a crawl, and only when an entry point has answered: a host that is down is not asked for them all.
    """
    options = session.options
    if tally.tried_again or options.urls or options.dry_run or session.desk is None:
        return ()
    tally.tried_again = True
    due = await session.desk.retries(tally.source.name, min(options.retries, _room(session, tally, delay)))
    links = acceptable(tally.source, (Link(url=url) for url in due if url not in tally.asked))
    tally.asked.update(link.url for link in links)
    tally.wanted += len(links)
    return links


def _room(session: Session, tally: Tally, delay: float) -> int:
    """How many more pages of a source fit into this crawl."""
    most = session.options.max_articles
    if delay:
        most = min(most, max(1, int(session.options.longest.total_seconds() / delay)))
    return max(0, most - tally.wanted)
