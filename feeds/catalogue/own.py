"""The user's own feeds: tables `[feeds.NAME]` of `silkwire.toml`, each a query with a title."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from crawler.errors import ConfigError
from feeds import names
from feeds.catalogue.adhoc import MOST_ENTRIES, title_of
from feeds.model import Feed, Query

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?\Z")
_SOURCE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_RESERVED = frozenset({"all", "changes", "health", "query", "feeds", "private", *names.names("groups")})


class _Row:
    """One table, read key by key; what is wrong names file, key and reason."""

    def __init__(self, name: str, row: Mapping[str, Any], file: Path | str | None) -> None:
        self.name, self._row, self._file = name, row, file

    def wrong(self, key: str | None, reason: str) -> ConfigError:
        return ConfigError(self._file, f"feeds.{self.name}" + (f".{key}" if key else ""), reason)

    def text(self, key: str) -> str:
        value = self._row.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, "must be a text in quotation marks")
        return value.strip()

    def number(self, key: str, default: int, most: int) -> int:
        value = self._row.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            raise self.wrong(key, f"must be a whole number from 1 to {most}")
        return value

    def truth(self, key: str) -> bool:
        value = self._row.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def words(self, key: str, known: Callable[[str], bool], what: str, *, upper: bool = False) -> tuple[str, ...]:
        value = self._row.get(key, [])
        if (
            not isinstance(value, Sequence)
            or isinstance(value, str)
            or not all(isinstance(word, str) for word in value)
        ):
            raise self.wrong(key, 'must be a list of texts, as in ["one", "two"]')
        words = tuple(sorted({word.upper() if upper else word.lower() for word in value}))
        for word in words:
            if not known(word):
                raise self.wrong(
                    key, f"{word!r} is no {what}{'' if what == 'name of a source' else names.hint(what, word)}"
                )
        return words


def own(
    rows: Mapping[str, Mapping[str, Any]], *, file: Path | str | None = "silkwire.toml", now: datetime | None = None
) -> tuple[Feed, ...]:
    """The feeds of those tables, in their order. A `token` (or a file or variable with one) is left to who serves.

    Args:
        rows: tables by name.
        file: where they stand, for messages.
        now: from which `since-days` counts back, to the beginning of a day; by default the clock.

    Raises:
        ConfigError: file, key and what is wrong.
    """
    return tuple(_feed(_Row(name, row, file), row, now or datetime.now(UTC)) for name, row in rows.items())


KEYS = frozenset(
    {"title", "description", "limit", "private", "token", "token_env", "token_file"}
    | {"countries", "sectors", "kinds", "sources", "languages", "text", "since-days"}
)


def as_of(feed: Feed, now: datetime) -> Feed:
    """The feed with its days counted back from now: a process that serves for months must not go on with those of its start."""
    if feed.days is None:
        return feed
    return replace(feed, query=replace(feed.query, since=_midnight(now, feed.days)))


def _feed(row: _Row, given: Mapping[str, Any], now: datetime) -> Feed:
    if not _NAME.match(row.name) or row.name in _RESERVED:
        raise row.wrong(None, "choose another name: lower-case letters, digits, - and _, and none of Silkwire's own")
    for key in given:
        if key not in KEYS:
            raise row.wrong(key, f"is unknown: use {', '.join(sorted(KEYS))}")
    days = row.number("since-days", 1, 3650) if "since-days" in given else None
    query = Query(
        countries=row.words("countries", names.countries().__contains__, "country", upper=True),
        sectors=row.words("sectors", names.names("sectors").__contains__, "sector"),
        kinds=row.words("kinds", names.names("kinds").__contains__, "kind"),
        sources=row.words("sources", lambda word: bool(_SOURCE.match(word)), "name of a source"),
        languages=row.words("languages", lambda word: bool(_LANGUAGE.match(word)), "language"),
        text=row.text("text") or None,
        since=None if days is None else _midnight(now, days),
    )
    return Feed(
        name=row.name,
        title=row.text("title") or title_of(query) or row.name,
        query=query,
        description=row.text("description"),
        limit=row.number("limit", 50, MOST_ENTRIES),
        group="own",
        private=row.truth("private") or "token" in given,
        days=days,
    )


def _midnight(now: datetime, days: int) -> datetime:
    """A day's beginning, so that a document changes once a day at most for this."""
    return datetime.combine(now.astimezone(UTC).date() - timedelta(days=days), time.min, UTC)
