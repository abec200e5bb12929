"""Piece: one entry rendered for joining under any feed's head. It is rendered once and used in every feed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from operator import attrgetter

from feeds.build.entry import changed_at, story_id
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

    @classmethod
    def of(cls, number: int, first_seen: datetime, updated: datetime, texts: Mapping[str, bytes]) -> Piece:
        """The piece of a story that was rendered before."""
        return cls(id=story_id(number), order=(first_seen, number), updated=changed_at(updated, number), texts=texts)


def newest_first(pieces: Iterable[Piece], *, by_change: bool = False) -> list[Piece]:
    """Each id once, newest first; `by_change`: the latest correction first."""
    once = {piece.id: piece for piece in pieces}.values()
    return sorted(once, key=_by_change if by_change else _by_order, reverse=True)


_by_order = attrgetter("order")


def _by_change(piece: Piece) -> tuple[datetime, int]:
    return piece.updated.replace(microsecond=0), piece.order[1]


def last_change(pieces: Sequence[Piece]) -> datetime:
    """When a feed changed last: it follows from its entries alone, never from the clock."""
    return max([piece.updated for piece in pieces], default=EPOCH)


_STEPS = (5, 10, 15, 30, 60, 120, 180, 360, 720)


def rhythm(pieces: Sequence[Piece]) -> int:
    """Minutes between two polls that fit how often stories come: half their median distance, in round steps of 5 to 720."""
    moments = [piece.order[0] for piece in pieces[:21]]
    gaps = sorted(abs(a - b) for a, b in pairwise(moments))
    if not gaps:
        return 60
    half = gaps[len(gaps) // 2] / 2
    return next((step for step in _STEPS if half <= timedelta(minutes=step)), _STEPS[-1])
