"""Visits of those who lead a country: a head of state or government, or a minister, goes to another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from crawler.annotate import lists
from crawler.annotate.countries import Located
from crawler.annotate.data import table
from crawler.annotate.document import Document, Sentence
from crawler.annotate.signals import Reading, Rule, Sign, Span
from crawler.annotate.subjects import subject

VISIT = Rule("visit of a leader", "visit", 0.55, 0.8, (), (), 0, None, False)
"""Stands in the place of a visit of any officials: a headline that names both countries is at .39 with that, at .77 with this."""
OFFICIALS = "visit of officials"
NEAR = 60
"""Characters between a leader and the word for the visit."""
TO = 16
"""Characters between that word and the country that is visited: “will visit neighbouring Malta”."""
WITH = 10
"""Characters between a leader and a word that makes it another: “wife of the president”."""
_UNLESS = ("private", "-not", "-conflict", "-dispute", "-sport", "-crime")
"""Groups of which no word may stand in the sentence: a visit may be a holiday, and may be called off."""


@cache
def _of() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between a leader and the country that is led, on either side; and what says that more than the word follows."""
    words = "|".join(table("text")["leads"]["of"])
    return re.compile(rf"(?:['’]s?)?\s?(?:(?:{words})\s?)?"), re.compile(rf"\s(?:{words})\s")


def mark(document: Document, readings: Sequence[Reading], located: Sequence[Located]) -> None:
    """Adds the signs of such visits to headline and lead.

    A headline that names no leader (“Mwangi to visit Malta”) tells of the visit to the same country that the lead tells of.
    """
    head = list(takewhile(_in_head, zip(document.sentences, readings, strict=True)))
    visited: set[str] = set()
    for sentence, reading in reversed(head):  # the lead first
        if "visit" not in reading.groups:
            continue
        if "private" in reading.groups:
            _without_officials(reading)
        if any(group in reading.groups for group in _UNLESS):
            continue
        here = [one for one in located if sentence.start <= one.start < sentence.end]
        visits = list(_visits(document, sentence, reading, here))
        if not visits and sentence.where == "title":
            visits = [(span, one) for span, one in _goals(reading, here) if one.code in visited]
        if visits:
            (start, end), goal = visits[0]
            _without_officials(reading)
            reading.signs.append(Sign(VISIT, min(start, goal.start), max(end, goal.end)))
            visited.update(one.code for _, one in visits)


def _without_officials(reading: Reading) -> None:
    """Takes the sign of a visit of any officials out of a reading."""
    reading.signs[:] = [sign for sign in reading.signs if sign.rule.name != OFFICIALS]


def _in_head(one: tuple[Sentence, Reading]) -> bool:
    return one[1].where != "body"


def _goals(reading: Reading, here: Sequence[Located]) -> Iterator[tuple[Span, Located]]:
    """Each word for a visit with a country near to it."""
    for start, end in reading.groups["visit"]:
        yield from (((start, end), one) for one in here if -TO <= one.start - end <= TO or 0 <= start - one.end <= TO)


def _visits(
    document: Document, sentence: Sentence, reading: Reading, here: Sequence[Located]
) -> Iterator[tuple[Span, Located]]:
    """The visits of leaders to countries that are not their own: from the leader to the visit, and what is visited."""
    leaders = [(span, _home(document, sentence, reading, span, here)) for span in reading.groups.get("leader", ())]
    for (start, end), goal in _goals(reading, here) if leaders else ():
        for (first, last), home in leaders:
            abroad = home != goal.code if home else home is not None and goal.kind in "nc"
            if abroad and first - end <= NEAR and start - last <= NEAR:
                yield (min(start, first), max(end, last)), goal


def _home(
    document: Document, sentence: Sentence, reading: Reading, leader: Span, here: Sequence[Located]
) -> str | None:
    """The country that a leader leads, by its name beside the word; empty where a leader begins the sentence without one, who
    is known to everybody there; none for a club's president, a former one, or a president's husband."""
    raw, (start, end), (of, more) = document.raw, leader, _of()
    first, home = start, None
    for one in here:
        if one.end <= start and of.fullmatch(raw, one.end, start):
            first, home = one.start, one.code
        elif home is None and one.start >= end and of.fullmatch(raw, end, one.start):
            home = one.code
    if home is None and not more.match(raw, end):
        home = "" if subject(lists.listed(document.language))[0].fullmatch(raw, sentence.start, start) else None
    others = any(first - WITH <= stop and begin < end for begin, stop in reading.groups.get("former", ()))
    return None if others or raw.startswith(("'s ", "’s "), end) else home
