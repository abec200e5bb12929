"""Mending of headlines, and the first sentence that stands in where there is none."""

from __future__ import annotations

import re

from . import boilerplate

_DOUBLED = re.compile(r"\b(the)\s+the\b", re.IGNORECASE)
_LONGEST = 300


def mend(title: str) -> str:
    """The headline as it is shown: "the the" is one "the" (a common slip of machine translation); nothing else is touched."""
    return _DOUBLED.sub(r"\1", title)


def derive(text: str) -> str:
    """The first sentence of a text that has no headline, without its full stop."""
    first = next(iter(boilerplate.sentences(text.split("\n\n")[0])), text)
    if len(first) > _LONGEST:
        cut = first[:_LONGEST].rsplit(" ", 1)[0] if " " in first[:_LONGEST] else first[:_LONGEST]
        return cut.rstrip(" ,;:，；：") + " …"
    return first.rstrip("。") if first.endswith("。") else re.sub(r"(?<!\.)\.$", "", first)
