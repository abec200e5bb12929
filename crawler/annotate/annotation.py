"""Article to annotation: the one function that calls the others in order."""

from __future__ import annotations

from crawler.annotate import countries, kinds, parties, relevance, sectors, signals
from crawler.annotate.document import Document, document
from crawler.annotate.language import language
from crawler.model import Annotation, Article, Evidence

VERSION = "1"
"""Grows with every change of rules or lists that may change an answer."""


def read_document(article: Article) -> Document:
    """The title and text of an article, ready for all rules; no other field is looked at but the language."""
    title, text = article.title or "", article.text or ""
    return document(title, text, language(article.language, title, text))


def annotate(article: Article) -> Annotation:
    """What we understand in an article."""
    text = read_document(article)
    located = countries.locate(text)
    actors = parties.organisations(text)
    readings = signals.read(text, parties.offsets([(one.start, one.code) for one in located], actors))
    score = relevance.score(relevance.features(readings))
    return Annotation(
        cooperation=round(score, 4),
        is_cooperation=score >= relevance.THRESHOLD,
        kinds=kinds.kinds(text, readings),
        sectors=sectors.sectors(text),
        countries=countries.mentions(text, located),
        parties=parties.parties(text, located, actors),
        amounts=(),
        quotes=(),
        evidence=_evidence(text, readings, actors),
        version=VERSION,
        stages=kinds.stages(text, readings),
        places=(),
    )


def _evidence(text: Document, readings: list[signals.Reading], actors: list[parties.Actor]) -> tuple[Evidence, ...]:
    """The sentences that speak most strongly of cooperation, each with its phrase; then the words against it."""
    strong = sorted((r for r in readings if r.signs), key=lambda r: (-relevance.strength(r), r.sentence.start))[:5]
    out = []
    for reading in strong:
        sign = max(reading.signs, key=lambda one: one.rule.weight)
        words = " ".join(text.raw[sign.start : sign.end].split())
        why = f"{sign.rule.name} “{words}”, {reading.parties:g} parties, weight {relevance.strength(reading):.2f}"
        out.append(kinds.evidence_of(text, sign.start, sign.end, why))
    frameworks = {actor.name: actor for actor in reversed(actors) if actor.kind == "framework"}
    out += [kinds.evidence_of(text, one.start, one.end, f"framework {one.name}") for one in frameworks.values()]
    return tuple(out)
