"""Pages that failed in passing: no list need name them again for their time to come."""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.store.addresses import LASTING
from crawler.store.records import stamp
from crawler.store.room import Room

GIVEN_UP = timedelta(days=8)
"""After so long a page is no news any more: a week, the longest that a server may put us off, and a day in hand."""

GONE = (400, 404, 405, 406, 410, 414, 451)
"""Answers that will be the same next time."""

_LASTING = tuple(name for name in LASTING if name != "robots")
"""What time does not heal; a robots.txt that could not be read is another matter."""


class Retries(Room):
    """What is to be asked for again."""

    def retries(self, source: str, now: datetime, *, limit: int = 50) -> tuple[str, ...]:
        """Addresses of pages of a source that failed in passing and whose time to be tried again has come, the longest due first.

        A list that answers `304 Not Modified` names nothing, and its pages would wait until it changes.
        """
        with self.db.read() as raw:
            rows = raw.execute(
                "SELECT url FROM visits WHERE source = ? AND retry_at IS NOT NULL AND retry_at <= ? AND first_at >= ? "
                f"AND result NOT IN ({_marks(_LASTING)}) AND (status IS NULL OR status NOT IN ({_marks(GONE)})) "
                "ORDER BY retry_at, url LIMIT ?",
                (source, stamp(now), stamp(now - GIVEN_UP), *_LASTING, *GONE, limit),
            ).fetchall()
        return tuple(url for (url,) in rows)


def _marks(values: tuple[object, ...]) -> str:
    return ", ".join("?" * len(values))
