"""Dates that count back from now, in the words of ago.toml: "il y a 2 heures", "вчера, 15:30"."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from crawler.discover.date_forms import TIME

_START = r"(?:^|[|·•–—(\[]\s?|\s-\s)"
_END = r"(?=\s?[)\]]?(?:$|\s?[|·•–—]|\s-\s))"
"""A date fills its stretch of the line: "hier" and "vor 2 Stunden" are words of sentences too, which date no link."""


@functools.cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("ago.toml").read_text(encoding="utf-8"))
    return words


@functools.cache
def _back(table: str) -> Mapping[str, int]:
    """How far each word of a table lies back, in its seconds or days."""
    return {_folded(word): int(size) for size, words in _words()[table].items() for word in words}


def _folded(word: str) -> str:
    """A word as the tables have it: an expression without regard to case takes the Turkish İ and ı for an i."""
    return word.lower().replace("i\u0307", "i").replace("ı", "i").replace("’", "'")


def _any(words: Iterable[str]) -> str:
    """A pattern of each of the words, the longest first."""
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))


@functools.cache
def forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of a length of time before now, and of a day by its name."""
    words = _words()
    label = rf"{_START}(?:(?:{_any(words['around']['label'])})\s?:?\s?)?"
    number, unit, about = (
        rf"\d{{1,3}}|{_any(words['one'])}",
        _any(_back("units")),
        rf"(?:(?:{_any(words['about'])})\s)?",
    )
    length = (
        rf"(?:{_any(words['before'])})\s{about}(?P<count>{number})\s?(?P<unit>{unit})"
        rf"|{about}(?P<count_2>{number})\s?(?P<unit_2>{unit})\s(?:{_any(words['behind'])})|(?P<whole>{_any(_back('lengths'))})"
    )
    time = rf"(?:,?\s(?:{_any(words['around']['time'])}))?{TIME}"
    return (
        re.compile(rf"{label}(?:{length}){_END}", re.IGNORECASE),
        re.compile(rf"{label}(?P<name>{_any(_back('days'))}){time}{_END}", re.IGNORECASE),
    )


@functools.cache
def _telling() -> frozenset[str]:
    """A word of each date without a figure."""
    return frozenset(word.split()[-1] for table in ("units", "lengths", "days") for word in _back(table)) | frozenset(
        word.split()[-1] for word in _words()["behind"]
    )


def may_tell(text: str) -> bool:
    """Whether a text without a figure may count back: most do not, and need not be looked at."""
    return not _telling().isdisjoint(text.lower().split())


def seconds(text: str) -> int | None:
    """The length of time before now that a text tells."""
    found = forms()[0].search(text)
    if found is None:
        return None
    if whole := found["whole"]:
        return _back("lengths").get(_folded(whole))
    count = found["count"] or found["count_2"]
    unit = _back("units").get(_folded(found["unit"] or found["unit_2"]))
    return unit and unit * (int(count) if count.isdecimal() else 1)


def day(text: str) -> tuple[int, Mapping[str, str | None]] | None:
    """How many days back a day lies that a text names, and the parts of its time."""
    found = forms()[1].search(text)
    if found is None:
        return None
    back = _back("days").get(_folded(found["name"]))
    return (back, found.groupdict()) if back or (back == 0 and found["hour"]) else None
