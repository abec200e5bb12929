"""The compiled table of names of countries, regions and cities, and where a text has them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from crawler.annotate.document import Document
from crawler.annotate.phrases import Phrases


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


class Found(NamedTuple):
    """A name found in a text."""

    start: int
    end: int
    places: tuple[Place, ...]
    """Never empty; several when cities of several countries share the name, the largest first."""


@cache
def gazetteer() -> Phrases[Place]:
    """The table as a matcher; loaded once (some .3 s)."""
    return Phrases(_rows())


def _rows() -> Iterator[tuple[str, Place]]:
    packed = (files("crawler.annotate") / "data" / "gazetteer.tsv.gz").read_bytes()
    merged: dict[tuple[str, str, str], set[str]] = {}
    for line in gzip.decompress(packed).decode().split("\n"):
        name, code, kind, language = line.split("\t")
        merged.setdefault((name, code, kind), set()).add(language)
    for (name, code, kind), languages in merged.items():
        yield name, Place(code, kind, "" if "" in languages else " ".join(sorted(languages)), _shape(name))


def _shape(name: str) -> str:
    head = name[0]
    if head == head.lower():
        return ""
    letters = [c for c in name if c.isalpha()]
    return "A" if len(letters) <= 4 and all(c == c.upper() for c in letters) else "a"


def find(document: Document) -> list[Found]:
    """The names that the text has, as it has them; names of other languages and words in the wrong case left out."""
    out = []
    for start, end, values in gazetteer().find(document):
        word = document.raw[start:end]
        places = tuple(p for p in values if _fits(p, word, document.language))
        if places:
            out.append(Found(start, end, places))
    return out


def _fits(place: Place, word: str, language: str) -> bool:
    if place.languages and language and language not in place.languages.split():
        return False
    if place.shape == "A":
        return word.isupper()
    return place.shape != "a" or word[:1] != word[:1].lower()
