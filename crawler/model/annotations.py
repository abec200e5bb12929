"""What is understood in an article, each finding with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Words of the article that a finding rests on."""

    text: str
    """The sentence."""
    start: int
    """Offset of the found words in `title + "\\n\\n" + text`."""
    end: int
    why: str
    """The phrase or rule, and its weight."""


MAIN = 0.5
"""An article is about the countries that score so much: named once, or two of their places. Of 324 countries in 102 labelled reports
of cooperation 17 score less, none of them a side of the news: a pact's city, a stopover, the seat of an organisation."""
IN_PASSING = 0.5
"""A party scores more where it takes part in what is told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A country (ISO code), kind, sector or stage (slug) that an article is about."""

    code: str
    score: float
    """0..1: how surely."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """An actor of the cooperation."""

    name: str
    type: Literal["country", "organisation", "framework", "ministry", "company", "bank"]
    country: str | None = None
    """ISO code of the country it belongs to, where known."""
    score: float = 1.0
    """0..1: how surely it is one; at most `IN_PASSING` where the text names it beside the matter only."""
    evidence: tuple[Evidence, ...] = ()

    @property
    def takes_part(self) -> bool:
        """Whether the headline or a sentence that speaks of cooperation names it."""
        return self.score > IN_PASSING


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A sum of money, with the original words."""

    value: float
    currency: str
    """ISO 4217 code."""
    words: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Words of a person quoted."""

    speaker: str
    role: str | None
    words: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotation:
    """What we understand in an article, each finding with its evidence."""

    cooperation: float
    """Relevance 0..1."""
    is_cooperation: bool
    kinds: tuple[Mention, ...]
    """Slugs of `KINDS`, the surest first."""
    sectors: tuple[Mention, ...]
    countries: tuple[Mention, ...]
    """All that the text names, the surest first."""
    parties: tuple[Party, ...]
    """Those that take part first."""
    amounts: tuple[Amount, ...]
    quotes: tuple[Quote, ...]
    evidence: tuple[Evidence, ...]
    """Why it is (or is not) cooperation, the weightiest first."""
    version: str
    """Version of the rules."""
    stages: tuple[Mention, ...] = ()
    """planned, signed, under-way, done."""
    places: tuple[Mention, ...] = ()
    """Where the event took place: code is the place's name."""

    @property
    def main_countries(self) -> tuple[Mention, ...]:
        """The countries that the article is about: not those that it names in passing, unless it names no other."""
        return tuple([one for one in self.countries if one.score >= MAIN]) or self.countries
