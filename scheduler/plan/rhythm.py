"""How many articles a source is likely to publish in which hour: its level, its day and its week, from a fading memory.

All estimates are shrunk towards what is usual for news sites, so that a new source is neither forgotten nor hammered.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from scheduler.plan.state import SourceState

FAST, SLOW, SHAPE = 4.0, 21.0, 28.0
"""Half-lives in days: of the recent level, of the steady level, of the day and week."""
PRIOR_ARTICLES, PRIOR_DAYS = 0.6, 0.12
"""A new source is taken for one of five articles a day, with little weight."""
STEADY_WEIGHT = 2.5
"""Days that the steady level weighs beside the recent one."""
FLAT_HOURS, FLAT_WEEK = 6.0, 14.0
"""Articles after which a source's own day, and own week, weigh as much as the usual one."""
USUAL_WEEK = (1.1, 1.1, 1.1, 1.1, 1.1, 0.75, 0.75)
KERNEL = (0.28, 0.22, 0.11, 0.03)
"""Weight of an hour and of its neighbours up to three hours away: a day is smooth."""
SHAPES = 64
"""Shapes remembered: one source is looked at many times in a row; more would be memory that never comes back."""


def level(state: SourceState) -> float:
    """Articles a day, over the whole week, as of late."""
    return (state.recent + STEADY_WEIGHT * steady(state)) / (state.recent_days + STEADY_WEIGHT)


def steady(state: SourceState) -> float:
    """Articles a day, over the last weeks."""
    return (state.steady + PRIOR_ARTICLES) / (state.steady_days + PRIOR_DAYS)


@lru_cache(maxsize=SHAPES)
def day_shape(articles: tuple[float, ...], watched: tuple[float, ...]) -> tuple[float, ...]:
    """Factor of each hour of the day, with mean 1; an hour that was never watched is taken for a usual one."""
    return _shape(_smooth(articles), _smooth(watched), (1.0,) * 24, FLAT_HOURS / 24)


@lru_cache(maxsize=SHAPES)
def week_shape(articles: tuple[float, ...], watched: tuple[float, ...]) -> tuple[float, ...]:
    """Factor of each day of the week, with mean 1."""
    return _shape(articles, watched, USUAL_WEEK, FLAT_WEEK / 7)


def _smooth(hours: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(KERNEL[abs(step)] * hours[(hour + step) % 24] for step in range(-3, 4)) for hour in range(24))


def _shape(
    articles: tuple[float, ...], watched: tuple[float, ...], usual: tuple[float, ...], weight: float
) -> tuple[float, ...]:
    """Articles an hour of watching, as multiples of their mean, each drawn towards the usual by so many articles."""
    total = sum(watched)
    mean = sum(articles) / total if total else 0.0
    drawn = [(n + weight * u) / (mean * t + weight) for n, t, u in zip(articles, watched, usual, strict=True)]
    return tuple(one * len(drawn) / sum(drawn) for one in drawn)


def factor(state: SourceState, when: datetime) -> float:
    """How much is published in this hour, as a multiple of the mean."""
    day = day_shape(state.hours, state.hours_seen)[when.hour]
    return day * week_shape(state.weekdays, state.weekdays_seen)[when.weekday()]


def fade(days: float, half_life: float) -> float:
    """What is left of a memory."""
    return math.exp2(-days / half_life)


LONGEST_WALK = timedelta(days=14)
"""What lies further back is not walked through hour by hour."""


def by_hour(begin: datetime, end: datetime) -> Iterator[tuple[datetime, float]]:
    """The hours from begin to end, the first and last in part: a moment in each, and how much of it, in hours."""
    at = max(begin, end - LONGEST_WALK)
    while at < end:
        upto = min(end, at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))
        yield at, (upto - at).total_seconds() / 3600
        at = upto


def usual_days(state: SourceState, begin: datetime, end: datetime) -> float:
    """Days from begin to end, each hour weighed by what is usual for it: a quiet night is no sign of a quiet source."""
    if end - begin > LONGEST_WALK:
        return (end - begin).total_seconds() / 86400
    return sum(factor(state, at) * spent for at, spent in by_hour(begin, end)) / 24
