"""A feed's entries as pages of their own: for sources whose pages cannot be read, while their feed says it all."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from datetime import datetime

from crawler.discover.entry import Entry
from crawler.discover.limits import MAX_LINKS
from crawler.model import Page

_HEADERS = {"content-type": "text/html; charset=utf-8"}
_MARKUP = ("<p", "<div", "<br", "<li")


def feed_pages(found: Iterable[Entry], fetched_at: datetime) -> Iterator[Page]:
    """Each entry that has a title and a text as a small HTML page at the entry's address, as if it had been fetched."""
    seen: set[str] = set()
    for entry in found:
        if entry.title and (entry.content or entry.summary) and entry.url not in seen and len(seen) < MAX_LINKS:
            seen.add(entry.url)
            yield Page(
                url=entry.url, body=_document(entry).encode("utf-8", "replace"), headers=_HEADERS, fetched_at=fetched_at
            )


def _document(entry: Entry) -> str:
    title, url = html.escape(entry.title or ""), html.escape(entry.url)
    date = (
        f'<meta property="article:published_time" content="{entry.published.isoformat()}">' if entry.published else ""
    )
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title><link rel="canonical" href="{url}">'
        f'<meta property="og:type" content="article">{date}</head><body><article><h1>{title}</h1>{_body(entry)}</article></body></html>'
    )


def _body(entry: Entry) -> str:
    """The markup of an entry; plain text becomes paragraphs."""
    markup = entry.content or entry.summary or ""
    if any(mark in markup.lower() for mark in _MARKUP):
        return f"<div>{markup}</div>"
    return "".join(f"<p>{part.strip()}</p>" for part in markup.split("\n\n") if part.strip())
