"""The deal record of a story in one line. An empty field is left out; where outlets disagree, both values stand there."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from crawler.model import Deal, DealField
from feeds import names
from feeds.build.text import line, shorten

_LONGEST = 400


def in_one_line(deal: Deal | None) -> str | None:
    """`China – Cuba · Agreements · Energy · 100 million USD · signed · 2026-05-01`, or None without a record."""
    if deal is None:
        return None
    parts = (
        _values(deal.parties, " – ", str),
        _values(deal.kind, " / ", names.kind),
        _values(deal.sector, ", ", names.sector),
        _values(deal.amount, " / ", str),
        _values(deal.stage, " / ", names.stage),
        _values(deal.date, " / ", str),
    )
    return shorten(" · ".join(filter(None, parts)), _LONGEST) or None


def _values(fields: tuple[DealField, ...], between: str, label: Callable[[str], str]) -> str:
    """The values of one field, each once, with the outlet that says so where it is named."""
    if not fields:
        return ""
    said: dict[str, list[str]] = {}
    for field in fields:
        if value := _label(label, field.value):
            outlets = said.setdefault(value, [])
            outlets += [line(field.outlet)] if field.outlet else []
    return between.join([f"{value} ({', '.join(outlets)})" if outlets else value for value, outlets in said.items()])


@lru_cache(maxsize=4096)
def _label(label: Callable[[str], str], value: str) -> str:
    return line(label(value))
