"""What a crawl brought, and what is remembered of addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something that went wrong with one address."""

    url: str | None
    kind: str
    """A slug: `robots`, `refused`, `status`, `timeout`, `too-big`, `not-an-article`, `unreadable`, `hung`, `bad-list` ..."""
    message: str
    """One line that says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """One article that a dry run would keep."""

    url: str
    title: str
    published: datetime | None
    cooperation: float
    kept: bool
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlReport:
    """What one crawl of one source brought. `scrapy`'s exit code says nothing: this does."""

    source: str
    ok: bool
    """Whether an entry point answered and could be read (a 304 counts)."""
    began: datetime
    ended: datetime
    outcomes: Mapping[str, int]
    """Count by outcome: new, seen, revised, copy, not-an-article, unreadable, failed, refused; and of links known, archived."""
    found: int = 0
    """Links that the entry points named."""
    requests: int = 0
    bytes: int = 0
    not_modified: int = 0
    """Entry points that answered 304."""
    guessed: int = 0
    """Lists in which the source's own selectors found nothing: their links were guessed."""
    newest: datetime | None = None
    """Date of the newest entry of its lists."""
    problems: tuple[Problem, ...] = ()
    samples: tuple[Sample, ...] = ()
    hints: Mapping[str, Any] = field(default_factory=dict)
    """For the plan: `published` (dates of new articles), `ttl`, `max_age`, `retry_after` (seconds), `skip_hours` (of the day, UTC)."""
    fields: Mapping[str, float] = field(default_factory=dict)
    """Share of the articles read that have each field, and (`title by selector`) whose field the source's own selector found;
    `characters` is the median length of their text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Validators:
    """What a server told us to ask with next time."""

    etag: str | None
    last_modified: str | None
    full_at: datetime
    """Last full answer: a 304 is not believed for ever."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One answer of one address, for the store's memory of addresses."""

    url: str
    """As it was asked for."""
    source: str
    result: str
    """`kept`, `list`, `not-modified`, or the kind of a Problem; `archived` where nobody asked yet."""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_at: datetime | None = None
    """Not to be asked again before this."""
    final_url: str | None = None
