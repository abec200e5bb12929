"""An article that comes in, with what is found out about it on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.model import Reading
from crawler.store.identities import Identities
from crawler.store.records import stamp


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """One reading on its way in."""

    reading: Reading
    source: str
    known: Identities
    now: datetime
    keep_html: bool = False
    """Whether feeds may carry its HTML."""
    vector: bytes | None = None
    """What it means, where somebody asked for that."""

    @property
    def at(self) -> str:
        return stamp(self.now)
