"""What a crawl's pages gave -> what is usual for them: which of them are articles, which fields those have."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from datetime import datetime

from crawler.model import CrawlReport, Problem
from scheduler.alarms.baseline import Baseline
from scheduler.alarms.trouble import PAGE, is_block, is_fault, kind_of

MEMORY = 60.0
"""Articles after which an old observation weighs half."""
NORMAL, SLOW = 1.0, 0.1
"""Weight of an observation: as usual, and when it looks like a fault."""


def learn_articles(base: Baseline, report: CrawlReport, now: datetime, entries: Collection[str]) -> Baseline:
    """The baseline after a crawl in which an entry point answered."""
    return _pages(_fields(base, report, now), report, now, entries)


def missing(base: Baseline, fields: Mapping[str, float]) -> dict[str, float]:
    """The fields that are there far less than usual: a third or less of a share that was above a half."""
    if base.articles < 5:
        return {}
    return {
        name: fields.get(name, 0.0)
        for name, usual in base.fields.items()
        if (usual >= 0.5 and fields.get(name, 0.0) <= usual / 3)
    }


def _articles(report: CrawlReport) -> int:
    return sum(report.outcomes.get(name, 0) for name in ("new", "revised", "copy"))


def _fields(base: Baseline, report: CrawlReport, now: datetime) -> Baseline:
    """Which fields the articles had, and which of them the source's own selectors found."""
    read = _articles(report)
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


def _pages(base: Baseline, report: CrawlReport, now: datetime, entries: Collection[str]) -> Baseline:
    """How many pages that were asked for gave an article."""
    read, lost = _articles(report), _lost(report, entries)
    unread = sum(report.outcomes.get(name, 0) for name in ("not-an-article", "unreadable"))
    failed = unread + len(lost)
    if not read + failed:
        return base
    weight = (read + failed) * (NORMAL if read else SLOW)
    share = weight / (base.pages + weight)
    hard = unread or any(kind_of(problem) == "hard" for problem in lost.values())
    return dataclasses.replace(
        base,
        pages=min(base.pages + weight, MEMORY),
        failing_pages=base.failing_pages + share * (failed / (read + failed) - base.failing_pages),
        pages_since=None if read else base.pages_since or now,
        pages_failed=0 if read else base.pages_failed + failed,
        pages_error="hard" if hard else "soft",
        sample=base.sample if read else _page(report) or next(iter(lost), None) or base.sample,
    )


def _lost(report: CrawlReport, entries: Collection[str]) -> dict[str, Problem]:
    """Pages that the server did not give, by address: neither for want of a network nor to turn us away."""
    return {
        one.url: one
        for one in report.problems
        if one.url
        and one.url not in entries
        and one.kind not in PAGE
        and is_fault(one)
        and not is_block(one)
        and kind_of(one) != "temporary"
    }


def _page(report: CrawlReport) -> str | None:
    return next((one.url for one in report.problems if one.kind in ("not-an-article", "unreadable") and one.url), None)
