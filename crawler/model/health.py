"""How sources are doing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """Something is wrong with a source, and a person should know. Opens once, closes once."""

    source: str
    kind: Literal["broken", "silent", "thin", "stale", "blocked"]
    since: datetime
    message: str
    """What was seen."""
    advice: str
    """What to try."""
    sample: str | None = None
    """An address to look at."""
    closed: datetime | None = None
    muted: bool = False
    id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceStatus:
    """How a source is doing, for people and for the health pages."""

    name: str
    title: str
    url: str
    language: str | None
    country: str | None
    enabled: bool
    reason: str | None
    last_attempt: datetime | None
    last_success: datetime | None
    last_new: datetime | None
    next_due: datetime | None
    articles: int
    """All it ever brought."""
    articles_week: int
    alarms: tuple[Alarm, ...] = ()
