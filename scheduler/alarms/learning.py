"""One crawl -> what is usual for its source.

A baseline must not learn a fault as the new usual at once, so what looks wrong is learned slowly: a redesign that is there to
stay becomes usual after about two weeks, and the alarm closes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import datetime

from crawler.model import CrawlReport
from scheduler.alarms.articles import learn_articles
from scheduler.alarms.baseline import Baseline
from scheduler.alarms.lists import learn_lists
from scheduler.alarms.trouble import blocks, entry_problems, first, kind_of

GAPS = 40
"""Silences remembered."""
ASKED = ("new", "seen", "revised", "copy", "not-an-article", "unreadable", "failed", "refused")
"""Outcomes of pages that were asked for."""


def learn(base: Baseline, report: CrawlReport, entries: Collection[str] = ()) -> Baseline:
    """The baseline after a crawl. `entries` are the addresses that the source's file names: what else failed is a page."""
    now = report.ended
    base = dataclasses.replace(base, began=base.began or now, polls=base.polls + 1)
    base = _blocked(base, report, now, entries)
    if not report.ok:
        return _failed(base, report, now)
    base = dataclasses.replace(base, last_ok=now, failing_since=None, failures=0, error=None, message=None)
    return _news(learn_articles(learn_lists(base, report, now, entries), report, now, entries), report, now)


def _blocked(base: Baseline, report: CrawlReport, now: datetime, entries: Collection[str]) -> Baseline:
    """Whether the site turns us away: its entry points, or half of the pages that were asked for."""
    refused = [one for one in blocks(report) if not report.ok or one.url not in entries]
    asked = sum(report.outcomes.get(name, 0) for name in ASKED)
    if report.ok and not asked and not base.failing_since:
        return base  # no page was asked for, so nothing is known of pages
    if not refused or (report.ok and len(refused) * 2 < asked):
        return dataclasses.replace(base, blocked_since=None, blocked=0, refusal=None) if report.ok else base
    return dataclasses.replace(
        base,
        blocked_since=base.blocked_since or now,
        blocked=base.blocked + 1,
        refusal=refused[0].message,
        sample=refused[0].url or base.sample,
    )


def _failed(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    why = first(entry_problems(report)) or first(report.problems)
    return dataclasses.replace(
        base,
        failing_since=base.failing_since or now,
        failures=base.failures + 1,
        error=kind_of(why) if why else "soft",
        message=why.message if why else "the crawl ended without a reason",
        sample=why.url if why else None,
    )


def _news(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """When there was news."""
    if not report.outcomes.get("new", 0) + report.outcomes.get("copy", 0):
        return base
    gaps = base.gaps
    if base.last_new:
        gaps = (*gaps, (now - base.last_new).total_seconds() / 3600)[-GAPS:]
    return dataclasses.replace(base, last_new=now, gaps=gaps)
