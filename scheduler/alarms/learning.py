"""One crawl -> what is usual for its source.

A baseline must not learn a fault as the new usual at once, so what looks wrong is learned slowly: a redesign that is there to
stay becomes usual after about two weeks, and the alarm closes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime, timedelta

from crawler.model import CrawlReport
from scheduler.alarms.baseline import Baseline
from scheduler.alarms.trouble import blocks, entry_problems, first, kind_of

MEMORY = 60.0
"""Articles after which an old observation weighs half."""
GAPS = 40
"""Silences remembered."""
LAG_FADES = 0.97
"""What is left of the longest age at each new entry: an exceptional pause is forgotten after some dozens."""
NORMAL, SLOW = 1.0, 0.1
"""Weight of an observation: as usual, and when it looks like a fault."""


def learn(base: Baseline, report: CrawlReport) -> Baseline:
    """The baseline after a crawl."""
    now = report.ended
    base = dataclasses.replace(base, began=base.began or now, polls=base.polls + 1)
    base = _blocked(base, report, now)
    if not report.ok:
        return _failed(base, report, now)
    base = dataclasses.replace(base, last_ok=now, failing_since=None, failures=0, error=None, message=None)
    return _news(_pages(_fields(_listed(base, report, now), report, now), report, now), report, now)


def _blocked(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    refused = blocks(report)
    if not refused or (report.ok and len(refused) * 2 < report.requests):
        return dataclasses.replace(base, blocked_since=None, blocked=0) if report.ok else base
    return dataclasses.replace(
        base, blocked_since=base.blocked_since or now, blocked=base.blocked + 1, sample=refused[0].url or base.sample
    )


def _failed(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    why = first(entry_problems(report)) or first(report.problems)
    return dataclasses.replace(
        base,
        failing_since=base.failing_since or now,
        failures=base.failures + 1,
        error=kind_of(why) if why else "soft",
        message=why.message if why else "the crawl ended without a reason",
        sample=why.url if why and why.url else base.sample,
    )


def _listed(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """What the lists named."""
    base = _renewed(base, report, now)
    if not report.found:
        if report.not_modified:
            return base
        return dataclasses.replace(base, empty_since=base.empty_since or now, empty=base.empty + 1)
    share = 1 / min(base.lists + 1, 30)
    return dataclasses.replace(
        base, links=base.links + share * (report.found - base.links), lists=base.lists + 1, empty_since=None, empty=0
    )


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


def _count(report: CrawlReport) -> tuple[int, int]:
    """Articles read, and pages that gave none."""
    read = sum(report.outcomes.get(name, 0) for name in ("new", "revised", "copy"))
    return read, sum(report.outcomes.get(name, 0) for name in ("not-an-article", "unreadable"))


def missing(base: Baseline, fields: Mapping[str, float]) -> dict[str, float]:
    """The fields that are there far less than usual: a third or less of a share that was above a half."""
    if base.articles < 5:
        return {}
    return {
        name: fields.get(name, 0.0)
        for name, usual in base.fields.items()
        if (usual >= 0.5 and fields.get(name, 0.0) <= usual / 3)
    }


def _fields(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """Which fields the articles had."""
    read, _ = _count(report)
    if not read or not report.fields:
        return base
    lacking = missing(base, report.fields)
    weight = read * (SLOW if lacking else NORMAL)
    share = weight / (base.articles + weight)
    names = {*base.fields, *report.fields}
    usual = {
        name: report.fields.get(name, 0.0)
        if not base.articles
        else base.fields.get(name, 0.0) + share * (report.fields.get(name, 0.0) - base.fields.get(name, 0.0))
        for name in sorted(names)
    }
    return dataclasses.replace(
        base,
        articles=min(base.articles + weight, MEMORY),
        fields=usual,
        thin=lacking,
        thin_since=(base.thin_since or now) if lacking else None,
        thin_polls=base.thin_polls + 1 if lacking else 0,
    )


def _pages(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """How many fetched pages gave an article."""
    read, failed = _count(report)
    if not read + failed:
        return base
    weight = (read + failed) * (NORMAL if read else SLOW)
    share = weight / (base.pages + weight)
    return dataclasses.replace(
        base,
        pages=min(base.pages + weight, MEMORY),
        failing_pages=base.failing_pages + share * (failed / (read + failed) - base.failing_pages),
        pages_since=None if read else base.pages_since or now,
        pages_failed=0 if read else base.pages_failed + failed,
        sample=base.sample if read else _page(report) or base.sample,
    )


def _page(report: CrawlReport) -> str | None:
    return next((one.url for one in report.problems if one.kind in ("not-an-article", "unreadable") and one.url), None)


def _news(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """When there was news."""
    if not report.outcomes.get("new", 0) + report.outcomes.get("copy", 0):
        return base
    gaps = base.gaps
    if base.last_new:
        gaps = (*gaps, (now - base.last_new).total_seconds() / 3600)[-GAPS:]
    return dataclasses.replace(base, last_new=now, gaps=gaps)
