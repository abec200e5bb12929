"""The date that stands near a link."""

from __future__ import annotations

import re
from datetime import datetime

from lxml import etree

from crawler.discover.dates import Clock, read_date
from crawler.discover.words import text_of

_PIECES = 40
"""Pieces of text looked at around one link."""


def date_near(node: etree._Element, title: str | None, clock: Clock) -> datetime | None:
    """The first date in an entry: of a `time` element, of a `data-time` attribute, or written apart from the headline."""
    for time in node.iter("time"):
        if found := read_date(time.get("datetime"), clock) or read_date(text_of(time), clock):
            return found
    for timed in node.iter():
        if isinstance(timed.tag, str) and (found := read_date(timed.get("data-time"), clock)):
            return found
    for number, piece in enumerate(node.itertext()):
        if number >= _PIECES:
            break
        text = str(piece).strip()
        if not 4 <= len(text) <= 80 or not re.search(r"\d|昨|今|前|day", text) or (title and text in title):
            continue
        if found := read_date(text, clock):
            return found
    return None
