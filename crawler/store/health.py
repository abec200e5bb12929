"""How the sources are doing: claims, plans, reports of crawls, alarms. What `feeds.model.HealthReader` asks for."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from crawler.errors import NotFound
from crawler.model import Alarm, CrawlReport, SourceStatus
from crawler.store.records import maybe_moment, maybe_stamp, moment, plain, record, stamp
from crawler.store.room import Room, bump

_EVERY = "*"
_ALARM = "SELECT id, source, kind, since, message, advice, sample, closed FROM alarms"


class Health(Room):
    """Who does what, and how it went."""

    def claim(self, source: str, owner: str, until: datetime, now: datetime) -> bool:
        """Takes a source for oneself until then; False while another owner has it. One's own claim is prolonged."""
        with self.db.write() as raw:
            row = raw.execute("SELECT owner, until FROM claims WHERE source = ?", (source,)).fetchone()
            if row and row[0] != owner and row[1] > stamp(now):
                return False
            raw.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?)", (source, owner, stamp(until)))
            return True

    def release(self, source: str, owner: str) -> None:
        """Gives a source back; another's claim stays."""
        with self.db.write() as raw:
            raw.execute("DELETE FROM claims WHERE source = ? AND owner = ?", (source, owner))

    def plan_state(self, source: str) -> Mapping[str, Any] | None:
        """What the plan has learned of a source; None for one never planned."""
        with self.db.read() as raw:
            row = raw.execute("SELECT state FROM plans WHERE source = ?", (source,)).fetchone()
        return None if row is None else json.loads(row[0])

    def save_plans(self, plans: Iterable[tuple[str, Mapping[str, Any], datetime]], now: datetime) -> None:
        """Keeps what the plan has learned of each source, and when it is due."""
        rows = [
            {"source": source, "state": _json(state), "next_due": stamp(next_due), "saved_at": stamp(now)}
            for source, state, next_due in plans
        ]
        with self.db.write():
            self.db.table("plans").upsert_all(rows, pk="source")

    def due(self, now: datetime) -> tuple[str, ...]:
        """Sources whose time has come and that nobody has claimed, the longest overdue first."""
        with self.db.read() as raw:
            rows = raw.execute(
                "SELECT p.source FROM plans p LEFT JOIN sources o ON o.name = p.source LEFT JOIN claims c ON c.source = p.source "
                "AND c.until > :now WHERE p.next_due <= :now AND coalesce(o.enabled, 1) AND c.source IS NULL "
                "ORDER BY p.next_due, p.source",
                {"now": stamp(now)},
            )
            return tuple(name for (name,) in rows)

    def record_reports(self, reports: Iterable[CrawlReport]) -> None:
        """Keeps what each crawl of a source brought; samples of a dry run are not kept."""
        rows = [
            {
                "source": report.source,
                "began": stamp(report.began),
                "ended": stamp(report.ended),
                "ok": int(report.ok),
                "new": report.outcomes.get("new", 0) + report.outcomes.get("copy", 0),
                "body": _json(replace(report, samples=())),
            }
            for report in reports
        ]
        with self.db.write():
            self.db.table("reports").insert_all(rows)

    def reports(
        self, source: str | None = None, *, since: datetime | None = None, limit: int = 200
    ) -> tuple[CrawlReport, ...]:
        """Reports of crawls, of one source or all, the newest first."""
        with self.db.read() as raw:
            rows = raw.execute(
                "SELECT body FROM reports WHERE (:source IS NULL OR source = :source) AND (:since IS NULL OR ended >= :since) "
                "ORDER BY ended DESC, id DESC LIMIT :limit",
                {"source": source, "since": maybe_stamp(since), "limit": limit},
            ).fetchall()
        return tuple(record(CrawlReport, json.loads(body)) for (body,) in rows)

    def forget_reports(self, before: datetime) -> int:
        """Drops reports of crawls that ended before; returns how many. Of each source the last one stays, and the last good one."""
        dropped = 0
        while True:
            with self.db.write() as raw:
                count = raw.execute(_FORGET, {"before": stamp(before), "some": FORGOTTEN}).rowcount
            dropped += count
            if count < FORGOTTEN:
                return dropped

    def open_alarm(self, alarm: Alarm) -> Alarm:
        """Opens an alarm, or brings the open one of that source and kind up to date: it opens once."""
        with self.db.write() as raw:
            row = raw.execute(
                "SELECT id FROM alarms WHERE source = ? AND kind = ? AND closed IS NULL", (alarm.source, alarm.kind)
            ).fetchone()
            if row:
                cursor = raw.execute(
                    "UPDATE alarms SET message = ?, advice = ?, sample = ? WHERE id = ? AND (message, advice, coalesce(sample, '')) "
                    "IS NOT (?, ?, ?)",
                    (
                        alarm.message, alarm.advice, alarm.sample, row[0], alarm.message, alarm.advice, alarm.sample or "",
                    ),
                )  # fmt: skip
                number = row[0]
            else:
                cursor = raw.execute(
                    "INSERT INTO alarms (source, kind, since, message, advice, sample) VALUES (?, ?, ?, ?, ?, ?)",
                    (alarm.source, alarm.kind, stamp(alarm.since), alarm.message, alarm.advice, alarm.sample),
                )
                number = cursor.lastrowid
            if cursor.rowcount:
                bump(raw)
            return _alarm(raw, raw.execute(f"{_ALARM} WHERE id = ?", (number,)).fetchone())

    def close_alarm(self, alarm_id: int, now: datetime) -> None:
        """Closes an alarm; a closed one stays as it is.

        Raises:
            NotFound: no such alarm.
        """
        with self.db.write() as raw:
            if raw.execute("SELECT 1 FROM alarms WHERE id = ?", (alarm_id,)).fetchone() is None:
                raise NotFound(f"there is no alarm {alarm_id}: `silkwire status` lists them")
            if raw.execute(
                "UPDATE alarms SET closed = ? WHERE id = ? AND closed IS NULL", (stamp(now), alarm_id)
            ).rowcount:
                bump(raw)

    def mute(self, source: str, kind: str | None, on: bool) -> None:
        """Silences (or no longer silences) alarms of a source, of one kind or all."""
        with self.db.write() as raw:
            if on:
                raw.execute("INSERT OR REPLACE INTO mutes VALUES (?, ?)", (source, kind or _EVERY))
            else:
                raw.execute("DELETE FROM mutes WHERE source = ? AND (? IS NULL OR kind = ?)", (source, kind, kind))
            bump(raw)

    def alarms(self, *, open_only: bool = False, limit: int = 200) -> tuple[Alarm, ...]:
        """Alarms, that which opened or closed last first."""
        with self.db.read() as raw:
            where = " WHERE closed IS NULL" if open_only else ""
            rows = raw.execute(
                f"{_ALARM}{where} ORDER BY coalesce(closed, since) DESC, id DESC LIMIT ?", (limit,)
            ).fetchall()
            return tuple(_alarm(raw, row) for row in rows)

    def source_statuses(self, now: datetime | None = None) -> tuple[SourceStatus, ...]:
        """All sources the store has heard of, by name. The week is counted back from `now`, else from the newest article."""
        with self.db.read() as raw:
            newest = raw.execute("SELECT first_seen FROM articles ORDER BY id DESC LIMIT 1").fetchone()
            end = now or (moment(newest[0]) if newest else None)
            week = stamp(end - timedelta(days=7)) if end else ""
            alarms: dict[str, list[Alarm]] = defaultdict(list)
            for row in raw.execute(f"{_ALARM} WHERE closed IS NULL ORDER BY since DESC, id DESC").fetchall():
                alarms[row[1]].append(_alarm(raw, row))
            found = raw.execute(_STATUS).fetchall()
            late = _since(raw, week)
            return tuple(_status(row, late[row[0]], tuple(alarms[row[0]])) for row in found)


FORGOTTEN = 5000
"""Reports dropped in one transaction: others may write in between."""

_FORGET = """
DELETE FROM reports WHERE id IN (
  SELECT id FROM reports r WHERE ended < :before
  AND ended < (SELECT max(ended) FROM reports WHERE source = r.source)
  AND (NOT ok OR EXISTS (SELECT 1 FROM reports WHERE source = r.source AND ended > r.ended AND ok))
  LIMIT :some
)
"""

_STATUS = """
WITH RECURSIVE told (source) AS (
  SELECT min(source) FROM reports
  UNION ALL SELECT (SELECT min(source) FROM reports WHERE source > told.source) FROM told WHERE told.source IS NOT NULL
), brought AS (
  SELECT source, count(*) AS articles, max(id) AS newest FROM articles GROUP BY source
), named AS (
  SELECT name FROM sources UNION SELECT source FROM plans UNION SELECT source FROM brought
  UNION SELECT source FROM told WHERE source IS NOT NULL
)
SELECT n.name, coalesce(o.title, n.name), coalesce(o.url, ''), o.language, o.country, coalesce(o.enabled, 1), o.reason,
  (SELECT max(ended) FROM reports WHERE source = n.name),
  (SELECT ended FROM reports WHERE source = n.name AND ok ORDER BY ended DESC LIMIT 1),
  (SELECT first_seen FROM articles WHERE id = b.newest), p.next_due, coalesce(b.articles, 0)
FROM named n LEFT JOIN sources o ON o.name = n.name LEFT JOIN brought b ON b.source = n.name LEFT JOIN plans p ON p.source = n.name
ORDER BY n.name
"""
"""Answered by indexes alone, but for some rows a source: watchdogs ask every few seconds, and a year leaves half a million of each.
With 300,000 articles and a million reports, all of them read took 3 s of processor time and 7 s in all."""

APART = 500
"""Older articles in a row after which none is looked for that is newer: they come in the order of time, but for what is imported."""


def _since(raw: sqlite3.Connection, begin: str) -> Counter[str]:
    """How many articles of each source were first seen since then."""
    found: Counter[str] = Counter()
    older = 0
    for source, seen in raw.execute("SELECT source, first_seen FROM articles ORDER BY id DESC"):
        older = older + 1 if seen < begin else 0
        if older > APART:
            break
        found[source] += not older
    return found


def _status(row: tuple[Any, ...], week: int, alarms: tuple[Alarm, ...]) -> SourceStatus:
    return SourceStatus(
        name=row[0], title=row[1], url=row[2], language=row[3], country=row[4], enabled=bool(row[5]), reason=row[6],
        last_attempt=maybe_moment(row[7]), last_success=maybe_moment(row[8]), last_new=maybe_moment(row[9]),
        next_due=maybe_moment(row[10]), articles=row[11], articles_week=week, alarms=alarms,
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)


def _alarm(raw: sqlite3.Connection, row: tuple[Any, ...]) -> Alarm:
    muted = raw.execute("SELECT 1 FROM mutes WHERE source = ? AND kind IN (?, ?)", (row[1], row[2], _EVERY)).fetchone()
    return Alarm(
        id=row[0], source=row[1], kind=row[2], since=moment(row[3]), message=row[4], advice=row[5], sample=row[6],
        closed=maybe_moment(row[7]), muted=muted is not None,
    )  # fmt: skip
