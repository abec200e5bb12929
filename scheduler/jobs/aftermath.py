"""After a crawl: what the plan and the alarms make of it, who is told, what the log says."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from crawler.errors import ConfigError
from crawler.model import Alarm, CrawlReport, Source
from feeds.model import Query
from scheduler.alarms import Changes, Finding, compare, judge, tell
from scheduler.config import Config
from scheduler.jobs.schedule import MEMORY, entries_of, limits_of, memory_of, missed, remember, taught
from scheduler.logs import get_logger
from scheduler.plan import next_due

if TYPE_CHECKING:
    from crawler.store import Store

log = get_logger(__name__)


def learn_from(
    store: Store,
    crawls: Sequence[tuple[Source, CrawlReport]],
    now: datetime,
    scale: float = 1.0,
    offline: bool = False,
    *,
    shown: bool = False,
) -> Changes:
    """Record crawls, plan the next ones, and open or close what alarms that takes. `shown`: somebody is shown the reports
    themselves."""
    with MEMORY:
        learned = [
            (source, report, *taught(*memory_of(store, source.name), report, entries_of(source)))
            for source, report in crawls
        ]
        remember(
            store,
            [(one.name, state, base, next_due(state, now, limits_of(one, scale))) for one, _, state, base in learned],
            now,
        )
    store.record_reports(report for _, report in crawls)
    open_now = store.alarms(open_only=True, limit=1000)
    opened: list[Alarm] = []
    closed: list[Alarm] = []
    for source, report, state, base in learned:
        found = judge(base, now, expected=missed(state, base, now), offline=offline)
        changes = compare(source.name, open_now, found)
        told = tuple(store.open_alarm(_with_sample(store, source, alarm)) for alarm in changes.opened)
        for alarm in changes.closed:
            if alarm.id is not None:
                store.close_alarm(alarm.id, now)
        _log(report, told, changes.closed, shown=shown)
        opened += told
        closed += changes.closed
    return Changes(tuple(opened), tuple(closed))


def _with_sample(store: Store, source: Source, alarm: Alarm) -> Alarm:
    """The alarm with an address to look at: of articles that lack something the newest one, else where the source begins."""
    if alarm.sample:
        return alarm
    if alarm.kind == "thin":
        for story in store.stories(Query(sources=(source.name,), everything=True), limit=1):
            return replace(alarm, sample=next((one.url for one in story.outlets if one.source == source.name), None))
    return replace(alarm, sample=entries_of(source)[0])


UPKEEP = "upkeep/"
"""What stands before the name of a job of upkeep where alarms name a source; no source has a name like that."""


def learn_from_upkeep(store: Store, job: str, failure: str | None, now: datetime) -> Changes:
    """Open the alarm of a job of upkeep that failed, or close it when the job went well."""
    name = f"{UPKEEP}{job}"
    advice = f"mend that, then `silkwire maintain run {job}`; `silkwire doctor` looks the database over"
    found = () if failure is None else (Finding(kind="broken", since=now, message=failure, advice=advice),)
    before = [alarm for alarm in store.alarms(open_only=True, limit=1000) if alarm.source == name]
    changes = compare(name, before, found)
    opened = tuple(map(store.open_alarm, changes.opened))
    for alarm in changes.closed:
        if alarm.id is not None:
            store.close_alarm(alarm.id, now)
    _log_alarms(opened, changes.closed)
    return Changes(opened, changes.closed)


def close_orphans(store: Store, sources: Mapping[str, Source], now: datetime) -> None:
    """Close the alarms of sources that are not crawled any more: nothing would ever close them."""
    for alarm in store.alarms(open_only=True, limit=1000):
        if alarm.source.startswith(UPKEEP):
            continue
        known = sources.get(alarm.source)
        if alarm.id is not None and (known is None or not known.enabled):
            store.close_alarm(alarm.id, now)
            log.info("alarm over", source=alarm.source, kind=alarm.kind, why="the source is not crawled any more")


def _log(report: CrawlReport, opened: Sequence[Alarm], closed: Sequence[Alarm], *, shown: bool) -> None:
    seconds = round((report.ended - report.began).total_seconds(), 2)
    say = log.info if report.ok or shown else log.warning  # the report tells of the failure, and why
    say("crawled", source=report.source, ok=report.ok, seconds=seconds, requests=report.requests, **report.outcomes)
    for problem in report.problems[:3]:
        log.debug("problem", source=report.source, kind=problem.kind, url=problem.url, why=problem.message)
    _log_alarms(opened, closed)


def _log_alarms(opened: Sequence[Alarm], closed: Sequence[Alarm]) -> None:
    for alarm in opened:
        log.warning(
            "alarm", source=alarm.source, kind=alarm.kind, seen=alarm.message, sample=alarm.sample, advice=alarm.advice
        )
    for alarm in closed:
        log.info("alarm over", source=alarm.source, kind=alarm.kind)


async def tell_people(config: Config, opened: Sequence[Alarm], closed: Sequence[Alarm]) -> None:
    """Tell people; that nobody can be told is no reason to stop crawling."""
    if config.notify and (opened or closed):
        await asyncio.to_thread(tell_now, config, opened, closed)


def tell_now(config: Config, opened: Sequence[Alarm], closed: Sequence[Alarm]) -> None:
    """The same for who may wait for seconds."""
    try:
        if not tell(config.notify, opened, closed):
            log.warning("not told", advice="a notification service did not take the message: see the lines above")
    except ConfigError as error:
        log.error("not told", why=str(error))
