"""Copies of the database: whole whatever is written meanwhile, and fit to be put in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from crawler.store.connection import Connection, meaning, translated

AHEAD = 100_000
"""Numbers of stories and alarms that a copy passes over; a busy home gives as many within some months. Feed readers know an entry
by its number: would a copy that is put in place give those once more that were given after it was made, then other news under a
number that is known already would pass for read."""


def copy(db: Connection, target: Path) -> None:
    """Write a copy. What stands at the target is replaced.

    Raises:
        StoreError, OSError: there is no room, or the folder may not be written to.
    """
    target.unlink(missing_ok=True)
    with db.alone() as raw:
        try:
            raw.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.Error as error:
            damaged = (getattr(error, "sqlite_errorname", None) or "").startswith("SQLITE_CORRUPT")
            # what is damaged is the file that is read; what cannot be written is the copy
            raise meaning(db.path if damaged else target, error) from error
    with translated(target), closing(sqlite3.connect(target)) as made, made:
        made.execute("UPDATE sqlite_sequence SET seq = seq + ? WHERE name IN ('stories', 'alarms')", (AHEAD,))
