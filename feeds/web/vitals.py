"""What the store knows of the last day, gathered for `/healthz` and `/metrics`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.model import Alarm, CrawlReport, SourceStatus, Story
from feeds.model import Query
from feeds.web.readers import Reader, Run

DAY = timedelta(days=1)
MOST_REPORTS, MOST_STORIES = 2_000, 200
"""Enough for 80 polls an hour and 200 stories a day; more would make a look at the metrics cost more than it tells."""

QUANTILES = (0.5, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Vitals:
    """The last day in numbers."""

    statuses: Sequence[SourceStatus] = ()
    alarms: Sequence[Alarm] = ()
    """Those that are open: of sources, and of our own upkeep."""
    outcomes: Mapping[str, int] = field(default_factory=dict)
    """Articles by outcome."""
    crawls: Mapping[bool, int] = field(default_factory=dict)
    """Crawls that found their source, and those that did not."""
    requests: int = 0
    bytes: int = 0
    delays: Sequence[float] = ()
    """Seconds from publication to first sight, of stories whose outlet tells the minute; sorted."""
    runs: Mapping[str, Run] = field(default_factory=dict)
    """The last run of each job."""

    @property
    def last_success(self) -> datetime | None:
        """When a source last answered."""
        return max((s.last_success for s in self.statuses if s.last_success), default=None)

    @property
    def open_alarms(self) -> Mapping[str, int]:
        """Number by kind, without those that were muted."""
        return Counter(alarm.kind for alarm in self.alarms if not alarm.muted)

    def delay(self, quantile: float) -> float | None:
        """Seconds within which that share of the stories was found."""
        if not self.delays:
            return None
        return self.delays[max(0, math.ceil(quantile * len(self.delays)) - 1)]


def open_alarms(reader: Reader) -> Sequence[Alarm]:
    """All that are open, however old."""
    return reader.alarms(open_only=True, limit=1000)


def vitals(reader: Reader, now: datetime) -> Vitals:
    """Ask the store."""
    reports = reader.reports(None, since=now - DAY, limit=MOST_REPORTS)
    stories = reader.stories(Query(since=now - DAY), limit=MOST_STORIES)
    runs: dict[str, Run] = {}
    for run in reader.runs(100):
        runs.setdefault(run.job, run)
    return Vitals(
        statuses=reader.source_statuses(),
        alarms=open_alarms(reader),
        outcomes=_outcomes(reports),
        crawls=Counter(report.ok for report in reports),
        requests=sum(report.requests for report in reports),
        bytes=sum(report.bytes for report in reports),
        delays=_delays(stories),
        runs=runs,
    )


def _outcomes(reports: Sequence[CrawlReport]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for report in reports:
        found.update(report.outcomes)
    return found


def _delays(stories: Sequence[Story]) -> list[float]:
    """Older than a day when first seen means: a source was added, and brought its past along. That is no delay."""
    precise = (s for s in stories if s.lead.published and s.lead.published_precision in ("second", "minute"))
    found = ((s.first_seen - s.lead.published).total_seconds() for s in precise if s.lead.published)
    return sorted(max(0.0, seconds) for seconds in found if seconds <= DAY.total_seconds())
