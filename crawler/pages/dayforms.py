"""The forms in which a day is written: numbers in any order, month names of two dozen languages, Chinese, Japanese, Korean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from crawler import chinese_days, solar_days

from . import zones


class Day(NamedTuple):
    """A day (or month) in a text, and where it stands."""

    year: int | None
    month: int
    day: int | None
    start: int
    end: int
    either: bool = False
    """Whether day and month may be the other way round."""


_YEAR_FIRST = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?:\s?(?P<s>[-/.])\s?|(?:\s?[(（][令平][^()（）]{1,5}[)）])?\s?[年년]\s?(?:[(（][令平][^()（）]{1,5}[)）]\s?)?)(?P<m>\d{1,2})(?:(?P=s)\s?|\s?[月월]\s?)?(?:(?<=\D)(?P<d>\d{1,2})(?:\s?[日号號일]|\.(?=\s(?:오[전후]\s?)?\d{1,2}:\d\d)|(?!\d)))?"
    r"(?=[^\d]|(?<=[日号號일])|$)"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=T?\d{4,6}(?!\d)|T|\D|$)"
)
# 2024 04/03 15:30:00: the parts stand in boxes of their own.
_BOXED = re.compile(r"(?<!\d)(?P<y>20\d\d)\s(?P<m>\d\d)\s?/\s?(?P<d>\d\d)(?=\s\d\d:\d\d)")
_NUMBERS = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>25[4-9]\d|(?:19|20)?\d\d)(?![\d/]|-\d|\.\d)"
)
_NO_YEAR = re.compile(
    r"(?<![\d年])(?:(?P<m>\d{1,2})[月월]\s?(?P<d>\d{1,2})\s?[日号號일]|(?P<m2>\d{1,2})-(?P<d2>\d{1,2})(?=\s+\d{1,2}:\d\d))"
)
_VIETNAMESE = re.compile(
    r"(?:ngày\s+)?(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:,?\s+(?:năm\s+)?(?P<y>(?:19|20)\d\d))?", re.IGNORECASE
)
_MONGOLIAN = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d) оны (?P<m>\d{1,2})(?:-?р)? сарын (?P<d>\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<![\d.,:/+-])(?:19|20)\d\d(?![\d.,:/-]\d|\d)")
_THAI, _BUDDHIST, _BUDDHA = re.compile("[\u0e00-\u0e7f]"), re.compile(r"(?<!\d)25[4-9]\d(?!\d)"), 543
_THAI_SHORT = re.compile(r"\s?(?:พ\.ศ\.\s?)?(?P<y>[4-9]\d)(?![\d:.,%])")
"""A year without its century, which is the 26th of the Buddhist era."""
_BUDDHIST_MIN = 2500
_LISTOPADA = "listopada"
"""November in Polish, and October in Croatian, which writes a full stop behind the day."""
_ERA = re.compile(r"(?P<e>令和|平成|民[國国])\s?(?P<y>\d{1,3}|元)年\s?(?P<m>\d{1,2})月\s?(?P<d>\d{1,2})日")
_ERAS = {"令": 2018, "平": 1988, "民": 1911}  # the year before the first
_APART = 24  # characters between a day and its year
_LINE = 60  # characters: a longer text is a sentence, whose years are of other things
_STRETCH = re.compile(r"\s?(?:[-–—~&,]|to|and|bis|und|au|et|al?|y|至|到)\s?\d{1,2}(?!\d|:)")
_CENTURY = re.compile(r"19|20")
_BETWEEN = re.compile(r"(?:[\x00-@\[-`{-\xbf\u2000-\u206f\u3000-\u303f\uff00-\uff20]|\d)+")  # no letters, in any script


@cache
def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for months in zones.calendar()["months"].values():
        for number, forms in enumerate(months, 1):
            for form in forms.split():
                names.setdefault(form.replace("_", " "), number)
    return names


@cache
def _parted_names() -> tuple[str, ...]:
    """The names of months that have two words, or are cut short within (พ.ค.)."""
    return tuple(name for name in _month_names() if " " in name or "." in name)


_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS = frozenset({"جوان"})
"""Names of months that mean something else in another language, and tell a day only with its year: "25 جوان" are 25 young people
in Persian."""


def _months_in(low: str) -> set[str]:
    names = _month_names().keys() & set(_BETWEEN.split(low))
    if not _YEAR.search(low):
        names -= _WORDS
    return names if low.isascii() else names | {name for name in _parted_names() if name in low}


def is_month(word: str) -> bool:
    """Whether a word, its full stop aside, is the name of a month in some language."""
    return word.lower().rstrip(".") in _month_names()


def names_month(text: str) -> bool:
    """Whether a text has the name of a month in it, in some language: no short one, which may be a word ("3 out of 5")."""
    return any(len(name) > 3 or not name.isascii() for name in _months_in(text.lower())) or solar_days.tells(text)


@lru_cache(maxsize=1024)
def _worded(names: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """The patterns of days with these names of months, behind the year, before the day, behind the day."""
    forms = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    month = rf"(?P<m>{forms})(?!\w)\.?"
    twice = rf"(?:\s?[/(]\s?(?:{forms})\)?)?"  # in the two names that Arabic has for it
    year = r"(?:พ\.ศ\.\s?)?(?P<y>(?:19|20)\d\d|25[4-9]\d|['’]\d\d)(?!\d)"
    return (
        re.compile(
            rf"(?<!\d)(?P<y>(?:19|20)\d\d)(?:\.|\sm\.)?[\s-]?{month}[\s-]?(?P<d>\d{{1,2}})(?![\d:])", re.IGNORECASE
        ),
        re.compile(
            rf"(?<!\w){month}\s?(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:\s?,?\s?{year})?|,?\s?{year.replace('<y>', '<y2>')})",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s|-)?(?:(?:de|di|of|ga)\s)?{month}{twice}(?:,?[\s-]?(?:(?:de|del|of)\s)?{year})?",
            re.IGNORECASE,
        ),
    )


def days(text: str, day_first: bool, month_first: bool = False) -> Iterator[Day]:
    """Every day in the text, in order; those with a year before those without. Of two numbers that can be read both
    ways the first is the day when `day_first`, and where dots divide them, unless `month_first`."""
    found = [parts for parts in _all_dates(text, day_first, month_first) if _possible(parts)]
    found.sort(key=lambda parts: (parts.year is None, parts.day is None, parts.start, -parts.end))
    taken: list[Day] = []
    for parts in found:
        if all(parts.end <= other.start or other.end <= parts.start for other in taken):
            taken.append(parts)
            yield parts if parts.year else _with_year(text, parts)


def _with_year(text: str, parts: Day) -> Day:
    """A day and month with the year that stands apart from them ("Wed Apr 03 15:30:00 2024"), in a line that names just one
    and no stretch of days ("3-5 April 2024"), which are those of an event."""
    if _STRETCH.match(text, parts.end):
        return parts
    thai = _THAI.search(text) is not None
    if thai and (short := _THAI_SHORT.match(text, parts.end)):
        return parts._replace(year=_year("25" + short["y"]), end=short.end())
    if len(text) > _LINE:
        return parts
    around = text[max(0, parts.start - _APART) : parts.end + _APART]
    years = {int(year) for year in _YEAR.findall(around)}
    if thai:
        years |= {int(year) - _BUDDHA for year in _BUDDHIST.findall(around)}
    return parts._replace(year=years.pop()) if len(years) == 1 else parts


def _all_dates(text: str, day_first: bool, month_first: bool) -> Iterator[Day]:
    for pattern in _patterns(text):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            year = groups.get("y") or groups.get("y2")
            name = groups["m"].lower().rstrip(".")
            month = _month_names().get(name) or _number(name)
            if name == _LISTOPADA and text[match.start("m") - 2 : match.start("m")] == ". ":
                month = 10
            if month:
                yield Day(_year(year), month, _number(groups["d"]), match.start(), match.end())
    for match in _NUMBERS.finditer(text):
        a, b = int(match["a"]), int(match["b"])
        if len(match["y"]) == 2 and match["s"] == "-" and a > 12 and b > 12:
            continue
        either = a <= 12 and b <= 12 and a != b
        turned = not month_first and (day_first or match["s"] == ".") if either else a > 12
        day, month = (a, b) if turned else (b, a)
        yield Day(_year(match["y"]), month, day, match.start(), match.end(), either)
    for match in _ERA.finditer(text) if "年" in text else ():
        year = _ERAS[match["e"][0]] + (_number(match["y"]) or 1)
        yield Day(year, int(match["m"]), int(match["d"]), match.start(), match.end())
    for solar_day in solar_days.written(text):
        day_of = solar_day.day
        yield Day(day_of.year, day_of.month, day_of.day, solar_day.start, solar_day.end)
    for han in chinese_days.written(text):
        yield Day(han.year, han.month, han.day, han.start, han.end)
    for match in _NO_YEAR.finditer(text):
        yield Day(None, int(match["m"] or match["m2"]), int(match["d"] or match["d2"]), match.start(), match.end())


def _patterns(text: str) -> Iterator[re.Pattern[str]]:
    """The patterns that have a chance: one with the names of all months would cost a hundred times their search."""
    if _CENTURY.search(text):
        yield _YEAR_FIRST
        yield _BOXED
        yield _COMPACT
    low = text.lower()
    if "tháng" in low:
        yield _VIETNAMESE
    if "сарын" in low:
        yield _MONGOLIAN
    if names := _months_in(low):
        yield from _worded(frozenset(names if len(names) < 3 else _month_names()))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    number = int(text.strip("'’"))
    if number > _BUDDHIST_MIN:
        number -= _BUDDHA
    return number if number > 99 else 2000 + number


def _possible(parts: Day) -> bool:
    return (
        1 <= parts.month <= 12
        and (parts.day is None or 1 <= parts.day <= 31)
        and (parts.year is not None or parts.day is not None)
    )
