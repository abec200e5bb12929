"""Ministries, companies and banks, by patterns of their names and a short list of well-known ones."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from crawler.annotate.countries import Located
from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.phrases import Phrases

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


@cache
def _patterns() -> tuple[tuple[Type, re.Pattern[str]], ...]:
    ends = table("actors")["ends"]
    company, bank = "|".join(ends["company"]), "|".join(ends["bank"])
    several = rf"(?: {_WORD}){{0,3}}(?:(?:, {_WORD}(?: {_WORD})?){{0,2}} and {_WORD}(?: {_WORD})?)?"
    ministry = rf"(?:Ministry|Department) of (?:the )?{_WORD}{several}|(?:{_WORD} ){{1,3}}Ministry(?! of)"
    banks = rf"(?:{_WORD}(?: of | )){{1,5}}(?:{bank})(?: of {_WORD}(?: {_WORD})?)?|Bank of {_WORD}(?: {_WORD})?"
    companies = rf"{_WORD}(?:(?: and | & | of | ){_WORD}){{0,6}}? (?:{company})"
    chinese = table("actors")["chinese"]
    return (
        ("ministry", re.compile(rf"(?<!\w)(?:{ministry})")),
        ("bank", re.compile(rf"(?<!\w)(?:{banks})(?!\w)")),
        ("company", re.compile(rf"(?<!\w){companies}(?!\w)")),
        ("ministry", re.compile(chinese["ministry"])),
        ("bank", re.compile(chinese["bank"])),
        ("company", re.compile(chinese["company"])),
    )


@cache
def _known() -> Phrases[tuple[str, Type, str | None]]:
    rows = table("actors")["known"]
    return Phrases(
        (spelling, (name, row["type"], row.get("country")))
        for name, row in rows.items()
        for spelling in (name, *row.get("also", ()))
    )


def bodies(document: Document, located: list[Located]) -> list[Body]:
    """At most `MOST` bodies, in the order of the text, each name once."""
    found = [
        Body(match.start, match.end, name, kind, country)
        for match in _known().find(document)
        for name, kind, country in match.values[:1]
        if document.raw[match.start] == document.raw[match.start].upper()
    ]
    for kind, pattern in _patterns():
        found += [
            Body(match.start(), match.end(), " ".join(match[0].split()), kind, None)
            for match in pattern.finditer(document.raw)
        ]
    found.sort(key=lambda body: (body.start, -body.end))
    out: dict[str, Body] = {}
    reached = -1
    for body in found:
        name = body.name.removeprefix("The ").removeprefix("the ").rstrip(".,'’-")
        if body.start < reached or len(name) < 3 or name.split()[0] in _no_heads():
            continue
        reached = body.end
        country = body.country or _country(body, located)
        out.setdefault(name, body._replace(name=name, country=country))
        if len(out) == MOST:
            break
    return list(out.values())


def _country(body: Body, located: list[Located]) -> str | None:
    """The country in its own name (“China Railway Group”, “Bank of Korea”) or right before it (“Egyptian Ministry of …”)."""
    codes = {
        one.code for one in located if body.start - 1 <= one.end and one.start < body.end and one.end >= body.start - 3
    }
    return codes.pop() if len(codes) == 1 else None


@cache
def _no_heads() -> frozenset[str]:
    return frozenset(table("actors")["no_heads"])
