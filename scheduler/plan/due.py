"""State -> when to poll next."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from scheduler.plan import rhythm
from scheduler.plan.backoff import RETRY_AT_MOST, pause
from scheduler.plan.state import MAX_INTERVAL, MIN_INTERVAL, SourceState

EAGERNESS = 10.7
"""Polls a day of a source with one article a day; the number grows with the square root of the articles.
At 10.7 a source of five articles a day is asked once an hour, the usual rate of feed readers."""
FLOOR = 0.15
"""Least rate of an hour as a share of the source's mean: a learned quiet hour may be wrong."""
LEARNING = 6
"""Polls during which a new source is asked at least every LEARN_EVERY."""
LEARN_EVERY = timedelta(hours=2)
JITTER = 0.25
"""Share of a pause after an error by which sources are spread."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What a source's file and the configuration say."""

    every: timedelta | None = None
    """Exactly this interval; nothing is learned into it."""
    shortest: timedelta = MIN_INTERVAL
    longest: timedelta = MAX_INTERVAL
    scale: float = 1.0
    """Factor on the number of polls, to keep a budget: see `scale_for`."""


def next_due(state: SourceState, now: datetime, limits: Limits = Limits()) -> datetime:
    """The moment of the next poll, later than now.

    A source that was never polled is due a moment after now. After an error the pause of its kind holds; what the
    server asked for (Retry-After, ttl, Cache-Control, skipHours) is a lower bound.
    """
    now = now.astimezone(UTC)
    least = now + timedelta(seconds=1)
    if state.polled is None:
        return least
    begin = min(state.polled, now)  # a clock that went back leaves a poll in the future
    wait = _fixed(state, limits.every) if limits.every else _learned(state, begin, limits)
    due = max(begin + wait, min(state.retry_at or least, now + RETRY_AT_MOST))
    return max(_outside(due, state.skip_hours) if not limits.every else due, least)


def _fixed(state: SourceState, every: timedelta) -> timedelta:
    """The interval of the source's file; errors double it up to the first pause of their kind, never further."""
    if not state.error:
        return every
    return min(every * (1 << min(state.failures, 16)), max(every, pause(state.error, 1)))


def _learned(state: SourceState, begin: datetime, limits: Limits) -> timedelta:
    longest = max(limits.longest, limits.shortest)
    wait = min(max(_interval(state, begin, limits), limits.shortest), longest)
    if state.polls < LEARNING:
        wait = min(wait, max(LEARN_EVERY, limits.shortest))
    if state.fresh_until:
        wait = max(wait, min(state.fresh_until - begin, longest))
    if state.error:
        wait = max(wait if state.failures == 1 else limits.shortest, pause(state.error, state.failures))
        wait *= 1 + JITTER * _spread(state)
    return wait


def _interval(state: SourceState, begin: datetime, limits: Limits) -> timedelta:
    """How long until one poll is earned: polls grow with the square root of the rate of articles, hour by hour."""
    pace = EAGERNESS * limits.scale * math.sqrt(rhythm.level(state)) / 86400
    earned, at, end = 0.0, begin, begin + limits.longest
    while at < end:
        upto = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        rate = pace * math.sqrt(max(FLOOR, rhythm.factor(state, at)))
        if earned + rate * (upto - at).total_seconds() >= 1:
            return at - begin + timedelta(seconds=(1 - earned) / rate)
        earned += rate * (upto - at).total_seconds()
        at = upto
    return limits.longest


def _outside(due: datetime, skip_hours: tuple[int, ...]) -> datetime:
    """The first moment from then on that lies in no hour to be skipped."""
    for _ in range(24):
        if due.hour not in skip_hours:
            break
        due = due.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due


def _spread(state: SourceState) -> float:
    """A number 0..1 that differs from source to source and from poll to poll, the same for the same state."""
    return ((state.salt * 2654435761 + state.polls * 40503) % 4096) / 4096


def polls_per_day(state: SourceState, limits: Limits = Limits()) -> float:
    """How often a source will be polled on a mean day, without errors."""
    if limits.every:
        return timedelta(days=1) / limits.every
    free = EAGERNESS * limits.scale * math.sqrt(rhythm.level(state))
    return min(max(free, timedelta(days=1) / limits.longest), timedelta(days=1) / limits.shortest)


def scale_for(sources: Iterable[tuple[SourceState, Limits]], budget: int | None) -> float:
    """The factor with which all sources together keep a budget of polls a day; 1.0 when they keep it anyhow.

    Fixed and longest intervals are promises and go before the budget, so a very small one may be exceeded.
    """
    known = list(sources)

    def total(scale: float) -> float:
        return sum(polls_per_day(state, replace(limits, scale=scale)) for state, limits in known)

    if budget is None or total(1.0) <= budget:
        return 1.0
    low, high = 1e-3, 1.0
    for _ in range(24):
        middle = math.sqrt(low * high)
        low, high = (low, middle) if total(middle) > budget else (middle, high)
    return low
