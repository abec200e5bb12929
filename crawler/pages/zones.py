"""Time zones as pages write them."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

OFFSET = r"(?:(?:GMT|UTC)\s?)?[+\-−]\d{1,2}(?::?\d{2})?(?!\d)"
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+\-−])(\d{1,2}):?(\d{2})?$", re.IGNORECASE)


@cache
def calendar() -> dict[str, Any]:
    """The words of dates, from calendar.toml."""
    return tomllib.loads(Path(__file__).with_name("calendar.toml").read_text("utf-8"))


@cache
def weekdays() -> frozenset[str]:
    """The days of the week, in small letters."""
    return frozenset(word for words in calendar()["weekdays"]["words"] for word in words.split())


@cache
def names() -> str:
    """A pattern of every zone that is written as a word or an offset."""
    words = sorted([*calendar()["zones"], "CST"], key=len, reverse=True)
    return rf"{OFFSET}|(?:{'|'.join(map(re.escape, words))})(?![A-Za-z])"


@cache
def _known() -> dict[str, str | float]:
    return {name.upper(): value for name, value in calendar()["zones"].items()}


@lru_cache(maxsize=256)
def zone(written: str, home: tzinfo | None = None) -> tzinfo | None:
    """The zone that a page writes; `home` is the source's own, which tells the Chinese CST from the American."""
    if match := _OFFSET.match(written.strip()):
        hours, minutes = int(match[2]), int(match[3] or 0)
        if hours > 14 or minutes > 59:
            return None
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(offset if match[1] == "+" else -offset)
    if written.upper() == "CST":
        chinese = home is not None and datetime(2024, 1, 1, tzinfo=home).utcoffset() == timedelta(hours=8)
        return timezone(timedelta(hours=8 if chinese else -6))
    known = _known().get(written.upper())
    if known is None:
        return None
    return ZoneInfo(known) if isinstance(known, str) else timezone(timedelta(hours=known))


@cache
def home(name: str | None) -> tzinfo | None:
    """The zone of a source by its IANA name; none when there is no such zone."""
    if not name:
        return None
    try:
        return UTC if name.upper() == "UTC" else ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        return None
    except KeyError:
        return None
