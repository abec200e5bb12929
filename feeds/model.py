"""The records of publishing, and what publishing needs of others: standard library and `crawler.model` only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from crawler.model import Alarm, Hit, SourceStatus, Story

MOST_REASONS = 2
"""Pieces of evidence that an entry shows, the weightiest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """A selection of stories. Every condition given must hold; within sources, sectors, kinds and languages one is enough."""

    countries: tuple[str, ...] = ()
    """ISO codes: the story is about all of them."""
    sectors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    text: str | None = None
    """Words to be found, as in a search."""
    since: datetime | None = None
    """Not older than this (by first sight)."""
    everything: bool = False
    """Also stories that are not cooperation news."""
    revised: bool = False
    """Only stories with a correction of substance, the newest correction first (paged by `updated`)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A published selection of stories."""

    name: str
    """As in its address: `all`, `country/CU`, `source/seetao`, a user's own name."""
    title: str
    query: Query
    description: str = ""
    limit: int = 50
    """Most stories in its newest document."""
    group: str = "own"
    """Where lists put it: main, source, country, pair, kind, sector, language, own."""
    private: bool = False
    """Whether a token is needed, and no list names it."""
    days: int | None = None
    """What `query.since` was counted from, if it goes with the calendar: so many days back, as of when the feed was made."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One rendered form of a feed."""

    name: str
    """Path below the shelf, with its extension: `country/CU.atom`."""
    body: bytes
    media_type: str
    updated: datetime


class StoryReader(Protocol):
    """What publishing needs of a store. Methods may be called from any one thread at a time; each sees one state of the store."""

    def story(self, story_id: int) -> Story:
        """One story; of a story that was joined to another, the other one. Raises NotFound."""
        ...

    def stories(self, query: Query, *, limit: int = 50, before: tuple[datetime, int] | None = None) -> Sequence[Story]:
        """Newest first by (first_seen, id); `before` is that pair of the last story of the page above."""
        ...

    def search(self, text: str, query: Query = Query(), *, limit: int = 50, offset: int = 0) -> Sequence[Hit]:
        """Best first."""
        ...

    def facets(self) -> Mapping[str, int]:
        """Names of the standing feeds that have a story (`all`, `country/CU`, `pair/CN-CU` ...), with their number of stories."""
        ...

    def dirty(self) -> tuple[int, frozenset[str]]:
        """A mark, and the names of the standing feeds whose stories changed and were not published since; `all` when any did."""
        ...

    def clean(self, mark: int, names: Iterable[str]) -> None:
        """Forget what was dirty up to the mark for these names: call after the documents are on the shelf."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """That a story stands in a feed, without the story."""

    id: int
    first_seen: datetime
    updated: datetime
    touched: int
    """Grows whenever anything changes that an entry shows: its text, outlets, rights, findings."""


@runtime_checkable
class QuickReader(StoryReader, Protocol):
    """A reader that can say which stories stand in a feed without reading them; publishing then reads only what changed."""

    def listing(self, query: Query, *, limit: int = 50, before: tuple[datetime, int] | None = None) -> Sequence[Listed]:
        """What `stories` would give, in the same order."""
        ...

    def listings(self, wanted: Sequence[tuple[Query, int]]) -> Sequence[Sequence[Listed]]:
        """The listing of each query with its limit; of many feeds at once that is much less work."""
        ...

    def some(self, ids: Sequence[int]) -> Sequence[Story]:
        """The stories of these numbers, in this order, as far as an entry shows them: with the record of the deal, less its
        sentences; of what was understood the codes of countries, kinds and sectors, and the `MOST_REASONS` weightiest pieces of
        evidence; `likeness` and related stories are left out. Numbers without a story are left out."""
        ...


class HealthReader(Protocol):
    """What the pages of health need of a store."""

    def alarms(self, *, open_only: bool = False, limit: int = 200) -> Sequence[Alarm]:
        """That which opened or closed last first."""
        ...

    def source_statuses(self) -> Sequence[SourceStatus]:
        """All sources the store has heard of, by name."""
        ...


class Shelf(Protocol):
    """Where documents stand."""

    def put(self, document: Document) -> bool:
        """Write it, whole or not at all; False when the very bytes stood there already. Raises PublishError."""
        ...

    def get(self, name: str) -> bytes | None:
        """The bytes of a document, or None."""
        ...

    def part(self, name: str, start: int, size: int) -> bytes:
        """So many bytes of a document from some place on: fewer where it ends before, none when it is not there."""
        ...

    def drop(self, name: str) -> None:
        """Take a document away; nothing happens when it is not there."""
        ...

    def names(self) -> Sequence[str]:
        """All documents that stand here."""
        ...


@runtime_checkable
class BatchShelf(Shelf, Protocol):
    """A shelf that takes many documents at once: publishing prefers it."""

    def stage(self, documents: Iterable[Document]) -> Sequence[bool]:
        """As `put` for each of them, but nobody sees any before `commit`, and then all of them. Raises PublishError."""
        ...

    def commit(self, sync: Callable[[], None]) -> None:
        """Show what was staged before this call, after `sync` saw to it that the disk has it. Raises PublishError."""
        ...

    def discard(self) -> None:
        """Forget what is staged."""
        ...

    def room(self) -> int:
        """Bytes that there is room for. Raises PublishError."""
        ...
