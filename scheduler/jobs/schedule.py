"""The plan's memory in the store: what is due, what a crawl taught, and when the next one comes."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from crawler.model import CrawlReport, Source
from scheduler.alarms import Baseline, learn
from scheduler.alarms.trouble import entry_problems, kind_of
from scheduler.config import Config
from scheduler.plan import (
    MAX_INTERVAL,
    MIN_INTERVAL,
    Limits,
    SourceState,
    next_due,
    observe,
    scale_for,
    steady,
    usual_days,
    worst,
)

if TYPE_CHECKING:
    from crawler.sources import Loaded
    from crawler.store import Store

PLAN, BASELINE = "plan", "baseline"
MEMORY = threading.Lock()
"""Held from reading the memory of sources to writing it back: crawls that end and a plan made anew must not undo each other."""


def limits_of(source: Source, scale: float = 1.0) -> Limits:
    """What a source's file says about its intervals."""
    shortest = source.shortest or MIN_INTERVAL
    longest = max(source.longest or MAX_INTERVAL, shortest)
    return Limits(every=source.every, shortest=shortest, longest=longest, scale=scale)


def memory_of(store: Store, name: str) -> tuple[SourceState, Baseline]:
    """What is remembered of a source; a new one when nothing is."""
    row: Mapping[str, Any] = store.plan_state(name) or {}
    return SourceState.from_json(row.get(PLAN)), Baseline.from_json(row.get(BASELINE))


def remember(store: Store, learned: Iterable[tuple[str, SourceState, Baseline, datetime]], now: datetime) -> None:
    """Keep it of each of these sources, with the moment of its next poll."""
    store.save_plans(
        [(name, {PLAN: state.to_json(), BASELINE: base.to_json()}, due_at) for name, state, base, due_at in learned],
        now,
    )


def scale_of(config: Config, store: Store, sources: Iterable[Source]) -> float:
    """The factor that keeps the configured budget of polls a day."""
    if config.requests_per_day is None:
        return 1.0
    known = [(memory_of(store, source.name)[0], limits_of(source)) for source in sources if source.enabled]
    return scale_for(known, config.requests_per_day)


def hints_of(report: CrawlReport) -> dict[str, Any]:
    """What a crawl tells the plan."""
    hints: dict[str, Any] = dict(report.hints) | {"salt": zlib.crc32(report.source.encode())}
    hints["unchanged"] = report.not_modified > 0
    if report.ok and isinstance(asked := hints.get("retry_after"), int | float):
        hints["retry_after"] = min(asked, MAX_INTERVAL.total_seconds())  # one page asks for patience, the lists answer
    if not report.ok:
        hints["error"] = worst(map(kind_of, entry_problems(report))) or "soft"
    return hints


def entries_of(source: Source) -> tuple[str, ...]:
    """The addresses at which a crawl of a source begins."""
    named = (*source.feeds, *source.lists, *source.sitemaps, *(api.url for api in source.apis))
    return named or (source.url,)


def taught(
    state: SourceState, base: Baseline, report: CrawlReport, entries: Collection[str] = ()
) -> tuple[SourceState, Baseline]:
    """The memory after a crawl; `entries` are the addresses at which it began."""
    new = report.outcomes.get("new", 0) + report.outcomes.get("copy", 0)
    state, base = observe(state, report.ended, new, hints_of(report)), learn(base, report, entries)
    return state, replace(base, pace=steady(state)) if new else base


def missed(state: SourceState, base: Baseline, now: datetime) -> float:
    """How many articles a source would usually have published since its last news."""
    if base.last_new is None or base.last_new >= now:
        return 0.0
    # a long silence teaches the plan quiet hours and days; they excuse no more than half of it
    days = (now - base.last_new) / timedelta(days=1)
    return base.pace * max(usual_days(state, base.last_new, now), days / 2)


def replan(config: Config, store: Store, loaded: Loaded, now: datetime) -> float:
    """Say anew when each source is due, from what is remembered: after a start, and after files have changed.

    What was polled before the start is due when it would have been, so a restart polls nothing early; what was never polled
    is due now. Returns the factor of the plan that keeps the budget of polls.
    """
    scale = scale_of(config, store, loaded.sources.values())
    with MEMORY:
        planned = []
        for source in loaded.sources.values():
            if source.enabled:
                state, base = memory_of(store, source.name)
                when = next_due(state, now, limits_of(source, scale)) if state.polled else now
                planned.append((source.name, state, base, when))
        remember(store, planned, now)
    return scale


def ready(store: Store, loaded: Loaded, now: datetime) -> tuple[Source, ...]:
    """The enabled sources whose time has come, the longest overdue first, after `replan` has planned all of them."""
    found = (loaded.sources.get(name) for name in store.due(now))
    return tuple(source for source in found if source is not None and source.enabled)


def due(config: Config, store: Store, loaded: Loaded, now: datetime) -> tuple[Source, ...]:
    """The same without a plan: sources that were never polled are due too."""
    found = ready(store, loaded, now)
    unknown = (source for source in loaded.sources.values() if source.enabled and source not in found)
    return (*found, *(source for source in unknown if store.plan_state(source.name) is None))
