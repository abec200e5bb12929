"""JSON documents: parsed within bounds, and read as JSON Feed."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from crawler.discover.dates import Clock, read_date
from crawler.discover.entry import Entry
from crawler.discover.index import Index
from crawler.discover.limits import MAX_TITLE
from crawler.discover.words import absolute, line, plain
from crawler.errors import DiscoverError
from crawler.model import Link


def parse_json(text: str, url: str) -> Any:
    """The document; a line break or tab may stand in a text as it is, as templates write it.

    Raises:
        DiscoverError: no valid JSON, or nested too deeply.
    """
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, json.JSONDecodeError) else "nested too deeply or numbers too long"
        raise DiscoverError(f"{url}: no valid JSON ({reason}): is it the right address?") from error


def is_jsonfeed(document: Any) -> bool:
    """Whether it is JSON Feed 1.x, or so like it that it can be read as one."""
    return (
        isinstance(document, dict)
        and isinstance(document.get("items"), list)
        and ("jsonfeed.org" in str(document.get("version")) or "feed_url" in document)
    )


def json_head(document: dict[str, Any], links: tuple[Link, ...], url: str) -> Index:
    """The index of these links, with what the feed says of itself."""
    following = absolute(url, _words(document, "next_url"))
    return Index(kind="jsonfeed", links=links, title=line(_words(document, "title")), next_page=following)


def json_entries(document: dict[str, Any], url: str, clock: Clock) -> Iterator[Entry]:
    """The entries of a JSON Feed, in its order."""
    for item in document["items"]:
        if not isinstance(item, dict):
            continue
        link = absolute(url, _words(item, "url")) or absolute(url, _words(item, "external_url"))
        if not link and (_words(item, "id") or "").startswith("http"):
            link = absolute(url, _words(item, "id"))
        if link:
            dates = (_words(item, name) for name in ("date_published", "date_modified"))
            yield Entry(
                url=link,
                title=plain(_words(item, "title"), MAX_TITLE),
                published=next((date for raw in dates if (date := read_date(raw, clock))), None),
                summary=plain(_words(item, "summary") or _words(item, "content_text")),
                content=_words(item, "content_html")
                or html.escape(_words(item, "content_text") or _words(item, "summary") or ""),
            )


def _words(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    return value if isinstance(value, str) else None
