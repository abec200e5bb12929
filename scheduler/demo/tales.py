"""The invented stories of the mini-web, from `stories.toml`."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Tale:
    """One story as its site tells it."""

    site: str
    id: int
    language: str
    title: str
    days: int
    """How many days ago it was published ..."""
    hour: int
    """... and at what hour (UTC)."""
    paragraphs: tuple[str, ...]
    changed: tuple[str, ...] = ()
    """Its paragraphs after the change; empty: it does not change."""
    later: bool = False
    """Whether it appears with the change only."""
    cooperation: bool = True
    slug: str = ""
    channel: str = ""
    summary: str = ""
    minutes: int = 0
    authors: tuple[str, ...] = ()
    editor: str = ""
    place: str = ""
    reporter: str = ""
    keywords: tuple[str, ...] = ()

    def published(self, now: datetime) -> datetime:
        """When it was published, seen from now; the same all day long."""
        moment = now.replace(hour=self.hour, minute=10 + self.id % 40, second=0, microsecond=0)
        return min(moment - timedelta(days=self.days), now)

    def text(self, *, changed: bool) -> tuple[str, ...]:
        """Its paragraphs, before or after the change."""
        return self.changed if changed and self.changed else self.paragraphs


@functools.cache
def tales() -> tuple[Tale, ...]:
    """All of them."""
    rows = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))["story"]
    return tuple(_tale(row) for row in rows)


def _tale(row: dict[str, Any]) -> Tale:
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Tale(**given)


def of(site: str, *, changed: bool) -> tuple[Tale, ...]:
    """The stories that a site shows now, the newest first."""
    shown = [tale for tale in tales() if tale.site == site and (changed or not tale.later)]
    return tuple(sorted(shown, key=lambda tale: (tale.days, -tale.hour)))
