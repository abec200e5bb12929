"""The memory of addresses: what was asked for, what came, and when to ask again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.model import Link, Validators, Visit
from crawler.store.records import maybe_stamp, moment, stamp
from crawler.store.room import Room, address

WHOLE = frozenset(("kept", "list"))
"""Results of a whole answer: what was known of the address before counts no more."""
SETTLED = WHOLE | {"not-modified"}
"""Results that need no second try."""
ARCHIVED = "archived"
"""What stands in the place of a result where nobody asked yet."""

LASTING = {
    "not-an-article": 30, "unreadable": 30, "too-big": 30, "refused": 30, "off-host": 30, "hung": 7, "killed": 7, "redirects": 1,
    "robots": 1,
}  # fmt: skip
"""Days until a failure is tried again that time does not heal by itself: the page, or our reading, may be mended by then."""

FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=15), timedelta(days=3)
"""Any other failure is tried again after a quarter of an hour, then four times as long each time, at most this."""

CHECKPOINTS = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
"""Corrections are looked for so long after first sight; most come within the first hour or the next day."""


class Addresses(Room):
    """What is known of addresses."""

    def wanted(self, links: Sequence[Link], now: datetime, *, archived: bool = False) -> tuple[Link, ...]:
        """The links that should be fetched: never seen, or a failure whose time has come, or with `archived` what was put away.
        One of each page, in order."""
        at, chosen = stamp(now), {}
        with self.db.read() as raw:
            for link in links:
                key = address(link.url)
                if key not in chosen and _wanted(raw, key, at, archived):
                    chosen[key] = link
        return tuple(chosen.values())

    def validators(self, url: str) -> Validators | None:
        """What the server of an address told us to ask with next time; None when it told nothing."""
        with self.db.read() as raw:
            row = raw.execute(
                "SELECT etag, last_modified, full_at FROM visits WHERE key = ?", (address(url),)
            ).fetchone()
        if row is None or row[2] is None or not (row[0] or row[1]):
            return None
        return Validators(etag=row[0], last_modified=row[1], full_at=moment(row[2]))

    def visited(self, visit: Visit, now: datetime) -> None:
        """Remembers one answer of one address."""
        with self.db.write() as raw:
            remember(raw, visit, now)

    def was_read(self, index: str) -> bool:
        """Whether an index was ever read, whatever became of it since."""
        with self.db.read() as raw:
            row = raw.execute("SELECT full_at FROM visits WHERE key = ?", (address(index),)).fetchone()
        return row is not None and row[0] is not None

    def put_away(self, source: str, links: Sequence[Link], now: datetime) -> None:
        """Remembers pages that are older than the watch over their source: they are wanted no more, unless somebody looks back."""
        at = stamp(now)
        rows = [(address(link.url), link.url, source, ARCHIVED, at, at) for link in links]
        with self.db.write() as raw:
            raw.executemany(
                "INSERT OR IGNORE INTO visits (key, url, source, result, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )

    def revisits(self, source: str, now: datetime, *, limit: int = 50) -> tuple[str, ...]:
        """Addresses of cooperation news that should be looked at again for corrections: an hour, a day and a week after first
        sight, each once, the newest first."""
        found = []
        with self.db.read() as raw:
            rows = raw.execute(
                "SELECT url, first_seen FROM articles WHERE source = ? AND first_seen >= ? AND is_cooperation = 1 ORDER BY id DESC",
                (source, stamp(now - CHECKPOINTS[-1] - timedelta(days=7))),
            )
            for url, first_seen in rows:
                seen = moment(first_seen)
                due = [seen + one for one in CHECKPOINTS if seen + one <= now]
                if due and _last_look(raw, url, seen) < due[-1]:
                    found.append(url)
                if len(found) >= limit:
                    break
        return tuple(found)


def _wanted(raw: sqlite3.Connection, key: int, at: str, archived: bool) -> bool:
    visit = raw.execute("SELECT result, retry_at FROM visits WHERE key = ?", (key,)).fetchone()
    if visit is not None and visit[0] == ARCHIVED:
        return archived
    if visit is not None:
        return visit[0] not in SETTLED and visit[1] is not None and visit[1] <= at
    if raw.execute("SELECT 1 FROM keys WHERE key = ?", (key,)).fetchone():
        return False
    return not raw.execute("SELECT 1 FROM tombstones WHERE key = ?", (key,)).fetchone()


def remember(raw: sqlite3.Connection, visit: Visit, now: datetime) -> None:
    """Notes one answer of one address."""
    key, at = address(visit.url), stamp(now)
    failures, etag, last_modified = 0, visit.etag, visit.last_modified
    full_at: str | None = at
    retry_at: str | None = None
    if visit.result not in WHOLE:
        row = raw.execute("SELECT failures, etag, last_modified, full_at FROM visits WHERE key = ?", (key,)).fetchone()
        failures, etag, last_modified, full_at = row or (0, None, None, None)
        if visit.result in SETTLED:
            failures = 0
            etag, last_modified = visit.etag or etag, visit.last_modified or last_modified
        else:
            failures += 1
            retry_at = maybe_stamp(visit.retry_at) or stamp(now + _patience(visit.result, failures))
    raw.execute(
        "INSERT INTO visits (key, url, source, result, status, etag, last_modified, full_at, retry_at, failures, first_at, last_at, "
        "final_url) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET source = excluded.source, "
        "result = excluded.result, status = excluded.status, etag = excluded.etag, last_modified = excluded.last_modified, "
        "full_at = excluded.full_at, retry_at = excluded.retry_at, failures = excluded.failures, last_at = excluded.last_at, "
        "final_url = excluded.final_url",
        (
            key, visit.url, visit.source, visit.result, visit.status, etag, last_modified, full_at, retry_at, failures, at, at,
            visit.final_url if visit.final_url != visit.url else None,
        ),
    )  # fmt: skip


def _patience(result: str, failures: int) -> timedelta:
    if result in LASTING:
        return timedelta(days=LASTING[result])
    return min(FIRST_RETRY * int(4 ** min(failures - 1, 10)), LONGEST_RETRY)


def _last_look(raw: sqlite3.Connection, url: str, seen: datetime) -> datetime:
    row = raw.execute("SELECT last_at FROM visits WHERE key = ?", (address(url),)).fetchone()
    return moment(row[0]) if row else seen
