"""Lists that a page holds as data: what a script shows when the page is open (Next.js, Nuxt), or what search engines are told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from crawler.discover.address import is_file, likeness
from crawler.discover.anchors import width
from crawler.discover.dates import Clock, read_date
from crawler.discover.entry import Entry
from crawler.discover.limits import MAX_LINKS, MAX_TITLE
from crawler.discover.site import same_site
from crawler.discover.words import absolute, plain
from crawler.model import Source

_DATA = re.compile(
    r"<script\b[^>]{0,200}?\btype\s*=\s*[\"']?application/(?:ld\+)?json\b[^>]{0,200}>\s*|\bwindow\.__[a-z_]{1,40}__\s*=\s*(?=[\[{])",
    re.IGNORECASE,
)
"""What stands before the data: a script that is no program, or the state that one begins with (`window.__INITIAL_STATE__ = {...}`)."""
_TITLES = ("title", "headline", "name", "heading")
_LINKS = ("url", "link", "href", "path", "permalink", "canonicalUrl", "fullUrl", "uri")
_DATES = (
    "publishedAt",
    "published",
    "datePublished",
    "publishDate",
    "publicationDate",
    "published_at",
    "pubDate",
    "date",
    "createdAt",
    "created_at",
)
_WRAPPED = ("item", "node", "attributes")
"""What holds the record itself in schema.org's ItemList, in GraphQL's edges, and in Strapi's answers."""
_FEW, _MOST_VALUES, _MOST_SCRIPTS = 3, 200_000, 20
_LIKE, _WIDE = -1.0, 20
"""Least likeness of an address, and least width of a headline: a record with both and in company is an article's, a menu's has neither."""


def embedded_entries(text: str, url: str, source: Source | None, clock: Clock) -> list[Entry]:
    """The articles that lists of records in the page's data name, by an address and a headline each; none of a menu."""
    return [
        entry
        for document in _documents(text)
        for records in _lists(document)
        if len(entries := list(_entries(records, url, source, clock))) >= _FEW
        for entry in entries
    ][:MAX_LINKS]


def _documents(text: str) -> Iterator[Any]:
    reader = json.JSONDecoder(strict=False)
    for found in islice(_DATA.finditer(text), _MOST_SCRIPTS):
        try:
            document, _ = reader.raw_decode(text, found.end())
        except (ValueError, RecursionError):
            continue
        yield _hydrated(document)


def _hydrated(document: Any) -> Any:
    """Nuxt 3 writes all values of a page in one row, and in records the places where their values stand."""
    if not isinstance(document, list) or not any(isinstance(one, dict) for one in document):
        return document
    return [
        {key: document[at] if type(at) is int and 0 <= at < len(document) else at for key, at in one.items()}
        for one in document
        if isinstance(one, dict)
    ]


def _lists(document: Any) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Every list of records in the data, the outer before the inner."""
    left, seen, known = [document], 0, set[int]()
    while left and seen < _MOST_VALUES:
        one = left.pop()
        seen += 1
        if not isinstance(one, (dict, list)) or id(one) in known:
            continue  # what stands in one place of Nuxt's row may be meant in thousands
        known.add(id(one))
        if isinstance(one, dict):
            left.extend(reversed(list(one.values())))
        else:
            records = [row for row in one if isinstance(row, dict)]
            if len(records) >= _FEW:
                yield records
            left.extend(reversed(one))


def _entries(records: Sequence[Mapping[str, Any]], url: str, source: Source | None, clock: Clock) -> Iterator[Entry]:
    for record in records:
        if not (_text(record, _LINKS) and _text(record, _TITLES)):
            record = next((inner for key in _WRAPPED if isinstance(inner := record.get(key), dict)), record)
        address = absolute(url, _text(record, _LINKS))
        title = plain(_text(record, _TITLES), MAX_TITLE)
        if not address or not title or is_file(address) or width(title) < _WIDE or urlsplit(address).path in ("", "/"):
            continue
        if likeness(address) >= _LIKE and same_site(address, url, source):
            yield Entry(url=address, title=title, published=read_date(_text(record, _DATES), clock))


def _text(record: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of these that is a text, or is wrapped in a mapping of one (`{"rendered": ...}`)."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, dict) and len(value) == 1:
            value = next(iter(value.values()))
        if isinstance(value, str) and value.strip():
            return value.strip()
        if type(value) is int and value > 10**9:
            return str(value)
    return None
