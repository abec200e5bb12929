"""A reader of stories that lie in memory: what publishing asks of a store, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from crawler.errors import NotFound
from crawler.model import Alarm, Hit, SourceStatus, Story
from feeds.model import Listed, Query


class Stories:
    """Stories by id, with the facets and the memory of what is dirty that a store keeps."""

    def __init__(self, stories: Iterable[Story] = (), alarms: Sequence[Alarm] = ()) -> None:
        self._by_id: dict[int, Story] = {}
        self._dirty: dict[str, int] = {}
        self._mark = 0
        self.kept_alarms = list(alarms)
        self.asked = 0
        for one in stories:
            self.keep(one)

    def keep(self, one: Story) -> None:
        self._mark += 1
        before = self._by_id.get(one.id)
        self._by_id[one.id] = one
        for name in _names(one) | (_names(before) if before else set()):
            self._dirty[name] = self._mark

    def revise(self, story_id: int, now: datetime, **lead: str) -> None:
        one = self._by_id[story_id]
        changed = replace(
            one, lead=replace(one.lead, **lead), updated=now, revision=one.revision + 1, change="the sum is 300 million"
        )  # type: ignore[arg-type]
        self.keep(changed)

    def story(self, story_id: int) -> Story:
        if story_id not in self._by_id:
            raise NotFound(f"there is no story {story_id}")
        return self._by_id[story_id]

    def stories(self, query: Query, *, limit: int = 50, before: tuple[datetime, int] | None = None) -> Sequence[Story]:
        self.asked += 1

        def place(one: Story) -> tuple[datetime, int]:
            return (one.updated if query.revised else one.first_seen, one.id)

        found = sorted((one for one in self._by_id.values() if _matches(query, one)), key=place, reverse=True)
        return [one for one in found if before is None or place(one) < before][:limit]

    def search(self, text: str, query: Query | None = None, *, limit: int = 50, offset: int = 0) -> Sequence[Hit]:
        raise AssertionError("publishing searches nothing")

    def facets(self) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        for one in self._by_id.values():
            for name in _names(one):
                counts[name] = counts.get(name, 0) + 1
        return counts

    def dirty(self) -> tuple[int, frozenset[str]]:
        return self._mark, frozenset(self._dirty)

    def clean(self, mark: int, names: Iterable[str]) -> None:
        for name in names:
            if self._dirty.get(name, mark + 1) <= mark:
                del self._dirty[name]

    def alarms(self, *, open_only: bool = False, limit: int = 200) -> Sequence[Alarm]:
        return [alarm for alarm in self.kept_alarms if not (open_only and alarm.closed)][:limit]

    def source_statuses(self) -> Sequence[SourceStatus]:
        return ()


def _names(one: Story) -> set[str]:
    about = one.annotation
    codes = sorted(mention.code for mention in about.main_countries)
    return {
        "all",
        *(f"country/{code}" for code in codes),
        *(f"pair/{a}-{b}" for n, a in enumerate(codes) for b in codes[n + 1 :]),
        *(f"kind/{mention.code}" for mention in about.kinds),
        *(f"sector/{mention.code}" for mention in about.sectors),
        *(f"source/{outlet.source}" for outlet in one.outlets),
        *([f"language/{one.lead.language}"] if one.lead.language else []),
    }


def _matches(query: Query, one: Story) -> bool:
    names = _names(one)
    return (
        all(f"country/{code}" in names for code in query.countries)
        and all(
            not wanted or any(f"{group}/{word}" in names for word in wanted)
            for group, wanted in (
                ("sector", query.sectors),
                ("kind", query.kinds),
                ("source", query.sources),
                ("language", query.languages),
            )
        )
        and (query.since is None or one.first_seen >= query.since)
        and (query.text is None or query.text in one.lead.text)
        and not (query.revised and one.revision == 0)
    )


class Quick(Stories):
    """The reader that lists without reading, and counts what it reads."""

    def __init__(self, stories: Sequence[Story] = (), alarms: Sequence[Alarm] = ()) -> None:
        self.touched: dict[int, int] = {}
        self.read: list[int] = []
        super().__init__(stories, alarms)

    def keep(self, one: Story) -> None:
        super().keep(one)
        self.touched[one.id] = self._mark

    def listing(self, query: Query, *, limit: int = 50, before: tuple[datetime, int] | None = None) -> Sequence[Listed]:
        return [
            Listed(id=one.id, first_seen=one.first_seen, updated=one.updated, touched=self.touched[one.id])
            for one in self.stories(query, limit=limit, before=before)
        ]

    def listings(self, wanted: Sequence[tuple[Query, int]]) -> Sequence[Sequence[Listed]]:
        return [self.listing(query, limit=limit) for query, limit in wanted]

    def some(self, ids: Sequence[int]) -> Sequence[Story]:
        self.read += ids
        return [self.story(one) for one in ids]
