"""Schema changes, forward only, from every released version; the file is backed up before each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

from crawler.dedupe import signature
from crawler.errors import StoreBroken, StoreTooNew
from crawler.store import schema
from crawler.store.connection import Connection
from crawler.store.copying import copy


def _words_in_large_batches(raw: sqlite3.Connection) -> None:
    """Lets the full text take what a drain brings at once, and merge its segments less often: a third less time."""
    raw.execute("INSERT INTO words (words, rank) VALUES ('hashsize', 16777216), ('automerge', 8)")


def _stories_in_all_their_pairs(raw: sqlite3.Connection) -> None:
    """Puts the stories of more than six countries into the feeds of all their pairs that there are; so far, who listed such a feed
    had to look through all stories of one country for those of the other."""
    names = dict(raw.execute("SELECT id, name FROM facet_names"))
    countries = {number: name.removeprefix("country/") for number, name in names.items() if name.startswith("country/")}
    pairs = {name.removeprefix("pair/"): number for number, name in names.items() if name.startswith("pair/")}
    # each of them stands in more than 21 feeds, of countries and of the pairs that it made; few do, in however large a file
    rows = raw.execute(
        "SELECT id, unixepoch(first_seen), facets, is_news FROM stories WHERE length(facets) - length(replace(facets, ' ', '')) > 20"
    ).fetchall()
    for story, seen, column, is_news in rows:
        feeds = frozenset(map(int, column.split()))
        codes = sorted(countries[number] for number in feeds & countries.keys())
        if len(codes) <= 6:
            continue
        new = {number for a, b in combinations(codes, 2) if (number := pairs.get(f"{a}-{b}"))} - feeds
        text = " ".join(map(str, sorted(feeds | new)))
        raw.execute("UPDATE stories SET facets = ? WHERE id = ?", (text, story))
        if is_news:
            raw.executemany("INSERT INTO facets VALUES (?, ?, ?)", [(number, seen, story) for number in new])
            raw.executemany("UPDATE facet_names SET stories = stories + 1 WHERE id = ?", [(number,) for number in new])


MIGRATIONS: Mapping[int, Callable[[sqlite3.Connection], None]] = {
    2: _words_in_large_batches,
    3: _stories_in_all_their_pairs,
}
"""Version reached: the function that makes it out of the version before. Never changed once released."""


def migrate(db: Connection) -> Path | None:
    """Brings the file to today's schema; returns the backup that was made before, if one was.

    Raises:
        StoreTooNew: written by a newer Silkwire.
        StoreBroken: a database, but not ours.
    """
    version = _checked(db)
    if version == schema.VERSION:
        return None
    if db.read_only:
        raise StoreBroken(
            f"{db.path} has an older schema ({version}): open it once for writing, for example `silkwire doctor`"
        )
    backup = None
    if version:
        backup = db.path.with_name(f"{db.path.stem}-before-schema-{schema.VERSION}.db")
        copy(db, backup)
    with db.write() as raw:
        version = _checked(db)  # another process may have been quicker
        if version == 0:
            for statement in statements(schema.TABLES):
                raw.execute(statement)
            raw.execute("INSERT INTO meta VALUES ('change', 0), ('prints', ?)", (signature(),))
            raw.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        for step in range(max(1, version) + 1, schema.VERSION + 1):
            MIGRATIONS[step](raw)
        raw.execute(f"PRAGMA user_version = {schema.VERSION}")
        raw.execute("DELETE FROM descriptions")
        described = ({"name": name, "description": words} for name, words in schema.DESCRIPTIONS.items())
        db.table("descriptions").insert_all(described)
    return backup


def statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would commit the transaction it runs in."""
    found, start = [], 0
    for at, sign in enumerate(script):
        if sign == ";" and sqlite3.complete_statement(script[start : at + 1]):
            found.append(script[start : at + 1].strip())
            start = at + 1
    return found


def _checked(db: Connection) -> int:
    version = int(db.raw.execute("PRAGMA user_version").fetchone()[0])
    owner = int(db.raw.execute("PRAGMA application_id").fetchone()[0])
    tables = db.raw.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0]
    if tables and owner != schema.APPLICATION_ID:
        raise StoreBroken(f"{db.path} is a database of another program: choose another --home, or move the file away")
    if version > schema.VERSION:
        raise StoreTooNew(
            f"{db.path} was written by a newer Silkwire (schema {version}, this one knows {schema.VERSION}): upgrade Silkwire"
        )
    if not tables:
        if db.read_only:
            raise StoreBroken(f"{db.path} is empty: crawl something first")
        return 0
    return version
