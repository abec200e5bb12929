"""Baseline and plan -> what is wrong with a source now, in words for people. Pure."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from scheduler.alarms.baseline import Baseline
from scheduler.alarms.broken import broken
from scheduler.alarms.finding import POLLS, Finding

UNLIKELY = math.log(10_000)
"""A silence is told when news of the usual rate would be silent so long in one of 10,000 cases."""
GAP = 2.0
"""... and it is so many times longer than the longest silence remembered."""
SILENCE = timedelta(hours=12)
"""Shortest silence that is told at all."""
STALE, LEAST_STALE = timedelta(days=45), timedelta(days=3)
"""A list that was never renewed and is older than this has stopped: the slowest of the catalogue publish every few weeks.
One with a history is told when its newest entry is several times older than ever before, and some days at least."""
RENEWED, OLDER = 3, 3.0


def judge(base: Baseline, now: datetime, *, expected: float = 0.0, offline: bool = False) -> tuple[Finding, ...]:
    """What is wrong with a source, one finding a kind.

    Args:
        base: its history, the last crawl included
        now: the moment, aware
        expected: how many articles its learned rhythm would have brought since its last news
        offline: whether our own network seems to be down; then nobody is told of sites that cannot be reached
    """
    blocked = _blocked(base)
    found = [blocked, None if blocked else broken(base, now, offline=offline), _thin(base)]
    if not any(found):
        found.append(_stale(base, now) or _silent(base, now, expected))
    return tuple(one for one in found if one)


def _blocked(base: Baseline) -> Finding | None:
    if base.blocked < POLLS or base.blocked_since is None:
        return None
    return Finding(
        kind="blocked",
        since=base.blocked_since,
        message=f"the site turned us away {base.blocked} times in a row: {base.refusal or 'pages were refused'}",
        advice="open the sample in a browser; ask less often (`every`, `delay`), name a contact, or ask the site's owner",
        sample=base.sample,
    )


def _thin(base: Baseline) -> Finding | None:
    if base.thin_since is None or base.thin_polls < POLLS or not base.thin:
        return None
    parts = ", ".join(_share(name, share, base.fields[name]) for name, share in sorted(base.thin.items()))
    return Finding(
        kind="thin",
        since=base.thin_since,
        message=f"articles lack what they used to have: {parts}",
        advice="the pages' layout has changed: try the sample with `silkwire extract`, and correct `selectors`",
    )


def _share(name: str, share: float, usual: float) -> str:
    if name == "characters":
        return f"text of {share:.0f} characters (usual: {usual:.0f})"
    return f"{name} in {share:.0%} (usual: {usual:.0%})"


def _stale(base: Baseline, now: datetime) -> Finding | None:
    if base.newest is None or base.failing_since:
        return None
    age = now - base.newest
    usual = timedelta(hours=base.lag)
    if age < (max(LEAST_STALE, OLDER * usual) if base.renewed >= RENEWED else STALE):
        return None
    return Finding(
        kind="stale",
        since=base.newest,
        message=f"its list answers, but the newest entry is {age.days} days old",
        advice="look whether the site moved its news to another list or feed: `silkwire sources add URL` shows what it offers",
    )


def _silent(base: Baseline, now: datetime, expected: float) -> Finding | None:
    if base.last_new is None or base.failing_since or len(base.gaps) < 3:
        return None
    silence = now - base.last_new
    longest = timedelta(hours=max(base.gaps))
    if silence < max(SILENCE, GAP * longest) or expected < UNLIKELY:
        return None
    return Finding(
        kind="silent",
        since=base.last_new,
        message=f"no new article for {_words(silence)}; the longest silence so far was {_words(longest)}",
        advice="open the site: if it has news, its list or feed has changed; `silkwire sources check` says what we see",
    )


def _words(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    return (
        f"{hours / 24:.0f} days" if hours >= 72 else f"{hours:.0f} hours" if hours >= 2 else f"{hours * 60:.0f} minutes"
    )
