"""Dates as feeds and lists write them: any order, without zone, without year, relative, in the wrong zone."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crawler.chinese_days import in_figures
from crawler.discover import ago
from crawler.discover.calendars import in_common_years
from crawler.discover.date_forms import AGO, EPOCH, FORMS, NAMED, NAMED_DAYS, month_of
from crawler.discover.zones import zone_of
from crawler.errors import DiscoverError
from crawler.model import Source

_LONGEST = 400
"""Characters of a text that may be a date."""
_FEW, _FEW_WIDE = 20, 12
"""Letters that may stand beside a date; a Chinese, Japanese or Korean one counts twice (发布时间 is eight)."""
_AHEAD = timedelta(hours=1)
"""How far a clock may run ahead before its zone is doubted."""
_EASTMOST = timedelta(hours=14)
"""... and where nothing tells the zone: an hour of this day in the far east is not one of a year ago."""
_FIRST = datetime(1970, 1, 3, tzinfo=UTC)
"""A date before is the zero of a clock that somebody forgot to fill, in whatever zone."""
_UTMOST = timedelta(days=2)
"""A date further ahead is no date of publication."""


class Clock(NamedTuple):
    """What is needed to understand a date: when the page was fetched, and the source's zone and formats."""

    now: datetime
    home: tzinfo | None = None
    formats: tuple[str, ...] = ()

    @classmethod
    def of(cls, now: datetime, source: Source | None) -> Clock:
        """The clock of a source. Raises DiscoverError when its zone does not exist."""
        if source is None:
            return cls(now=now)
        try:
            home = ZoneInfo(source.zone) if source.zone else None
        except (ValueError, OSError, KeyError) as error:
            raise DiscoverError(
                f"{source.name}: {source.zone!r} is no time zone: mend it in the source file"
            ) from error
        return cls(now=now, home=home, formats=source.date_formats)


def read_date(raw: str | None, clock: Clock) -> datetime | None:
    """The moment in UTC that `raw` tells, or None.

    A day without a time is 00:00 UTC; a date without a year lies in the newest year that is not in the future; one that lies
    ahead because its zone is wrong is read in the source's own zone.
    """
    return _read(raw, clock) if raw and len(raw) <= _LONGEST else None


@functools.lru_cache(maxsize=4096)  # a list tells the same few dates again and again
def _read(raw: str, clock: Clock) -> datetime | None:
    text = _plain(raw)
    for reader in _READERS:
        try:
            found = reader(text, clock)
        except (ValueError, OverflowError):  # 31 February, hour 25: not this form
            continue
        if found is not None:
            return found if _FIRST <= found <= clock.now + _UTMOST else None
    return None


def _plain(raw: str) -> str:
    """The text in one normal form, with the figures of other scripts (٢٠٢٦) as 0 to 9, and so the days in Chinese numerals."""
    text = " ".join(unicodedata.normalize("NFKC", raw).split())
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in in_figures(text))
    return in_common_years(text)


def only_a_date(raw: str, clock: Clock) -> bool:
    """Whether a text tells a date and little beside it (`Published on 20 November 2026`); no headline is so short."""
    if not read_date(raw, clock):
        return False
    rest = _plain(raw)
    for form in (*FORMS, AGO, NAMED, *ago.forms()):
        rest = form.sub(" ", rest)
    letters = [char for char in rest if char.isalpha()]
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in letters)
    return len(letters) + wide < (_FEW_WIDE if wide else _FEW)


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
    if not EPOCH.fullmatch(text):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _written(text: str, clock: Clock) -> datetime | None:
    for form in FORMS:
        for found in form.finditer(text):
            try:
                moment = _moment(found.groupdict(), clock)
            except (ValueError, OverflowError):
                continue
            if moment:
                return moment
    return None


def _relative(text: str, clock: Clock) -> datetime | None:
    if found := AGO.search(text.lower()):
        unit = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}[next(k for k in "mhdw" if found[k])]
        return clock.now - timedelta(**{unit: int(found["count"])})
    if found := NAMED.search(text):
        return _days_back(NAMED_DAYS[found["name"].lower()], found.groupdict(), clock)
    if (length := ago.seconds(text)) is not None:
        return clock.now - timedelta(seconds=length)
    if named := ago.day(text):
        return _days_back(*named, clock)
    return None


def _days_back(back: int, time: Mapping[str, str | None], clock: Clock) -> datetime | None:
    day = (clock.now.astimezone(clock.home or UTC) - timedelta(days=back)).date()
    return _moment({**time, "year": str(day.year), "month": str(day.month), "day": str(day.day)}, clock)


_READERS: tuple[Callable[[str, Clock], datetime | None], ...] = (_by_format, _epoch, _written, _relative)


def _moment(parts: Mapping[str, str | None], clock: Clock) -> datetime | None:
    """The moment that the parts of a match tell; ValueError when there is no such day."""
    named, day = int(parts.get("month") or 0) or month_of(parts.get("word")), int(parts.get("day") or 0)
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
        hour = hour % 12 + (12 if half in "Ppم" else 0)
    return hour, int(parts.get("minute") or 0), int(parts.get("second") or 0)


def _newest(
    month: int, day: int, time: datetime, clock: Clock, *, timed: bool, zone: str | None = None
) -> datetime | None:
    """The newest such day that is not in the future (eight years back, for 29 February)."""
    here = clock.now.astimezone(clock.home or UTC)
    ahead = _AHEAD if zone or clock.home else _EASTMOST
    for year in range(here.year + 1, here.year - 9, -1):
        try:
            moment = time.replace(year=year, month=month, day=day)
        except ValueError:
            continue
        if timed:
            placed = moment.replace(tzinfo=zone_of(zone, moment, clock.home) or UTC).astimezone(UTC)
            if placed <= clock.now + ahead:
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
