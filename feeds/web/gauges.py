"""What the store tells of crawling, as Prometheus families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from crawler.model import SourceStatus
from feeds.web.vitals import QUANTILES, Vitals

KINDS = ("broken", "silent", "thin", "stale", "blocked")


def gauges(seen: Vitals | None, now: datetime) -> Iterator[Metric]:
    """Families of the state at this moment; `seen` is None when the store does not answer."""
    yield GaugeMetricFamily("silkwire_store_up", "Whether the database answers.", value=float(seen is not None))
    if seen is None:
        return
    yield _family(
        "silkwire_alarms_open", "Open alarms.", "kind", ((kind, seen.open_alarms.get(kind, 0)) for kind in KINDS)
    )
    yield from _day(seen)
    yield from _sources(seen.statuses, now)
    yield from _runs(seen, now)


def _day(seen: Vitals) -> Iterator[Metric]:
    outcomes = sorted(seen.outcomes.items())
    yield _family("silkwire_day_articles", "Articles of the last 24 hours, by outcome.", "outcome", outcomes)
    crawls = ((str(ok).lower(), seen.crawls.get(ok, 0)) for ok in (True, False))
    yield _family("silkwire_day_crawls", "Crawls of the last 24 hours, by whether the source answered.", "ok", crawls)
    yield GaugeMetricFamily("silkwire_day_requests", "Requests to sources in the last 24 hours.", value=seen.requests)
    yield GaugeMetricFamily("silkwire_day_bytes", "Bytes from sources in the last 24 hours.", value=seen.bytes)
    delays = ((str(quantile), seen.delay(quantile)) for quantile in QUANTILES)
    yield _family(
        "silkwire_day_delay_seconds",
        "Seconds from publication until we saw it, of stories seen and published within 24 hours.",
        "quantile",
        ((quantile, delay) for quantile, delay in delays if delay is not None),
    )


def _sources(statuses: Sequence[SourceStatus], now: datetime) -> Iterator[Metric]:
    enabled = [s for s in statuses if s.enabled]
    due = sum(s.next_due is not None and s.next_due <= now for s in enabled)
    yield GaugeMetricFamily("silkwire_sources_enabled", "Sources that are crawled.", value=len(enabled))
    yield GaugeMetricFamily("silkwire_sources_due", "Sources whose poll is due: the queue.", value=due)
    articles = CounterMetricFamily(
        "silkwire_source_articles", "Articles that a source ever brought.", labels=["source"]
    )
    for s in statuses:
        articles.add_metric([s.name], s.articles)
    yield articles
    yield _family(
        "silkwire_source_success_age_seconds",
        "Seconds since a source last answered.",
        "source",
        ((s.name, (now - s.last_success).total_seconds()) for s in statuses if s.last_success),
    )
    yield _family(
        "silkwire_source_new_age_seconds",
        "Seconds since a source last brought something new.",
        "source",
        ((s.name, (now - s.last_new).total_seconds()) for s in statuses if s.last_new),
    )


def _runs(seen: Vitals, now: datetime) -> Iterator[Metric]:
    runs = sorted(seen.runs.items())
    ages = ((job, (now - run.ended).total_seconds()) for job, run in runs)
    yield _family("silkwire_job_age_seconds", "Seconds since a job last ended.", "job", ages)
    lengths = ((job, (run.ended - run.began).total_seconds()) for job, run in runs)
    yield _family("silkwire_job_seconds", "Seconds that the last run of a job took.", "job", lengths)
    yield _family(
        "silkwire_job_ok", "Whether the last run of a job went well.", "job", ((job, run.ok) for job, run in runs)
    )


def _family(name: str, help_text: str, label: str, values: Iterable[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for key, value in values:
        family.add_metric([key], value)
    return family
