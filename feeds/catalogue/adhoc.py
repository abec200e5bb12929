"""Feeds of the moment: a selection named by the parameters of an address, `/feeds/query.atom?country=CN&country=CU`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from crawler.errors import SilkwireError
from feeds import names
from feeds.model import Feed, Query

ADHOC = "query"
"""What the name of every feed of the moment begins with: the rest, after a question mark, is its selection."""
MOST_ENTRIES = 500
"""More entries than this no reader shows, and a document of them weighs megabytes."""
_LONGEST_TEXT = 200
_MOST_VALUES = 20

_WORDS: Mapping[str, Callable[[str], bool]] = {
    "country": names.countries().__contains__,
    "sector": names.names("sectors").__contains__,
    "kind": names.names("kinds").__contains__,
    "source": lambda word: word.replace("-", "").isalnum() and word.isascii() and len(word) <= 64,
    "language": lambda word: word.isascii() and word.isalpha() and 2 <= len(word) <= 3,
}


class BadQuery(SilkwireError):
    """Parameters that name no selection; the message says which, and what they may be."""


def from_params(params: Mapping[str, Sequence[str]]) -> Feed:
    """The feed that parameters ask for: q, country, sector, kind, source, language (each repeatable) and limit.

    Equal selections give equal feeds, in whatever order their parameters stand.

    Raises:
        BadQuery: a parameter is unknown, given too often, or has a value that it cannot have.
    """
    for key in params:
        if key not in ("q", "limit", *_WORDS):
            raise BadQuery(f"{key[:40]!r} is no parameter: use q, limit, {', '.join(_WORDS)}")
    query = Query(
        countries=_words(params, "country"),
        sectors=_words(params, "sector"),
        kinds=_words(params, "kind"),
        sources=_words(params, "source"),
        languages=_words(params, "language"),
        text=_text(params),
    )
    return of_query(query, limit=_limit(params))


def of_query(query: Query, *, limit: int = 50) -> Feed:
    """The feed of a selection. Its name carries the selection in one fixed order, so its id is the same for the same one."""
    chosen = [
        *([("q", query.text)] if query.text else []),
        *(("country", word) for word in query.countries),
        *(("sector", word) for word in query.sectors),
        *(("kind", word) for word in query.kinds),
        *(("source", word) for word in query.sources),
        *(("language", word) for word in query.languages),
    ]
    title = title_of(query)
    return Feed(
        name=f"{ADHOC}?{urlencode(chosen)}" if chosen else ADHOC,
        title=f"{title}: cooperation news" if title else "All cooperation news",
        query=query,
        limit=limit,
    )


def title_of(query: Query) -> str:
    """A selection in words: `China, Cuba, Energy, "railway"`."""
    parts = [
        *map(names.country, query.countries),
        *map(names.kind, query.kinds),
        *map(names.sector, query.sectors),
        *query.sources,
        *map(names.language, query.languages),
    ]
    return ", ".join(parts + ([f"“{query.text}”"] if query.text else []))


def _words(params: Mapping[str, Sequence[str]], key: str) -> tuple[str, ...]:
    values = params.get(key, ())
    if len(values) > _MOST_VALUES:
        raise BadQuery(f"{key} stands {len(values)} times: {_MOST_VALUES} are enough")
    words = sorted({value.upper() if key == "country" else value.lower() for value in values})
    for word in words:
        if not _WORDS[key](word):
            raise BadQuery(f"{word[:40]!r} is no {key}{'' if key == 'source' else names.hint(key, word[:40])}")
    return tuple(words)


def _text(params: Mapping[str, Sequence[str]]) -> str | None:
    values = [value.strip() for value in params.get("q", ()) if value.strip()]
    if len(values) > 1 or any(len(value) > _LONGEST_TEXT for value in values):
        raise BadQuery(f"q may stand once, with at most {_LONGEST_TEXT} characters")
    return values[0] if values else None


def _limit(params: Mapping[str, Sequence[str]]) -> int:
    values = params.get("limit", ())
    if not values:
        return 50
    value = values[0].lstrip("0")
    if len(values) > 1 or not (value.isascii() and value.isdecimal() and len(value) < 10) or int(value) > MOST_ENTRIES:
        raise BadQuery(f"limit must be one whole number from 1 to {MOST_ENTRIES}")
    return int(value)
