"""The word lists as matchers: cues of a language, sectors, organisations."""

from __future__ import annotations

from functools import cache

from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.phrases import Match, Phrases

MASK = "="
"""Group of the names whose single words say nothing (“Belt and Road” is no road)."""
LANGUAGES = ("en", "zh", "fr", "es", "ru", "ar", "de", "pt")
"""Languages with word lists of their own."""


@cache
def cues(language: str) -> Phrases[str]:
    """Groups of cue words, those that speak against written as `-group`. An unknown language gets the English ones."""
    data = table(f"words/{language if language in LANGUAGES else 'en'}")
    groups = [(word, name) for name, words in data["groups"].items() for word in words]
    groups += [(word, MASK) for word in data.get("mask", ())]
    groups += [(word, f"-{name}") for name, words in data.get("against", {}).items() for word in words]
    return Phrases(groups)


@cache
def sectors(language: str) -> Phrases[str]:
    """Words of the sectors."""
    language = language if language in LANGUAGES else "en"
    return Phrases((word, slug) for slug, row in table("sectors").items() for word in row.get(language, ()))


@cache
def organisations() -> Phrases[tuple[str, str, str]]:
    """International organisations and frameworks: type, name, spelling."""
    return Phrases(
        (spelling, (kind, name, spelling))
        for kind, rows in table("organisations").items()
        for name, spellings in rows.items()
        for spelling in spellings
    )


@cache
def speech() -> Phrases[str]:
    """English verbs of speech."""
    return Phrases((word, word) for word in table("quotes")["said"])


def in_case(document: Document, match: Match[tuple[str, str, str]], spelling: str) -> bool:
    """Whether a match has the capitals of its spelling: all for an abbreviation, else the first."""
    word = document.raw[match.start : match.end]
    letters = [c for c in spelling if c.isalpha()]
    if len(letters) <= 6 and all(c.isupper() for c in letters) and letters[0].lower() != letters[0]:
        return word.isupper()
    return spelling[0].islower() or word[0] == word[0].upper()
