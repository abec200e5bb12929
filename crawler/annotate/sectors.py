"""Which sectors the text is about, by their words in its title and body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from crawler.annotate import lists
from crawler.annotate.document import Document
from crawler.annotate.kinds import distinct, evidence_of
from crawler.model import Mention

_PLACE = {"title": 2.5, "lead": 1.2, "body": 0.6}
LEAST = 1.2
LEAST_OF_BEST = 0.3
MOST = 4
NONE = "-"
"""Pseudo-sector of names whose words say nothing."""


def sectors(document: Document, own: Iterable[tuple[int, int, str]] = ()) -> tuple[Mention, ...]:
    """At most `MOST` sectors, the surest first. A word repeated counts less each time; one of the user's is enough."""
    said: dict[str, float] = defaultdict(float)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    times: dict[str, int] = defaultdict(int)
    for start, end, values in lists.sectors(document):
        word = document.plain[start + 1 : end + 1]
        times[word] += 1
        weight = _PLACE[document.at(start).where] / times[word]
        for value in values:
            if value == NONE:
                continue
            said[value] += weight
            spans[value].append((start, end))
    for start, end, slug in own:
        said[slug] += LEAST
        spans[slug].insert(0, (start, end))
    most = max(said.values(), default=0.0)
    slugs = [slug for slug, weight in said.items() if weight >= max(LEAST, LEAST_OF_BEST * most)]
    slugs.sort(key=lambda slug: (-said[slug], slug))
    return tuple(
        Mention(
            code=slug,
            score=round(said[slug] / (said[slug] + 3.0), 3),
            evidence=distinct(
                evidence_of(document, *span, f"word “{document.raw[slice(*span)]}”") for span in spans[slug][:5]
            ),
        )
        for slug in slugs[:MOST]
    )
