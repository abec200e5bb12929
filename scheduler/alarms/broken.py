"""Baseline -> whether a source is broken: it fails, names nothing, or its pages give no article. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduler.alarms.baseline import Baseline
from scheduler.alarms.finding import POLLS, Finding

PATIENCE = {"temporary": timedelta(hours=6), "soft": timedelta(hours=6), "hard": timedelta()}
"""How long an error may last; what will not heal by itself is told as soon as the polls agree."""
PAGES = 5
"""Pages that must be known before it is told that none gives an article any more."""
LISTS = "look at `listing`, `article` and `lists` in the source file, then `silkwire sources check`"


def broken(base: Baseline, now: datetime, *, offline: bool) -> Finding | None:
    """The worst of it: no entry point answers, then some do not, then what the lists say, then the pages."""
    if base.failing_since and base.failures >= POLLS:
        return _failing(base, base.failing_since, now, offline=offline)
    return _one_entry(base, now, offline=offline) or _lists(base) or _pages(base, now)


def _due(kind: str | None, since: datetime, now: datetime, *, offline: bool) -> bool:
    if offline and kind == "temporary":
        return False
    return now - since >= PATIENCE.get(kind or "soft", PATIENCE["soft"])


def _failing(base: Baseline, since: datetime, now: datetime, *, offline: bool) -> Finding | None:
    if not _due(base.error, since, now, offline=offline):
        return None
    return Finding(
        kind="broken",
        since=since,
        message=f"{base.failures} crawls in a row failed: {base.message}",
        advice="open the sample in a browser; if the site moved, correct its addresses in the source file, "
        "then `silkwire sources check`",
        sample=base.sample,
    )


def _one_entry(base: Baseline, now: datetime, *, offline: bool) -> Finding | None:
    for url, one in base.lost.items():
        since = datetime.fromisoformat(one["since"])
        if one["polls"] >= POLLS and _due(one["kind"], since, now, offline=offline):
            return Finding(
                kind="broken",
                since=since,
                message=f"one of its entry points failed {one['polls']} times in a row, while others answer: {one['message']}",
                advice="open the sample in a browser; correct or take out this address in the source file, "
                "then `silkwire sources check`",
                sample=url,
            )
    return None


def _lists(base: Baseline) -> Finding | None:
    if base.empty_since and base.empty >= POLLS and base.lists:
        return Finding(
            kind="broken",
            since=base.empty_since,
            message=f"its lists name no article any more, {base.links:.0f} were usual",
            advice=f"the list's layout has changed: {LISTS}",
        )
    if base.guessed_since and base.guessed >= POLLS:
        return Finding(
            kind="broken",
            since=base.guessed_since,
            message="the selectors under `listing` find nothing in its list: its links are guessed from the whole page",
            advice=f"the list's layout has changed: {LISTS}",
        )
    if base.short_since and base.short >= POLLS:
        return Finding(
            kind="broken",
            since=base.short_since,
            message=f"its lists name far fewer links than ever before: {base.fewest:.0f} were the fewest",
            advice=f"the list is cut short, or its layout has changed: {LISTS}",
        )
    return None


def _pages(base: Baseline, now: datetime) -> Finding | None:
    usual = base.failing_pages
    if not base.pages_since or base.pages_failed < POLLS or base.pages < PAGES or usual >= 0.5:
        return None
    if not _due(base.pages_error, base.pages_since, now, offline=False):
        return None
    return Finding(
        kind="broken",
        since=base.pages_since,
        message=f"none of the last {base.pages_failed} pages gave an article, {1 - usual:.0%} were usual",
        advice="the pages' layout or addresses have changed: try the sample with `silkwire extract`, and correct `selectors`",
        sample=base.sample,
    )
