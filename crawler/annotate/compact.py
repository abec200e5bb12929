"""Compact forms: 中老铁路, 中巴经济走廊, 俄乌冲突, 日豪首脳会談, 한미 정상회담. One character a country, at least two together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawler.annotate.data import table
from crawler.annotate.document import Document

Found = Iterator[tuple[int, int, str]]
"""Offsets and code of each country."""


def find(document: Document, named: set[str]) -> Found:
    """The countries of compact forms, in the languages that have them. `named` are those that the text names in full."""
    if document.language in ("ja", "ko"):
        return _listed(document)
    return _chinese(document, named) if document.language in ("zh", "") else iter(())


@cache
def _rules() -> tuple[dict[str, list[str]], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("compact")
    letters: dict[str, list[str]] = data["letters"]
    kin = "".join(letters)
    pair = re.compile(
        f"(?<![{kin}])(中[{kin}]{{1,2}}|[{kin}]中|[{kin}][、—－-][{kin}]|[美日韩俄乌英法德印巴伊以朝]{{2,3}})"
    )
    after = re.compile("[”》]?(?:" + "|".join(data["pairs"]["after"].split()) + ")")
    never = re.compile("|".join(sorted(data["pairs"]["never"].split(), key=len, reverse=True)))
    return letters, pair, after, never


def _chinese(document: Document, named: set[str]) -> Found:
    letters, pair, after, never = _rules()
    raw = document.raw
    barred = {at for match in never.finditer(raw) for at in range(match.start(), match.end())}
    for match in pair.finditer(raw):
        if match.start() in barred or (match.end() - 1 in barred and match.start() + 1 in barred):
            continue
        codes = [
            (i, _code(letters[c], named)) for i, c in enumerate(match[0]) if c in letters and not _indonesia(match, i)
        ]
        if after.match(raw, match.end()) or all(code in named for _, code in codes):
            for i, code in codes:
                yield match.start() + i, match.start() + i + 1, code


def _indonesia(match: re.Match[str], i: int) -> bool:
    """Whether a letter is one of 印尼, which is found under its own name."""
    return "印尼" in match.string[match.start() + i - 1 : match.start() + i + 2]


def _code(candidates: list[str], named: set[str]) -> str:
    return next((code for code in candidates if code in named), candidates[0])


@cache
def _pairs(language: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """What each character stands for, and the listed pairs beside a word of relation."""
    data = table("compact")[language]
    pairs = "|".join("[・·]?".join(pair) for pair in sorted(data["pairs"].split(), key=len, reverse=True))
    front = f"(?<![{data['before']}])" + (f"|(?<=[{data['unless']}])" if data["unless"] else "")
    relation = "|".join(data["relation"].split())
    whole = rf"(?:{front})(?!{'|'.join(data['never'])})({pairs})(?=(?:{data['joint']})(?:{relation}))"
    return data["letters"], re.compile(whole)


def _listed(document: Document) -> Found:
    letters, pair = _pairs(document.language)
    for match in pair.finditer(document.raw):
        for at, character in enumerate(match[1], match.start(1)):
            if character in letters:
                yield at, at + 1, letters[character]
