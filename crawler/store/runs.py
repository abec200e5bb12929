"""What ran when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.store.records import moment, stamp
from crawler.store.room import Room


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One run of a job: upkeep, publishing, a backup."""

    job: str
    began: datetime
    ended: datetime
    ok: bool
    note: str
    """What it did, or why it failed, in a line."""


class Runs(Room):
    """The diary of jobs."""

    def record_run(self, job: str, began: datetime, ended: datetime, ok: bool, note: str = "") -> None:
        """Notes that a job ran."""
        run = {"job": job, "began": stamp(began), "ended": stamp(ended), "ok": int(ok), "note": note}
        with self.db.write():
            self.db.table("runs").insert(run)

    def runs(self, limit: int = 50, *, job: str | None = None) -> tuple[Run, ...]:
        """What ran, of one job or all, the last one first, whatever the clock said when it ran."""
        with self.db.read() as raw:
            rows = raw.execute(
                "SELECT job, began, ended, ok, note FROM runs WHERE (:job IS NULL OR job = :job) "
                "ORDER BY id DESC LIMIT :limit",
                {"job": job, "limit": limit},
            ).fetchall()
        return tuple(Run(job=a, began=moment(b), ended=moment(c), ok=bool(d), note=e or "") for a, b, c, d, e in rows)
