"""Whether a capitalised word that is also a place is part of a person's name here."""

from __future__ import annotations

import re
from functools import cache

from crawler.annotate.data import table
from crawler.annotate.document import Document

_WORD = re.compile(r"[^\W\d_][\w’'.-]*$")
_AFTER = re.compile(r"[ \u00a0]+([^\W\d_][\w’'-]*)")
_SPEECH = frozenset(["said", "says", "told", "added", "scored", "who", "himself", "herself"])


@cache
def _given() -> frozenset[str]:
    return frozenset(table("people")["given"].split())


@cache
def _titles() -> frozenset[str]:
    return frozenset(table("people")["titles"].split())


def is_family_name(document: Document, start: int, end: int) -> bool:
    """Whether a given name or a title stands before the word: “Whitney Houston”, “Coach Chad”."""
    before = document.raw[max(0, start - 24) : start]
    words = before.rsplit(maxsplit=1)
    if not words or words[-1].islower():  # names and titles have a capital
        return False
    word = document.raw[start:end]
    if not before[-1].isspace() or not word.isascii() or " " in word:
        return False
    last = _WORD.search(words[-1])
    return last is not None and (last[0].rstrip(".") in _titles() or last[0] in _given())


def is_given_name(document: Document, start: int, end: int) -> bool:
    """Whether the word is a given name with a family name after it: “Paris Hilton”."""
    raw, word = document.raw, document.raw[start:end]
    if word not in _given():
        return False
    after = _AFTER.match(raw, end, min(len(raw), end + 24))
    if after is None:
        return False
    if after[1][:1].isupper():
        return after[1] not in _places_after()
    return after[1] in _SPEECH and word in _mostly_people()


@cache
def _places_after() -> frozenset[str]:
    return frozenset(table("people")["places_after"].split())


@cache
def _mostly_people() -> frozenset[str]:
    return frozenset(table("people")["mostly_people"].split())
