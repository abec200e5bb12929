"""Query strings, read strictly: a slip of the pen must not become a feed of everything."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from feeds.catalogue import from_params
from feeds.catalogue.adhoc import BadQuery
from feeds.model import Feed, Query

__all__ = ["BadQuery", "Cursor", "Wish", "cursor", "feed_of", "wish"]

MOST = 40
"""Parameters in one query string."""
LONGEST = 400
"""Characters of one value."""
MOST_PAGES = 200
"""Pages of a search: whoever wants more should ask for less."""

_SELECTION = ("q", "country", "sector", "kind", "source", "language")
_CURSOR = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)-(\d{1,15})")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Cursor = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the query string of a page asks for."""

    feed: Feed
    """The selection, as a feed that can be subscribed to."""
    before: Cursor | None = None
    page: int = 1
    limit: int | None = None
    """Number of stories, when one was asked for."""

    @property
    def query(self) -> Query:
        return self.feed.query

    @property
    def rest(self) -> Query:
        """The selection without the words of a search."""
        return replace(self.query, text=None)

    @property
    def last(self) -> bool:
        """Whether this is the last page of a search that is answered: then none follows, whatever is found."""
        return self.page >= MOST_PAGES

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The selection as parameters in one fixed order."""
        q = self.query
        values = (q.text,) if q.text else (), q.countries, q.sectors, q.kinds, q.sources, q.languages
        return tuple((name, value) for name, found in zip(_SELECTION, values, strict=True) for value in found)

    def encoded(self, **more: str | int) -> str:
        """The selection and the number of stories asked for as a query string, with further parameters; empty when there are none."""
        limit = {} if self.limit is None else {"limit": self.limit}
        return urlencode([*self.fields, *((name, str(value)) for name, value in (limit | more).items())])


def feed_of(query_string: str) -> Feed:
    """The feed of a query string.

    Raises:
        BadQuery: a parameter is unknown, given too often, or has a value that it cannot have.
    """
    given = _fields(query_string)
    given.pop("token", None)
    return from_params(given)


def wish(query_string: str, *, limit: int) -> Wish:
    """What a page is asked for. Parameters that it does not know are left alone: links on the web collect them.

    Args:
        limit: number of stories when none is asked for.

    Raises:
        BadQuery: a parameter is given too often or has a value that it cannot have.
    """
    given = _fields(query_string)
    chosen = {name: given[name] for name in (*_SELECTION, "limit") if name in given}
    feed = from_params(chosen)
    return Wish(
        feed if "limit" in chosen else replace(feed, limit=limit),
        before=_cursor(_one(given, "before")),
        page=_page(_one(given, "page")),
        limit=feed.limit if "limit" in chosen else None,
    )


def cursor(seen: datetime, story_id: int) -> str:
    """The `before` that asks for what follows this story."""
    return f"{seen.timestamp():.6f}-{story_id}"


def _fields(query_string: str) -> dict[str, Sequence[str]]:
    try:
        pairs = parse_qsl(query_string, keep_blank_values=True, errors="strict", max_num_fields=MOST)
    except UnicodeDecodeError as error:
        raise BadQuery("the query is not UTF-8: encode it as such") from error
    except ValueError as error:
        raise BadQuery(f"there are too many parameters: {MOST} at most") from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if len(value) > LONGEST or _FORBIDDEN.search(name + value) or (name == "limit" and len(value) > 6):
            raise BadQuery(f"{name[:40]!r} has a value that it cannot have: it is too long or holds control characters")
        if value.strip():
            found.setdefault(name, []).append(value.strip())
    return dict(found)


def _one(given: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = given.get(name, ())
    if len(values) > 1:
        raise BadQuery(f"{name} is given twice: give it once")
    return values[0] if values else None


def _page(value: str | None) -> int:
    if value is None:
        return 1
    if not (value.isascii() and value.isdecimal() and len(value) <= 6 and 1 <= int(value) <= MOST_PAGES):
        raise BadQuery(f"page must be a number from 1 to {MOST_PAGES}")
    return int(value)


def _cursor(value: str | None) -> Cursor | None:
    if value is None:
        return None
    match = _CURSOR.fullmatch(value)
    try:
        if match is not None:
            return datetime.fromtimestamp(float(match[1]), UTC), int(match[2])
    except (ValueError, OverflowError, OSError) as error:
        raise BadQuery("before must be taken from the link to the next page") from error
    raise BadQuery("before must be taken from the link to the next page")
