"""How long to leave a source alone after errors: by kind, growing, capped. A source is never dead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Literal, get_args

ErrorKind = Literal["temporary", "soft", "hard"]

FIRST: dict[str, timedelta] = {
    "temporary": timedelta(minutes=5),
    "soft": timedelta(minutes=15),
    "hard": timedelta(hours=1),
}
"""First pause: the network failed; the server failed or said no for now; the answer is wrong and will stay so for a while."""
LONGEST: dict[str, timedelta] = {
    "temporary": timedelta(hours=1),
    "soft": timedelta(hours=6),
    "hard": timedelta(hours=12),
}
"""Longest pause. Even an address that is gone is asked twice a day: sites come back, and moved ones get a redirect."""

RETRY_AT_MOST = timedelta(days=7)
"""Retry-After is meant for us and obeyed further than ttl and caching, but no source sleeps for months."""


def pause(kind: str, failures: int) -> timedelta:
    """The wait after so many failures in a row: doubling from the first pause up to the longest."""
    name = kind if kind in FIRST else "soft"
    doublings = min(max(failures, 1) - 1, 16)
    return min(FIRST[name] * (1 << doublings), LONGEST[name])


def worst(kinds: Iterable[ErrorKind]) -> ErrorKind | None:
    """The kind that decides when entry points failed in several ways: the one that may heal soonest."""
    found = set(kinds)
    return next((kind for kind in get_args(ErrorKind) if kind in found), None)
