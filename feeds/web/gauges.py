"""What the store tells of crawling, as Prometheus families."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from crawler.model import SourceStatus


def gauges(statuses: Sequence[SourceStatus], answers: bool, now: datetime) -> Iterator[Metric]:
    """Families of the sources' state at this moment.

    Args:
        answers: whether the store answered.
    """
    yield GaugeMetricFamily("silkwire_store_up", "Whether the database answers.", value=float(answers))
    if not answers:
        return
    alarms = Counter(alarm.kind for s in statuses for alarm in s.alarms if alarm.closed is None and not alarm.muted)
    opened = GaugeMetricFamily("silkwire_alarms_open", "Open alarms, by kind.", labels=["kind"])
    for kind in ("broken", "silent", "thin", "stale", "blocked"):
        opened.add_metric([kind], alarms[kind])
    yield opened
    yield GaugeMetricFamily(
        "silkwire_sources_enabled", "Sources that are crawled.", value=sum(s.enabled for s in statuses)
    )
    articles = CounterMetricFamily(
        "silkwire_source_articles", "Articles that a source ever brought.", labels=["source"]
    )
    ages = GaugeMetricFamily(
        "silkwire_source_success_age_seconds", "Seconds since a source last answered.", labels=["source"]
    )
    silences = GaugeMetricFamily(
        "silkwire_source_new_age_seconds", "Seconds since a source last brought something new.", labels=["source"]
    )
    late = GaugeMetricFamily("silkwire_source_overdue_seconds", "Seconds that a poll is late.", labels=["source"])
    for s in statuses:
        articles.add_metric([s.name], s.articles)
        if s.last_success:
            ages.add_metric([s.name], (now - s.last_success).total_seconds())
        if s.last_new:
            silences.add_metric([s.name], (now - s.last_new).total_seconds())
        if s.enabled and s.next_due:
            late.add_metric([s.name], max(0.0, (now - s.next_due).total_seconds()))
    yield from (articles, ages, silences, late)
