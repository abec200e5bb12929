"""Days in Chinese numerals (二〇二六年十月五日), as ministries sign what they announce."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_ONES = "一二三四五六七八九"
_ZEROS = "〇○零◯0OoОΟ"
"""Zero as it is written and as it is typed: a circle of any kind, or the letter."""
_FIGURES = {**dict.fromkeys(_ZEROS, 0), **{sign: value for value, sign in enumerate(_ONES, 1)}}


@cache
def _day() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![{_ONES}{_ZEROS}十百千])(?P<year>(?:二\s?[{_ZEROS}]|一\s?九)(?:\s?[{_ONES}{_ZEROS}]){{2}})\s?年\s?"
        rf"(?P<month>十[一二]?|[{_ONES}元正])\s?月"
        rf"(?:\s?(?P<day>三十一?|二?十[{_ONES}]?|廿[{_ONES}]?|卅一?|[{_ONES}])\s?[日號号]|(?!\s?[{_ONES}十廿卅]))"
    )


class Written(NamedTuple):
    """A day, or a month, in Chinese numerals, and where it stands in a text."""

    year: int
    month: int
    day: int | None
    start: int
    end: int


def may_date(text: str) -> bool:
    """Whether a text has a day or month in Chinese numerals."""
    return "年" in text and _day().search(text) is not None


def written(text: str) -> Iterator[Written]:
    """Each day or month in Chinese numerals, in order. Whether there is such a day is not looked at."""
    for found in _day().finditer(text) if "年" in text else ():
        year = int("".join(str(_FIGURES[sign]) for sign in found["year"] if not sign.isspace()))
        day = _number(found["day"]) if found["day"] else None
        yield Written(year, _number(found["month"]), day, *found.span())


def in_figures(text: str) -> str:
    """The text with the days in Chinese numerals as 2026年10月5日; months alone stay as they are."""
    parts: list[str] = []
    at = 0
    for found in written(text):
        if found.day is not None:
            parts += (text[at : found.start], f"{found.year}年{found.month}月{found.day}日")
            at = found.end
    return "".join((*parts, text[at:])) if parts else text


def _number(sign: str) -> int:
    """A number up to 39; the first month has names of its own."""
    if sign in "元正":
        return 1
    sign = sign.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = sign.rpartition("十")
    return (_FIGURES.get(tens, 1) * 10 if ten else 0) + _FIGURES.get(ones, 0)
