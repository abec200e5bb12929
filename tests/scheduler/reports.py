"""A source's crawls as the engine would report them, one after the other, by a clock of their own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.model import CrawlReport, Problem
from scheduler.alarms import Baseline, Finding, judge
from scheduler.jobs.schedule import missed, taught
from scheduler.plan import SourceState

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
ENTRIES = ("http://herald.example/feed", "http://herald.example/asia")
FIELDS = {"title": 1.0, "text": 1.0, "published": 1.0, "authors": 0.8, "summary": 0.2, "characters": 2400.0}


def report(now: datetime, name: str = "herald", **changes: Any) -> CrawlReport:
    """A crawl that went well and found three new articles, but for the changes."""
    given: dict[str, Any] = {
        "source": name, "ok": True, "began": now - timedelta(seconds=20), "ended": now, "outcomes": {"new": 3, "known": 17},
        "found": 20, "requests": 5, "newest": now - timedelta(minutes=20), "fields": FIELDS,
    }  # fmt: skip
    return CrawlReport(**(given | changes))


def failed(
    now: datetime, kind: str = "connection", message: str = "herald.example cannot be reached", **more: Any
) -> CrawlReport:
    """A crawl that failed."""
    problem = Problem(url="http://herald.example/feed", kind=kind, message=message)
    return report(now, ok=False, outcomes={}, found=0, newest=None, fields={}, problems=(problem,), **more)


class History:
    """What plan and alarms make of a source's crawls."""

    def __init__(self, every: timedelta = timedelta(hours=1)) -> None:
        self.now, self.every = START, every
        self.base, self.state = Baseline(), SourceState()

    def goes(self, polls: int = 1, **changes: Any) -> History:
        """So many crawls go well, but for the changes (a callable is asked with the time)."""
        for _ in range(polls):
            self.now += self.every
            self.takes(report(self.now, **{k: v(self.now) if callable(v) else v for k, v in changes.items()}))
        return self

    def fails(self, polls: int = 1, *arguments: str, **more: Any) -> History:
        for _ in range(polls):
            self.now += self.every
            self.takes(failed(self.now, *arguments, **more))
        return self

    def quiet(self, polls: int = 1, **changes: Any) -> History:
        """So many crawls find nothing new."""
        return self.goes(polls, **({"outcomes": {"known": 20}, "fields": {}} | changes))

    def takes(self, one: CrawlReport) -> None:
        self.state, base = taught(self.state, self.base, one, ENTRIES)
        self.base = Baseline.from_json(base.to_json())

    def wrong(self, *, offline: bool = False) -> dict[str, Finding]:
        usual = missed(self.state, self.base, self.now)
        return {one.kind: one for one in judge(self.base, self.now, expected=usual, offline=offline)}
