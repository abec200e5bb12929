"""Visits of those who lead a country: a head of state or government, or a minister, goes to another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

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
AROUND = 20
"""Characters around a leader and a visit in which a word makes it another's or a private one."""
_HOSTILE = ("-not", "-conflict", "-dispute", "-sport", "-crime")
"""Groups of which no word may stand in the sentence: a visit may be called off."""


class _Words(NamedTuple):
    """What the text says of visits, of all languages together."""

    of: re.Pattern[str]
    """What stands between a leader and the country that is led, on either side."""
    not_now: re.Pattern[str]
    """Right before a leader or the country: who was one, or is near to one."""
    private: re.Pattern[str]


@cache
def _words() -> _Words:
    words = table("visits")
    of, not_now, private = ("|".join(words[name]) for name in ("of", "not_now", "private"))
    return _Words(
        re.compile(rf"(?:['’]s?)?\s?(?:(?:{of})\s?)?"),
        re.compile(rf"(?:{not_now})[\s-]?(?:\w{{1,3}}\s){{0,2}}$", re.IGNORECASE),
        re.compile(private, re.IGNORECASE),
    )


def mark(document: Document, readings: Sequence[Reading], located: Sequence[Located]) -> None:
    """Adds the signs of such visits to headline and lead.

    A headline that names no leader (“Mwangi to visit Malta”) tells of the visit to the same country that the lead tells of.
    """
    head = list(takewhile(_in_head, zip(document.sentences, readings, strict=True)))
    visited: set[str] = set()
    for sentence, reading in reversed(head):  # the lead first
        if "visit" not in reading.groups or any(group in reading.groups for group in _HOSTILE):
            continue
        here = [one for one in located if sentence.start <= one.start < sentence.end]
        visits = list(_visits(document, sentence, reading, here))
        if not visits and sentence.where == "title":
            visits = [(span, one) for span, one in _goals(document, reading, here) if one.code in visited]
        if visits:
            (start, end), goal = visits[0]
            reading.signs[:] = [sign for sign in reading.signs if sign.rule.name != OFFICIALS]
            reading.signs.append(Sign(VISIT, min(start, goal.start), max(end, goal.end)))
            visited.update(one.code for _, one in visits)


def _in_head(one: tuple[Sentence, Reading]) -> bool:
    return one[1].where != "body"


def _goals(document: Document, reading: Reading, here: Sequence[Located]) -> Iterator[tuple[Span, Located]]:
    """Each word for a visit with a country near to it; no private visit."""
    for start, end in reading.groups["visit"]:
        if not _words().private.search(document.raw, max(0, start - AROUND), end + AROUND):
            yield from (
                ((start, end), one) for one in here if -TO <= one.start - end <= TO or 0 <= start - one.end <= TO
            )


def _visits(
    document: Document, sentence: Sentence, reading: Reading, here: Sequence[Located]
) -> Iterator[tuple[Span, Located]]:
    """The visits of leaders to countries that are not their own: from the leader to the visit, and what is visited."""
    leaders = [(span, _home(document, sentence, span, here)) for span in reading.groups.get("leader", ())]
    for (start, end), goal in _goals(document, reading, here) if leaders else ():
        for (first, last), home in leaders:
            abroad = home != goal.code if home else home is not None and goal.kind in "nc"
            if abroad and first - end <= NEAR and start - last <= NEAR:
                yield (min(start, first), max(end, last)), goal


def _home(document: Document, sentence: Sentence, leader: Span, here: Sequence[Located]) -> str | None:
    """The country that a leader leads, by its name beside the word; empty where a leader begins the sentence without one, who
    is known to everybody there; none for a club's president, a former one, or a president's husband."""
    raw, (start, end), words = document.raw, leader, _words()
    first, home = start, None
    for one in here:
        if one.end <= start and words.of.fullmatch(raw, one.end, start):
            first, home = one.start, one.code
        elif home is None and one.start >= end and words.of.fullmatch(raw, end, one.start):
            home = one.code
    if home is None and subject(lists.listed(document.language))[0].fullmatch(raw, sentence.start, start):
        home = ""
    if words.not_now.search(raw[max(sentence.start, first - AROUND) : first]) or raw.startswith(("'s ", "’s "), end):
        return None
    return home
