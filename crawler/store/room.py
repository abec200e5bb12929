"""What every part of the store stands on: the connection, identities, and the counter of changes."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from hashlib import blake2b

from crawler.dedupe import url_key
from crawler.store.connection import Connection
from crawler.store.facets import FeedNumbers
from crawler.store.index import Index


class Room:
    """A part of the store."""

    db: Connection
    index: Index
    feed_numbers: FeedNumbers


def identity(kind: str, value: str | bytes) -> int:
    """An identity as 64 signed bits: at a million articles two collide once in forty million stores."""
    data = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8, person=kind.encode()).digest(), "big", signed=True)


@lru_cache(maxsize=1024)  # .3 MB: a list asks whether an address is wanted, then its article has it, then its visit
def address(url: str) -> int:
    """The identity of an address, its disguises taken off."""
    return identity("url", url_key(url))


def bump(raw: sqlite3.Connection) -> int:
    """Counts a change of stories or alarms; the new count marks what it made dirty."""
    raw.execute("UPDATE meta SET value = value + 1 WHERE name = 'change'")  # RETURNING takes longer than asking
    return int(raw.execute("SELECT value FROM meta WHERE name = 'change'").fetchone()[0])
