"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1): one item, and a feed joined from items."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import orjson

from feeds.build.entry import Entry
from feeds.build.moments import iso
from feeds.build.piece import Pieces
from feeds.build.place import Place
from feeds.build.text import line
from feeds.model import Feed

VERSION = "https://jsonfeed.org/version/1.1"

dumps = orjson.dumps
"""JSON in one line, in the characters themselves, as UTF-8."""


def item(one: Entry, body: str) -> bytes:
    """The item as JSON; what the format has no word for stands in `_silkwire`."""
    terms = defaultdict[str, list[str]](list)
    for scheme, term, _ in one.categories:
        terms[scheme].append(term)
    found: dict[str, Any] = {
        "id": one.id,
        "url": one.link,
        "title": one.title,
        "content_html": body,
        "summary": one.summary,
        "image": one.image,
        "date_published": iso(one.published),
        "date_modified": iso(one.updated),
        "authors": [{"name": name} for name in one.authors],
        "tags": list(dict.fromkeys([label for _, _, label in one.categories])),
        "language": one.language,
        "_silkwire": _without_empty(
            {
                "story": one.page,
                "source": {"name": one.source, "url": one.source_url},
                "outlets": [{"name": t.name, "title": t.title, "url": t.url} for t in one.tellers],
                "countries": terms["country"],
                "kinds": terms["kind"],
                "sectors": terms["sector"],
                "deal": one.deal,
                "why": list(one.reasons),
                "rights": one.notice,
                "revision": one.revision,
                "change": one.change,
            }
        ),
    }
    return dumps(_without_empty(found))


def document(feed: Feed, pieces: Pieces, place: Place) -> bytes:
    """The feed."""
    head: dict[str, Any] = {
        "version": VERSION,
        "title": line(feed.title) or feed.name,
        "description": line(feed.description),
        "home_page_url": place.document(feed, "html"),
        "feed_url": place.here(feed, "json"),
        "next_url": place.older_than_this(feed, "json"),
        "language": feed.query.languages[0] if len(feed.query.languages) == 1 else None,
        "authors": [{"name": "Silkwire", "url": place.home}],
        "hubs": [{"type": "WebSub", "url": place.hub}] if place.hub and place.key is None else [],
    }
    above = dumps(_without_empty(head)).removesuffix(b"}") + b',"items":[\n'
    between: list[bytes | memoryview] = [b",\n"] * (2 * len(pieces.texts["json"]))
    between[::2] = pieces.texts["json"]
    return b"".join((above, *between[:-1], b"\n]}\n"))


def _without_empty(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value or value == 0}  # a number is never empty
