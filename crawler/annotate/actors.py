"""Ministries, companies and banks, by patterns of their names and a short list of well-known ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from crawler.annotate import lists
from crawler.annotate.countries import Located
from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.scripts import glued

MOST = 30
_LONGEST = 300
"""Characters of a name in Latin letters, Russian or Arabic."""
Type = Literal["ministry", "company", "bank"]
_WORD = r"[A-ZÀ-Þ][\w&’'.-]{0,24}"


class Body(NamedTuple):
    """A ministry, company or bank named at a place of the text."""

    start: int
    end: int
    name: str
    type: Type
    country: str | None


class Pattern(NamedTuple):
    """What names of one type look like."""

    type: Type
    anchors: tuple[str, ...]
    """Parts of which every such name has one: without them none need be looked for. None overlaps one of another type."""
    whole: re.Pattern[str]
    longest: int
    """No name has more characters."""


class Patterns(NamedTuple):
    """The patterns of one script."""

    anchors: re.Pattern[str]
    """Those of all types in one, so that a text is walked over once; an empty group behind each tells which it is."""
    types: tuple[Type, ...]
    """... and this of what type, by the number of its group."""
    every: tuple[Pattern, ...]


def _together(*every: Pattern) -> Patterns:
    anchors = [(anchor, pattern.type) for pattern in every for anchor in pattern.anchors]
    whole = re.compile("|".join(f"{anchor}()" for anchor, _ in anchors))
    return Patterns(whole, (every[0].type, *(kind for _, kind in anchors)), every)


@cache
def _latin() -> Patterns:
    ends = table("actors")["ends"]
    company, bank = "|".join(ends["company"]), "|".join(ends["bank"])
    several = rf"(?: {_WORD}){{0,3}}(?:(?:, {_WORD}(?: {_WORD})?){{0,2}} and {_WORD}(?: {_WORD})?)?"
    ministry = rf"(?:Ministry|Department) of (?:the )?{_WORD}{several}|(?:{_WORD} ){{1,3}}Ministry(?! of)"
    banks = rf"(?:{_WORD}(?: of | )){{1,5}}(?:{bank})(?: of {_WORD}(?: {_WORD})?)?|Bank of {_WORD}(?: {_WORD})?"
    companies = rf"{_WORD}(?:(?: and | & | of | ){_WORD}){{0,6}}? (?:{company})"
    latin: tuple[tuple[Type, tuple[str, ...], str], ...] = (
        ("ministry", ("Ministry", "Department of"), rf"(?<!\w)(?:{ministry})"),
        ("bank", (*ends["bank"], "Bank of"), rf"(?<!\w)(?:{banks})(?!\w)"),
        ("company", tuple(rf"{end}(?!\w)" for end in ends["company"]), rf"(?<!\w){companies}(?!\w)"),
    )
    return _together(*(Pattern(kind, anchors, re.compile(whole), _LONGEST) for kind, anchors, whole in latin))


@cache
def _chinese() -> Patterns:
    rows = table("actors")["chinese"]
    return _together(*(Pattern(row["type"], tuple(row["anchors"]), re.compile(row["whole"]), 20) for row in rows))


@cache
def _ministries(language: str) -> Patterns | None:
    """Those of another language than English and Chinese."""
    row = next((row for row in table("actors")["ministries"] if row["language"] == language), None)
    return _together(Pattern("ministry", (row["anchor"],), re.compile(row["whole"]), _LONGEST)) if row else None


def _matches(patterns: Patterns, raw: str) -> Iterator[tuple[Type, re.Match[str]]]:
    """What `finditer` gives for each of the patterns, but looked for around the anchors alone."""
    hits = [(patterns.types[hit.lastindex or 0], *hit.span()) for hit in patterns.anchors.finditer(raw)]
    for pattern in patterns.every if hits else ():
        at = 0
        for kind, start, stop in hits:
            while kind == pattern.type and at <= start:
                match = pattern.whole.search(raw, max(at, start - pattern.longest), stop + pattern.longest)
                if match is None or match.start() > start:  # what begins later is found at an anchor of its own
                    at = start + 1
                else:
                    yield pattern.type, match
                    at = match.end()


def bodies(document: Document, located: list[Located]) -> list[Body]:
    """At most `MOST` bodies, in the order of the text, each name once; of two countries that each have one, both."""
    countries = {one.start: one.end for one in located}
    found = [
        Body(start, end, name, kind, country)
        for start, end, ((name, kind, country), *_) in lists.bodies(document)
        if document.raw[start] == document.raw[start].upper()
    ]
    own = _ministries(document.language)
    further = (_chinese(),) if glued(document.plain) else (own,) if own else ()
    for patterns in (_latin(), *further):
        for kind, match in _matches(patterns, document.raw):
            start, end = _alone(document, match, kind, countries)
            name = " ".join(document.raw[start:end].split())
            if " " in name or " " not in match[0]:  # “Thursday. Company” leaves nothing that names one
                found.append(Body(start, end, name, kind, None))
    found.sort(key=lambda body: (body.start, -body.end))
    out: dict[tuple[str, str | None], Body] = {}
    reached = -1
    for body in found:
        name = _ARTICLE.sub("", body.name).rstrip(".,'’-")
        if body.start < reached or len(name) < 3 or name.split()[0] in _no_heads():
            continue
        reached = body.end
        country = body.country or _country(document.raw, body, located)
        if country and body.type == "ministry" and (owned := _OWNER.match(name)):  # Japan's Finance Ministry
            body, name = body._replace(start=body.start + owned.end()), name[owned.end() :]
        out.setdefault((name, country), body._replace(name=name, country=country))
        if len(out) == MOST:
            break
    known = {name for name, country in out if country}
    return [body for (name, country), body in out.items() if country or name not in known]


def _alone(document: Document, match: re.Match[str], kind: Type, countries: Mapping[int, int]) -> tuple[int, int]:
    """The name without another party, and within one sentence: the Authority for Tunnels and China Railway Group are two, the
    Ministry of Health and Oman too; “in Madrid. Volga Bank” ends a sentence."""
    start, end = match.span()
    ands = [at.span() for at in _AND.finditer(document.raw, start, end) if at.end() in countries]
    if kind != "ministry" and (found := _AND.match(document.raw, countries.get(start, end))) and found.end() < end:
        start = found.end()
    if ands:
        start, end = (start, ands[0][0]) if kind == "ministry" else (ands[-1][1], end)
    if document.index(start) != document.index(end - 1):
        if kind == "ministry" and match[0].startswith(_MINISTRY):
            end = document.at(start).end
        else:
            start = document.at(end - 1).start
            start += len(document.raw[start:end]) - len(document.raw[start:end].lstrip())
    return start, end


_ARTICLE = re.compile("^(?:[Tt]he|An?) ")
_OWNER = re.compile(r"[A-ZÀ-Þ][\w.-]*['’]s (?=[A-ZÀ-Þ])")
_MINISTRY = ("Ministry", "Department")
"""Names that begin with what they are."""


_AND = re.compile(" and ")
_BEFORE = frozenset([" ", "'s ", "’s ", "' ", "’ "])
_AFTER = frozenset(
    [" of ", " of the ", " de ", " de la ", " du ", " del ", " do ", " da ", " d'", " d’", " de l'", " de l’"]
)


def _country(raw: str, body: Body, located: list[Located]) -> str | None:
    """The country in its own name (“China Railway Group”, “Bank of Korea”), right before it (“Egyptian Ministry of …”, “Kenya's
    Ministry of …”), or after it (“Ministry of … of Oman”)."""
    codes = {
        one.code
        for one in located
        if (one.start < body.end and one.end > body.start)
        or (body.start - one.end < 4 and raw[one.end : body.start] in _BEFORE)
        or (one.start - body.end < 9 and raw[body.end : one.start] in _AFTER)
    }
    return codes.pop() if len(codes) == 1 else None


@cache
def _no_heads() -> frozenset[str]:
    return frozenset(table("actors")["no_heads"])
