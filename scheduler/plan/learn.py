"""One poll -> what the plan knows afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.plan import rhythm
from scheduler.plan.backoff import RETRY_AT_MOST
from scheduler.plan.state import MAX_INTERVAL, SourceState

FIRST_LOOK = timedelta(days=14)
"""How far back the dates of a first look are believed to be complete."""
WANTED_AT_MOST = MAX_INTERVAL
"""A server may ask for patience up to this; what asks for more is a mistake or a joke (a ttl of a year)."""


def observe(state: SourceState, now: datetime, new_articles: int, hints: Mapping[str, Any]) -> SourceState:
    """The state after a poll.

    Args:
        state: the state before it
        now: when the poll ended, aware
        new_articles: how many articles it found that were unknown
        hints: `published` (aware dates of the new articles), `ttl`, `max_age`, `retry_after` (seconds),
            `skip_hours` (hours of the day, UTC), `unchanged` (a list answered 304: what it asked for before holds on),
            `error` (`temporary`, `soft` or `hard`: the poll failed), `salt` (a number from the name)
    """
    now = now.astimezone(UTC)
    ttl = max(_seconds(hints, "ttl").total_seconds(), state.ttl if hints.get("unchanged") else 0.0)
    fresh, retry = _requests(now, {**hints, "ttl": ttl})
    state = replace(state, salt=int(hints.get("salt", state.salt)), fresh_until=fresh, retry_at=retry)
    if error := hints.get("error"):
        return replace(state, polled=now, polls=state.polls + 1, failures=state.failures + 1, error=str(error))
    dates = _dates(state, now, new_articles, hints.get("published", ()))
    begin = _begin(state, now, dates)
    state = _counted(state, begin, now, dates)
    told = {hour for hour in hints.get("skip_hours", ()) if isinstance(hour, int) and 0 <= hour < 24}
    skip = tuple(sorted(told | set(state.skip_hours if hints.get("unchanged") else ())))
    return replace(
        state,
        polled=now,
        polls=state.polls + 1,
        failures=0,
        error=None,
        ttl=ttl,
        skip_hours=skip if len(skip) < 24 else (),
    )


def _requests(now: datetime, hints: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Until when feed and caching promise nothing new, and when the server wants to be asked again."""
    fresh = min(_seconds(hints, "ttl", "max_age"), WANTED_AT_MOST)
    retry = min(_seconds(hints, "retry_after"), RETRY_AT_MOST)
    return now + fresh if fresh else None, now + retry if retry else None


def _seconds(hints: Mapping[str, Any], *names: str) -> timedelta:
    """The longest of some hints; what is no number of seconds counts as nothing."""
    given = [hints.get(name) for name in names]
    most = max((float(one) for one in given if isinstance(one, int | float) and one == one), default=0.0)
    return timedelta(seconds=min(max(most, 0.0), 1e8))


def _dates(state: SourceState, now: datetime, new_articles: int, published: Sequence[datetime]) -> list[datetime]:
    """When the new articles appeared: as they say, else spread over the time since the last poll."""
    since = state.polled or now - FIRST_LOOK
    told = [when.astimezone(UTC) for when in published if when.tzinfo]
    kept = [when for when in told if since - timedelta(days=1) <= when <= now][:new_articles]
    if state.polled is None:
        return kept
    missing = max(0, new_articles - len(told))
    return kept + [now - (now - since) * ((i + 0.5) / missing) for i in range(missing)]


def _begin(state: SourceState, now: datetime, dates: Sequence[datetime]) -> datetime:
    """Since when we would have seen every article."""
    if state.polled is not None:
        return min(state.polled, now)
    return min(dates, default=now)


def _counted(state: SourceState, begin: datetime, now: datetime, dates: Sequence[datetime]) -> SourceState:
    days = (now - begin).total_seconds() / 86400
    weighed = rhythm.usual_days(state, begin, now)
    fast, slow, shape = (rhythm.fade(days, half) for half in (rhythm.FAST, rhythm.SLOW, rhythm.SHAPE))
    hours = [one * shape for one in state.hours]
    weekdays = [one * shape for one in state.weekdays]
    hours_seen = [one * shape for one in state.hours_seen]
    weekdays_seen = [one * shape for one in state.weekdays_seen]
    for at, spent in rhythm.by_hour(begin, now):
        hours_seen[at.hour] += spent
        weekdays_seen[at.weekday()] += spent
    for when in dates:
        hours[when.hour] += 1
        weekdays[when.weekday()] += 1
    # the oldest date of a first look opens the window and is not counted in it
    count = len(dates) - (1 if state.polled is None and dates else 0)
    return replace(
        state,
        recent=state.recent * fast + count,
        recent_days=state.recent_days * fast + weighed,
        steady=state.steady * slow + count,
        steady_days=state.steady_days * slow + weighed,
        hours=tuple(hours),
        hours_seen=tuple(hours_seen),
        weekdays=tuple(weekdays),
        weekdays_seen=tuple(weekdays_seen),
    )
