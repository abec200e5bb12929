"""The forms in which a time of day is written, behind a day or before it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from . import zones
from .dayforms import Day

_HALVES = "上午|下午|晚上|中午|凌晨|早上|午前|午後|오전|오후"


class Hour(NamedTuple):
    """A time of day, and the stretch of the text that day and time fill together."""

    hour: int
    minute: int
    second: int | None
    zone: str | None
    """As written."""
    start: int
    end: int


def beside(text: str, day: Day) -> Hour | None:
    """The time that stands behind a day in a text, or before it."""
    if day.day is None:
        return None
    behind, before = _times()
    for pattern in behind:
        if match := pattern.match(text, day.end):
            return _hour(match, day.start, match.end())
    start = max(0, day.start - 40)
    if match := before.search(text[start : day.start]):
        return _hour(match, start + match.start(), day.end)
    return None


@cache
def _times() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """Patterns of the time behind a day, and of that before it."""
    half = r"(?:\s?(?P<half>[ap]\.?\s?m\b\.?|صباح\S*|مساء\S*|[صم]\b))?"
    seconds = r"(?:[:.](?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?"
    clock = rf"(?P<h>[01]?\d|2[0-4])(?:[:.](?P<mi>[0-5]\d){seconds}|(?=\s?[ap]\.?\s?m\b)){half}"
    minutes = r"(?:(?P<mi2>\d{1,2})\s?[分분])?(?:\s?(?P<s2>\d{1,2})\s?[秒초])?"
    worded = rf"(?P<part>{_HALVES})?\s?(?P<h2>\d{{1,2}})\s?[时時点點시]\s?{minutes}"
    french = r"(?P<h3>[01]?\d|2[0-3])\s?h\s?(?P<mi3>[0-5]\d)?(?!\w)"
    zone = rf"(?:\s?\(?(?P<z>{zones.names()})\)?)?"
    part = rf"(?P<part2>{_HALVES})?\s?"
    compact = r"(?P<h4>[01]\d|2[0-3])(?P<mi4>[0-5]\d)(?P<s4>[0-5]\d)?(?!\d)"
    weekday = rf"(?:(?!{_HALVES})\(?[^\W\d_]{{2,9}}\.?\)?,?\s)?"
    at = r"(?:at|um|à|às|a las|klo|kl\.?|ore|в|о|lúc|pukul|u|เวลา|ساعت|(?:على )?الساعة)?"
    # The word for "year" stands behind it in Russian and Arabic, the day of the week in brackets in Japanese and Korean.
    between = rf"(?:\s?[гр]\.|\.(?=\s)|\s?م\b)?(?:\s?[(（][^\W\d_]{{1,4}}[)）])?(?:\s?[T,،|·•–—/-]?\s?{weekday}(?:[|·•–—-]\s?)?{at}\s?)"
    return (
        (
            re.compile(
                rf"{between}{part}(?:{clock}|{worded}|{french})\s?(?:Uhr\b|hrs?\b|hours\b)?{zone}", re.IGNORECASE
            ),
            re.compile(rf"T?{compact}{zone}", re.IGNORECASE),
        ),
        re.compile(rf"{part}{clock}{zone}\s?[,|·–-]?\s?(?:on\s)?(?:[^\W\d_]{{2,9}}\.?,?\s)?$", re.IGNORECASE),
    )


def _hour(time: re.Match[str], start: int, end: int) -> Hour:
    groups = time.groupdict()

    def first(*names: str) -> str | None:
        return next((groups[name] for name in names if groups.get(name)), None)

    hour, minute, second = (
        int(first("h", "h2", "h3", "h4") or 0),
        int(first("mi", "mi2", "mi3", "mi4") or 0),
        first("s", "s2", "s4"),
    )
    half = (groups.get("half") or "").lower()
    part = first("part", "part2") or ""
    if (half.startswith(("p", "م")) or part in ("下午", "晚上", "午後", "오후")) and hour < 12:
        hour += 12
    elif (half.startswith(("a", "ص")) or part in ("凌晨", "午前", "오전")) and hour == 12:
        hour = 0
    return Hour(hour, minute, int(second) if second else None, groups.get("z"), start, end)
