"""Which entry points a page names or looks like: what `silkwire sources add` tries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.discover.anchors import Target, targets
from crawler.discover.body import decode, unpack
from crawler.discover.dates import Clock
from crawler.discover.guess import guess
from crawler.discover.kind import form_of
from crawler.discover.page import base_of, tree, words
from crawler.discover.sections import is_section
from crawler.discover.site import same_site
from crawler.discover.words import absolute
from crawler.discover.xml import bare
from crawler.model import Page

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED = re.compile(
    r"/(?:rss|feeds?|atom)(?:[/?._-]|$)|\.(?:rss|atom|rdf)(?:$|\?)|(?:rss|feed|atom)[\w-]*\.(?:xml|json)|[?&](?:feed|format)=(?:rss|atom)",
    re.IGNORECASE,
)
_MINOR_FEED = re.compile(r"comments?\b|评论|podcast|oembed", re.IGNORECASE)
_SITEMAP = re.compile(r"sitemap[\w.-]*\.xml(?:\.gz)?(?:$|\?)", re.IGNORECASE)
_ROBOTS_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_USUAL = (
    *("/feed/", "/rss.xml", "/feed.xml", "/rss", "/atom.xml", "/index.xml", "/feed.json"),
    *("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml"),
)
_SEPARATOR = re.compile(r"\s+[|–—·»-]\s+|[_|｜]|(?<=[⺀-鿿])[–—-]+(?=[⺀-鿿])")
"""What stands between the parts of a title; Chinese ones write no spaces around a dash."""
_HOME = re.compile(r"(?:home|front)(?: ?page)?|index|news|首页|主页|welcome", re.IGNORECASE)
"""A part of a title that names no site."""
_ARTICLES = 5
"""Links that look like articles, from which a page is a list; a home page with three teasers is none."""
_MOST = 20
_VERSION = re.compile(
    r"/(?:[a-z]{2}(?:[-_][a-z]{2,4})?|english|web|site|portal|home)(?:/(?:index|home|default)[\w.]*)?/?", re.IGNORECASE
)
"""Address of a site's entrance in one language, or behind a page that only welcomes."""
_ENGLISH = re.compile(r"/en\b|/english\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestions:
    """Entry points to try, the likeliest first in each kind."""

    feeds: tuple[str, ...] = ()
    """Named by the page, or the page itself."""
    sitemaps: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    """The page itself if it lists articles, then sections that it links to."""
    guesses: tuple[str, ...] = ()
    """Where sites often keep feeds and sitemaps, though this page does not say so."""
    entrances: tuple[str, ...] = ()
    """Where the site may begin, if this page only lets its readers choose a language; English first."""
    title: str | None = None
    """Name of the site."""
    language: str | None = None
    """Language that the page says it is in."""


def suggest(page: Page) -> Suggestions:
    """What entry points a home page, a list, a feed, a sitemap or a robots.txt names or looks like.

    Raises:
        DiscoverError: the page cannot be read.
    """
    text = decode(unpack(page), page)
    usual = tuple(urljoin(page.url, path) for path in _USUAL)
    if urlsplit(page.url).path == "/robots.txt":
        return Suggestions(sitemaps=_unique(absolute(page.url, found) for found in _ROBOTS_SITEMAP.findall(text)))
    form = form_of(text) if text.lstrip()[:1] != "<" else form_of(bare(text, page.url))
    if form in ("feed", "json"):
        return Suggestions(feeds=(page.url,), guesses=usual)
    if form != "html":
        return Suggestions(sitemaps=(page.url,), guesses=usual)
    return _of_html(text, page, usual)


def _of_html(text: str, page: Page, usual: tuple[str, ...]) -> Suggestions:
    root = tree(text, page.url)
    found = {url: target for url, target in targets(root, page.url, files=True).items() if same_site(url, page.url)}
    feeds = _unique(
        (*_alternates(root, page.url), *(url for url in found if _FEED.search(url) and not _MINOR_FEED.search(url)))
    )
    maps = _unique((*_linked(root, page.url, "sitemap"), *(url for url in found if _SITEMAP.search(url))))
    here = (page.url,) if _lists_articles(found, page) else ()
    sections = (url for url, target in found.items() if url not in feeds and _is_section(target))
    return Suggestions(
        feeds=feeds,
        sitemaps=maps,
        lists=_unique((*here, *sections)),
        guesses=tuple(url for url in usual if url not in (*feeds, *maps)),
        entrances=_unique(sorted((url for url in found if _is_entrance(url)), key=_is_foreign)),
        title=_site_name(root),
        language=(root.get("lang") or "").strip()[:20] or None,
    )


def _alternates(root: etree._Element, url: str) -> Iterator[str | None]:
    """Feeds that the page declares, but for those of comments."""
    for link in root.iter("link"):
        told = f"{link.get('title')} {link.get('href')}"
        kind = (link.get("type") or "").lower().split(";")[0].strip()
        if (
            "alternate" in (link.get("rel") or "").lower().split()
            and kind in _FEED_TYPES
            and not _MINOR_FEED.search(told)
        ):
            yield absolute(base_of(root, url), link.get("href"))


def _linked(root: etree._Element, url: str, rel: str) -> Iterator[str | None]:
    links = (link for link in root.iter("link") if rel in (link.get("rel") or "").lower().split())
    return (absolute(base_of(root, url), link.get("href")) for link in links)


def _lists_articles(found: dict[str, Target], page: Page) -> bool:
    return len(guess(found, Clock.of(page.fetched_at, None))) >= _ARTICLES


def _is_section(target: Target) -> bool:
    """Whether a link is called as sections with news are called."""
    return any(is_section(title) for title in target.titles)


def _is_foreign(url: str | None) -> bool:
    return not url or _ENGLISH.search(url) is None


def _is_entrance(url: str) -> bool:
    return _VERSION.fullmatch(urlsplit(url).path) is not None


def _site_name(root: etree._Element) -> str | None:
    """The name that the page gives its site: og:site_name, else the last part of a composed title, else the title."""
    for meta in root.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in (
            "og:site_name",
            "application-name",
        ) and meta.get("content"):
            return " ".join((meta.get("content") or "").split())[:100] or None
    title = words(next(root.iter("title"), None))
    parts = [part for part in _SEPARATOR.split(title) if part.strip()]
    named = [part.strip() for part in parts if not _HOME.fullmatch(part.strip())]
    return min(named[:1] + named[-1:], key=len, default="")[:100] or None


def _unique(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for address in found if address))[:_MOST]
