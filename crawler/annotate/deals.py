"""A story as a record: who, what, how much, how far, when, each with its sentence. Nothing is guessed; who disagrees stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from string import ascii_letters

from crawler.annotate.data import table
from crawler.annotate.names import country_name
from crawler.model import Annotation, Article, Deal, DealField, Evidence, Party

MOST_PARTIES = 8
Field = tuple[str, str, Evidence]
"""What makes two values the same, the value as shown, and where it stands."""

_ENGLISH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_RUSSIAN = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_FRENCH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_GERMAN = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_PORTUGUESE = "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
_ARABIC = "يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
_SPANISH = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
_DATE = re.compile(
    rf"\b(?=[\dA-Zlnoty])(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_ENGLISH}(?:,? \d{{4}})?"
    rf"|{_ENGLISH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    r"|\d{4}-\d{2}-\d{2}|on the \d{1,2}(?:st|nd|rd|th)"
    r"|(?:last |next |on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow"
    rf"|\d{{1,2}}(?:er)? (?:{_RUSSIAN}|{_FRENCH}|{_ARABIC})|\d{{1,2}}\. (?:{_GERMAN})"
    rf"|\d{{1,2}}º? de (?:{_SPANISH}|{_PORTUGUESE}))\b"
    r"|(?=\d)(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|(?<![\d月])\d{1,2}日)"  # where no digit is, one look and not three
)


_MAY_DATE = re.compile(r"\d|day|tomorrow")
"""What every date has; a sentence without it need not be looked through, which takes ten times as long."""


def deal(members: Sequence[tuple[Article, Annotation]]) -> Deal:
    """The record of a story from its articles, the lead first."""
    return united([(article.source, annotation.is_cooperation, said(annotation)) for article, annotation in members])


Said = Mapping[str, Sequence[Field]]
"""What one article says for the record, by field."""


def said(annotation: Annotation) -> Said:
    """What one article says for the record of its story: its parties, and of the other fields the first value."""
    events = _events(annotation)
    return {
        "parties": _first(MOST_PARTIES, _parties(annotation, events)),
        "kind": _first(1, _kind(annotation)),
        "sector": _first(1, _sector(annotation)),
        "amount": _first(1, _amount(annotation, events)),
        "stage": _first(1, _stage(annotation)),
        "date": _first(1, _date(annotation)),
    }


def united(articles: Sequence[tuple[str | None, bool, Said]]) -> Deal:
    """The record of a story from what each article says, the lead first: its source, and whether it is cooperation news."""
    told = [(source, fields) for source, is_cooperation, fields in articles if is_cooperation or len(articles) == 1]
    return Deal(
        parties=_all(told, "parties"),
        kind=_each(told, "kind"),
        sector=_each(told, "sector"),
        amount=_each(told, "amount"),
        stage=_each(told, "stage"),
        date=_each(told, "date"),
    )


def _first(most: int, found: Iterable[Field]) -> tuple[Field, ...]:
    """The first of them that differ."""
    once: dict[str, Field] = {}
    for field in found:
        once.setdefault(field[0], field)
        if len(once) == most:
            break
    return tuple(once.values())


Told = Sequence[tuple[str | None, Said]]


def _all(told: Told, name: str) -> tuple[DealField, ...]:
    """What any article says, each value once."""
    out: dict[str, DealField] = {}
    for _, fields in told:
        for key, value, evidence in fields[name]:
            out.setdefault(key, DealField(value=value, evidence=evidence))
    return tuple(out.values())[:MOST_PARTIES]


def _each(told: Told, name: str) -> tuple[DealField, ...]:
    """What the articles say; when they differ, each value with the outlet that says so."""
    values = [(outlet, fields[name][0]) for outlet, fields in told if fields[name]]
    differ = len({field[0] for _, field in values}) > 1
    out: dict[str, DealField] = {}
    for outlet, (key, value, evidence) in values:
        out.setdefault(key, DealField(value=value, evidence=evidence, outlet=outlet if differ else None))
    return tuple(out.values())


def _events(annotation: Annotation) -> frozenset[str]:
    """The sentences that tell the event: those of the kinds and those that make it cooperation."""
    texts = [evidence.text for kind in annotation.kinds if kind.code != "commentary" for evidence in kind.evidence]
    return frozenset(texts + [evidence.text for evidence in annotation.evidence[:2]])


def _parties(annotation: Annotation, events: frozenset[str]) -> Iterable[Field]:
    """The parties named in the sentences that tell the event."""
    named = {one.code for one in annotation.countries for evidence in one.evidence if evidence.text in events}
    for party in annotation.parties:
        for evidence in party.evidence[:1]:
            if party.takes_part and (evidence.text in events or party.country in named):
                name = _label(party)
                yield name, name, evidence


def _label(party: Party) -> str:
    """A ministry with its country: every country has one of that name."""
    home = country_name(party.country) if party.country and party.type == "ministry" else ""
    return (
        f"{party.name} ({home})" if home and home not in party.name and party.name[0] in ascii_letters else party.name
    )


def _kind(annotation: Annotation) -> Iterable[Field]:
    yield from (
        (one.code, one.code, one.evidence[0]) for one in annotation.kinds if one.evidence and one.code != "commentary"
    )


def _sector(annotation: Annotation) -> Iterable[Field]:
    yield from ((one.code, one.code, one.evidence[0]) for one in annotation.sectors if one.evidence)


def _stage(annotation: Annotation) -> Iterable[Field]:
    yield from ((one.code, one.code, one.evidence[0]) for one in annotation.stages if one.evidence)


def _amount(annotation: Annotation, events: frozenset[str]) -> Iterable[Field]:
    """The first sum of a sentence that tells the event, else of one that tells what the matter costs."""
    named = [(amount, amount.evidence[0]) for amount in annotation.amounts if amount.evidence]
    told = [(amount, evidence) for amount, evidence in named if not _is_rate(amount.words, evidence.text)]
    of_events = [(amount, evidence) for amount, evidence in told if evidence.text in events]
    for amount, evidence in of_events or [one for one in told if _tells_price(one[1])]:
        yield (
            f"{amount.value:.2f} {amount.currency}",
            f"{amount.words} ({amount.currency} {amount.value:,.0f})",
            evidence,
        )


EARLY = 1_000
"""Characters of headline and text in which a report tells what its matter costs; later on a text speaks of other matters, too."""


def _tells_price(evidence: Evidence) -> bool:
    price, other = _price()
    small = evidence.text.casefold()
    return evidence.start < EARLY and price.search(small) is not None and other.search(small) is None


def _is_rate(words: str, sentence: str) -> bool:
    """Whether a sum is what one piece costs: “300 dollars a tonne” is no worth of a deal."""
    at, (behind, before) = sentence.find(words), _rate()
    small = sentence.lower()  # of the same length, but for a few letters that no sum has beside it
    return at >= 0 and (behind.match(small, at + len(words)) or before.search(small[:at])) is not None


@cache
def _rate() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("deals")
    return re.compile("|".join(words["rate"])), re.compile(f"(?:{'|'.join(words['rate_before'])})$")


@cache
def _price() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of a sentence that tells what something costs, and of one that tells other sums: trade and debts."""
    words = table("deals")
    price, other = (
        re.compile(rf"\b(?:{'|'.join(words[name])})\b|{'|'.join(words[f'{name}_han'])}") for name in ("price", "other")
    )
    return price, other


def _date(annotation: Annotation) -> Iterable[Field]:
    """The date as written in a sentence that tells the event."""
    told = (evidence for kind in annotation.kinds if kind.code != "commentary" for evidence in kind.evidence)
    looked_at: set[str] = set()
    for evidence in told:
        if evidence.text in looked_at:  # several kinds are told by one sentence
            continue
        looked_at.add(evidence.text)
        match = _MAY_DATE.search(evidence.text) and _DATE.search(evidence.text)
        if match:
            yield match[0].lower(), match[0], evidence
