"""Who takes part: countries, international organisations, frameworks, ministries, companies, banks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from crawler.annotate import lists
from crawler.annotate.actors import Body
from crawler.annotate.countries import Located
from crawler.annotate.document import Document
from crawler.annotate.kinds import evidence_of
from crawler.annotate.names import country_name
from crawler.model import Party


class Actor(NamedTuple):
    """An organisation or framework named at a place of the text."""

    start: int
    end: int
    name: str
    kind: str


def organisations(document: Document) -> list[Actor]:
    """The organisations and frameworks that the text names, in order."""
    out = []
    for match in lists.organisations(document):
        for value in match.values:
            kind, name, spelling = value
            if lists.in_case(document, match, spelling):
                out.append(Actor(match.start, match.end, name, kind))
                break
    return out


def parties(
    document: Document, located: list[Located], actors: list[Actor], found: Iterable[Body]
) -> tuple[Party, ...]:
    """Every party once, with the sentence that names it first: countries, organisations and frameworks, then the others."""
    out: dict[str, Party] = {}
    for one in located:
        name = country_name(one.code)
        if name not in out:
            evidence = evidence_of(document, one.start, one.end, f"country {one.code}")
            out[name] = Party(name=name, type="country", country=one.code, evidence=(evidence,))
    for actor in actors:
        if actor.name not in out:
            evidence = evidence_of(document, actor.start, actor.end, actor.kind)
            kind: Literal["organisation", "framework"] = "framework" if actor.kind == "framework" else "organisation"
            out[actor.name] = Party(name=actor.name, type=kind, evidence=(evidence,))
    known = [(actor.start, actor.end) for actor in actors]
    for body in found:
        if body.name not in out and not any(body.start < end and start < body.end for start, end in known):
            evidence = evidence_of(document, body.start, body.end, body.type)
            out[body.name] = Party(
                name=body.name, type=body.type, country=body.country, score=0.8, evidence=(evidence,)
            )
    return tuple(out.values())
