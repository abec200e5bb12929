"""A store in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crawler.errors import NotFound, StoreBroken
from crawler.model import Alarm, Article, CrawlReport, Hit, SourceStatus, Story
from feeds.model import Query
from tests.web.stories import BEGIN


@dataclass(frozen=True)
class Change:
    """A revision, as a store tells it."""

    source: str = "herald"
    at: datetime = BEGIN
    substance: bool = True
    change: str = "the sum is 300 million"
    diff: tuple[tuple[str, str], ...] = (("same", "It costs"), ("gone", "200"), ("come", "300"), ("same", "million."))


class Memory:
    """Stories in memory, in the shape of a store; `broken` makes it fail as one does."""

    def __init__(self, stories: Iterable[Story] = ()) -> None:
        self.kept = {story.id: story for story in stories}
        self.mark = 1
        self.broken: str | None = None
        self.questions = 0
        self.wait: threading.Event | None = None
        self.statuses: tuple[SourceStatus, ...] = ()
        self.seen_alarms: tuple[Alarm, ...] = ()
        self.joined: dict[int, int] = {}
        self.crawled: tuple[CrawlReport, ...] = ()
        self.ran: tuple[Any, ...] = ()

    def add(self, *stories: Story) -> None:
        self.kept |= {story.id: story for story in stories}
        self.mark += 1

    def _asked(self) -> None:
        if self.broken:
            raise StoreBroken(self.broken)

    def story(self, story_id: int) -> Story:
        self._asked()
        story_id = self.joined.get(story_id, story_id)
        if story_id not in self.kept:
            raise NotFound(f"there is no story {story_id}")
        return self.kept[story_id]

    def stories(self, query: Query, *, limit: int = 50, before: tuple[datetime, int] | None = None) -> Sequence[Story]:
        self._asked()
        self.questions += 1
        if self.wait is not None:
            assert self.wait.wait(10)
        found = [s for s in self.kept.values() if _fits(query, s)]
        found.sort(key=lambda s: (s.first_seen, s.id), reverse=True)
        return [s for s in found if before is None or (s.first_seen, s.id) < before][:limit]

    def search(self, text: str, query: Query | None = None, *, limit: int = 50, offset: int = 0) -> Sequence[Hit]:
        found = self.stories(replace(query or Query(), text=text), limit=999)
        hits = [Hit(story=s, snippet=f"<b>\x02{text}\x03", score=1.0) for s in found]
        return hits[offset : offset + limit]

    def facets(self) -> Mapping[str, int]:
        self._asked()
        counts: dict[str, int] = {}
        for story in self.kept.values():
            codes = sorted(mention.code for mention in story.annotation.countries)
            for name in (
                "all",
                "source/herald",
                *(f"country/{code}" for code in codes),
                "kind/agreement",
                "language/en",
            ):
                counts[name] = counts.get(name, 0) + 1
        return counts

    def dirty(self) -> tuple[int, frozenset[str]]:
        return self.mark, frozenset(self.facets())

    def clean(self, mark: int, names: Iterable[str]) -> None:
        """Nothing is remembered."""

    def alarms(self, *, open_only: bool = False, limit: int = 200) -> Sequence[Alarm]:
        self._asked()
        return [alarm for alarm in self.seen_alarms if not (open_only and alarm.closed)][:limit]

    def source_statuses(self) -> Sequence[SourceStatus]:
        self._asked()
        return self.statuses

    def change_mark(self) -> int:
        self._asked()
        return self.mark

    def articles_of(self, story_id: int) -> Sequence[Article]:
        return (self.story(story_id).lead,)

    def revisions(self, story_id: int) -> Sequence[Change]:
        return (Change(),) if self.story(story_id).revision else ()

    def reports(self, source: str | None, *, since: datetime | None = None, limit: int = 200) -> Sequence[CrawlReport]:
        return self.crawled

    def runs(self, limit: int = 50, *, job: str | None = None) -> Sequence[Any]:
        return self.ran

    def close(self) -> None:
        """Nothing is open."""


def _fits(query: Query, story: Story) -> bool:
    codes = {mention.code for mention in story.annotation.countries}
    text = f"{story.lead.title} {story.lead.text}".lower()
    return (
        set(query.countries) <= codes
        and (not query.sources or "herald" in query.sources)
        and (query.text is None or query.text.lower() in text)
        and not (query.revised and not story.revision)
        and (query.since is None or story.first_seen >= query.since)
    )
