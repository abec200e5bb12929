"""Whether 3/4 is the third of April: what the other dates of the same page tell about it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .moments import Moment

_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(?:19|20)?\d\d(?![\d/]|-\d|\.\d)")
_LOOKED = 300  # characters of a text


def open_to_doubt(moment: Moment) -> bool:
    """Whether a date was written in numbers that can be read both ways."""
    match = _NUMBERS.match(moment.raw)
    return match is not None and int(match[1]) <= 12 and int(match[3]) <= 12 and match[1] != match[3]


def day_first(moment: Moment, texts: Iterable[str], others: Iterable[Moment]) -> bool | None:
    """How a page writes its days, when something on it tells: a day that it names in another way (in its address, in its
    head), or a date in the same manner with a number above twelve. None when nothing does, or both do."""
    match = _NUMBERS.match(moment.raw)
    if match is None:
        return None
    pair = (int(match[1]), int(match[3]))
    days = [(other.when.day, other.when.month) for other in others if not open_to_doubt(other)]
    told = {day == pair for day in days if pair in (day, day[::-1])}
    if len(told) == 1:
        return told.pop()
    told = set()
    for text in texts:
        for other in _NUMBERS.finditer(text[:_LOOKED]):
            first, second = int(other[1]), int(other[3])
            if other[2] == match[2] and (first > 12) != (second > 12):
                told.add(first > 12)
    return told.pop() if len(told) == 1 else None
