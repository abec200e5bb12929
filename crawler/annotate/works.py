"""Works that a company builds for itself in another country: its own investment, where no state has a part in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from crawler.annotate.actors import Body
from crawler.annotate.document import Document
from crawler.annotate.signals import DENIED, Reading

WORKS = "works"
"""The group of factories and shops: a road or a power plant is built for the country."""
_STATE = frozenset(
    {
        "official",
        "international",
        "both",
        "agreement",
        "memorandum",
        "cooperation",
        "venture",
        "statement",
        "loan",
        "aid",
    }
)
"""Groups of which any word says that more than a company has a part."""
_OF_BUILDING = frozenset({"project", "finance"})
"""Kinds whose signs are those of an investment."""


def weigh(document: Document, readings: Sequence[Reading], found: Sequence[Body], organisations: Sequence[int]) -> None:
    """Lessens the signs of building and investing in a text whose headline names a company and works, and whose headline and lead
    name nothing of a state. `organisations` are the offsets of those named."""
    head = list(takewhile(_in_head, readings))
    title = [one for one in found if one.type == "company" and document.at(one.start).where == "title"]
    if not title or not any(WORKS in reading.groups for reading in head if reading.where == "title"):
        return
    if any(not _STATE.isdisjoint(reading.groups) for reading in head):
        return
    if any(document.at(start).where != "body" for start in organisations):
        return
    for reading in readings:
        if _STATE.isdisjoint(reading.groups):
            reading.signs[:] = [
                sign._replace(share=sign.share * DENIED) if sign.rule.kind in _OF_BUILDING else sign
                for sign in reading.signs
            ]


def _in_head(reading: Reading) -> bool:
    return reading.where != "body"
