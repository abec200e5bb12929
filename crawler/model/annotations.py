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


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A country (ISO code), kind, sector or stage (slug) that an article is about."""

    code: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """An actor of the cooperation."""

    name: str
    type: Literal["country", "organisation", "framework", "ministry", "company", "bank"]
    country: str | None = None
    """ISO code of the country it belongs to, where known."""
    score: float = 1.0
    evidence: tuple[Evidence, ...] = ()


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
    parties: tuple[Party, ...]
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
