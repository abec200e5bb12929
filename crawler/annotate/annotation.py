"""Article to annotation: the one function that calls the others in order."""

from __future__ import annotations

from operator import itemgetter

from crawler.annotate import (
    amounts,
    countries,
    kinds,
    lists,
    own,
    parties,
    past,
    places,
    quotes,
    relevance,
    sectors,
    signals,
    subjects,
    visits,
    works,
)
from crawler.annotate.actors import bodies
from crawler.annotate.document import Document, document
from crawler.annotate.gazetteer import gazetteer
from crawler.annotate.language import language
from crawler.annotate.lexicon import Lexicon
from crawler.model import Annotation, Article, Evidence

MOST = 5
"""Sentences that stand as evidence for the decision."""
VERSION = "6"
"""Grows with every change of rules or lists that may change an answer."""


def read_document(article: Article) -> Document:
    """The title and text of an article, ready for all rules; no other field is looked at but the language."""
    title, text = article.title or "", article.text or ""
    return document(title, text, language(article.language, title, text))


def warm(language: str = "en") -> None:
    """Load the lists, so that the first article pays nothing for them (a fifth of a second)."""
    gazetteer("latin")
    lists.matcher(language)


def version(lexicon: Lexicon | None = None) -> str:
    """What `Annotation.version` is by these rules and this lexicon."""
    return f"{VERSION}+{lexicon.digest}" if lexicon is not None else VERSION


def annotate(article: Article, lexicon: Lexicon | None = None) -> Annotation:
    """What we understand in an article, with the user's own words where there are any."""
    text = read_document(article)
    mine = own.find(text, lexicon)
    actors = sorted([*parties.organisations(text), *(parties.Actor(*actor) for actor in mine.actors)])
    located = countries.locate(text, mine.countries, mine.ignored, [(actor.start, actor.end) for actor in actors])
    found = bodies(text, located)
    named = [
        *((start, code) for start, _, code, _ in located),
        *((one.start, one.name) for one in actors),
        *((one.start, one.country) for one in found if one.country),  # PowerChina in Argentina: two parties
    ]
    frameworks = [
        signals.Sign(signals.FRAMEWORK, actor.start, actor.end) for actor in actors if actor.kind == "framework"
    ]
    together = list(subjects.side_by_side(text, located))
    sums = list(amounts.sums(text, located))
    readings = signals.read(text, named, [*mine.signs, *frameworks, *together], sums)
    if together:
        subjects.weigh(text, readings)
    visits.mark(text, readings, located)
    past.weigh(text, readings)
    works.weigh(text, readings, found, [actor.start for actor in actors])
    strengths = [relevance.strength(reading) if reading.signs else 0.0 for reading in readings]
    score = relevance.score(relevance.features(readings, strengths, len({name for _, name in named})), mine.weight)
    least = lexicon.threshold if lexicon is not None and lexicon.threshold is not None else relevance.THRESHOLD
    return Annotation(
        cooperation=round(score, 4),
        is_cooperation=score >= least,
        kinds=kinds.kinds(text, readings),
        sectors=sectors.sectors(text, mine.sectors),
        countries=countries.mentions(text, located),
        parties=parties.parties(text, readings, located, actors, found),
        amounts=amounts.amounts(text, sums),
        quotes=quotes.quotes(text),
        evidence=_evidence(text, readings, strengths, actors, mine, yes=score >= least),
        version=version(lexicon),
        stages=kinds.stages(text, readings),
        places=places.places(text, article.place),
    )


def _evidence(
    text: Document,
    readings: list[signals.Reading],
    strengths: list[float],
    actors: list[parties.Actor],
    mine: own.Own,
    *,
    yes: bool,
) -> tuple[Evidence, ...]:
    """The sentences that speak for cooperation, the frameworks, the user's words, and what speaks against it.

    What speaks for the decision comes first.
    """
    frameworks = {actor.name: actor for actor in reversed(actors) if actor.kind == "framework"}
    speaks = [
        *_speaking(text, readings, strengths),
        *(kinds.evidence_of(text, one.start, one.end, f"framework {one.name}") for one in frameworks.values()),
        *(kinds.evidence_of(text, start, end, f"own word ({weight:+g})") for start, end, weight in mine.words),
    ]
    denies = [
        kinds.evidence_of(text, start, end, f"against: {group}")
        for group, start, end in relevance.against(readings)[:MOST]
    ]
    return (*speaks, *denies) if yes else (*denies, *speaks)


def _speaking(text: Document, readings: list[signals.Reading], strengths: list[float]) -> list[Evidence]:
    """The strongest sentences, each with its strongest sign."""
    strong = [(weight, reading) for weight, reading in zip(strengths, readings, strict=True) if reading.signs]
    strong.reverse()  # of two that are as strong the later goes first
    out: dict[str, Evidence] = {}  # by sentence: a title that is taken from the text says nothing twice
    for weight, reading in sorted(strong, key=itemgetter(0), reverse=True):
        sign = max(reading.signs, key=lambda one: (one.rule.weight * one.share, one.start - one.end))  # the shortest
        words, parties = " ".join(text.raw[sign.start : sign.end].split()), reading.parties
        named = f"{parties:g} {'party' if parties == 1 else 'parties'}"
        why = f"{sign.rule.name} “{words}”, {named}, weight {weight:.2f}"
        found = kinds.evidence_of(text, sign.start, sign.end, why)
        out.setdefault(found.text.strip(" ."), found)
        if len(out) == MOST:
            break
    return list(out.values())
