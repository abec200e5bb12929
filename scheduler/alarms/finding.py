"""One thing that is wrong with a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["broken", "silent", "thin", "stale", "blocked"]

POLLS = 2
"""Polls that must agree before something is told: one may be an accident."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What was seen, in words for people."""

    kind: Kind
    since: datetime
    message: str
    advice: str
    sample: str | None = None
    """An address to look at; None: where the source begins, or its newest article."""
