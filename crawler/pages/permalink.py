"""The day that an address names: `/2024/04/03/`, `/2024/apr/03/`, `t20240403_`, `20240403153000`."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from . import moments
from .moments import Clock, Moment

_NUMBERS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?P<cut>[/_-])?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])"
    r"(?:(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?:\d{3})?)?(?!\d)"
)
_WORDS = re.compile(
    r"(?i)(?<!\d)((?:19|20)\d\d)(?P<cut>[/_-])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?P=cut)"
    r"(0?[1-9]|[12]\d|3[01])(?!\d)"
)


class Named(NamedTuple):
    """The day in an address."""

    moment: Moment
    parted: bool
    """Whether the year stands apart from the month: eight digits in a row may be a mere number."""


def read(url: str, clock: Clock) -> Named | None:
    """The day that the path names; none when it names none, or one that lies ahead."""
    path = urlsplit(url).path
    match = _NUMBERS.search(path) or _WORDS.search(path)
    if match is None:
        return None
    moment = moments.parse(f"{match[4]} {match[3]} {match[1]}", clock) if match[3].isalpha() else None
    moment = moment or moments.parse(f"{match[1]}-{match[3]}-{match[4]}", clock)
    return Named(moment._replace(raw=match[0]), match["cut"] is not None) if moment else None
