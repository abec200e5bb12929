"""Moments as documents write them. English names are our own: `strftime` follows the process-wide locale."""

from __future__ import annotations

from datetime import UTC, datetime

EPOCH = datetime(1990, 1, 1, tzinfo=UTC)
"""When a feed without a story changed last: a fixed moment, so that its bytes are too. Older dates the W3C's validator takes for
broken ones."""

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def believable(when: datetime) -> datetime:
    """The moment in UTC, never before the epoch."""
    return max(when.astimezone(UTC), EPOCH) if when.year >= EPOCH.year else EPOCH


def iso(when: datetime) -> str:
    """RFC 3339, with a fraction when there is one. The moment is in UTC."""
    return when.isoformat()[:-6] + "Z"


def rfc822(when: datetime) -> str:
    """As RSS 2.0 wants it: `Sat, 21 Nov 2026 12:05:00 GMT`. The moment is in UTC."""
    day, month = _DAYS[when.weekday()], MONTHS[when.month - 1][:3]
    return f"{day}, {when.day:02} {month} {when.year} {when.hour:02}:{when.minute:02}:{when.second:02} GMT"


def day(when: datetime) -> str:
    """`21 November 2026`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
