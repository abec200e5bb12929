"""Which country an ambiguous name means, by the other words of the text."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.gazetteer import Found, Place
from crawler.annotate.people import is_person

WINDOW = 6_000
"""Characters of the text that are looked at for a context."""
AMERICAN = 3
"""Words of a local paper of the United States, or states of it, from which a town there is meant."""


class Context(NamedTuple):
    """One entry of `contexts.toml`."""

    against: re.Pattern[str]
    speaks: re.Pattern[str]
    instead: str | None


@cache
def _contexts() -> dict[str, Context]:
    return {
        word: Context(_words(row["against"]), _words(row["for"]), row.get("instead"))
        for row in table("contexts")["name"]
        for word in row["words"]
    }


@cache
def _american() -> re.Pattern[str]:
    return _words(table("contexts")["american"]["words"])


def _words(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})")


class Contexts:
    """Decides for one text; what it finds of the text it finds once."""

    def __init__(self, document: Document, named: set[str]) -> None:
        self._document = document
        self._named = named
        """Countries that the text names, or regions of them."""
        self._window = document.raw[:WINDOW]
        self._answers: dict[str, Place | None] = {}
        self._local: bool | None = None

    def decide(self, found: Found) -> Place | None:
        """The one country that a name stands for here; none where it is no country."""
        names = [place for place in found.places if place.kind == "n"]
        word = self._document.raw[found.start : found.end]
        if names:
            if word in _contexts():
                return self._by_context(found, word, names[0])
            return names[0]
        if found.places[0].kind != "r" and is_person(self._document, found.start, found.end):
            return None
        return self._city(found)

    def _city(self, found: Found) -> Place:
        capitals = [place for place in found.places if place.kind == "c"]
        known = [place for place in found.places if place.code in self._named]
        place = (capitals or known or list(found.places))[0]
        if place.code not in self._named and any(other.kind == "u" for other in found.places) and self.local:
            return place._replace(code="US", kind="t")
        return next((other for other in (place, *found.places) if other.kind != "u"), place._replace(kind="t"))

    @property
    def local(self) -> bool:
        """Whether it reads like a local paper of the United States."""
        if self._local is None:
            states = self._document.raw.count(", ") and len(_american().findall(self._window))
            self._local = states + 2 * ("US" in self._named) >= AMERICAN
        return self._local

    def _by_context(self, found: Found, word: str, place: Place) -> Place | None:
        if is_person(self._document, found.start, found.end):
            return None
        if word not in self._answers:
            context = _contexts()[word]
            against = len(set(context.against.findall(self._window)))
            speaks = len(set(context.speaks.findall(self._window)))
            answer: Place | None = place
            if against > speaks:
                answer = place._replace(code=context.instead) if context.instead else None
            self._answers[word] = answer
        return self._answers[word]
