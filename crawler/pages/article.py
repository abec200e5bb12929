"""The way of a page through this room: bytes, characters, plain text or tree, fields, record."""

from __future__ import annotations

import re

from crawler.errors import NotAnArticle
from crawler.model import Article, Page, Source

from . import charset, finish, markup, webpage, zones
from .draft import Draft
from .moments import Clock

_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF|opml)\b",
    re.IGNORECASE | re.DOTALL,
)


def parse_article(
    page: Page, source: Source | None = None, *, boilerplate: frozenset[str] = frozenset(), html: bool = True
) -> Article:
    """The article that a page holds, without its `html` where nobody wants it: it takes a twentieth of the time.

    `source` adds what its file knows (selectors, zone, formats, aliases); `boilerplate` are sentences that the store has
    learned to repeat within that source. Raises NotAnArticle (a list, a wall, no text) or Unreadable (no text at all).
    """
    decoded = charset.decode(page.body, page.headers, source.encoding if source else None)
    text = decoded.text
    if not text.strip():
        raise NotAnArticle("the page is empty: the server may have sent it to browsers only")
    clock = clock_of(page, source)
    if _is_data(text, page):
        raise NotAnArticle("this is data (JSON), not a page: name it under `apis` in the source file")
    if _FEED.match(text):
        raise NotAnArticle(
            "this is a feed or sitemap, not a page: name it under `feeds` or `sitemaps` in the source file"
        )
    draft = _draft(text, page, source, clock)
    return finish.article(draft, page, source, clock, boilerplate, html=html)


def _draft(text: str, page: Page, source: Source | None, clock: Clock) -> Draft:
    if not _is_plain(text, page):
        return webpage.read(text, page, source, clock)
    from . import plain  # lazily: its expressions take 4 ms, and hardly any page is plain text

    return plain.read(text, clock)


def clock_of(page: Page, source: Source | None) -> Clock:
    """What the dates of a page are read against."""
    if source is None:
        return Clock(now=page.fetched_at)
    return Clock(now=page.fetched_at, zone=zones.home(source.zone), formats=source.date_formats)


def _is_plain(text: str, page: Page) -> bool:
    """Whether a document has no markup, or says so and does not begin with any."""
    called = page.headers.get("content-type", "").lower().startswith("text/plain")
    return (called and not text.lstrip().startswith("<")) or not markup.has_markup(text)


def _is_data(text: str, page: Page) -> bool:
    kind = page.headers.get("content-type", "").lower()
    return "json" in kind or (
        text.lstrip()[:1] in ("{", "[") and text.rstrip()[-1:] in ("}", "]") and not markup.has_markup(text)
    )
