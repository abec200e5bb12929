"""The doctor: is the store well, and what to do if not."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from typing import Literal

from crawler.dedupe import signature
from crawler.store.connection import Connection
from crawler.store.room import Room

LOW_DISK, WAL_LARGE = 500_000_000, 64_000_000
"""Bytes: free room below which a night's crawl may fail; a write-ahead log that a forgotten reader holds open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at."""

    level: Literal["ok", "warning", "error"]
    what: str
    advice: str = ""


_ORPHANS = {
    "articles without a story": "SELECT count(*) FROM articles WHERE story_id NOT IN (SELECT id FROM stories)",
    "stories without a lead": """SELECT count(*) FROM stories WHERE joined_to IS NULL AND deleted_at IS NULL
        AND (lead_id IS NULL OR lead_id NOT IN (SELECT id FROM articles WHERE story_id = stories.id))""",
    "revisions without an article": """SELECT count(*) FROM revisions
        WHERE article_id NOT IN (SELECT id FROM articles)""",
    "identities without an article": "SELECT count(*) FROM keys WHERE article_id NOT IN (SELECT id FROM articles)",
}
_INDEX = {
    "articles missing in the duplicate search": """SELECT count(*) FROM articles
        WHERE body IS NOT NULL AND id NOT IN (SELECT article_id FROM prints)""",
    "entries of the duplicate search without an article": """SELECT count(*) FROM prints
        WHERE article_id NOT IN (SELECT id FROM articles UNION SELECT article_id FROM graves)""",
    "articles missing in the full text": """SELECT count(*) FROM articles WHERE id NOT IN (SELECT rowid FROM words)
        AND id NOT IN (SELECT article_id FROM fresh)""",
    "feeds with a wrong count": """SELECT count(*) FROM facet_names n
        WHERE stories <> (SELECT count(*) FROM facets f WHERE f.facet_id = n.id)""",
}


class Doctor(Room):
    """Looks at everything, changes nothing."""

    def doctor(self) -> tuple[Finding, ...]:
        """Integrity, orphan rows, whether the indexes agree with the articles, room on the disk, size of the log."""
        # not in a transaction: one that has met damage cannot be ended well, and what was found would be lost
        with self.db.alone() as raw:
            found = [_integrity(raw)]
        if found[0].level == "ok":
            with self.db.read() as raw:
                found += [_count(raw, what, sql, "restore a backup") for what, sql in _ORPHANS.items()]
                found += [_count(raw, what, sql, "run `silkwire maintain reindex`") for what, sql in _INDEX.items()]
                found.append(_prints(raw))
        return (*found, *_room(self.db))


def _integrity(raw: sqlite3.Connection) -> Finding:
    try:
        answer = raw.execute("PRAGMA integrity_check(5)").fetchall()
    except sqlite3.DatabaseError as error:
        answer = [(f"{error}{_where(raw)}",)]
    if answer == [("ok",)]:
        return Finding(level="ok", what="the file is whole")
    said = "; ".join(str(row[0]) for row in answer)[:200]
    return Finding(
        level="error",
        what=f"the file is damaged: {said}",
        advice="stop the service, and restore the newest backup without the -wal and -shm files of the damaged one",
    )


def _where(raw: sqlite3.Connection) -> str:
    """In which tables, where that can be told: a check of the whole ends at the first page that makes no sense."""
    damaged = []
    try:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
            try:
                whole = raw.execute(f'PRAGMA integrity_check("{name}")').fetchone() == ("ok",)
            except sqlite3.DatabaseError:
                whole = False
            if not whole:
                damaged.append(name)
    except sqlite3.DatabaseError:  # the list of tables itself
        return ""
    return f" in {', '.join(damaged)}" if damaged else ""


def _count(raw: sqlite3.Connection, what: str, sql: str, advice: str) -> Finding:
    many = raw.execute(sql).fetchone()[0]
    return (
        Finding(level="error", what=f"{many} {what}", advice=advice) if many else Finding(level="ok", what=f"no {what}")
    )


def _prints(raw: sqlite3.Connection) -> Finding:
    version = raw.execute("SELECT value FROM meta WHERE name = 'prints'").fetchone()[0]
    today = signature()
    if version == today:
        return Finding(level="ok", what=f"fingerprints are of version {version}")
    return Finding(
        level="warning", what=f"fingerprints are of version {version}, today's is {today}: copies may be missed",
        advice="run `silkwire maintain reindex`",
    )  # fmt: skip


def _room(db: Connection) -> list[Finding]:
    free = shutil.disk_usage(db.path.parent).free
    log = db.path.with_name(db.path.name + "-wal")
    size = log.stat().st_size if log.exists() else 0
    return [
        Finding(level="ok", what=f"{free // 10**6} MB free on the disk")
        if free >= LOW_DISK
        else Finding(
            level="warning",
            what=f"only {free // 10**6} MB free on the disk",
            advice="make room: a full disk stops crawling",
        ),
        Finding(level="ok", what=f"write-ahead log of {size // 1000} kB")
        if size <= WAL_LARGE
        else Finding(
            level="warning",
            what=f"write-ahead log of {size // 10**6} MB",
            advice="end long readers, then `silkwire maintain run checkpoint`",
        ),
    ]
