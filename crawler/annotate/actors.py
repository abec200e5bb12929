"""Ministries, companies and banks, by patterns of their names and a short list of well-known ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from crawler.annotate import lists
from crawler.annotate.countries import Located
from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.scripts import glued

MOST = 30
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
    anchor: re.Pattern[str]
    """A part that every such name has: without it none need be looked for."""
    whole: re.Pattern[str]
    longest: int
    """No name has more characters."""


@cache
def _patterns() -> tuple[Pattern, ...]:
    ends = table("actors")["ends"]
    company, bank = "|".join(ends["company"]), "|".join(ends["bank"])
    several = rf"(?: {_WORD}){{0,3}}(?:(?:, {_WORD}(?: {_WORD})?){{0,2}} and {_WORD}(?: {_WORD})?)?"
    ministry = rf"(?:Ministry|Department) of (?:the )?{_WORD}{several}|(?:{_WORD} ){{1,3}}Ministry(?! of)"
    banks = rf"(?:{_WORD}(?: of | )){{1,5}}(?:{bank})(?: of {_WORD}(?: {_WORD})?)?|Bank of {_WORD}(?: {_WORD})?"
    companies = rf"{_WORD}(?:(?: and | & | of | ){_WORD}){{0,6}}? (?:{company})"
    latin: tuple[tuple[Type, str, str], ...] = (
        ("ministry", "Ministry|Department of", rf"(?<!\w)(?:{ministry})"),
        ("bank", f"{bank}|Bank of", rf"(?<!\w)(?:{banks})(?!\w)"),
        ("company", rf"(?:{company})(?!\w)", rf"(?<!\w){companies}(?!\w)"),
    )
    return tuple(Pattern(kind, re.compile(anchor), re.compile(whole), 300) for kind, anchor, whole in latin)


@cache
def _chinese() -> tuple[Pattern, ...]:
    return tuple(
        Pattern(row["type"], re.compile(row["anchor"]), re.compile(row["whole"]), 20)
        for row in table("actors")["chinese"]
    )


def _matches(pattern: Pattern, raw: str) -> Iterator[re.Match[str]]:
    """What `pattern.whole.finditer` gives, but looked for around the anchors alone."""
    at = 0
    for hit in pattern.anchor.finditer(raw):
        while at <= hit.start():
            begin, end = max(at, hit.start() - pattern.longest), hit.end() + pattern.longest
            match = pattern.whole.search(raw, begin, end)
            if match is None or match.start() > hit.start():  # what begins later is found at an anchor of its own
                at = hit.start() + 1
            else:
                yield match
                at = match.end()


def bodies(document: Document, located: list[Located]) -> list[Body]:
    """At most `MOST` bodies, in the order of the text, each name once."""
    countries = {one.start for one in located}
    found = [
        Body(match.start, match.end, name, kind, country)
        for match in lists.bodies(document)
        for name, kind, country in match.values[:1]
        if document.raw[match.start] == document.raw[match.start].upper()
    ]
    for pattern in (*_patterns(), *(_chinese() if glued(document.plain) else ())):
        for match in _matches(pattern, document.raw):
            start, end = _alone(document.raw, match, pattern.type, countries)
            found.append(Body(start, end, " ".join(document.raw[start:end].split()), pattern.type, None))
    found.sort(key=lambda body: (body.start, -body.end))
    out: dict[str, Body] = {}
    reached = -1
    for body in found:
        name = body.name.removeprefix("The ").removeprefix("the ").rstrip(".,'’-")
        if body.start < reached or len(name) < 3 or name.split()[0] in _no_heads():
            continue
        reached = body.end
        country = body.country or _country(document.raw, body, located)
        out.setdefault(name, body._replace(name=name, country=country))
        if len(out) == MOST:
            break
    return list(out.values())


def _alone(raw: str, match: re.Match[str], kind: Type, countries: set[int]) -> tuple[int, int]:
    """The name without another party: the Authority for Tunnels and China Railway Group are two, the Ministry of Health and Oman too."""
    ands = [at.span() for at in _AND.finditer(raw, *match.span()) if at.end() in countries]
    if not ands:
        return match.span()
    return (match.start(), ands[0][0]) if kind == "ministry" else (ands[-1][1], match.end())


_AND = re.compile(" and ")
_BEFORE = frozenset([" ", "'s ", "’s ", "' ", "’ "])
_AFTER = frozenset([" of ", " of the "])


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
