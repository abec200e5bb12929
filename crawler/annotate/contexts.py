"""Which country an ambiguous name means, by the other words of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from crawler.annotate import lists
from crawler.annotate.choices import at_head
from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.gazetteer import Found, Place
from crawler.annotate.people import is_family_name, is_given_name

WINDOW = 6_000
"""Characters of the text that are looked at for a context."""
AMERICAN = 3
"""Words of a local paper of the United States, or states of it, from which a town there is meant."""
BEHIND = 24
"""Characters between a city and the country that tells which of that name it is: Tripoli in the north of Lebanon."""


class Context(NamedTuple):
    """One entry of `contexts.toml`."""

    against: tuple[str, ...]
    speaks: tuple[str, ...]
    instead: str | None


@cache
def _contexts() -> dict[str, Context]:
    return {
        word: Context(tuple(row["against"]), tuple(row["for"]), row.get("instead"))
        for row in table("contexts")["name"]
        for word in row["words"]
    }


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Compiled when the name that they decide first comes up: most never do."""
    return re.compile(at_head(words, "A-Za-z"))


@cache
def _state() -> re.Pattern[str]:
    """What stands for a state of the United States behind a town."""
    return re.compile("|".join(table("contexts")["american"]["states"]))


class Contexts:
    """Decides for one text; what it finds of the text it finds once."""

    def __init__(self, document: Document, found: Sequence[Found], named: set[str]) -> None:
        self._document = document
        self._found = found
        self._named = named
        """Countries that the text names, or regions of them."""
        self._window = document.raw[:WINDOW]
        self._answers: dict[str, tuple[bool, Place | None]] = {}
        self._cities: dict[str, Place] = {}
        self._local: bool | None = None

    def decide(self, found: Found) -> Place | None:
        """The one country that a name stands for here; none where it is no country."""
        start, end, places = found
        raw = self._document.raw
        word = raw[start:end]
        if raw.startswith(", ", end) and _state().match(raw, end + 2):
            return Place("US", "t", "", "a")
        for place in places:
            _, kind, _, _ = place
            if kind in "nr" and word in _contexts():
                return self._by_context(found, word, place)
            if kind == "n":
                return place
        if places[0].kind != "r" and (
            is_family_name(self._document, start, end) or is_given_name(self._document, start, end)
        ):
            return None
        city = self._cities.get(word)
        if city is None:
            city = self._cities[word] = self._city(word, places)
        return city

    def _city(self, word: str, places: tuple[Place, ...]) -> Place:
        if len(places) == 1 and places[0].kind != "u":
            return places[0]
        capitals = [place for place in places if place.kind == "c"]
        if capitals and capitals[0].code not in self._named and (told := self._told(word, places)):
            return told
        known = [place for place in places if place.code in self._named]
        place = (capitals or known or list(places))[0]
        if place.code not in self._named and any(other.kind == "u" for other in places) and self.local:
            return place._replace(code="US", kind="t")
        return next((other for other in (place, *places) if other.kind != "u"), place._replace(kind="t"))

    def _told(self, word: str, places: tuple[Place, ...]) -> Place | None:
        """The city whose country stands right behind the name: else a capital is meant."""
        for (start, end, _), (begin, _, others) in pairwise(self._found):
            if begin - end <= BEHIND and self._document.raw[start:end] == word:
                codes = {other.code for other in others if other.kind in "nr"}
                if city := next((place for place in places if place.code in codes), None):
                    return city._replace(kind="t")
        return None

    @property
    def local(self) -> bool:
        """Whether it reads like a local paper of the United States."""
        if self._local is None:
            words = sum(map(WINDOW.__gt__, lists.american(self._document)))
            self._local = words + 2 * ("US" in self._named) >= AMERICAN
        return self._local

    def _by_context(self, found: Found, word: str, place: Place) -> Place | None:
        if is_family_name(self._document, *found[:2]):
            return None
        if word not in self._answers:
            self._answers[word] = self._weighed(_contexts()[word], word, place)
        speaks, answer = self._answers[word]
        if not speaks and is_given_name(self._document, *found[:2]):
            return None
        return answer

    def _weighed(self, context: Context, word: str, place: Place) -> tuple[bool, Place | None]:
        """Whether anything speaks for the country, and which is meant."""
        against = len(set(_words(context.against).findall(self._window)))
        speaks = len(set(_words(context.speaks).findall(self._window)))
        if against > speaks:
            return speaks > 0, place._replace(code=context.instead) if context.instead else None
        return speaks > 0, None if not speaks and self._is_person(word) else place

    def _is_person(self, word: str) -> bool:
        """Whether the word is mostly a given name: a headline has “Jordan”, the text “Jordan Miller”."""
        hits = [hit.span() for hit in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", self._window)]
        return 2 * sum(is_given_name(self._document, *span) for span in hits) >= max(1, len(hits))
