"""What a run of publishing did."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishReport:
    """Counts for people, and the names for a WebSub hub."""

    feeds: int
    """Feeds there are."""
    written: int
    """Documents that changed."""
    unchanged: int
    """Documents that were built and stood there already."""
    names: tuple[str, ...]
    """Public feeds with a document that changed: those a WebSub hub is told of."""
