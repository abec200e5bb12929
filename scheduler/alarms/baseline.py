"""What is usual for one source, and what is wrong with it now: carried as JSON beside the plan's state."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_MOMENTS = (
    "began",
    "last_ok",
    "last_new",
    "failing_since",
    "empty_since",
    "thin_since",
    "pages_since",
    "guessed_since",
    "short_since",
    "blocked_since",
    "newest",
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """A source's history, condensed. Every field has a default: a new source has none."""

    began: datetime | None = None
    """First crawl."""
    last_ok: datetime | None = None
    last_new: datetime | None = None
    polls: int = 0
    links: float = 0.0
    """Usual number of links a list, of lists that were sent (a 304 says nothing)."""
    lists: int = 0
    """Lists that were sent and read."""
    fewest: float = 0.0
    """The fewest links that its lists named as of late."""
    articles: float = 0.0
    """Weight of the articles behind `fields`."""
    fields: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """Usual share of articles that have a field; `characters`: usual length of their text."""
    pages: float = 0.0
    """Weight of the pages behind `failing_pages`."""
    failing_pages: float = 0.0
    """Usual share of fetched pages that give no article."""
    gaps: tuple[float, ...] = ()
    """Latest silences between polls with news, in hours."""
    pace: float = 0.0
    """Articles a day, as the plan knew them when the last news came: a silence must not make itself usual."""
    newest: datetime | None = None
    """Date of the newest entry of its lists, when one was last told."""
    lag: float = 0.0
    """How old the newest entry had become, at most, before a newer one came, in hours."""
    renewed: int = 0
    """How often a newer entry came."""

    failing_since: datetime | None = None
    failures: int = 0
    error: str | None = None
    """Kind of the last error: temporary, soft, hard."""
    message: str | None = None
    sample: str | None = None
    """An address that goes with what is wrong."""
    empty_since: datetime | None = None
    empty: int = 0
    """Lists in a row that named nothing."""
    short_since: datetime | None = None
    short: int = 0
    """Lists in a row that named far fewer links than `fewest`."""
    guessed_since: datetime | None = None
    guessed: int = 0
    """Polls in a row in which the source's own selectors found nothing in more lists than usual."""
    guessing: float = 0.0
    """Usual number of lists in which they find nothing: some are read without them from the first."""
    lost: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    """Entry points that fail while others answer: address -> since, polls, kind, message."""
    thin_since: datetime | None = None
    thin: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """Fields that are missing now, with their share of today."""
    thin_polls: int = 0
    pages_since: datetime | None = None
    """Since when all pages fail."""
    pages_failed: int = 0
    """Pages that failed since, without one article between."""
    pages_error: str | None = None
    """Whether time may heal it: soft, hard."""
    blocked_since: datetime | None = None
    blocked: int = 0
    refusal: str | None = None
    """How we were turned away last."""

    def to_json(self) -> dict[str, Any]:
        """A mapping of plain values, for the store."""
        row = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return row | {name: row[name].isoformat() if row[name] else None for name in _MOMENTS}

    @classmethod
    def from_json(cls, row: Mapping[str, Any] | None) -> Baseline:
        """What `to_json` gave; unknown names are left out, missing ones are as for a new source."""
        known = {field.name for field in dataclasses.fields(cls)}
        given: dict[str, Any] = {name: value for name, value in (row or {}).items() if name in known}
        for name, value in given.items():
            if isinstance(value, list):
                given[name] = tuple(value)
            elif name in _MOMENTS and value:
                given[name] = datetime.fromisoformat(value).astimezone(UTC)
        return cls(**given)
