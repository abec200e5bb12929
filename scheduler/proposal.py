"""A source file for a site that somebody names: its entry points found, tried, and the best ones chosen."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from crawler.errors import DiscoverError, FetchError
from crawler.model import Article, Link, Page, Problem, Source
from scheduler.choosing import KINDS, choose, family
from scheduler.inspection import Entry, look, read_entry, sample

if TYPE_CHECKING:
    from crawler.discover import Suggestions
    from crawler.engine import CrawlOptions

MOST_TRIED = 12
"""Entry points that are tried; a portal names hundreds of feeds."""
MOST_ENTRANCES = 3
"""Pages behind the home page that are asked what they name, where it names nothing itself."""
_HASTE = 0.1
"""Seconds between two requests while a site on a private address is looked at: it is the asker's own."""
WHOLE = "write the whole address of the site, such as https://www.herald.example/"
_ZONES = {"zh": "Asia/Shanghai"}
"""Zone of dates that name none: wherever news is written in Chinese, clocks are eight hours ahead of Greenwich."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What a site has to offer."""

    source: Source
    """The source file that is proposed."""
    entries: tuple[Entry, ...]
    """All entry points that were tried."""
    chosen: tuple[Entry, ...]
    article: Article | None
    """One article, read."""
    problem: str | None = None
    """Why none could be read."""


async def propose(url: str, options: CrawlOptions, now: datetime, name: str | None = None) -> Proposal:
    """Look at a site, and propose a source file for it.

    Raises:
        FetchError: the address cannot be fetched, or nothing on the site looks like a list of articles.
    """
    from crawler import discover, engine

    source = _bare(url, name)
    first, robots = await engine.fetch([url, urljoin(source.url, "/robots.txt")], source=source, options=options)
    if isinstance(first, Problem):
        raise FetchError(f"{url}: {first.message}")
    source = _arrived(source, first)
    given = read_entry(first, url, source, _of_the_site)
    entries = [given] if given.kind else []
    if given.further:
        entries = [*await look([url], source, options, _of_the_site)]
    named = discover.suggest(first)
    if given.kind in (None, "listing"):
        entries += await _offered(named, _sitemaps(robots), url, source, options)
    if not choose(entries, now) and named.entrances:
        entries += await _behind(named.entrances[:MOST_ENTRANCES], source, options)
    chosen = choose(entries, now)
    if not chosen:
        tried = "; ".join(f"{entry.url}: {entry.problem or 'no articles'}" for entry in entries) or (
            given.problem or "no articles"
        ).removeprefix(f"{first.url}: ")
        raise FetchError(f"{url}: no list of articles was found ({tried}). Name a feed or a list page itself")
    article, problem = await sample(sorted(chosen[0].links, key=_example_rank), source, options)
    source = _with(source, chosen, article, named.title)
    return Proposal(source=source, entries=tuple(entries), chosen=chosen, article=article, problem=problem)


def _example_rank(link: Link) -> tuple[bool, float]:
    """The newest that is named is the best example: the first link of a page may be one of its menu."""
    return link.title is None, -link.published.timestamp() if link.published else 0.0


async def _offered(
    named: Suggestions, sitemaps: Sequence[str], home: str, source: Source, options: CrawlOptions
) -> list[Entry]:
    """What a home page and robots.txt name, tried; without a feed among it what a page about feeds names, then the usual places."""
    entries = [*await _tried((*named.feeds, *sitemaps, *named.sitemaps, *named.lists), home, source, options)]
    about = [entry.url for entry in entries if entry.url in named.feeds and entry.kind in (None, "listing")]
    if not _has_feed(entries) and about:
        feeds = [
            feed for page in await _suggested(about[:1], source, options) for feed in page.feeds if feed not in about
        ]
        entries += await _tried(feeds, home, source, options)
    if not _has_feed(entries):
        entries += [entry for entry in await _tried(named.guesses, home, source, options) if entry.kind]
    return entries


async def _behind(urls: Sequence[str], source: Source, options: CrawlOptions) -> list[Entry]:
    """The first of a site's entrances (its English pages, say) that leads to something, with what it names."""
    for url in urls:
        entries = [*await look([url], source, options, _of_the_site)]
        for named in await _suggested([url], source, options):
            entries += await _tried((*named.feeds, *named.sitemaps, *named.lists), url, source, options)
        if any(entry.links for entry in entries):
            return entries
    return []


async def _suggested(urls: Sequence[str], source: Source, options: CrawlOptions) -> list[Suggestions]:
    """What these pages name."""
    from crawler import discover, engine

    found = []
    for page in await engine.fetch(urls, source=source, options=options):
        with contextlib.suppress(DiscoverError):
            found += [discover.suggest(page)] if isinstance(page, Page) else []
    return found


def _has_feed(entries: Sequence[Entry]) -> bool:
    return any(family(entry) == "feed" and entry.links for entry in entries)


async def _tried(urls: Sequence[str], home: str, source: Source, options: CrawlOptions) -> tuple[Entry, ...]:
    return await look([url for url in dict.fromkeys(urls) if url != home][:MOST_TRIED], source, options, _of_the_site)


def _of_the_site(source: Source, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links that lead to the site, under any of its hosts, or to the one other host where most of them lead."""
    from crawler import discover

    counts = Counter(urlsplit(link.url).netloc for link in links)
    own = {
        host
        for host, count in counts.items()
        if discover.same_site(f"http://{host}/", source.url) or 2 * count > len(links)
    }
    return discover.acceptable(replace(source, hosts=tuple(own)), links)


def _arrived(source: Source, home: Page) -> Source:
    """The source under the host where its home page really lies. A private address stays what was typed."""
    parts = urlsplit(home.url)
    return source if source.allow_private else replace(source, url=f"{parts.scheme}://{parts.netloc}/")


def _sitemaps(robots: Page | Problem) -> tuple[str, ...]:
    """Sitemaps that robots.txt names."""
    if isinstance(robots, Problem):
        return ()
    found = re.findall(r"(?im)^\s*sitemap\s*:\s*(\S+)", robots.body[:500_000].decode("utf-8", "replace"))
    return tuple(urljoin(robots.url, one) for one in found)


def _bare(url: str, name: str | None) -> Source:
    """A source that knows its home page only."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise FetchError(f"{url}: {WHOLE}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(f"{url}: {WHOLE}")
    private = _typed_private(host)
    return Source(
        name=name or _name(host, port), title=host, url=f"{parts.scheme}://{parts.netloc}/",
        allow_private=private, delay=_HASTE if private else None,
    )  # fmt: skip


def _typed_private(host: str) -> bool:
    """Whether the address itself says that it is a private one; a name that only resolves to one does not."""
    if host == "localhost":
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _name(host: str, port: int | None) -> str:
    """A file's name made of a host: `www.herald.example` -> `herald`."""
    from crawler import discover

    host = discover.in_ascii(host)
    try:
        ipaddress.ip_address(host)
        words = [host]
    except ValueError:
        words = [
            word for word in host.split(".")[:-1] if word not in ("www", "news", "co", "com", "org", "gov", "m")
        ] or [host]
    plain = "-".join([*words, *([str(port)] if port else [])])
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _with(source: Source, chosen: Sequence[Entry], article: Article | None, title: str | None) -> Source:
    """The source with what was found out."""
    from crawler import discover

    by = {kind: tuple(entry.url for entry in chosen if family(entry) == kind) for kind in KINDS}
    source = replace(source, feeds=by["feed"], sitemaps=by["sitemap"], lists=by["list"], delay=None)
    links = [link for entry in chosen for link in entry.links]
    hosts = {urlsplit(link.url).netloc for link in links if not discover.on_hosts(source, link.url)}
    if source.allow_private:  # the file would open every host that it names: the one that was typed is enough
        hosts = set()
    if article is None:
        return replace(source, title=title or source.title, hosts=tuple(sorted(hosts)))
    told = article.source if article.source != source.name else None
    return replace(
        source, title=title or told or source.title, hosts=tuple(sorted(hosts)), language=article.language,
        zone=_ZONES.get((article.language or "").partition("-")[0]), example=article.url,
    )  # fmt: skip
