"""Dates as machines write them: ISO 8601, and seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from .dayforms import Day
from .hourforms import Hour

_ISO = re.compile(
    r"((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(Z|[+-][01]\d:?\d\d)?)?"
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")


def iso(text: str) -> tuple[Day, Hour | None] | None:
    """Day and time of a text that is one ISO date and nothing else."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    end = match.end()
    day = Day(int(match[1]), int(match[2]), int(match[3]), 0, min(end, 10))
    if match[4] is None:
        return day, None
    return day, Hour(int(match[4]), int(match[5]), int(match[6]) if match[6] else None, match[7], 0, end)


def epoch(text: str) -> datetime | None:
    """The second that a number of ten digits counts, or one of thirteen in milliseconds."""
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).replace(microsecond=0)
