"""Piece: one entry rendered for joining under any feed's head. It is rendered once and used in every feed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from operator import attrgetter

from feeds.build.moments import EPOCH


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """An entry in some formats, and what joining needs to know of it."""

    id: str
    order: tuple[datetime, int]
    """When first seen, and the number: feeds stand in the descending order of it."""
    updated: datetime
    texts: Mapping[str, bytes]
    """The rendered entry by format."""


_STEPS = (5, 10, 15, 30, 60, 120, 180, 360, 720)
_SPANS = [timedelta(minutes=step) for step in _STEPS]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pieces:
    """The entries of a feed in the order of its documents."""

    moments: Sequence[datetime]
    """When each of them was first seen."""
    texts: Mapping[str, Sequence[bytes | memoryview]]
    """The rendered entries by format; neighbours that were cut out of a document together are still together."""
    updated: datetime
    """When the feed changed last: it follows from its entries alone, never from the clock."""

    @classmethod
    def of(cls, pieces: Iterable[Piece], formats: Iterable[str], *, by_change: bool = False) -> Pieces:
        """Each id once, newest first; `by_change`: the latest correction first."""
        once = {piece.id: piece for piece in pieces}.values()
        ordered = sorted(once, key=_by_change if by_change else _by_order, reverse=True)
        return cls(
            moments=[piece.order[0] for piece in ordered],
            texts={extension: [piece.texts[extension] for piece in ordered] for extension in formats},
            updated=max([piece.updated for piece in ordered], default=EPOCH),
        )

    def __bool__(self) -> bool:
        return bool(self.moments)

    def rhythm(self) -> int:
        """Minutes between two polls that fit how often stories come: half their median distance, in round steps of 5 to 720."""
        gaps = sorted([abs(a - b) for a, b in pairwise(self.moments[:21])])
        if not gaps:
            return 60
        half = gaps[len(gaps) // 2] / 2
        return _STEPS[min(bisect_left(_SPANS, half), len(_STEPS) - 1)]


_by_order = attrgetter("order")


def _by_change(piece: Piece) -> tuple[datetime, int]:
    return piece.updated.replace(microsecond=0), piece.order[1]
