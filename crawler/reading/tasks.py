"""What a worker can be asked to do with a page. Every function here depends on its arguments alone."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import DiscoverError, PageError
from crawler.model import Article, Link, Page, Reading, Source
from crawler.reading.listed import completed

if TYPE_CHECKING:
    from crawler.annotate import Lexicon
    from crawler.discover import Index, Suggestions

NO_SENTENCES: frozenset[str] = frozenset()


MOST_LINKS = 5000
"""Of an index whose entries all have dates the newest are told, at most so many: an archive of 50,000 is no news, and each link
that crosses costs memory in both processes. Without dates nobody can tell which are new: then all of them are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What an entry point names: all it says of itself, and which of its links the source takes for articles."""

    index: Index
    """Without its links."""
    links: tuple[Link, ...]
    left: int = 0
    """Older links that are not told."""
    newest: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What one page gives: its reading, or the address of the article's next page when the article goes on there."""

    reading: Reading
    next_page: str | None = None


@cache
def _lexicon(path: Path | None) -> Lexicon | None:
    if path is None:
        return None
    from crawler.annotate import load_lexicon

    return load_lexicon(path)


def read(
    page: Page, source: Source | None = None, *, boilerplate: frozenset[str] = NO_SENTENCES, lexicon: Path | None = None
) -> Reading:
    """The article on a page, what it is about, and its fingerprint.

    Raises:
        PageError: the page gives no article (`NotAnArticle`) or cannot be read (`Unreadable`).
        ConfigError: the user's lexicon is wrong.
    """
    return _understand(_article(page, source, boilerplate), lexicon)


def _article(page: Page, source: Source | None, boilerplate: frozenset[str]) -> Article:
    """The article on a page, with its HTML only where a feed may carry that. Raises PageError."""
    from crawler.pages import parse_article

    shown = source is None or source.rights == "full"
    return parse_article(page, source, boilerplate=boilerplate, html=shown)


def read_pages(
    pages: Sequence[Page],
    source: Source | None,
    *,
    boilerplate: frozenset[str],
    lexicon: Path | None,
    link: Link | None = None,
) -> Read:
    """One article that stands on one or more pages, and where it goes on after the last of them. What its first page does not say,
    the `link` that led there may. Raises as `read` does."""
    following = _next_page(pages, source)
    first = completed(_article(pages[0], source, boilerplate), link, source.zone if source else None)
    if len(pages) == 1:
        return Read(reading=_understand(first, lexicon), next_page=following)
    from crawler.pages import join_pages

    articles = [first]
    for page in pages[1:]:
        try:
            articles.append(_article(page, source, boilerplate))
        except PageError:  # a last page of pictures alone: the text before it stands
            break
    return Read(reading=_understand(join_pages(articles), lexicon), next_page=following)


def _next_page(pages: Sequence[Page], source: Source | None) -> str | None:
    """Where an article goes on, if its source says how that is told and it is none of the pages that we have."""
    if source is None or not any(layout.next_page for layout in source.selectors):
        return None
    from crawler.pages import next_page

    following = next_page(pages[-1], source)
    return None if following in {page.url for page in pages} else following


def look(page: Page, source: Source | None = None) -> Look:
    """The links of an entry point.

    Raises:
        DiscoverError: it cannot be read.
    """
    from crawler.discover import acceptable, read_index

    index = read_index(page, source)
    links = index.links if source is None else tuple(acceptable(source, index.links))
    told = links
    if len(links) > MOST_LINKS and all(link.published for link in links):
        told = tuple(sorted(links, key=lambda link: link.published or page.fetched_at, reverse=True)[:MOST_LINKS])
    return Look(index=replace(index, links=()), links=told, left=len(links) - len(told), newest=index.newest)


def survey(page: Page) -> Suggestions:
    """The entry points that a home page names."""
    from crawler.discover import suggest

    return suggest(page)


def look_or_read(
    page: Page, source: Source | None, *, boilerplate: frozenset[str], lexicon: Path | None
) -> Look | Read:
    """Whatever stands at an address: a feed, a sitemap, an article or a list, tried in this order.

    Raises:
        PageError: it is none of them.
    """
    if not _is_html(page):
        try:
            return look(page, source)
        except DiscoverError:
            return read_pages((page,), source, boilerplate=boilerplate, lexicon=lexicon)
    try:
        found = look(page, source)
    except DiscoverError:
        found = None
    try:
        result = read_pages((page,), source, boilerplate=boilerplate, lexicon=lexicon)
    except PageError:
        if found is None or not found.links:
            raise
        return found
    return found if found is not None and _is_list(result.reading.article, found) else result


def _is_list(article: Article, found: Look) -> bool:
    """Whether most of what was taken for an article's text are the headlines of a list."""
    titles = {link.title for link in found.links}
    return 2 * sum(len(part) for part in article.text.split("\n\n") if part in titles) > len(article.text)


def _is_html(page: Page) -> bool:
    head = page.body[:1024].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or "html" in page.headers.get("content-type", "").lower()


def _understand(article: Article, path: Path | None) -> Reading:
    from crawler.annotate import annotate
    from crawler.dedupe import fingerprint

    lexicon = _lexicon(path)
    annotation = annotate(article) if lexicon is None else annotate(article, lexicon)
    return Reading(article=article, annotation=annotation, fingerprint=fingerprint(article))


def warm() -> None:
    """Load all that reading needs (word lists, language model, expressions) by reading a page, so that no real page pays for it."""
    body = "".join(f"<p>{sentence}</p>" for sentence in _WARMING)
    page = Page(
        url="https://herald.example/a",
        body=_PAGE.format(title=_WARMING[0], body=body).encode(),
        headers={"content-type": "text/html; charset=utf-8"},
        fetched_at=datetime(2026, 1, 2, tzinfo=UTC),
    )
    with contextlib.suppress(PageError):
        read(page)
    with contextlib.suppress(DiscoverError):
        look(page)


_PAGE = """<!doctype html><html lang=en><head><title>{title} - The Herald</title>
<meta property="article:published_time" content="2026-01-01T08:00:00Z"></head><body><nav><a href="/">Home</a></nav><article>
<h1>{title}</h1><p class="byline">By Ada Reporter | Published 1 January 2026, 16:30 | Updated 2 hours ago</p>{body}</article>
<aside><h3>Related stories</h3><ul><li><a href="/b">Two ministers open a road between their countries</a> 31 December 2025</li>
<li><a href="/c">A bridge for two countries is opened by their ministers</a> yesterday</li></ul></aside>
<footer>Copyright 2026 The Herald. Reprint with permission only.</footer></body></html>"""
_WARMING = (
    "Two governments signed an agreement on rail freight",
    "NAIROBI, Jan. 1 (Xinhua) -- The transport ministers of Kenya and Laos signed a cooperation agreement on rail freight on Thursday.",
    'Officials of both countries said on Jan. 2, 2026 that the line would carry grain, worth "$1.2 billion" a year, from the spring on.',
    "Engineers will survey the route before the rains, and the two ministries share the cost of 300 million yuan (42 million dollars).",
    "A joint committee meets every quarter and reports on the works to both parliaments, the ministers said.",
    "Farmers along the valley hope that the line will bring their harvest to the harbour within a single day.",
    "Until now their lorries have taken the road over the pass, which is closed by landslides for a part of each year.",
    "The joint company that is to run the line will train drivers and signallers of both countries in a school beside the station.",
    "The first trains are to run in two years, when the bridge over the river and its two tunnels are finished.",
)
"""Enough text that no last resort is tried, which the general reader is (it takes a quarter of a second to load) and the look whether a
page says of itself that it is none: both are seldom needed."""
