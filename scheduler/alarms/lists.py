"""What a crawl's entry points said -> what is usual for them: links, dates, and which of them fail while others answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import datetime, timedelta

from crawler.model import CrawlReport
from scheduler.alarms.baseline import Baseline
from scheduler.alarms.trouble import is_fault, kind_of

LAG_FADES = 0.97
"""What is left of the longest age at each new entry: an exceptional pause is forgotten after some dozens."""
FEWER = 3.0
"""A list is cut short when it names so many times fewer links than it ever did ..."""
KNOWN_FOR = timedelta(days=8)
"""... since a time that holds a weekend ..."""
LEAST = 6.0
"""... and it named so many at least: short lists vary."""
COMPARED, SLOW = 3, 0.1
"""Lists that must be known before their selectors are judged; weight of an observation that looks like a fault."""
GROWS, SHRINKS = 0.002, 0.998
"""How fast the fewest links follow a list that has become longer, or shorter, a poll: of a list asked every hour within two weeks."""


def learn_lists(base: Baseline, report: CrawlReport, now: datetime, entries: Collection[str]) -> Baseline:
    """The baseline after a crawl in which an entry point answered."""
    return _links(_guessed(_lost(_renewed(base, report, now), report, now, entries), report, now), report, now)


def _lost(base: Baseline, report: CrawlReport, now: datetime, entries: Collection[str]) -> Baseline:
    """Entry points that failed while others answered."""
    failed = {one.url: one for one in report.problems if one.url in entries and is_fault(one)}
    lost = {}
    for url, problem in failed.items():
        before = base.lost.get(str(url), {"since": now.isoformat(), "polls": 0})
        polls = int(before["polls"]) + 1
        lost[str(url)] = {**before, "polls": polls, "kind": kind_of(problem), "message": problem.message}
    return dataclasses.replace(base, lost=lost)


def _guessed(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """Whether the source's own selectors found nothing in a list where they used to. A list that did not change tells nothing."""
    if report.not_modified and not report.guessed:
        return base
    more = base.lists >= COMPARED and report.guessed > base.guessing + 0.5
    share = 1 / min(base.lists + 1, 30) * (SLOW if more else 1.0)
    return dataclasses.replace(
        base,
        guessing=base.guessing + share * (report.guessed - base.guessing),
        guessed_since=(base.guessed_since or now) if more else None,
        guessed=base.guessed + 1 if more else 0,
    )


def _links(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """How many links there were."""
    if not report.found:
        if report.not_modified:
            return base
        return dataclasses.replace(base, empty_since=base.empty_since or now, empty=base.empty + 1)
    share = 1 / min(base.lists + 1, 30)
    base = _fewest(base, report, now)
    return dataclasses.replace(
        base, links=base.links + share * (report.found - base.links), lists=base.lists + 1, empty_since=None, empty=0
    )


def _fewest(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """Whether the lists are cut short. Polls in which one of several lists did not come whole cannot be compared."""
    if report.not_modified or base.lost:
        return base
    known = base.began is not None and now - base.began >= KNOWN_FOR
    if known and base.fewest >= LEAST and report.found * FEWER < base.fewest:
        return dataclasses.replace(
            base, fewest=base.fewest * SHRINKS, short_since=base.short_since or now, short=base.short + 1
        )
    grown = base.fewest + GROWS * (report.found - base.fewest)
    fewest = min(report.found, grown) if base.lists else float(report.found)
    return dataclasses.replace(base, fewest=fewest, short_since=None, short=0)


def _renewed(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """Whether a newer entry came; a date that lies in the future is a mistake of the site and tells nothing."""
    if report.newest is None or report.newest > now + timedelta(days=1):
        return base
    if base.newest is None:
        return dataclasses.replace(base, newest=report.newest)
    if report.newest <= base.newest:
        return base
    waited = max(0.0, (now - base.newest).total_seconds() / 3600)
    return dataclasses.replace(
        base, newest=report.newest, lag=max(base.lag * LAG_FADES, waited), renewed=base.renewed + 1
    )
