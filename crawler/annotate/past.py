"""Whether a text tells of what countries did long ago: an essay on a treaty of 1494 is no news of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.signals import DENIED, Reading

_DIGITS = re.compile(r"1[0-8]\d\d")
"""Of a year from 1000 to 1899, or of another number: most texts have none."""
_TODAY = re.compile(r"\b(?:19[5-9]|20)\d\d\b|day\b")
"""What speaks of our time: a year of it, a day of the week. A text without one may still be news."""


@cache
def _year() -> re.Pattern[str]:
    """Such a year: “in 1494,” and “1494年”, but no “pipeline of 1500 kilometres”."""
    words = table("text")["years"]
    before, maybe, after = ("|".join(words[name]) for name in ("before", "maybe", "after"))
    return re.compile(
        rf"\b(?:{before})\s1[0-8]\d\d\b|\b1[0-8]\d\d\s?(?:{after})"
        rf"|\b(?:{maybe})\s1[0-8]\d\d(?=[,.;:)]|\s+[A-ZÀ-Þ]|\s*$)"
    )


def weigh(document: Document, readings: Sequence[Reading]) -> None:
    """Lessens all signs of a text whose headline and lead tell nothing but what was done in a year long gone."""
    head = next((one.start for one in document.sentences if one.where == "body"), len(document.raw))
    if not _DIGITS.search(document.raw, 0, head) or _TODAY.search(document.raw, 0, head):
        return
    dated = undated = False
    for (start, end, where, _), reading in zip(document.sentences, readings, strict=True):
        if where == "body" or not reading.signs:
            continue
        if _year().search(document.raw, start, end):
            dated = True
        elif any(sign.rule.verbs for sign in reading.signs):
            undated = True
    if dated and not undated:
        for reading in readings:
            reading.signs[:] = [sign._replace(share=sign.share * DENIED) for sign in reading.signs]
