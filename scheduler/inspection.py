"""What a source gives today: fetched live, read, and judged, with nothing kept. For `sources check` and `sources add`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from crawler.errors import DiscoverError, PageError
from crawler.model import Article, Link, Page, Problem, Source

if TYPE_CHECKING:
    from crawler.engine import CrawlOptions

Accept = Callable[[Source, Sequence[Link]], tuple[Link, ...]]
STALE = timedelta(days=45)
"""A list whose newest dated entry is older has stopped: the slowest sources of the catalogue publish every few weeks."""
FOLLOWED = 3
"""Children of a sitemap index that are read, the newest first: enough to see what it lists."""
DEEPEST = 3
"""Indexes below one another, as in a crawl."""
UNHEARD = ("dns:", "connection:", "timeout:", "certificate:")
"""How a problem begins when nothing was heard of the host, its robots.txt neither."""
FIELDS = ("title", "text", "published", "authors", "language")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry point as it answered."""

    url: str
    kind: str | None
    """`rss`, `atom`, `sitemap`, `listing` ...; None when it could not be read."""
    links: tuple[Link, ...] = ()
    problem: str | None = None
    further: tuple[str, ...] = ()
    """Indexes that it names in place of articles: the children of a sitemap index, the document of an API."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """How one source did."""

    source: str
    enabled: bool
    reachable: bool
    robots: Literal["allowed", "forbidden", "unknown"]
    entries: int
    newest: datetime | None
    fields: Mapping[str, bool] = field(default_factory=dict)
    """Which fields the sample article has."""
    sample: str | None = None
    verdict: Literal["ok", "thin", "stale", "fails"]
    reason: str


async def look(
    urls: Sequence[str], source: Source, options: CrawlOptions, accept: Accept | None = None
) -> tuple[Entry, ...]:
    """Fetch and read entry points through the same guarded way as a crawl. `accept` tells which links are articles'; without
    it, the source."""
    found = await _read(urls, source, options, accept)
    return tuple([await _followed(entry, source, options, accept) for entry in found])


async def _followed(entry: Entry, source: Source, options: CrawlOptions, accept: Accept | None) -> Entry:
    """An entry point with what the indexes list that it names: a sitemap index lists nothing itself."""
    further, links, problem = entry.further, list(entry.links), entry.problem
    for _ in range(DEEPEST):
        if links or not further:
            break
        maps = replace(source, sitemaps=(*source.sitemaps, *further)) if entry.kind == "sitemapindex" else source
        children = await _read(further[:FOLLOWED], maps, options, accept)
        links = [link for child in children for link in child.links]
        problem = next((child.problem for child in children if child.problem), None)
        further = tuple(url for child in children for url in child.further)
    return replace(entry, links=tuple(links), problem=None if links else problem)


async def _read(urls: Sequence[str], source: Source, options: CrawlOptions, accept: Accept | None) -> list[Entry]:
    from crawler import engine

    answers = await engine.fetch(urls, source=source, options=options)
    return [read_entry(answer, url, source, accept) for answer, url in zip(answers, urls, strict=True)]


def read_entry(answer: Page | Problem, url: str, source: Source, accept: Accept | None = None) -> Entry:
    """One fetched entry point, read; or why it was not."""
    from crawler import discover

    if isinstance(answer, Problem):
        return Entry(url=url, kind=None, problem=f"{answer.kind}: {answer.message}")
    try:
        index = discover.read_index(answer, source)
    except DiscoverError as error:
        return Entry(url=url, kind=None, problem=str(error))
    links = (accept or discover.acceptable)(source, index.links)
    return Entry(url=url, kind=index.kind, links=links, further=tuple(index.sitemaps))


async def sample(
    links: Sequence[Link], source: Source, options: CrawlOptions, most: int = 3
) -> tuple[Article | None, str | None]:
    """The first of a few articles that can be read, or why none could."""
    from crawler import engine
    from crawler.pages import parse_article
    from crawler.reading.listed import completed

    problem = "it lists no article"
    for link in links[:most]:
        (answer,) = await engine.fetch([link.url], source=source, options=options)
        if isinstance(answer, Problem):
            problem = f"{link.url}: {answer.message}"
            continue
        try:
            return completed(parse_article(answer, source), link), None
        except PageError as error:
            problem = f"{link.url}: {error}"
    return None, problem


async def check(source: Source, options: CrawlOptions, now: datetime) -> Check:
    """Fetch a source's entry points and one article, and judge."""
    entries = await look(entry_points(source), source, options)
    links = [link for entry in entries for link in entry.links]
    dates = [link.published for link in links if link.published]
    article, problem = await sample(links, source, options) if links else (None, None)
    return judge(source, entries, article, problem, max(dates, default=None), now)


def entry_points(source: Source) -> tuple[str, ...]:
    """Where a source's news is listed; its home page when the file names nothing else."""
    named = (*source.feeds, *source.sitemaps, *source.lists, *(api.url for api in source.apis))
    return named or (source.url,)


def judge(
    source: Source,
    entries: Sequence[Entry],
    article: Article | None,
    problem: str | None,
    newest: datetime | None,
    now: datetime,
) -> Check:
    """The verdict on what was seen: a pure rule."""
    problems = [entry.problem for entry in entries if entry.problem]
    reachable = any(entry.kind for entry in entries)
    robots: Literal["allowed", "forbidden", "unknown"] = "allowed"
    if any(p.startswith("robots") for p in problems):
        robots = "unknown" if any("unknown" in p for p in problems) else "forbidden"
    elif len(problems) == len(entries) and all(p.startswith(UNHEARD) for p in problems):
        robots = "unknown"
    count = sum(len(entry.links) for entry in entries)
    fields = {name: bool(getattr(article, name)) for name in FIELDS} if article else {}
    verdict: Literal["ok", "thin", "stale", "fails"] = "ok"
    reason = "entries are listed and an article is read"
    if not reachable:
        verdict, reason = "fails", problems[0] if problems else "no entry point answered"
    elif not count:
        verdict, reason = (
            "fails",
            "it answers, but lists no article on its own hosts: look at `hosts`, `article` and `listing` in the source file",
        )
    elif article is None:
        verdict, reason = "fails", f"no article could be read ({problem})"
    elif newest and now - newest > STALE:
        verdict, reason = (
            "stale",
            f"its newest entry is {(now - newest).days} days old: the entry point has probably moved",
        )
    elif not article.published and not newest:
        verdict, reason = "thin", "no date was found, in the list or on the page: name `published` in [[selectors]]"
    elif problems:
        verdict, reason = "thin", problems[0]
    return Check(
        source=source.name, enabled=source.enabled, reachable=reachable, robots=robots, entries=count, newest=newest,
        fields=fields, sample=article.url if article else None, verdict=verdict, reason=reason,
    )  # fmt: skip
