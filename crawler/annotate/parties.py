"""Who takes part: countries, international organisations, frameworks, ministries, companies, banks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Literal, NamedTuple

from crawler.annotate import lists
from crawler.annotate.actors import Body
from crawler.annotate.countries import Located
from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.kinds import evidence_of
from crawler.annotate.names import country_name
from crawler.annotate.signals import Reading
from crawler.model import IN_PASSING, Party

Type = Literal["country", "organisation", "framework", "ministry", "company", "bank"]


class Actor(NamedTuple):
    """An organisation or framework named at a place of the text."""

    start: int
    end: int
    name: str
    kind: str


def organisations(document: Document) -> list[Actor]:
    """The organisations and frameworks that the text names, in order."""
    out = []
    for start, end, values in lists.organisations(document):
        for kind, name, spelling in values:
            if lists.in_case(document.raw[start:end], spelling):
                out.append(Actor(start, end, name, kind))
                break
    return out


class _Named(NamedTuple):
    """A party named at a place of the text."""

    start: int
    end: int
    name: str
    type: Type
    country: str | None
    score: float
    why: str
    takes_part: bool


def parties(
    document: Document,
    readings: Sequence[Reading],
    located: Iterable[Located],
    actors: Iterable[Actor],
    found: Iterable[Body],
) -> tuple[Party, ...]:
    """Every party once, those that take part first, each with the sentence that names it where it does so first.

    A party takes part where the headline names it, or a sentence with a sign of cooperation. What is only named scores
    `IN_PASSING` of that.
    """
    out: dict[tuple[str, str | None], _Named] = {}
    for one in _named(document, readings, located, actors, found):
        _, _, name, _, country, _, _, takes_part = one
        known = out.get((name, country))
        if known is None or (takes_part and not known.takes_part):
            out[name, country] = one
    return tuple([_party(document, one) for one in sorted(out.values(), key=_takes_part, reverse=True)])


_takes_part = attrgetter("takes_part")


def _party(document: Document, one: _Named) -> Party:
    start, end, name, kind, country, score, why, takes_part = one
    return Party(
        name=name,
        type=kind,
        country=country,
        score=score if takes_part else score * IN_PASSING,
        evidence=(evidence_of(document, start, end, why),),
    )


def _named(
    document: Document,
    readings: Sequence[Reading],
    located: Iterable[Located],
    actors: Iterable[Actor],
    found: Iterable[Body],
) -> Iterator[_Named]:
    """Countries, organisations and frameworks, then the others, each where the text names it."""

    def tells(start: int) -> bool:
        reading = readings[document.index(start)]
        return bool(reading.signs) or reading.where == "title"

    told: dict[str, bool] = {}
    for place in located:
        start, end, country, kind_of_place = place
        if told.get(country):  # nothing that is said of it later counts
            continue
        takes_part = tells(start) and not (kind_of_place in "ct" and _is_where(document, place))
        if takes_part or country not in told:
            told[country] = takes_part
            why = f"country {country}"
            yield _Named(start, end, country_name(country), "country", country, 1.0, why, takes_part)
    known = []
    for actor in actors:
        known.append((actor.start, actor.end))
        kind: Type = "framework" if actor.kind == "framework" else "organisation"
        yield _Named(actor.start, actor.end, actor.name, kind, None, 1.0, actor.kind, tells(actor.start))
    for body in found:
        if not any(body.start < end and start < body.end for start, end in known):
            yield _Named(*body, 0.8, body.type, tells(body.start))


_MARK = re.compile(r"\) |\)?\s?(?:[:—–]|--|- )")
"""What follows the city of a dateline."""


def _is_where(document: Document, place: Located) -> bool:
    """Whether a city is the place of what is told, and no word for its country: in a dateline, and after “in”."""
    sentence = document.at(place.start)
    before = document.plain[sentence.start + 1 : place.start + 1].rsplit(maxsplit=1)
    if not before:
        return sentence.order == 0 and _MARK.match(document.raw, place.end) is not None
    return before[-1].endswith(_where_words()) if document.language in ("zh", "ja") else before[-1] in _where_words()


@cache
def _where_words() -> tuple[str, ...]:
    return tuple(table("places")["where"])
