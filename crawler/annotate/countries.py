"""Which countries an article is about, from its title and its body alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crawler.annotate import compact, lists
from crawler.annotate.contexts import Contexts
from crawler.annotate.document import LIMIT, Document
from crawler.annotate.gazetteer import Found, find
from crawler.model import Evidence, Mention

WEIGHTS = {"n": 0.55, "c": 0.4, "r": 0.35, "t": 0.3}
"""What one mention says: a country's own name most, a city that is no capital least."""
IN_TITLE = 1.5
MOST_EVIDENCE = 3
_LEFT, _LEFT_BY_TITLE = (
    {kind: 1.0 - min(0.9, weight * more) for kind, weight in WEIGHTS.items()} for more in (1.0, IN_TITLE)
)
"""What one mention leaves of the doubt, in the body and in the title."""

_KINDS = {"n": "name", "c": "capital", "r": "region", "t": "city"}
_WEIGHED = {kind: f"({weight:.2f})" for kind, weight in WEIGHTS.items()}


class Located(NamedTuple):
    """A country named at a place of the text."""

    start: int
    end: int
    code: str
    kind: str


def locate(
    document: Document,
    own: Sequence[tuple[int, int, str]] = (),
    ignored: Iterable[tuple[int, int]] = (),
    bodies: Sequence[tuple[int, int]] = (),
) -> list[Located]:
    """Every mention of a country in the text, in order, ambiguous names decided or left out.

    `own` are names (offsets and code) of the user's lexicon, `ignored` stretches of the text that name no country, and `bodies`
    those that name an organisation or framework: a city in one (“Shanghai Cooperation Organisation”) is no mention of its country.
    """
    barred = [*ignored, *((start, end) for start, end, _ in own)]
    found, named = [], set()
    for one in find(document):
        places = one[2]
        kinds = [kind for _, kind, _, _ in places]
        if "x" in kinds or (barred and _within(one, barred)):
            continue
        found.append(one)
        named.update([code for code, kind, _, _ in places if kind in "nr"])
    contexts = Contexts(document, found, named)
    out, (of_pact, pact_of) = [], lists.pacts(document)
    for one in found:
        place = contexts.decide(one)
        if place is None:
            continue
        (start, end, _), (code, kind, _, _) = one, place
        if kind in "ct" and (start in of_pact or end in pact_of or (bodies and _within(one, bodies))):
            continue  # the Paris accord, l'accord de Paris, 巴黎协定
        if document.language == "sw" and _of_money(document, one):
            continue
        out.append(Located(start, end, code, kind))
    out += [Located(*hit, "n") for hit in compact.find(document, {one.code for one in out})]
    out += [Located(start, end, code, "n") for start, end, code in own]
    return sorted(out)


def _within(found: Found, spans: Iterable[tuple[int, int]]) -> bool:
    first, last, _ = found
    return any(start <= first and last <= end for start, end in spans)


def _of_money(document: Document, found: Found) -> bool:
    """Whether a country only says whose money a sum is, behind the number as Swahili has it: dola bilioni 3.5 za Marekani."""
    return _MONEY.search(document.plain, max(0, found[0] - _LONGEST_SUM), found[0] + 1) is not None


_MONEY = re.compile(r" (?:dola|shilingi|pauni|faranga|yuan|yen) (?:[a-z]+ )?\d[\d ]*(?:[a-z]+ )?[zy]a $")
_LONGEST_SUM = 48
"""Characters before a country in which a sum of its money stands, in folded text."""


def mentions(document: Document, located: Iterable[Located]) -> tuple[Mention, ...]:
    """The countries of the text, the surest first, with the sentences that name them; `located` is in order."""
    doubt: dict[str, float] = {}
    places: dict[str, list[Located]] = {}
    body = next((one.start for one in document.sentences if one.where != "title"), LIMIT)
    for one in located:
        start, _, code, kind = one
        doubt[code] = doubt.get(code, 1.0) * (_LEFT_BY_TITLE if start < body else _LEFT)[kind]
        places.setdefault(code, []).append(one)
    out = [
        Mention(
            code=code,
            score=round(1.0 - doubt[code], 3),
            evidence=tuple([_evidence(document, one) for one in _best(hits)]),
        )
        for code, hits in places.items()
    ]
    return tuple(sorted(out, key=lambda mention: (-mention.score, mention.code)))


def _best(hits: list[Located]) -> list[Located]:
    if len(hits) <= MOST_EVIDENCE:
        return hits
    return sorted(sorted(hits, key=lambda one: (-WEIGHTS[one.kind], one.start))[:MOST_EVIDENCE])


def _evidence(document: Document, one: Located) -> Evidence:
    start, end, _, kind = one
    return Evidence(
        text=document.words(start),
        start=start,
        end=end,
        why=f"{_KINDS[kind]} “{document.raw[start:end]}” {_WEIGHED[kind]}",
    )
