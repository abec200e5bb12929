"""The date that stands near a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice, takewhile

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

_LEAF, _LONGEST_LEAF = 9, 30
"""Most pieces (with the white space between them) and characters of a day that stands in parts."""
_DAY_APART = re.compile(
    r"(?P<day>\d{1,2})日? (?P<year>20\d\d)[-./年](?P<month>\d{1,2})月?|(?P<before>20\d\d)[-./年](?P<named>\d{1,2})月? (?P<last>\d{1,2})日?"
)


def date_near(nodes: Iterable[etree._Element], title: str | None, clock: Clock) -> datetime | None:
    """The first date in the elements of an entry: of a `time` element, of a `data-time` attribute, or written apart from the
    headline, be it within the same link."""
    nodes = [part for node in nodes for part in (node, *_its_pair(node))]
    found = next((found for node in nodes if (found := _marked(node, clock) or _written(node, title, clock))), None)
    return found or next((found for node in nodes if (found := _in_pieces(node, clock))), None)


def _its_pair(node: etree._Element) -> Iterator[etree._Element]:
    """The rest of an entry of a `dl`, where its day may stand: the `dt` above a `dd`, what is below a `dt`. Small ones alone: many
    entries may share one."""
    rest: Iterable[etree._Element] = ()
    if node.tag == "dd":
        rest = islice(node.itersiblings("dt", preceding=True), 1)
    elif node.tag == "dt":
        rest = takewhile(lambda below: below.tag == "dd", node.itersiblings(etree.Element))
    yield from (part for part in rest if sum(1 for _ in islice(part.iter(), _LEAF)) < _LEAF)


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


def _in_pieces(node: etree._Element, clock: Clock) -> datetime | None:
    """A day whose parts are elements of their own, as a calendar leaf shows it: `28` above `2026-11`, or `28`, `Nov` and `2026`."""
    for leaf in islice(node.iter(), _PIECES):
        pieces = (
            [text for piece in islice(leaf.itertext(), _LEAF + 1) if (text := str(piece).strip())] if len(leaf) else []
        )
        text = " ".join(pieces)
        if not 2 <= len(pieces) <= _LEAF or len(text) > _LONGEST_LEAF or not _DIGIT.search(text):
            continue
        if parts := _DAY_APART.fullmatch(text):
            text = (
                f"{parts['year'] or parts['before']}-{parts['month'] or parts['named']}-{parts['day'] or parts['last']}"
            )
        if only_a_date(text, clock):
            return read_date(text, clock)
    return None


def _may_tell(text: str) -> bool:
    if not _LEAST <= len(text) <= _LONGEST:
        return False
    if _DIGIT.search(text):
        return len(text) >= _LEAST_IN_FIGURES
    return _WORD.search(text) is not None or ago.may_tell(text)
