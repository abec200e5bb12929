"""Export and import: everything kept about stories and articles, as lines of JSON that any program may read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from crawler.errors import StoreError
from crawler.store.room import Room

if TYPE_CHECKING:
    pass

FLAT = [
    "id",
    "story_id",
    "leads",
    "source",
    "outlet",
    "url",
    "title",
    "language",
    "published",
    "first_seen",
    "agency",
    "likeness",
    "revision",
    "is_cooperation",
    "cooperation",
    "text",
]


class Carrying(Room):
    """The store's content on its way out and in."""

    def export(self, path: Path, *, form: Literal["jsonl", "csv", "parquet"] = "jsonl") -> int:
        """Writes all articles with their stories, oldest first; returns how many. `jsonl` is complete and can be imported.

        Raises:
            StoreError: the file cannot be written, or the extra for Parquet is missing.
        """
        raise StoreError("export is not there yet")
