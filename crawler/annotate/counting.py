"""The words for numbers of a language."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from crawler.annotate.data import table
from crawler.annotate.scripts import glued

LANGUAGES = frozenset({"en", "fr", "es", "pt", "ru", "de", "it", "id", "tr", "ar", "zh", "ja"})
"""Languages whose words for numbers we know."""
SHARED = {"ms": "id"}
"""Languages that the lists of another are for as well: Malay and Indonesian, which are often taken for each other."""


class Words(NamedTuple):
    stems: tuple[str, ...]
    """Of which each size has one, as they stand in a folded text."""
    counts: dict[str, float]
    sizes: dict[str, float]
    alone: frozenset[str]
    """Sizes that stand for one of themselves."""
    articles: frozenset[str]
    """One, before a size."""
    joins: frozenset[str]
    point: frozenset[str]
    never: frozenset[str]
    heads: frozenset[str]
    """What may stand before a size."""
    known: frozenset[str]
    """All single words that a numeral may have."""
    singular: frozenset[str]
    """Words of money that stand for one of it."""
    glued: bool
    """Whether the words are characters that touch each other."""


@cache
def counting(language: str) -> Words | None:
    """The words of a language; none where we do not know them."""
    language = SHARED.get(language, language)
    if language not in LANGUAGES:
        return None
    data = table(f"numerals/{language}")
    counts, sizes = dict(data["counts"]), dict(data["sizes"])
    articles, joins, point = (frozenset(data.get(name, ())) for name in ("articles", "and", "point"))
    return Words(
        stems=tuple(data["stems"]),
        counts=counts,
        sizes=sizes,
        alone=frozenset(data.get("alone", ())),
        articles=articles,
        joins=joins,
        point=point,
        never=frozenset(data["never"]),
        heads=frozenset(one.split()[-1] for one in [*counts, *sizes]) | articles,
        known=frozenset(word for one in [*counts, *sizes] for word in one.split()) | articles | joins | point,
        singular=frozenset(data.get("singular", ())),
        glued=glued(next(iter(sizes))),
    )
