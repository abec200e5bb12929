"""Days of the Solar Hijri calendar, as Iran and Afghanistan write them: ۲۱ مرداد ۱۴۰۵, ۲۱ اسد ۱۴۰۵, ۱۴۰۵/۰۵/۲۱."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = (
    "فروردین فروردين حمل", "اردیبهشت ارديبهشت ثور", "خرداد جوزا", "تیر تير سرطان", "مرداد امرداد اسد", "شهریور شهريور سنبله",
    "مهر میزان", "آبان ابان عقرب", "آذر اذر قوس", "دی دي جدی", "بهمن دلو", "اسفند حوت",
)  # fmt: skip
_NAMES = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
# Most of the names are words of other meanings too ("مهر" is kindness, "میزان" a measure): the day and the year make them months.
_WORDED = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\s?(?P<m>{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?:\s?ماه)?\s?[،,]?\s?(?:سال\s)?"
    r"(?P<y>1(?:3[5-9]|4[01])\d)(?!\d)"
)
_NUMBERS = re.compile(
    r"(?<![\d/.-])(?P<y>1(?:3[5-9]|4[01])\d)(?P<s>[/-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?![\d/-])"
)
_EPOCH = date(622, 3, 21)
"""The first day of the year 1, in the Gregorian calendar."""


class Written(NamedTuple):
    """A day, and where it stands in a text."""

    day: date
    start: int
    end: int


def written(text: str) -> Iterator[Written]:
    """Each such day with its year; the digits of the text are those of ASCII."""
    if "13" not in text and "14" not in text:
        return
    for pattern in (_NUMBERS,) if text.isascii() else (_WORDED, _NUMBERS):
        for match in pattern.finditer(text):
            month = _NAMES.get(match["m"]) or int(match["m"])
            if (day := gregorian(int(match["y"]), month, int(match["d"]))) is not None:
                yield Written(day, match.start(), match.end())


def tells(text: str) -> bool:
    """Whether a text has such a day with the name of its month."""
    return not text.isascii() and ("13" in text or "14" in text) and _WORDED.search(text) is not None


def gregorian(year: int, month: int, day: int) -> date | None:
    """The same day in the Gregorian calendar, from 1350 to 1420; none when the month has no such day.

    Eight years of 33 are leap years, which is what the calendar of these years does.
    """
    if not 1 <= day <= (31 if month < 7 else 30 if month < 12 or _leap(year) else 29):
        return None
    past = 365 * (year - 1) + (8 * year + 21) // 33
    return _EPOCH + timedelta(days=past + 31 * (month - 1) - max(0, month - 7) + day - 1)


def _leap(year: int) -> bool:
    return (8 * (year + 1) + 21) // 33 > (8 * year + 21) // 33
