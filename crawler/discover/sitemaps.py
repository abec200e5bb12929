"""Sitemaps: pages and children, newest first; news sitemaps with titles; lists of addresses in plain text."""

from __future__ import annotations

import contextlib
import html
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from lxml import etree

from crawler.discover.dates import Clock, read_date
from crawler.discover.entry import Entry, merged
from crawler.discover.index import Index
from crawler.discover.limits import MAX_FEED_BYTES, MAX_LINKS, MAX_TITLE
from crawler.discover.words import absolute, plain
from crawler.discover.xml import mend

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_NO_NEWS = r"(?:categor(?:y|ies)|(?:post[_-])?tags?|post[_-]formats?|taxonom(?:y|ies)|authors?|users?|products?)"
_NO_ARTICLES = re.compile(
    rf"(?:^|[_-]){_NO_NEWS}[_-]sitemap[\d_-]*\.|^(?:pages?|static)[_-]sitemap[\d_-]*\.|^(?:pages|static|{_NO_NEWS})\."
    rf"|sitemap[_-](?:pages|static|{_NO_NEWS})[\d_.-]|-(?:taxonomies|users|posts-page)-",
    re.IGNORECASE,
)
"""File names of children that programs for weblogs and shops write beside those of articles: page-sitemap.xml, wp-sitemap-users-1.xml.
`page-2.xml` is none: so the second page of a long sitemap is called."""
_LOC = re.compile(r"<(?!image:|video:)(?:\w+:)?loc[^>]{0,100}>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2100})")


def read_sitemap(text: str, url: str, clock: Clock) -> Index:
    """A `urlset`. An end that is broken or cut off costs only the entries behind it."""
    rows, mended = _read(text, "url", url, clock)
    return Index(kind="sitemap", links=merged(_newest_first(rows), url), mended=mended)


def read_sitemapindex(text: str, url: str, clock: Clock) -> Index:
    """A `sitemapindex`: its children, without itself, and without those that are called by what is no article, if others remain."""
    rows, _ = _read(text, "sitemap", url, clock)
    unique = [row for row in dict.fromkeys(row.url for row in _newest_first(rows)) if row != url]
    named = [row for row in unique if not _NO_ARTICLES.search(row.rpartition("/")[2])]
    return Index(kind="sitemapindex", sitemaps=tuple((named or unique)[:MAX_LINKS]))


def read_text_sitemap(text: str, url: str) -> Index:
    """One address a line."""
    found = (absolute(url, row) for row in text.splitlines() if row.strip().lower().startswith("http"))
    return Index(kind="sitemap", links=merged((Entry(url=address) for address in found if address), url))


def _read(text: str, element: str, url: str, clock: Clock) -> tuple[list[Entry], bool]:
    """The rows, and whether the document is broken: then mended, and what libxml2 makes of the rest; addresses alone where even that
    finds none. Dates matter most there: without them the old could not be told from the new."""
    try:
        return list(_rows(text, element, url, clock)), False
    except (etree.XMLSyntaxError, ValueError):
        rows = _recovered(text, element, url, clock) if len(text) <= MAX_FEED_BYTES else []
    told = {row.url for row in rows}
    return [*rows, *(Entry(url=found) for found in _addresses(text, url) if found not in told)], True


def _recovered(text: str, element: str, url: str, clock: Clock) -> list[Entry]:
    rows: list[Entry] = []
    with contextlib.suppress(etree.XMLSyntaxError, ValueError):
        rows.extend(_rows(mend(text), element, url, clock, recover=True))
    return rows


def _rows(text: str, element: str, url: str, clock: Clock, *, recover: bool = False) -> Iterator[Entry]:
    """The rows one by one, each forgotten when read: 50,000 of them never stand in memory as a tree."""
    body = io.BytesIO(text.encode("utf-8", "replace"))
    rows = etree.iterparse(
        body,
        events=("end",),
        tag=f"{{*}}{element}",
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        recover=recover,
    )
    for _, row in rows:
        told = {_local(child): child for child in row if isinstance(child.tag, str)}
        address = absolute(url, told["loc"].text) if "loc" in told else None
        if address:
            news = {_local(child): child.text for child in told["news"]} if "news" in told else {}
            dates = (news.get("publication_date"), told["lastmod"].text if "lastmod" in told else None)
            yield Entry(
                url=address,
                title=plain(news.get("title"), MAX_TITLE),
                published=next((date for raw in dates if (date := read_date(raw, clock))), None),
            )
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _newest_first(rows: Iterable[Entry]) -> list[Entry]:
    """Sorted by date, those without one last; otherwise as they stood."""
    return sorted(rows, key=lambda row: row.published or _LONG_AGO, reverse=True)


def _addresses(text: str, url: str) -> Iterator[str]:
    for raw in _LOC.findall(text):
        if found := absolute(url, html.unescape(raw)):
            yield found
