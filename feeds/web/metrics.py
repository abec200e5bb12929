"""What can be counted of serving, in Prometheus' text form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

if TYPE_CHECKING:
    from feeds.web.desk import Desk
    from feeds.web.fresh import Fresh
    from feeds.web.library import Library

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counts of one web room; a registry of its own, so that two rooms in one process do not mix."""

    def __init__(self, desk: Desk, library: Library, fresh: Fresh) -> None:
        self._desk, self._library, self._fresh = desk, library, fresh
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "silkwire_http_requests",
            "Requests answered, by what was asked for and the status.",
            ("kind", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "silkwire_http_seconds",
            "Seconds until an answer was sent, by what was asked for.",
            ("kind",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self.limited = Counter(
            "silkwire_http_limited", "Requests answered with 429.", ("kind",), registry=self._registry
        )
        self._registry.register(_Gauges(self))
        self.beside: Callable[[], bytes] = bytes
        """Figures of whoever started this process, in the same form; of other names than ours."""

    def answered(self, kind: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._requests.labels(kind, str(status)).inc()
        self._seconds.labels(kind).observe(seconds)

    def text(self, more: Iterable[Metric] = ()) -> bytes:
        """Everything, with further families."""
        families = CollectorRegistry()
        families.register(_Fixed(tuple(more)))
        return bytes(generate_latest(self._registry) + generate_latest(families)) + self.beside()

    def families(self) -> Iterable[Metric]:
        """What the parts count themselves."""
        quick = CounterMetricFamily(
            "silkwire_http_desk", "Documents handed out from memory before any routing.", labels=["status"]
        )
        for status, count in sorted(self._desk.answered.items()):
            quick.add_metric([str(status)], count)
        yield quick
        yield GaugeMetricFamily("silkwire_documents_held", "Documents in memory.", value=len(self._library))
        yield GaugeMetricFamily("silkwire_documents_bytes", "Bytes of documents in memory.", value=self._library.size)
        counts = self._fresh.counts
        yield CounterMetricFamily("silkwire_made", "Pages and ad-hoc documents made.", value=counts.made)
        yield CounterMetricFamily("silkwire_shared", "Wishes met by what was made for another.", value=counts.shared)


class _Gauges:
    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics.families()


class _Fixed:
    def __init__(self, families: tuple[Metric, ...]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families
