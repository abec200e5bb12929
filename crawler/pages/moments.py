"""Dates as people write them, in two dozen languages, to one moment with its precision and what was inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache

from crawler.model import Precision

from . import zones
from .clean import line

_EARLIEST = 1970
_AHEAD = timedelta(
    hours=14
)  # the earliest zone is that much before UTC: such a moment is now, a later one is no date of a page
_LONGEST = 300  # characters looked at: a date stands in few words, and a megabyte of digits costs time


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A date read from words."""

    when: datetime
    """Aware, in UTC; a day without a time is 00:00 UTC of that day."""
    raw: str
    precision: Precision
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """What dates are read against."""

    now: datetime
    """When the page was fetched: no date lies after it."""
    zone: tzinfo | None = None
    """Of dates that name none."""
    day_first: bool = False
    """Whether 3/4 is the third of April."""
    formats: tuple[str, ...] = ()
    """`strptime` formats that a source says it uses."""
    year: int | None = None
    """The year of dates that name none, where the text around tells it."""


@dataclass(frozen=True, slots=True)
class _Parts:
    year: int | None
    month: int
    day: int | None
    start: int
    end: int


def parse(text: str, clock: Clock) -> Moment | None:
    """The first date in a short text, or none. Dates after `clock.now` are none."""
    return next(moments(text, clock), None)


def moments(text: str, clock: Clock) -> Iterator[Moment]:
    """Every date in a short text, in order."""
    text = line(text[:_LONGEST])
    for written in clock.formats:
        if (own := _by_format(text, written, clock)) is not None:
            yield own
            return
    if (other := _epoch(text, clock) or _relative(text, clock)) is not None:
        yield other
        return
    for parts in _dates(text, clock):
        if (moment := _moment(text, parts, clock)) is not None:
            yield moment


# --- the forms of a day -----------------------------------------------------------------------------------------------

_YEAR_FIRST = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?:\s?(?P<s>[-/.])\s?|\s?[年년]\s?)(?P<m>\d{1,2})(?:(?P=s)\s?|\s?[月월]\s?)?(?:(?<=\D)(?P<d>\d{1,2})(?:\s?[日号號일]|(?!\d)))?"
    r"(?=[^\d]|(?<=[日号號일])|$)"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=T?\d{4,6}(?!\d)|T|\D|$)"
)
_NUMBERS = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>(?:19|20)?\d\d)(?![\d/]|-\d|\.\d)"
)
_NO_YEAR = re.compile(
    r"(?<![\d年])(?:(?P<m>\d{1,2})[月월]\s?(?P<d>\d{1,2})\s?[日号號일]|(?P<m2>\d{1,2})-(?P<d2>\d{1,2})(?=\s+\d{1,2}:\d\d))"
)
_VIETNAMESE = re.compile(
    r"(?:ngày\s+)?(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:,?\s+(?:năm\s+)?(?P<y>(?:19|20)\d\d))?", re.IGNORECASE
)


@cache
def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for months in zones.calendar()["months"].values():
        for number, forms in enumerate(months, 1):
            for form in forms.split():
                names.setdefault(form, number)
    return names


@cache
def _worded() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = "|".join(sorted(map(re.escape, _month_names()), key=len, reverse=True))
    month = rf"(?P<m>{month})(?!\w)\.?"
    year = r"(?P<y>(?:19|20)\d\d|['’]\d\d)(?!\d)"
    return (
        re.compile(
            rf"(?<!\w){month}\s?(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:\s?,?\s?{year})?|,?\s?{year.replace('<y>', '<y2>')})",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s|-)?(?:(?:de|di|of)\s)?{month}(?:,?[\s-]?(?:(?:de|del|of)\s)?{year})?",
            re.IGNORECASE,
        ),
    )


def _dates(text: str, clock: Clock) -> Iterator[_Parts]:
    """Every day in the text, in order; those with a year before those without."""
    found = [parts for parts in _all_dates(text, clock) if _possible(parts)]
    found.sort(key=lambda parts: (parts.year is None, parts.day is None, parts.start, -parts.end))
    taken: list[_Parts] = []
    for parts in found:
        if all(parts.end <= other.start or other.end <= parts.start for other in taken):
            taken.append(parts)
            yield parts


def _all_dates(text: str, clock: Clock) -> Iterator[_Parts]:
    for pattern in (_YEAR_FIRST, _COMPACT, _VIETNAMESE, *_worded()):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            year = groups.get("y") or groups.get("y2")
            month = _month_names().get(groups["m"].lower().rstrip(".")) or _number(groups["m"])
            if month:
                yield _Parts(_year(year), month, _number(groups["d"]), match.start(), match.end())
    for match in _NUMBERS.finditer(text):
        a, b = int(match["a"]), int(match["b"])
        day_first = a > 12 or (b <= 12 and (clock.day_first or match["s"] == "."))
        if len(match["y"]) == 2 and match["s"] == "-" and a > 12 and b > 12:
            continue
        yield _Parts(_year(match["y"]), b if day_first else a, a if day_first else b, match.start(), match.end())
    for match in _NO_YEAR.finditer(text):
        yield _Parts(None, int(match["m"] or match["m2"]), int(match["d"] or match["d2"]), match.start(), match.end())


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    number = int(text.strip("'’"))
    return number if number > 99 else 2000 + number


def _possible(parts: _Parts) -> bool:
    return (
        1 <= parts.month <= 12
        and (parts.day is None or 1 <= parts.day <= 31)
        and (parts.year is not None or parts.day is not None)
    )


# --- the time beside it -----------------------------------------------------------------------------------------------


@cache
def _times() -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """Patterns of the time behind a day, and of that before it."""
    half = r"(?:\s?(?P<half>[ap]\.?m\b\.?))?"
    clock = rf"(?P<h>[01]?\d|2[0-4])(?:[:.](?P<mi>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:[.,]\d{{1,9}})?)?|(?=\s?[ap]\.?m\b)){half}"
    worded = r"(?P<part>上午|下午|晚上|中午|凌晨|早上|午前|午後|오전|오후)?\s?(?P<h2>\d{1,2})\s?[时時点點시]\s?(?:(?P<mi2>\d{1,2})\s?[分분])?(?:\s?(?P<s2>\d{1,2})\s?[秒초])?"
    french = r"(?P<h3>[01]?\d|2[0-3])\s?h\s?(?P<mi3>[0-5]\d)?(?!\w)"
    zone = rf"(?:\s?\(?(?P<z>{zones.names()})\)?)?"
    part = r"(?P<part2>上午|下午|晚上|中午|凌晨|早上|午前|午後|오전|오후)?\s?"
    compact = r"(?P<h4>[01]\d|2[0-3])(?P<mi4>[0-5]\d)(?P<s4>[0-5]\d)?(?!\d)"
    between = r"(?:\s?[T,|·•–—/-]?\s?(?:\(?[^\W\d_]{2,9}\.?\)?,?\s)?(?:[|·•–—-]\s?)?(?:at|um|à|às|a las|klo|kl\.?|ore|в|о|lúc|pukul)?\s?)"
    return (
        (
            re.compile(
                rf"{between}{part}(?:{clock}|{worded}|{french})\s?(?:Uhr\b|hrs?\b|hours\b)?{zone}", re.IGNORECASE
            ),
            re.compile(rf"T?{compact}{zone}", re.IGNORECASE),
        ),
        re.compile(rf"{part}{clock}{zone}\s?[,|·–-]?\s?(?:on\s)?(?:[^\W\d_]{{2,9}}\.?,?\s)?$", re.IGNORECASE),
    )


def _moment(text: str, parts: _Parts, clock: Clock) -> Moment | None:
    """The moment of a day in the text, with the time that stands behind or before it."""
    behind, before = _times()
    matches = (pattern.match(text, parts.end) for pattern in behind if parts.day is not None)
    time = next((match for match in matches if match), None)
    start, end = parts.start, parts.end
    if time is not None:
        end = time.end()
    elif parts.day is not None and (time := before.search(text[max(0, start - 40) : start])) is not None:
        start -= len(text[max(0, start - 40) : start]) - time.start()
    raw = text[start:end].strip(" ,|·–—-(")
    return _build(parts, time, raw, clock)


def _build(parts: _Parts, time: re.Match[str] | None, raw: str, clock: Clock) -> Moment | None:
    hour, minute, second, zone_name = _clock_time(time) if time else (0, 0, None, None)
    inferred: list[str] = []
    zone: tzinfo | None = None
    if time is not None:
        zone = zones.zone(zone_name, clock.zone) if zone_name else None
        if zone is None:
            inferred.append("zone")
            zone = clock.zone
    precision: Precision = (
        "month" if parts.day is None else "day" if time is None else "minute" if second is None else "second"
    )
    years = (
        [parts.year]
        if parts.year
        else [clock.year]
        if clock.year
        else [clock.now.year + 1, clock.now.year, clock.now.year - 1]
    )
    if parts.year is None:
        inferred.insert(0, "year")
    for year in years:
        when = _aware(year, parts.month, parts.day or 1, hour, minute, second or 0, zone or UTC)
        if when is not None and (when := not_ahead(when, clock.now)) is not None:
            return Moment(when=when, raw=raw, precision=precision, inferred=tuple(inferred))
    return None


def _clock_time(time: re.Match[str]) -> tuple[int, int, int | None, str | None]:
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
    if (half.startswith("p") or part in ("下午", "晚上", "午後", "오후")) and hour < 12:
        hour += 12
    elif (half.startswith("a") or part in ("凌晨", "午前", "오전")) and hour == 12:
        hour = 0
    return hour, minute, int(second) if second else None, groups.get("z")


def _aware(year: int, month: int, day: int, hour: int, minute: int, second: int, zone: tzinfo) -> datetime | None:
    if year < _EARLIEST:
        return None
    try:
        return (
            datetime(year, month, day, tzinfo=zone) + timedelta(hours=hour, minutes=minute, seconds=second)
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def not_ahead(when: datetime, now: datetime) -> datetime | None:
    """The moment itself; now, when it lies ahead by no more than zones can explain; else nothing."""
    if when <= now:
        return when
    return now.astimezone(UTC) if when - now <= _AHEAD else None


# --- other forms ------------------------------------------------------------------------------------------------------


def _by_format(text: str, written: str, clock: Clock) -> Moment | None:
    try:
        naive = datetime.strptime(text, written)
    except ValueError:
        return None
    timed = any(mark in written for mark in ("%H", "%I", "%c", "%X", "%T"))
    zoned = naive.tzinfo is not None
    inferred = ["year"] if "%Y" not in written and "%y" not in written and "%c" not in written else []
    if timed and not zoned:
        inferred.append("zone")
    local = naive if zoned else naive.replace(tzinfo=(clock.zone if timed else None) or UTC)
    years = (clock.year,) if clock.year else (clock.now.year + 1, clock.now.year, clock.now.year - 1)
    precision: Precision = ("second" if "%S" in written or "%T" in written else "minute") if timed else "day"
    for year in years if "year" in inferred else (local.year,):
        when = _aware(year, local.month, local.day, local.hour, local.minute, local.second, local.tzinfo or UTC)
        if when is not None and (when := not_ahead(when, clock.now)) is not None:
            return Moment(when=when, raw=text, precision=precision, inferred=tuple(inferred))
    return None


def _epoch(text: str, clock: Clock) -> Moment | None:
    if not re.fullmatch(r"1\d{9}(?:\d{3})?(?:\.\d+)?", text):
        return None
    seconds = float(text)
    when = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).replace(microsecond=0)
    near = not_ahead(when, clock.now)
    return Moment(when=near, raw=text, precision="second") if near else None


@cache
def _relatives() -> tuple[tuple[re.Pattern[str], int], ...]:
    number = r"(?P<n>\d{1,3}|an?|one|eine[rmn]?|une?|un[ao]?)"
    return tuple(
        (re.compile(p.replace("{n}", number), re.IGNORECASE), s) for p, s in zones.calendar()["relative"]["patterns"]
    )


def _relative(text: str, clock: Clock) -> Moment | None:
    """ "3 hours ago", "昨天 15:30": counted from the moment of fetching."""
    if len(text) > 80:
        return None
    words = zones.calendar()["relative"]
    for pattern, unit in _relatives():
        if match := pattern.search(text):
            count = int(match["n"]) if match["n"].isdecimal() else 1
            when = (clock.now - timedelta(seconds=count * unit)).astimezone(UTC).replace(second=0, microsecond=0)
            if unit >= 86400:
                day = when.replace(hour=0, minute=0)
                return Moment(when=day, raw=match[0], precision="day", inferred=("year", "month", "day"))
            return Moment(when=when, raw=match[0], precision="minute", inferred=("year", "month", "day", "time"))
    low = text.lower()
    if any(low == word for word in words["now"]):
        return Moment(
            when=clock.now.astimezone(UTC), raw=text, precision="minute", inferred=("year", "month", "day", "time")
        )
    for key, back in (("today", 0), ("yesterday", 1)):
        for word in words[key]:
            if low.startswith(word) and (len(low) == len(word) or not low[len(word)].isalpha() or not word.isascii()):
                day = (clock.now.astimezone(clock.zone or UTC) - timedelta(days=back)).date()
                parts = _Parts(day.year, day.month, day.day, 0, len(word))
                moment = _moment(text, parts, clock)
                return replace(moment, inferred=("year", "month", "day", *moment.inferred)) if moment else None
    return None
