"""What was understood, in its packed form: fields that are empty left out, a sentence of evidence as its place in the article.

The counterpart of `understood`, and made by hand for the same reason: the general way of `records` takes five times as long, and
took a sixth of keeping an article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.model import Amount, Annotation, Evidence, Mention, Party, Quote
from feeds.model import MOST_REASONS

Packed = dict[str, Any]
Said = Mapping[str, Sequence[tuple[str, str, Evidence]]]
"""By field of a deal record: what makes two values the same, the value, and where it stands."""
MENTIONS = ("kinds", "sectors", "countries", "stages", "places")
CODES = {"kinds": "kinds", "sectors": "sectors", "countries": "main_countries"}
"""The lists of codes that an entry shows, and the fields of an annotation that they come from."""


def shown(annotation: Annotation, whole: str, said: Said) -> Packed:
    """What the entry of a feed shows of it: codes, the weightiest evidence, and what the article says for the record of a deal."""
    return {
        "codes": {name: [one.code for one in getattr(annotation, field)] for name, field in CODES.items()},
        "evidence": [_piece(one, whole) for one in annotation.evidence[:MOST_REASONS]],
        "deal": {name: [[key, value] for key, value, _ in values] for name, values in said.items() if values},
    }


def packed(annotation: Annotation, whole: str) -> Packed:
    """An annotation of the article whose headline and text are `whole`, less what has columns of its own."""
    data: Packed = {"version": annotation.version}
    for name in MENTIONS:
        if found := getattr(annotation, name):
            data[name] = [_mention(one, whole) for one in found]
    if annotation.parties:
        data["parties"] = [_party(one, whole) for one in annotation.parties]
    if annotation.amounts:
        data["amounts"] = [_amount(one, whole) for one in annotation.amounts]
    if annotation.quotes:
        data["quotes"] = [_quote(one, whole) for one in annotation.quotes]
    return _with(data, annotation.evidence, whole)


def _mention(one: Mention, whole: str) -> Packed:
    return _with({"code": one.code, "score": one.score}, one.evidence, whole)


def _party(one: Party, whole: str) -> Packed:
    data: Packed = {"name": one.name, "type": one.type, "score": one.score}
    if one.country:
        data["country"] = one.country
    return _with(data, one.evidence, whole)


def _amount(one: Amount, whole: str) -> Packed:
    return _with({"value": one.value, "currency": one.currency, "words": one.words}, one.evidence, whole)


def _quote(one: Quote, whole: str) -> Packed:
    data: Packed = {"speaker": one.speaker, "words": one.words}
    if one.role:
        data["role"] = one.role
    return _with(data, one.evidence, whole)


def _with(data: Packed, evidence: tuple[Evidence, ...], whole: str) -> Packed:
    if evidence:
        data["evidence"] = [_piece(one, whole) for one in evidence]
    return data


def _piece(one: Evidence, whole: str) -> list[Any] | Packed:
    """A piece of evidence as its place in the article, or the whole of it where its sentence does not stand there."""
    at = whole.rfind(one.text, 0, one.end + len(one.text)) if one.text else -1
    if at < 0:
        return {"text": one.text, "start": one.start, "end": one.end, "why": one.why}
    return [at, len(one.text), one.start - at, one.end - at, one.why]
