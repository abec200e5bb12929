"""Why an article is (or is not) cooperation news, in lines that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.annotate.names import country_name, kind_name, sector_name
from crawler.model import Annotation, Article, Evidence, Mention

WIDTH = 160


def explain(article: Article, annotation: Annotation) -> tuple[str, ...]:
    """The decision, then every finding with the words it rests on."""
    return tuple(_lines(article, annotation))


def reason(annotation: Annotation) -> str:
    """In one line why an article is in: countries, kind, sector, and the words that say it most clearly."""
    countries = ", ".join(country_name(one.code) for one in annotation.main_countries[:4])
    about = ", ".join(x for x in (_first(annotation.kinds, kind_name), _first(annotation.sectors, sector_name)) if x)
    words = _short(annotation.evidence[0].why) if annotation.evidence else "no words of cooperation"
    return " | ".join(part for part in (countries, about, words) if part)


def _first(mentions: tuple[Mention, ...], name: object) -> str:
    return str(name(mentions[0].code)) if mentions and callable(name) else ""


def _lines(article: Article, annotation: Annotation) -> Iterator[str]:
    verdict = "Cooperation news" if annotation.is_cooperation else "Not cooperation news"
    yield f"{verdict}: relevance {annotation.cooperation:.2f} (rules {annotation.version})"
    yield from _evidence("Why", annotation.evidence, article)
    for title, mentions, name in (
        ("Kind", annotation.kinds, kind_name),
        ("Sector", annotation.sectors, sector_name),
        ("Stage", annotation.stages, str),
        ("Country", annotation.countries, country_name),
        ("Place", annotation.places, str),
    ):
        for one in mentions:
            aside = ", in passing" if title == "Country" and one not in annotation.main_countries else ""
            yield f"{title}: {name(one.code)} ({one.score:.2f}){aside}"
            yield from _evidence("", one.evidence[:2], article)
    for party in annotation.parties:
        if party.type != "country":
            home = f", {country_name(party.country)}" if party.country else ""
            yield f"Party: {party.name} ({party.type}{home}){'' if party.takes_part else ', in passing'}"
    for amount in annotation.amounts:
        yield f"Amount: {amount.currency} {amount.value:,.0f} (“{amount.words}”)"
    for quote in annotation.quotes:
        yield f"Quoted: {quote.speaker}{f', {quote.role}' if quote.role else ''}: “{_short(quote.words)}”"


def _evidence(title: str, evidence: Iterable[Evidence], article: Article) -> Iterator[str]:
    whole = f"{article.title}\n\n{article.text}"
    if title:
        yield f"{title}:"
    for one in evidence:
        found = " ".join(whole[one.start : one.end].split())
        shown = one.text.replace(found, f"[{found}]", 1) if found else one.text
        yield f"  - {_around(shown, found)}  <- {one.why}"


def _around(text: str, found: str) -> str:
    """The sentence, cut around the found words when it is long."""
    if len(text) <= WIDTH:
        return text
    at = max(0, text.find(f"[{found}]") - WIDTH // 3)
    return ("…" if at else "") + text[at : at + WIDTH] + ("…" if at + WIDTH < len(text) else "")


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
