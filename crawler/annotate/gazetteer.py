"""The compiled table of names of countries, regions and cities, and where a text has them."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from crawler.annotate.document import Document, fold
from crawler.annotate.phrases import Entry, Match, Phrases, apart
from crawler.annotate.scripts import script_of


class Place(NamedTuple):
    """What a name stands for."""

    code: str
    """ISO code; `-` when it is the name of no country."""
    kind: str
    """`n` name or inhabitants, `c` capital, `t` other city, `u` a smaller one in the United States, `r` region, `x` no country."""
    languages: str
    """Blank-separated languages that have the name; empty: any."""
    shape: str
    """`A` matched in capitals only, `a` with a capital at its head, empty: in any case."""


Found = Match[Place]
"""A name found in a text: its start and end, and what it stands for; several when cities of several countries share the name, the
largest first."""


class _Entries(dict[int, Entry[Place]]):
    """Of a table, by the number of the key; each is made when a text first has it, as a page has some hundred of ten thousand names."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._places, self._rows = table["places"].split("\n"), table["entries"].split("\n")
        self._of: list[int] = table["of"]

    def __missing__(self, key: int) -> Entry[Place]:
        lead, end, *places = map(int, self._rows[self._of[key]].split())
        entry = self[key] = lead, end, tuple([Place(*self._places[number].split("\t")) for number in places])
        return entry


@cache
def gazetteer(script: str) -> Phrases[Place]:
    """The names in one group of scripts as a matcher; each is loaded when a text first has such letters (10 ms for Latin ones)."""
    packed = (Path(__file__).parent / "data" / "gazetteer" / f"{script}.json.gz").read_bytes()
    table = json.loads(gzip.decompress(packed))
    return Phrases.compiled(table["keys"].split("\n"), _Entries(table))


def places_of(name: str) -> tuple[Place, ...]:
    """What one name stands for."""
    return gazetteer(script_of(fold(name))).of(name)


def find(document: Document) -> list[Found]:
    """The names that the text has, as it has them; names of other languages and words in the wrong case left out."""
    raw, language = document.raw, document.language
    fitting = {}  # before the longest of each place are taken: “the Netherlands” is no name, though “The Netherlands” is
    for script in document.scripts:
        for start, end, values in gazetteer(script).every(document):
            word = raw[start:end]
            places = tuple([place for place in values if _fits(place, word, language)])
            if script == "east" and _in_kana(raw, start, end):
                continue
            if places:  # of names with any ending the longest, which is found last: 인도네시아 is not 인도
                fitting[start, end] = start, end, places
    return apart(fitting.values())


_KANA = re.compile("[ァ-ヺー]")


def _in_kana(raw: str, start: int, end: int) -> bool:
    """Whether a name in katakana is a part of a longer word in it: タイ is Thailand, but no タイヤ."""
    if not _KANA.match(raw, start):
        return False
    return _KANA.match(raw, end) is not None or (start > 0 and _KANA.match(raw, start - 1) is not None)


def _fits(place: Place, word: str, language: str) -> bool:
    _, kind, languages, shape = place
    if languages and language and language not in languages.split():
        return False
    if kind == "x":
        return True  # “Black sea” is no country's either
    if shape == "A":
        return word.isupper()
    return shape != "a" or word[0] != word[0].lower()
