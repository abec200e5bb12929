"""The date that stands near a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from lxml import etree

from crawler.discover import ago
from crawler.discover.dates import Clock, only_a_date, read_date
from crawler.discover.words import text_of

_DIGIT, _WORD = re.compile(r"\d"), re.compile(r"昨|今|前|年|day")
_FIGURE = re.compile(r"\d|年.{1,4}月")
"""A date within a headline has one: "today" alone is a word of it that is set apart."""
_LEAST, _LEAST_IN_FIGURES, _LONGEST = 2, 4, 80
"""Characters of a date: 昨天, 3月4日; 1/2 is a number of pages."""
_PIECES = 40
"""Pieces of text looked at around one link."""


def date_near(nodes: Iterable[etree._Element], title: str | None, clock: Clock) -> datetime | None:
    """The first date in the elements of an entry: of a `time` element, of a `data-time` attribute, or written apart from the
    headline, be it within the same link."""
    return next((found for node in nodes if (found := _marked(node, clock) or _written(node, title, clock))), None)


def _marked(node: etree._Element, clock: Clock) -> datetime | None:
    for time in node.iter("time"):
        if found := read_date(time.get("datetime"), clock) or read_date(text_of(time), clock):
            return found
    return next((found for timed in node.iter("*") if (found := read_date(timed.get("data-time"), clock))), None)


def _written(node: etree._Element, title: str | None, clock: Clock) -> datetime | None:
    for piece in islice(node.itertext(), _PIECES):
        text = str(piece).strip()
        if (
            _may_tell(text)
            and not (title and text in title and not (_FIGURE.search(text) and only_a_date(text, clock)))
            and (found := read_date(text, clock))
        ):
            return found
    return None


def _may_tell(text: str) -> bool:
    if not _LEAST <= len(text) <= _LONGEST:
        return False
    if _DIGIT.search(text):
        return len(text) >= _LEAST_IN_FIGURES
    return _WORD.search(text) is not None or ago.may_tell(text)
