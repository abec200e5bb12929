"""Is it the sites that fail, or our own network? Then nobody is blamed, one site is asked now and then, and no crowd comes after."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from crawler.model import CrawlReport
from scheduler.alarms.trouble import entry_problems, kind_of

ENOUGH = 3
"""Different sources that must have failed in a row, on the way to them, before our own network is called down."""
PROBE = 30.0
"""Seconds between two attempts while it is down: each with another source."""
RECOVERY = 2.0
"""Seconds between two starts after it came back, until the backlog is gone."""


class Weather:
    """Watches the crawls of all sources. `monotonic` gives seconds that never jump."""

    def __init__(self, monotonic: Callable[[], float], sources: int = ENOUGH) -> None:
        self._monotonic = monotonic
        self._needed = ENOUGH
        self.expect(sources)
        self._failed: deque[str] = deque(maxlen=ENOUGH)
        self._last_start = -PROBE
        self.offline = False
        self.recovering = False
        """Whether a backlog is being worked off."""

    def expect(self, sources: int) -> None:
        """How many sources there are; with a single one its own backoff is enough."""
        self._needed = min(ENOUGH, max(2, sources))

    def saw(self, report: CrawlReport) -> bool:
        """Take note of a crawl; True when the judgement changed."""
        before = self.offline
        if report.ok or not self._on_the_way(report):
            self._failed.clear()
            self.offline = False
        else:
            if report.source not in self._failed:
                self._failed.append(report.source)
            self.offline = len(self._failed) >= self._needed
        self.recovering = self.recovering or (before and not self.offline)
        return self.offline != before

    @staticmethod
    def _on_the_way(report: CrawlReport) -> bool:
        problems = entry_problems(report)
        return bool(problems) and all(kind_of(problem) == "temporary" for problem in problems)

    def may_start(self, running: int) -> bool:
        """Whether one more crawl may be started now."""
        since = self._monotonic() - self._last_start
        if self.offline:
            return running == 0 and since >= PROBE
        return not self.recovering or since >= RECOVERY

    def started(self) -> None:
        """A crawl was started."""
        self._last_start = self._monotonic()

    def caught_up(self) -> None:
        """Nothing is overdue any more."""
        self.recovering = False
