"""What was understood, from its packed form. Every feed and page reads thousands of these, so each record is made by hand: the
general way of `records` takes ten times as long (1.5 against .15 ms for an article with fifty pieces of evidence)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from crawler.model import Amount, Annotation, Evidence, Mention, Party, Quote
from crawler.store.packing import Said

Packed = dict[str, Any]
RECORD = ("parties", "kind", "sector", "amount", "stage", "date")
"""The fields of a deal record."""
NO_EVIDENCE = Evidence(text="", start=0, end=0, why="")


def annotation(data: Packed, whole: str, cooperation: float, is_cooperation: bool) -> Annotation:
    """The annotation of an article whose headline and text are `whole`, into which its evidence points."""
    return Annotation(
        cooperation=cooperation,
        is_cooperation=is_cooperation,
        kinds=_mentions(data, "kinds", whole),
        sectors=_mentions(data, "sectors", whole),
        countries=_mentions(data, "countries", whole),
        parties=tuple(_party(one, whole) for one in data.get("parties", ())),
        amounts=tuple(_amount(one, whole) for one in data.get("amounts", ())),
        quotes=tuple(_quote(one, whole) for one in data.get("quotes", ())),
        evidence=_evidence(data, whole),
        version=data.get("version", ""),
        stages=_mentions(data, "stages", whole),
        places=_mentions(data, "places", whole),
    )


def shown(data: Packed, whole: str, cooperation: float, is_cooperation: bool) -> Annotation:
    """The annotation as far as the entry of a feed shows it: codes, and the weightiest pieces of evidence."""
    codes = data["codes"]
    return Annotation(
        cooperation=cooperation,
        is_cooperation=is_cooperation,
        kinds=tuple(map(_code, codes["kinds"])),
        sectors=tuple(map(_code, codes["sectors"])),
        countries=tuple(map(_code, codes["countries"])),
        parties=(),
        amounts=(),
        quotes=(),
        evidence=_evidence(data, whole),
        version="",
    )


def said(data: Packed) -> Said:
    """What the article says for the record of a deal, without the sentences."""
    fields = data["deal"]
    return {name: [(key, value, NO_EVIDENCE) for key, value in fields.get(name, ())] for name in RECORD}


@lru_cache(maxsize=4096)
def _code(code: str) -> Mention:
    return Mention(code=code, score=1.0)


def _mentions(data: Packed, name: str, whole: str) -> tuple[Mention, ...]:
    return tuple(
        Mention(code=one.get("code", ""), score=one.get("score", 0.0), evidence=_evidence(one, whole))
        for one in data.get(name, ())
    )


def _party(one: Packed, whole: str) -> Party:
    return Party(
        name=one.get("name", ""),
        type=one.get("type", "organisation"),
        country=one.get("country"),
        score=one.get("score", 1.0),
        evidence=_evidence(one, whole),
    )


def _amount(one: Packed, whole: str) -> Amount:
    return Amount(
        value=float(one.get("value", 0.0)),
        currency=one.get("currency", ""),
        words=one.get("words", ""),
        evidence=_evidence(one, whole),
    )


def _quote(one: Packed, whole: str) -> Quote:
    return Quote(
        speaker=one.get("speaker", ""), role=one.get("role"), words=one.get("words", ""), evidence=_evidence(one, whole)
    )


def _evidence(one: Packed, whole: str) -> tuple[Evidence, ...]:
    return tuple(_piece(piece, whole) for piece in one.get("evidence", ()))


def _piece(piece: list[Any] | Packed, whole: str) -> Evidence:
    """A piece of evidence: its place in the article, or the whole of it where its sentence does not stand there."""
    if isinstance(piece, dict):
        return Evidence(
            text=piece.get("text", ""), start=piece.get("start", 0), end=piece.get("end", 0), why=piece.get("why", "")
        )
    at, size, start, end, why = piece
    return Evidence(text=whole[at : at + size], start=at + start, end=at + end, why=why)
