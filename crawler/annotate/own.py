"""What the user's own lexicon finds in a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from crawler.annotate.document import Document
from crawler.annotate.lexicon import Lexicon
from crawler.annotate.phrases import Phrases
from crawler.annotate.signals import Rule, Sign

Span = tuple[int, int]
Entry = tuple[Literal["word", "kind", "sector", "country", "ignore", "organisation", "framework"], str, float]


@dataclass(slots=True)
class Own:
    """Finds, by what they are for."""

    words: list[tuple[int, int, float]] = field(default_factory=list)
    """Each word once, with its weight."""
    signs: list[Sign] = field(default_factory=list)
    sectors: list[tuple[int, int, str]] = field(default_factory=list)
    countries: list[tuple[int, int, str]] = field(default_factory=list)
    actors: list[tuple[int, int, str, str]] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """What the words say together, for cooperation or against it."""
        return sum(weight for _, _, weight in self.words)


@lru_cache(maxsize=8)
def _phrases(lexicon: Lexicon) -> Phrases[Entry]:
    entries: list[tuple[str, Entry]] = [(word, ("word", word, weight)) for word, weight in lexicon.words]
    entries += [(word, ("kind", slug, 0.0)) for word, slug in lexicon.kinds]
    entries += [(word, ("sector", slug, 0.0)) for word, slug in lexicon.sectors]
    entries += [(word, ("country", code, 0.0)) for word, code in lexicon.countries]
    entries += [(word, ("ignore", word, 0.0)) for word in lexicon.ignore]
    entries += [
        (spelling, ("framework" if kind == "framework" else "organisation", name, 0.0))
        for spelling, name, kind in lexicon.parties
    ]
    return Phrases(entries)


def find(document: Document, lexicon: Lexicon | None) -> Own:
    """The user's words in the text; nothing without a lexicon."""
    own = Own()
    if lexicon is None:
        return own
    seen: set[str] = set()
    for start, end, values in sorted(_phrases(lexicon).every(document)):
        for what, name, weight in values:
            if what == "word" and name not in seen:
                seen.add(name)
                own.words.append((start, end, weight))
            elif what == "kind":
                own.signs.append(Sign(Rule("own word", name, 0.0, 1.0, (), (), 0, None, False), start, end))
            elif what == "sector":
                own.sectors.append((start, end, name))
            elif what == "country":
                own.countries.append((start, end, name))
            elif what == "ignore":
                own.ignored.append((start, end))
            elif what in ("organisation", "framework"):
                own.actors.append((start, end, name, what))
    return own
