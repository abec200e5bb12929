"""What is remembered of a source between two polls."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

MIN_INTERVAL = timedelta(minutes=5)
"""No source is polled more often, unless its file says so (`every`, `shortest`)."""
MAX_INTERVAL = timedelta(hours=24)
"""No source waits longer, unless its file or its server says so."""

_MOMENTS = ("polled", "retry_at", "fresh_until")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SourceState:
    """The plan's memory of one source. Every field has a default: a new source knows nothing."""

    polled: datetime | None = None
    """Last attempt."""
    polls: int = 0
    recent: float = 0.0
    """Articles, fading within days."""
    recent_days: float = 0.0
    """Days that `recent` was counted in, fading likewise, each hour weighed by what is usual for it."""
    steady: float = 0.0
    """Articles, fading within weeks."""
    steady_days: float = 0.0
    hours: tuple[float, ...] = (0.0,) * 24
    """Articles by hour of the day (UTC), fading within weeks."""
    hours_seen: tuple[float, ...] = (0.0,) * 24
    """How many hours each hour of the day was watched, fading likewise."""
    weekdays: tuple[float, ...] = (0.0,) * 7
    """Articles by day of the week (UTC, Monday first), fading within weeks."""
    weekdays_seen: tuple[float, ...] = (0.0,) * 7
    """How many hours each day of the week was watched, fading likewise."""
    failures: int = 0
    """Failed polls in a row."""
    error: str | None = None
    """Kind of the last failure: `temporary`, `soft`, `hard`; None after a success."""
    retry_at: datetime | None = None
    """Not before this, says the server (Retry-After)."""
    fresh_until: datetime | None = None
    """Nothing new before this, says the feed (ttl) or its caching (Cache-Control, Expires)."""
    ttl: float = 0.0
    """Seconds that the feed asks not to be asked again."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day (UTC) in which the feed does not want to be asked."""
    salt: int = 0
    """Spreads what would else come at once; from the source's name."""

    def to_json(self) -> dict[str, Any]:
        """A mapping of plain values, for the store."""
        row = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        for name in _MOMENTS:
            row[name] = row[name].isoformat() if row[name] else None
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any] | None) -> SourceState:
        """What `to_json` gave. What another version wrote besides is left out; what it lacked is as for a new source."""
        known = {field.name for field in dataclasses.fields(cls)}
        given: dict[str, Any] = {name: value for name, value in (row or {}).items() if name in known}
        for name, value in given.items():
            if isinstance(value, list):
                given[name] = tuple(value)
            elif name in _MOMENTS and value:
                given[name] = datetime.fromisoformat(value).astimezone(UTC)
        return cls(**given)
