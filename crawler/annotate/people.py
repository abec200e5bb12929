"""Whether a capitalised word that is also a place is part of a person's name here."""

from __future__ import annotations

import re
from functools import cache

from crawler.annotate.data import table
from crawler.annotate.document import Document

_BEFORE = re.compile(r"([^\W\d_][\w’'.-]*)\s+$")
_AFTER = re.compile(r"\s+([^\W\d_][\w’'-]*)")
_SPEECH = frozenset(["said", "says", "told", "added", "scored", "who", "himself", "herself"])


@cache
def _given() -> frozenset[str]:
    return frozenset(table("people")["given"].split())


@cache
def _titles() -> frozenset[str]:
    return frozenset(table("people")["titles"].split())


def is_person(document: Document, start: int, end: int) -> bool:
    """Whether a given name or a title stands before the word, or the word is a given name before a family name."""
    raw = document.raw
    word = raw[start:end]
    if not word.isascii() or " " in word:
        return False
    before = _BEFORE.search(raw, max(0, start - 24), start)
    if before and (before[1].rstrip(".") in _titles() or before[1] in _given()):
        return True
    after = _AFTER.match(raw, end, min(len(raw), end + 24))
    if after is None:
        return False
    if word in _given() and after[1][:1].isupper() and after[1] not in _places_after():
        return True
    return word in _given() and after[1] in _SPEECH and word in _mostly_people()


@cache
def _places_after() -> frozenset[str]:
    return frozenset(table("people")["places_after"].split())


@cache
def _mostly_people() -> frozenset[str]:
    return frozenset(table("people")["mostly_people"].split())
