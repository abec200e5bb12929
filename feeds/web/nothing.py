"""The reader of a house without a database: everything is empty, nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from crawler.errors import NotFound
from crawler.model import Alarm, Article, CrawlReport, Hit, SourceStatus, Story
from feeds.model import Query
from feeds.web.readers import Run
from feeds.web.revision import Revision


class Nothing:
    """Answers as an empty store would."""

    def story(self, story_id: int) -> Story:
        raise NotFound(f"there is no story {story_id}: nothing has been crawled yet")

    def stories(self, query: Query, *, limit: int = 50, before: tuple[datetime, int] | None = None) -> Sequence[Story]:
        return ()

    def search(self, text: str, query: Query = Query(), *, limit: int = 50, offset: int = 0) -> Sequence[Hit]:  # noqa: B008 - as the protocol has it; frozen
        return ()

    def facets(self) -> Mapping[str, int]:
        return {}

    def dirty(self) -> tuple[int, frozenset[str]]:
        return 0, frozenset()

    def clean(self, mark: int, names: Iterable[str]) -> None:
        """Nothing was dirty."""

    def alarms(self, *, open_only: bool = False, limit: int = 200) -> Sequence[Alarm]:
        return ()

    def source_statuses(self) -> Sequence[SourceStatus]:
        return ()

    def change_mark(self) -> int:
        return -1

    def articles_of(self, story_id: int) -> Sequence[Article]:
        return ()

    def revisions(self, story_id: int) -> Sequence[Revision]:
        return ()

    def reports(self, source: str | None, *, since: datetime | None = None, limit: int = 200) -> Sequence[CrawlReport]:
        return ()

    def runs(self, limit: int = 50, *, job: str | None = None) -> Sequence[Run]:
        return ()

    def close(self) -> None:
        """Nothing is open."""
