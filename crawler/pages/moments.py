"""Dates as people write them, in two dozen languages, to one moment with its precision and what was inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import NamedTuple

from crawler import chinese_days
from crawler.model import Precision

from . import dayforms, hourforms, stamps, zones
from .caseless import Caseless
from .clean import line
from .dayforms import Day
from .hourforms import Hour

_EARLIEST = 1970
_AHEAD = timedelta(
    hours=14
)  # the earliest zone is that much before UTC: such a moment is now, a later one is no date of a page
# The digits of other scripts and wide ones, each script's from its zero on.
_ZEROS = "\u0660\u06f0\u0966\u09e6\u0be6\u0c66\u0d66\u0e50\u0ed0\u1040\u17e0\uff10"
_DIGITS = {ord(zero) + number: str(number) for zero in _ZEROS for number in range(10)}
_DIGIT = re.compile(r"\d")
_BACK = Caseless(
    r"ago|[前전]|\bvor\b|il y a|h(?:ace|á)\b|\bfa\b|temu|geleden|s(?:edan|iden)\b|önce|назад|тому|منذ|قبل|پیش|पहले|trước|lalu"
)
_ENDS = re.compile(
    r"\s*(?:$|[|·•–—(-]|,\s?\d+\s?min)"
)  # behind "today", where no time follows and no sentence begins with it
_BRIEF = 80  # characters: a longer text counts back in passing
_LONGEST = 300  # characters looked at: a date stands in few words, and a megabyte of digits costs time


class Moment(NamedTuple):
    """A date read from words."""

    when: datetime
    """Aware, in UTC; a day without a time is 00:00 UTC of that day."""
    raw: str
    precision: Precision
    inferred: tuple[str, ...] = ()


class Clock(NamedTuple):
    """What dates are read against."""

    now: datetime
    """When the page was fetched: no date lies after it."""
    zone: tzinfo | None = None
    """Of dates that name none."""
    day_first: bool = False
    """Whether 3/4 is the third of April."""
    month_first: bool = False
    """Whether even 3.4 is the fourth of March: other dates of the page tell so."""
    formats: tuple[str, ...] = ()
    """`strptime` formats that a source says it uses."""
    year: int | None = None
    """The year of dates that name none, where the text around tells it."""


def parse(text: str, clock: Clock) -> Moment | None:
    """The first date in a short text, or none. Dates after `clock.now` are none."""
    return next(iter(moments(text, clock)), None)


def moments(text: str, clock: Clock) -> tuple[Moment, ...]:
    """Every date in a short text, in order."""
    text = text[:_LONGEST]
    return _read(text, clock) if _told(text) else ()


def _told(text: str) -> bool:
    """Whether a text may tell a date."""
    return _DIGIT.search(text) is not None or _wordy().within(text) or chinese_days.may_date(text)


@lru_cache(maxsize=64)
def _read(text: str, clock: Clock) -> tuple[Moment, ...]:
    """A page tells its date in half a dozen places, mostly in the same words, and each line is read for several fields."""
    text = line(text)
    for written in clock.formats:
        if (own := _by_format(text, written, clock)) is not None:
            return (own,)
    if stamp := stamps.iso(text):
        return _some(_moment(text, *stamp, clock))
    if (other := _epoch(text, clock) or _relative(text, clock)) is not None:
        return (other,)
    plain = text if text.isascii() else text.translate(_DIGITS)
    days = [(day, hourforms.beside(plain, day)) for day in dayforms.days(plain, clock.day_first, clock.month_first)]
    named = {hour.zone for _, hour in days if hour and hour.zone}
    if len(named) == 1 and len(days) > 1:  # "Published 10:00 | Updated 12:00 GMT"
        days = [(day, hour._replace(zone=min(named)) if hour else None) for day, hour in days]
    return _some(*(_moment(text, day, hour, clock) or _turned(text, day, clock) for day, hour in days))


def _some(*found: Moment | None) -> tuple[Moment, ...]:
    return tuple(moment for moment in found if moment is not None)


def _turned(text: str, day: Day, clock: Clock) -> Moment | None:
    """A text that is nothing but a day which lies ahead, with day and month the other way round."""
    if not day.either or day.day is None:
        return None
    other = day._replace(month=day.day, day=day.month)
    moment = _moment(text, other, hourforms.beside(text, other), clock)
    return moment if moment and moment.raw == text else None


def looks_back(text: str) -> bool:
    """Whether a short text may count back from the fetch ("3 hours ago", "yesterday, 15:30"), in some language."""
    return len(text) <= _BRIEF and (_BACK.within(text) or _by_day().within(text))


def _moment(text: str, day: Day, hour: Hour | None, clock: Clock) -> Moment | None:
    """The moment of a day in the text, with the time that stands beside it."""
    start, end = (hour.start, hour.end) if hour else (day.start, day.end)
    raw = text[start:end].strip(" ,|·–—-(")
    zone = zones.zone(hour.zone, clock.zone) if hour and hour.zone else None
    inferred = [] if day.year else ["year"]
    if hour is not None and zone is None:
        inferred.append("zone")
        zone = clock.zone
    precision: Precision = (
        "month" if day.day is None else "day" if hour is None else "minute" if hour.second is None else "second"
    )
    passed = timedelta(hours=hour.hour, minutes=hour.minute, seconds=hour.second or 0) if hour else timedelta()
    for year in (day.year,) if day.year else _years(clock):
        when = _aware(year, day.month, day.day or 1, passed, zone or UTC)
        if when is not None and (when := not_ahead(when, clock.now)) is not None:
            return Moment(when=when, raw=raw, precision=precision, inferred=tuple(inferred))
    return None


def _years(clock: Clock) -> tuple[int, ...]:
    """Years of a date that names none, the newest first: a list of New Year's Eve is read in January."""
    return (clock.year,) if clock.year else (clock.now.year + 1, clock.now.year, clock.now.year - 1)


def _aware(year: int, month: int, day: int, passed: timedelta, zone: tzinfo) -> datetime | None:
    if year < _EARLIEST:
        return None
    try:
        return (datetime(year, month, day, tzinfo=zone) + passed).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def not_ahead(when: datetime, now: datetime) -> datetime | None:
    """The moment itself; now, when it lies ahead by no more than zones can explain; else nothing."""
    if when <= now:
        return when
    return now.astimezone(UTC) if when - now <= _AHEAD else None


def _by_format(text: str, written: str, clock: Clock) -> Moment | None:
    try:
        naive = datetime.strptime(text, written)  # noqa: DTZ007  the format decides whether there is a zone
    except ValueError:
        return None
    timed = any(mark in written for mark in ("%H", "%I", "%c", "%X", "%T"))
    zoned = naive.tzinfo is not None
    inferred = ["year"] if "%Y" not in written and "%y" not in written and "%c" not in written else []
    if timed and not zoned:
        inferred.append("zone")
    local = naive if zoned else naive.replace(tzinfo=(clock.zone if timed else None) or UTC)
    precision: Precision = ("second" if "%S" in written or "%T" in written else "minute") if timed else "day"
    passed = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
    for year in _years(clock) if "year" in inferred else (local.year,):
        when = _aware(year, local.month, local.day, passed, local.tzinfo or UTC)
        if when is not None and (when := not_ahead(when, clock.now)) is not None:
            return Moment(when=when, raw=text, precision=precision, inferred=tuple(inferred))
    return None


def _epoch(text: str, clock: Clock) -> Moment | None:
    when = stamps.epoch(text)
    near = not_ahead(when, clock.now) if when else None
    return Moment(when=near, raw=text, precision="second") if near else None


@cache
def _wordy() -> Caseless:
    """What a date without a digit holds: most texts hold neither, and need not be looked at."""
    words = zones.calendar()["relative"]
    plain = "|".join(map(re.escape, [*words["now"], *words["today"], *words["yesterday"]]))
    return Caseless(rf"{plain}|ago|vor\s|il y a|hace|há\s|назад|منذ|قبل")


@cache
def _by_day() -> Caseless:
    words = zones.calendar()["relative"]
    return Caseless(rf"^(?:{'|'.join(map(re.escape, [*words['today'], *words['yesterday']]))})")


def _relatives(small: str) -> Iterator[tuple[re.Pattern[str], int]]:
    """The patterns of the languages whose words for "ago" a text in small letters has, each with its seconds."""
    for number, group in enumerate(zones.calendar()["relative"]["ago"]):
        if any(word in small for word in group["words"]):
            yield from _of_group(number)


@cache
def _of_group(group: int) -> tuple[tuple[re.Pattern[str], int], ...]:
    number = r"(?P<n>\d{1,3}|an?|one|eine[rmn]?|une?|un[ao]?|uma?)"
    rows = zones.calendar()["relative"]["ago"][group]["patterns"]
    return tuple((re.compile(row.replace("{n}", number), re.IGNORECASE), seconds) for row, seconds in rows)


def _relative(text: str, clock: Clock) -> Moment | None:
    """ "3 hours ago", "昨天 15:30": counted from the moment of fetching."""
    if len(text) > _BRIEF:
        return None
    words = zones.calendar()["relative"]
    plain = text if text.isascii() else text.translate(_DIGITS)
    low = text.lower()
    for pattern, unit in _relatives(low) if _BACK.within(text) else ():
        if match := pattern.search(plain):
            number = match.groupdict().get("n") or ""
            count = int(number) if number.isdecimal() else 1
            when = (clock.now - timedelta(seconds=count * unit)).astimezone(UTC).replace(second=0, microsecond=0)
            if unit >= 86400:
                day = when.replace(hour=0, minute=0)
                return Moment(when=day, raw=match[0], precision="day", inferred=("year", "month", "day"))
            return Moment(when=when, raw=match[0], precision="minute", inferred=("year", "month", "day", "time"))
    if any(low == word for word in words["now"]):
        return Moment(
            when=clock.now.astimezone(UTC), raw=text, precision="minute", inferred=("year", "month", "day", "time")
        )
    for key, back in (("today", 0), ("yesterday", 1)):
        for word in words[key]:
            if low.startswith(word):
                date = (clock.now.astimezone(clock.zone or UTC) - timedelta(days=back)).date()
                parts = Day(date.year, date.month, date.day, 0, len(word))
                hour = hourforms.beside(text, parts)
                if hour is None and not _ENDS.match(low, len(word)):
                    return None  # "Today's paper", "Сегодняшний выпуск", "今天，三个项目开工"
                moment = _moment(text, parts, hour, clock)
                return moment._replace(inferred=("year", "month", "day", *moment.inferred)) if moment else None
    return None
