"""A source file for a site that somebody names: its entry points found, tried, and the best ones chosen."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from crawler.errors import FetchError
from crawler.model import Article, Page, Problem, Source
from scheduler.inspection import STALE, Entry, look, read_entry, sample

if TYPE_CHECKING:
    from crawler.engine import CrawlOptions

FEW = 3
"""An entry point with fewer links is taken only when there is no better one."""
MOST_TRIED = 12
"""Entry points that are tried; a portal names hundreds of feeds."""
_KINDS = ("feed", "sitemap", "list")


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
    given = read_entry(first, url, source)
    entries = [given] if given.kind else []
    if given.kind in (None, "listing"):
        found = discover.suggest(first)
        places = [*found.feeds, *_sitemaps(robots), *found.sitemaps, *found.lists]
        new = [place for place in dict.fromkeys(places) if place != url]
        entries += await look(new[:MOST_TRIED], source, options)
        if not found.feeds:  # no feed is named: perhaps one lies where feeds usually lie
            entries += [entry for entry in await look(found.guesses[:MOST_TRIED], source, options) if entry.kind]
    chosen = choose(entries, now)
    if not chosen:
        tried = "; ".join(f"{entry.url}: {entry.problem or 'no articles'}" for entry in entries) or "nothing to try"
        raise FetchError(f"{url}: no list of articles was found ({tried}). Name a feed or a list page itself")
    article, _ = await sample(sorted(chosen[0].links, key=lambda link: link.title is None), source, options)
    return Proposal(
        source=_with(source, chosen, article, first), entries=tuple(entries), chosen=chosen, article=article
    )


def choose(entries: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
    """The best entry points: feeds before sitemaps before lists, living before stale, full before nearly empty."""
    good = [entry for entry in entries if len(entry.links) >= FEW and not _stale(entry, now)]
    usable = good or [entry for entry in entries if entry.links]
    if not usable:
        return ()
    best = min(usable, key=lambda entry: (_KINDS.index(_family(entry)), -len(entry.links)))
    return (best,)


def _stale(entry: Entry, now: datetime) -> bool:
    dates = [link.published for link in entry.links if link.published]
    return bool(dates) and now - max(dates) > STALE


def _family(entry: Entry) -> str:
    kind = entry.kind or ""
    return "sitemap" if "sitemap" in kind else "list" if kind == "listing" else "feed"


def _sitemaps(robots: Page | Problem) -> tuple[str, ...]:
    """Sitemaps that robots.txt names."""
    if isinstance(robots, Problem):
        return ()
    found = re.findall(r"(?im)^\s*sitemap\s*:\s*(\S+)", robots.body[:500_000].decode("utf-8", "replace"))
    return tuple(urljoin(robots.url, one) for one in found)


def _bare(url: str, name: str | None) -> Source:
    """A source that knows its home page only."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{url}: write the whole address of the site, such as https://www.herald.example/")
    return Source(
        name=name or _name(parts.hostname, parts.port), title=parts.hostname, url=f"{parts.scheme}://{parts.netloc}/",
        allow_private=_typed_private(parts.hostname),
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
    try:
        ipaddress.ip_address(host)
        words = [host]
    except ValueError:
        words = [
            word for word in host.split(".")[:-1] if word not in ("www", "news", "co", "com", "org", "gov", "m")
        ] or [host]
    plain = "-".join([*words, *([str(port)] if port else [])])
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _with(source: Source, chosen: Sequence[Entry], article: Article | None, home: Page) -> Source:
    """The source with what was found out."""
    by = {kind: tuple(entry.url for entry in chosen if _family(entry) == kind) for kind in _KINDS}
    hosts = {urlsplit(link.url).netloc for entry in chosen for link in entry.links} - {urlsplit(source.url).netloc}
    if source.allow_private:  # the file would open every host that it names: the one that was typed is enough
        hosts = set()
    title = (
        article.source if article and article.source and article.source != source.name else _title(home) or source.title
    )
    return replace(
        source, title=title, feeds=by["feed"], sitemaps=by["sitemap"], lists=by["list"], hosts=tuple(sorted(hosts)),
        language=article.language if article else None, example=article.url if article else None,
    )  # fmt: skip


def _title(page: Page) -> str | None:
    """The site's name as its home page writes it: the last part of the title, where sites put themselves."""
    found = re.search(rb"(?is)<title[^>]*>(.*?)</title>", page.body[:200_000])
    if not found:
        return None
    text = " ".join(found[1].decode("utf-8", "replace").split())
    return re.split(r"\s+[|–—-]\s+", text)[-1][:80] or None
