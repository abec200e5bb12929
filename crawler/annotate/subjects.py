"""Countries that begin a headline or a lead: two as one subject, or one that does something for another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from crawler.annotate import lists
from crawler.annotate.countries import Located
from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.signals import Reading, Rule, Sign

SIDE_BY_SIDE = Rule("side by side", None, 0.4, 0.3, (), (), 0, None, False, "project")
"""Two countries that begin a headline or a lead as one subject (“Monaco and Malta plant kelp”) do something together, where
anything else says so too: a heatwave has two countries as well."""
TOGETHER = Rule("done together", None, 0.55, 0.3, (), (), 0, None, False, "project")
"""The same with a word of a deed in the sentence (“Monaco and Malta open a nursery”)."""
FROM_ONE = Rule("from one to another", None, 0.55, 0.3, (), (), 0, None, False, "project")
"""A headline or lead that begins with a country and what it does, and goes on to another: “Monaco gives Malta a boat”."""
_SUBJECTS = (SIDE_BY_SIDE, TOGETHER, FROM_ONE)
_HOSTILE = ("-conflict", "-sport", "-crime")
"""Groups of which no word may stand in headline and lead for the two; and no word against it in the sentence itself."""
_ACROSS = 60
"""Characters between one country and the other to which it does something."""
_SOON = 12
"""Characters between a country and what it does: has, will, a été."""
BESIDE_IT = 0.15
"""What the strongest other sign of the headline and lead must weigh for that. So much is a word of support by two parties."""
_HEAD = 40
"""Characters of a sentence before its first country that can still be marks and an article."""


def side_by_side(document: Document, countries: Iterable[Located]) -> Iterator[Sign]:
    """Where a headline or a lead begins with two countries in one; `countries` are in order.

    A town does nothing for a country (“Toyota to build plant in Malta”: a company has its name too), a capital stands for its own.
    """
    raw, (begins, joined) = document.raw, subject(lists.listed(document.language))
    for (start, end, one, kind), (begin, stop, other, _) in pairwise(countries):
        first, last, where, _ = document.at(start)
        if where == "body":
            break
        if one != other and stop <= last and start - first < _HEAD and begins.fullmatch(raw, first, start):
            if joined.fullmatch(raw, end, begin):
                yield Sign(SIDE_BY_SIDE, start, stop)
            elif kind != "t" and begin - end < _ACROSS:
                yield Sign(FROM_ONE, end, stop)


@cache
def subject(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before the first of two countries that begin a sentence, and between the two."""
    article = rf"(?:(?:{_joint('articles', language)})\s?)?"
    return (
        re.compile(rf"[\W\d_]*{article}", re.IGNORECASE),
        re.compile(rf"\s?(?:{_joint('joined', language)})\s?{article}", re.IGNORECASE),
    )


def _joint(name: str, language: str) -> str:
    """The words of all languages for what leads through a subject, and those of this one, as alternatives."""
    words = table("text")
    return "|".join([*words[name], *words["subjects"].get(language, {}).get(name, ())])


def weigh(document: Document, readings: Iterable[Reading]) -> None:
    """Leaves `SIDE_BY_SIDE` out where nothing else in the headline and the lead says enough, and `FROM_ONE` where nothing is done."""
    head = [reading for reading in readings if reading.where != "body"]
    hostile = any(group in reading.groups for reading in head for group in _HOSTILE)
    for reading in head:
        signs = (_with_deed(document, reading, sign, hostile=hostile) for sign in reading.signs)
        reading.signs[:] = [sign for sign in signs if sign is not None]
    others = (
        sign.rule.weight * sign.share * min(1.0, reading.parties / 2)
        for reading in head
        for sign in reading.signs
        if sign.rule not in _SUBJECTS
    )
    if max(others, default=0.0) < BESIDE_IT:
        for reading in head:
            reading.signs[:] = [sign for sign in reading.signs if sign.rule not in _SUBJECTS]


def _with_deed(document: Document, reading: Reading, sign: Sign, *, hostile: bool) -> Sign | None:
    """A sign of countries that begin a sentence, by what they do: strikes and cups are `hostile`."""
    if sign.rule not in (FROM_ONE, SIDE_BY_SIDE):
        return sign
    after, groups = (sign.start, ("deed",)) if sign.rule is FROM_ONE else (sign.end, ("deed", "build"))
    spans = [span for group in groups for span in reading.groups.get(group, ())]
    deeds = [start for start, _ in spans if 0 <= start - after <= _SOON]
    hostile = hostile or any(group.startswith("-") for group in reading.groups)
    at_once = _at_once(lists.listed(document.language))
    done = not hostile and any(at_once.fullmatch(document.raw, after, start) for start in deeds)
    if sign.rule is FROM_ONE:
        return sign if done else None
    return sign._replace(rule=TOGETHER) if done else sign


@cache
def _at_once(language: str) -> re.Pattern[str]:
    """What may stand between countries and what they do: will, has, to; “a French chef opens” is no country."""
    return re.compile(rf"\W*(?:(?:{_joint('auxiliaries', language)})\W+)*", re.IGNORECASE)
