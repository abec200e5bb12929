"""Feeds that no strict parser can read: feedparser, which knows every sin of them, and for huge ones what libxml2 recovers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from crawler.discover.dates import Clock, read_date
from crawler.discover.entry import Entry
from crawler.discover.feeds import entries
from crawler.discover.limits import MAX_LENIENT_BYTES, MAX_TITLE, MAX_UNCLOSED
from crawler.discover.words import absolute, plain
from crawler.discover.xml import strict
from crawler.errors import DiscoverError


def lenient_entries(text: str, url: str, clock: Clock) -> Iterator[Entry]:
    """The entries that can still be told from a broken feed. The text must be free of document types.

    Raises:
        DiscoverError: nothing can be read.
    """
    body = text.encode("utf-8", "replace")
    if len(body) > MAX_LENIENT_BYTES or _unclosed(text) > MAX_UNCLOSED:
        root = strict(text, recover=True)
        yield from entries(root, url, clock) if root is not None else ()
        return
    for row in _parsed(body, url).entries:
        link = _link(row, url)
        if link:
            dates = (dict.get(row, name) for name in ("published", "created", "updated"))  # its own `get` warns
            contents = row.get("content") or [{}]
            yield Entry(
                url=link,
                title=plain(row.get("title"), MAX_TITLE),
                published=next((date for raw in dates if (date := read_date(raw, clock))), None),
                summary=plain(row.get("summary")),
                content=contents[0].get("value") or row.get("summary"),
            )


def _link(row: Any, url: str) -> str | None:
    """The address of an entry. A guid stands in its place where there is none, and is no address unless it is a whole one."""
    told = row.get("link") or ""
    named = told == row.get("id") and not told.lower().startswith("http")
    return None if named else absolute(url, told)


def _unclosed(text: str) -> int:
    return len(re.findall(r"<[A-Za-z]", text)) - text.count("</") - text.count("/>")


def _parsed(body: bytes, url: str) -> Any:
    import feedparser  # loaded late: it is slow, and well-formed feeds never need it

    try:
        # A stream, never a string: feedparser would take that for an address or a file. It is not told where the feed lies, as it
        # would make an address of any guid.
        return feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:
        raise DiscoverError(f"{url}: a broken feed ({type(error).__name__}): nothing in it can be read") from error
