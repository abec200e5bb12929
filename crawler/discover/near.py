"""The date that stands near a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from lxml import etree

from crawler.discover.dates import Clock, only_a_date, read_date
from crawler.discover.words import text_of

_HINT = re.compile(r"\d|昨|今|前|day")
_DIGIT = re.compile(r"\d")
"""A date within a headline has one: "today" alone is a word of it that is set apart."""
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
            4 <= len(text) <= 80
            and _HINT.search(text)
            and not (title and text in title and not (_DIGIT.search(text) and only_a_date(text, clock)))
            and (found := read_date(text, clock))
        ):
            return found
    return None
