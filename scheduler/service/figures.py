"""What can be counted of crawling and publishing, in Prometheus' text form. The web process shows it at `/metrics`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from crawler.model import CrawlReport
from scheduler.jobs import Published

if TYPE_CHECKING:
    from crawler.engine import Progress

DELAYS = (1, 2, 5, 10, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400)
"""Seconds: from a feed written at once to an article that was found a day late."""
LENGTHS = (0.1, 0.5, 1, 5, 15, 60, 300, 900)


class Crawling(Protocol):
    """What is looked at in the moment of asking: the crew and its pool."""

    def state(self) -> Mapping[str, float]:
        """Values of the gauges in `GAUGES`, by name; and of `hung` and `killed`."""
        ...


GAUGES = {
    "crawls_running": "Sources that are being crawled.",
    "pages_waiting": "Pages that are wanted and have no outcome yet: the queue.",
    "pool_waiting": "Pages and lists that wait for a reading process.",
    "pool_workers": "Reading processes that there may be.",
    "pool_workers_alive": "Reading processes that there are.",
    "pool_workers_busy": "Reading processes that read a page now.",
    "network_up": "Whether our own network is taken for working.",
}
COUNTS = {
    "pool_hung": "Pages that took too long to read.",
    "pool_killed": "Times that a reading process went down with a page.",
    "web_starts": "Starts of the web process.",
}


class Figures:
    """Counts since the start of the service. Used in its loop alone."""

    def __init__(self, crawling: Crawling) -> None:
        self._crawling = crawling
        self._registry = CollectorRegistry()

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f"silkwire_{name}", text, labels, registry=self._registry)

        def histogram(name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
            return Histogram(f"silkwire_{name}", text, labels, buckets=buckets, registry=self._registry)

        self._crawls = counter("crawls", "Crawls that ended, by whether the source answered.", "ok")
        self._outcomes = counter("pages", "Pages that were asked for, by outcome.", "outcome")
        self._requests = counter("requests", "Requests made to sources.")
        self._bytes = counter("bytes", "Bytes taken from sources.")
        self._problems = counter("problems", "What went wrong in crawls, by kind.", "kind")
        self._lasted = histogram("crawl_seconds", "Seconds that a crawl of a source took.", LENGTHS)
        self._runs = counter("publications", "Times that feeds were written, by whether it went well.", "ok")
        self._documents = counter("documents_built", "Documents that were built, by what became of them.", "result")
        self._writing = histogram("publication_seconds", "Seconds that writing the feeds took.", LENGTHS)
        self._delay = histogram(
            "publication_to_feed_seconds",
            "Seconds from the publication that an article tells, to the minute at least, to our feed.",
            DELAYS,
        )
        self._ours = histogram(
            "seen_to_feed_seconds", "Seconds from the moment that we kept a story to our feed.", DELAYS
        )
        self._registry.register(_State(crawling))
        ProcessCollector(namespace="silkwire_service", registry=self._registry)

    def crawled(self, report: CrawlReport) -> None:
        """Count a crawl."""
        self._crawls.labels(str(report.ok).lower()).inc()
        for outcome, count in report.outcomes.items():
            if outcome not in ("known", "archived"):
                self._outcomes.labels(outcome).inc(count)
        for problem in report.problems:
            self._problems.labels(problem.kind).inc()
        self._requests.inc(report.requests)
        self._bytes.inc(report.bytes)
        self._lasted.observe(max(0.0, (report.ended - report.began).total_seconds()))

    def published(self, done: Published) -> None:
        """Count a writing of the feeds, and how late its news came."""
        self._runs.labels(str(done.report is not None).lower()).inc()
        self._writing.observe(done.seconds)
        if done.report is not None:
            self._documents.labels("written").inc(done.report.written)
            self._documents.labels("unchanged").inc(done.report.unchanged)
        for seconds in done.delays:
            self._delay.observe(seconds)
        for seconds in done.ours:
            self._ours.observe(seconds)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return bytes(generate_latest(self._registry))


class Queue:
    """Pages that are wanted and have no outcome yet, from what the crawls under way tell."""

    def __init__(self) -> None:
        self._left: dict[str, int] = {}

    def tell(self, progress: Progress) -> None:
        """A source is so far."""
        self._left[progress.source] = max(0, progress.wanted - progress.done)

    def over(self, source: str) -> None:
        """The crawl of a source ended, however."""
        self._left.pop(source, None)

    def __len__(self) -> int:
        return sum(self._left.values())


class _State:
    def __init__(self, crawling: Crawling) -> None:
        self._crawling = crawling

    def collect(self) -> Iterable[Metric]:
        now = self._crawling.state()
        for name, text in GAUGES.items():
            yield GaugeMetricFamily(f"silkwire_{name}", text, value=now.get(name, 0.0))
        for name, text in COUNTS.items():
            yield CounterMetricFamily(f"silkwire_{name}", text, value=now.get(name, 0.0))
