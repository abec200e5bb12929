"""Dates as feeds and lists write them: any order, without zone, without year, relative, in the wrong zone."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.discover.zones import ZONE, zone_of
from crawler.model import Source

_TIME = (
    r"(?:[T\s,|at-]{0,4}(?P<hour>\d{1,2})(?:[:时点h.](?P<minute>\d{2}))(?:分|[:.](?P<second>\d{2})秒?(?:[.,]\d{1,9})?)?"
    rf"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?(?:\s?{ZONE}\b)?)?"
)
_DAY = r"(?P<day>\d{1,2})"
_YEAR_OR_TWO = r"(?P<year>(?:19|20)\d\d|\d\d(?=\s\d))"
_WORD = r"(?P<word>[^\W\d_]{3,12})"
_COMPACT = (
    r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)T"
    r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d{4})?"
)
_FORMS: tuple[re.Pattern[str], ...] = (
    re.compile(_COMPACT),
    *(
        re.compile(form + _TIME)
        for form in (
            rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{{1,2}})\s?[-/.月]\s?{_DAY}(?!\d)日?",
            r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d{1,5}(?!\d))",
            rf"(?<!\d){_DAY}(?:st|nd|rd|th|\.|er)?[\s-](?:de |of )?{_WORD}\.?(?:,| de| of)?[\s-]+{_YEAR_OR_TWO}(?!\d)",
            rf"\b{_WORD}\.?\s?{_DAY}(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)",
            r"(?<!\d)(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)(?!\d)",
            rf"(?<![\d/.-])(?P<month>\d{{1,2}})(?:-|月|/){_DAY}(?![\d/-])日?",
            rf"\b{_WORD}\.?\s{_DAY}(?!\d)",
            rf"(?<!\d){_DAY}\s{_WORD}\b",
        )
    ),
)
_AGO = re.compile(
    r"(?<!\d)(?P<count>\d{1,3})\s?(?:(?P<m>minutes?|mins?|分钟)|(?P<h>hours?|hrs?|小时)|(?P<d>days?|天|日)|(?P<w>weeks?|周))\s?(?:ago|前)"
)
_NAMED = re.compile(r"(?P<name>today|yesterday|今天|昨天|前天)" + _TIME, re.IGNORECASE)
_NAMED_DAYS = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1, "前天": 2}
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_LONGEST = 400
"""Characters of a text that may be a date."""
_AHEAD = timedelta(hours=1)
"""How far a clock may run ahead before its zone is doubted."""
_UTMOST = timedelta(days=2)
"""A date further ahead is no date of publication."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """What is needed to understand a date: when the page was fetched, and the source's zone and formats."""

    now: datetime
    home: tzinfo | None = None
    formats: tuple[str, ...] = ()

    @classmethod
    def of(cls, now: datetime, source: Source | None) -> Clock:
        """The clock of a source."""
        if source is None:
            return cls(now=now)
        return cls(now=now, home=ZoneInfo(source.zone) if source.zone else None, formats=source.date_formats)


def read_date(raw: str | None, clock: Clock) -> datetime | None:
    """The moment in UTC that `raw` tells, or None. A day without a time is 00:00 UTC; one without a year lies in the newest year
    that is not in the future; one that lies ahead because its zone is wrong is read in the source's own zone."""
    return _read(raw, clock) if raw and len(raw) <= _LONGEST else None


@functools.lru_cache(maxsize=4096)  # a list tells the same few dates again and again
def _read(raw: str, clock: Clock) -> datetime | None:
    text = " ".join(unicodedata.normalize("NFKC", raw).split())
    for reader in _READERS:
        try:
            found = reader(text, clock)
        except (ValueError, OverflowError):  # 31 February, hour 25: not this form
            continue
        if found is not None:
            return found if found <= clock.now + _UTMOST else None
    return None


def _by_format(text: str, clock: Clock) -> datetime | None:
    for form in clock.formats:
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is added below, by what the source says
        except ValueError:
            continue
        if moment.tzinfo:
            return moment.astimezone(UTC)
        if moment.year == 1900:
            return _newest(moment.month, moment.day, moment, clock, timed="%H" in form)
        if "%H" not in form and "%I" not in form:
            return moment.replace(tzinfo=UTC)
        return _placed(moment, None, clock)
    return None


def _epoch(text: str, clock: Clock) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _written(text: str, clock: Clock) -> datetime | None:
    for form in _FORMS:
        for found in form.finditer(text):
            try:
                moment = _moment(found.groupdict(), clock)
            except (ValueError, OverflowError):
                continue
            if moment:
                return moment
    return None


def _relative(text: str, clock: Clock) -> datetime | None:
    if found := _AGO.search(text.lower()):
        unit = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}[next(k for k in "mhdw" if found[k])]
        return clock.now - timedelta(**{unit: int(found["count"])})
    if found := _NAMED.search(text):
        here = clock.now.astimezone(clock.home or UTC)
        day = (here - timedelta(days=_NAMED_DAYS[found["name"].lower()])).date()
        return _moment(
            {**found.groupdict(), "year": str(day.year), "month": str(day.month), "day": str(day.day)}, clock
        )
    return None


_READERS: tuple[Callable[[str, Clock], datetime | None], ...] = (_by_format, _epoch, _written, _relative)


def _moment(parts: Mapping[str, str | None], clock: Clock) -> datetime | None:
    """The moment that the parts of a match tell; ValueError when there is no such day."""
    named, day = int(parts.get("month") or 0) or _month(parts.get("word")), int(parts.get("day") or 0)
    time = datetime(2000, 1, 1, *_time(parts))  # noqa: DTZ001 - only carries the time of day
    timed, zone = parts.get("hour") is not None, parts.get("zone")
    if not parts.get("year"):
        return _newest(named, day, time, clock, timed=timed, zone=zone) if named else None
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    for month, date in _orders(parts) if parts.get("one") else [(named, day)]:
        moment = time.replace(year=year, month=month, day=date)
        placed = _placed(moment, zone, clock) if timed else moment.replace(tzinfo=UTC)
        if placed <= clock.now + _UTMOST or not parts.get("one"):
            return placed
    return None


def _orders(parts: Mapping[str, str | None]) -> list[tuple[int, int]]:
    """(month, day) of a date in figures whose order is open: day first, unless that is no date or lies ahead."""
    one, two = int(parts["one"] or 0), int(parts["two"] or 0)
    return [(month, day) for month, day in ((two, one), (one, two)) if 1 <= month <= 12]


def _time(parts: Mapping[str, str | None]) -> tuple[int, int, int]:
    hour = int(parts.get("hour") or 0)
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half in "Pp" else 0)
    return hour, int(parts.get("minute") or 0), int(parts.get("second") or 0)


def _newest(
    month: int, day: int, time: datetime, clock: Clock, *, timed: bool, zone: str | None = None
) -> datetime | None:
    """The newest such day that is not in the future (eight years back, for 29 February)."""
    here = clock.now.astimezone(clock.home or UTC)
    for year in range(here.year + 1, here.year - 9, -1):
        try:
            moment = time.replace(year=year, month=month, day=day)
        except ValueError:
            continue
        if timed:
            placed = moment.replace(tzinfo=zone_of(zone, moment, clock.home) or UTC).astimezone(UTC)
            if placed <= clock.now + _AHEAD:
                return placed
        elif moment.date() <= here.date():
            return moment.replace(tzinfo=UTC)
    return None


def _placed(moment: datetime, zone: str | None, clock: Clock) -> datetime:
    """A naive moment in UTC. One that lies ahead in the zone it names, but not in the source's own, is taken for local time."""
    placed = moment.replace(tzinfo=zone_of(zone, moment, clock.home) or UTC).astimezone(UTC)
    if placed > clock.now + _AHEAD and clock.home and zone:
        local = moment.replace(tzinfo=clock.home).astimezone(UTC)
        return local if local <= clock.now + _AHEAD else placed
    return placed


@functools.cache
def _months() -> Mapping[str, int]:
    rows = tomllib.loads(Path(__file__).with_name("months.toml").read_text(encoding="utf-8"))
    return {name: int(number) for number, names in rows.items() for name in names}


def _month(word: str | None) -> int:
    """Number of the month that a word names, else 0."""
    if not word:
        return 0
    low = word.lower()
    return next((number for size in (12, 4, 3) if (number := _months().get(low[:size]))), 0)
