"""How late news is: from what a page says of its publication, and from the moment we had it, to our feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crawler.model import Story
from feeds.model import Query

if TYPE_CHECKING:
    from crawler.store import Store
    from feeds.publish import PublishReport

MOST = 500
"""Stories of one writing that are looked at: more come only with a new source, which brings its past."""
LATE = timedelta(minutes=5)
"""A story may be kept so long after the moment that it tells as its first sight: until then it is looked for."""
PAST = timedelta(days=1)
"""What was older when it was first seen came with a new source: that is no delay."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """One writing of the feeds."""

    report: PublishReport | None
    """None: it failed."""
    seconds: float
    delays: tuple[float, ...] = ()
    """Seconds from publication to the feed, of stories whose article tells the minute."""
    ours: tuple[float, ...] = ()
    """Seconds from first sight to the feed."""


def news(store: Store, since: datetime, after: int) -> tuple[Story, ...]:
    """Stories first seen since a moment whose number is higher than `after`: numbers grow as stories are kept, times may tie."""
    return tuple(story for story in store.stories(Query(since=since), limit=MOST) if story.id > after)


def delays(stories: Iterable[Story], now: datetime) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """(publication to feed, first sight to feed) in seconds, of stories that stand in the feeds now."""
    found, ours = [], []
    for story in stories:
        ours.append(max(0.0, (now - story.first_seen).total_seconds()))
        told = story.lead.published
        if told and story.lead.published_precision in ("second", "minute") and story.first_seen - told <= PAST:
            found.append(max(0.0, (now - told).total_seconds()))
    return tuple(found), tuple(ours)
