"""That stories stand in feeds, without the stories: what publishing must know of every story to see which of them changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from crawler.store.records import moment
from feeds.model import Listed

CHUNK = 400
"""Stories looked up with one statement."""


def listed(raw: sqlite3.Connection, numbers: Sequence[int]) -> Mapping[int, Listed]:
    """These stories by their numbers.

    A story stands in five feeds on average: asked for once and not in each of them, the listings of all feeds take a third of the
    time.
    """
    found: dict[int, Listed] = {}
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        rows = raw.execute(
            f"SELECT id, first_seen, updated, touched FROM stories WHERE id IN ({','.join('?' * len(some))})", some
        )
        for number, first_seen, updated, touched in rows:
            found[number] = Listed(id=number, first_seen=moment(first_seen), updated=moment(updated), touched=touched)
    return found
