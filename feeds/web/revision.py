"""Corrections: what was changed, with just enough around it to be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from feeds.build.text import clean, line

AROUND = 12
"""Words (of Chinese and the like: twice as many characters) shown on either side of a change: an outlet that allows an excerpt
of its text would not have it shown whole by way of its corrections."""
MOST_PIECES = 60

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|\S+?(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\s|\Z)"
)


class Revision(Protocol):
    """One change of one article, as the store tells it."""

    @property
    def source(self) -> str: ...

    @property
    def at(self) -> datetime:
        """When the new version was seen."""
        ...

    @property
    def substance(self) -> bool:
        """Whether it changed what is said."""
        ...

    @property
    def change(self) -> str:
        """What it changed, in a line."""
        ...

    @property
    def diff(self) -> Sequence[tuple[str, str]]:
        """Pieces `(what, text)`: `same`, `gone`, `come`."""
        ...


@dataclass(frozen=True, slots=True)
class Correction:
    """A change as the page shows it."""

    at: datetime
    change: str
    source: str
    pieces: tuple[tuple[str, str], ...]
    """Pieces `(what, text)`: `same`, `gone`, `come`; empty where the outlet allows no quotation."""


def corrections(revisions: Sequence[Revision], *, quotable: bool) -> tuple[Correction, ...]:
    """The changes of substance, the newest first."""
    return tuple(
        Correction(one.at, line(one.change), line(one.source), shortened(one.diff) if quotable else ())
        for one in reversed(revisions)
        if one.substance
    )


def shortened(diff: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The difference without the long stretches that stayed as they were."""
    found = []
    for place, (what, text) in enumerate(diff[:MOST_PIECES]):
        text = clean(text)
        if what == "same":
            text = _between(text, first=place == 0, last=place == len(diff) - 1)
        found.append((what, text))
    return tuple(piece for piece in found if piece[1].strip())


def _between(text: str, *, first: bool, last: bool) -> str:
    """The words next to the changes before and after this stretch."""
    words = list(_WORD.finditer(text))
    if len(words) <= 2 * AROUND and not first and not last:
        return text
    left = "" if first else text[: words[AROUND - 1].end()] if len(words) >= AROUND else text
    right = "" if last else text[words[-AROUND].start() :] if len(words) >= AROUND else text
    if first:
        return f"… {right}" if len(words) > AROUND else right
    return f"{left} …" if last and len(words) > AROUND else left if last else f"{left} … {right}"
