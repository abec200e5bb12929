"""The health of the sources, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.model import Alarm, SourceStatus

OVERDUE = timedelta(minutes=15)
"""A poll that is later than this means that no service runs, or that it is stuck."""

WORDS = {
    "broken": "broken",
    "silent": "silent",
    "thin": "thin",
    "stale": "stale",
    "blocked": "blocked",
    "ok": "fine",
    "waiting": "not polled yet",
    "off": "switched off",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One source."""

    status: SourceStatus
    state: str
    """A key of `WORDS`."""

    @property
    def word(self) -> str:
        return WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Board:
    """All sources."""

    rows: tuple[Row, ...]
    open: tuple[Alarm, ...]
    closed: tuple[Alarm, ...]
    overdue: bool
    """Whether polls are late: then probably no service runs."""

    @property
    def active(self) -> int:
        return sum(row.status.enabled for row in self.rows)

    @property
    def troubled(self) -> int:
        return sum(row.state not in ("ok", "off", "waiting") for row in self.rows)

    @property
    def week(self) -> int:
        return sum(row.status.articles_week for row in self.rows)


def board(statuses: Sequence[SourceStatus], alarms: Sequence[Alarm], now: datetime) -> Board:
    """Sources in trouble first, then those that work, by name; then those that are off."""
    rows = sorted(
        (Row(s, state(s)) for s in statuses), key=lambda row: (_RANK.get(row.state, 0), row.status.title.lower())
    )
    due = [s.next_due for s in statuses if s.enabled and s.next_due]
    return Board(
        rows=tuple(rows),
        open=tuple(a for a in alarms if a.closed is None and not a.muted),
        closed=tuple(a for a in alarms if a.closed is not None)[:20],
        overdue=bool(due) and min(due) < now - OVERDUE,
    )


_RANK = {"ok": 1, "waiting": 2, "off": 3}


def state(status: SourceStatus) -> str:
    """One word for how a source is doing."""
    if not status.enabled:
        return "off"
    opened = [alarm.kind for alarm in status.alarms if alarm.closed is None and not alarm.muted]
    if opened:
        return opened[0]
    return "ok" if status.last_success else "waiting"
