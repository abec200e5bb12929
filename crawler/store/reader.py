"""The way out: stories, searches, feeds that wait to be published. What `feeds.model.StoryReader` asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.dedupe import word_diff
from crawler.model import Annotation, Article, Deal, Hit, Story
from crawler.store import listing, searching, selecting, showing, stories, telling
from crawler.store.articles import COLUMNS, annotation_of, article_of, inflate
from crawler.store.fulltext import terms
from crawler.store.records import moment, stamp
from crawler.store.room import Room
from feeds.model import Listed, Query

EVERYTHING_NEW = Query()
"""All cooperation news."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """One change of one article."""

    article_id: int
    source: str
    number: int
    """1 for the first change."""
    at: datetime
    """When the new version was seen."""
    title: str
    """Headline of the version that the change led to."""
    substance: bool
    change: str
    diff: tuple[tuple[str, str], ...]
    """Pieces `(what, text)` of headline and text: `same`, `gone`, `come`."""


class Reader(Room):
    """The way out."""

    def story(self, story_id: int) -> Story:
        """One story, its deal record made from all its articles; of a story joined to another, the other one.

        Raises:
            NotFound: no such story, or it was deleted.
        """
        with self.db.read() as raw:
            found = telling.load(raw, [stories.resolve(raw, story_id)])
            if not found:
                stories.resolve(raw, -1)
            return replace(found[0], deal=_deal(self._members(found[0].id)))

    def stories(
        self, query: Query, *, limit: int = 50, before: tuple[datetime, int] | None = None
    ) -> tuple[Story, ...]:
        """Newest first by (first_seen, id), of revised ones by (updated, id); `before` is that pair of the last one above."""
        with self.db.read() as raw:
            ids = selecting.page(raw, query, limit, (stamp(before[0]), before[1]) if before else None)
            return tuple(telling.load(raw, ids))

    def listing(
        self, query: Query, *, limit: int = 50, before: tuple[datetime, int] | None = None
    ) -> tuple[Listed, ...]:
        """Which stories `stories` would give, in the same order, without reading them."""
        with self.db.read() as raw:
            numbers = selecting.page(raw, query, limit, (stamp(before[0]), before[1]) if before else None)
            found = listing.listed(raw, numbers)
        return tuple([found[number] for number in numbers])

    def listings(self, wanted: Sequence[tuple[Query, int]]) -> tuple[tuple[Listed, ...], ...]:
        """The listing of each of these queries with its limit, all of one state of the store."""
        with self.db.read() as raw:
            pages = [selecting.page(raw, query, limit, None) for query, limit in wanted]
            found = listing.listed(raw, sorted({number for numbers in pages for number in numbers}))
        return tuple([tuple([found[number] for number in numbers]) for numbers in pages])

    def some(self, ids: Sequence[int]) -> tuple[Story, ...]:
        """The stories of these numbers, in this order, as far as the entry of a feed shows them; numbers without a story are left
        out."""
        with self.db.read() as raw:
            return tuple(showing.load(raw, ids))

    def search(self, text: str, query: Query = EVERYTHING_NEW, *, limit: int = 50, offset: int = 0) -> tuple[Hit, ...]:
        """Best first; words, "phrases", beginnings*; Chinese without spaces."""
        with self.db.read() as raw:
            found = searching.search(raw, text, query)[offset : offset + limit]
            by_id = {story.id: story for story in telling.load(raw, [one.story_id for one in found])}
        wanted = terms(text)
        return tuple(
            Hit(story=by_id[one.story_id], snippet=searching.snippet(one.text, wanted), score=one.score)
            for one in found
            if one.story_id in by_id
        )

    def facets(self) -> Mapping[str, int]:
        """The standing feeds that have a story, with how many."""
        with self.db.read() as raw:
            return dict(raw.execute("SELECT name, stories FROM facet_names WHERE stories > 0 ORDER BY name"))

    def dirty(self) -> tuple[int, frozenset[str]]:
        """A mark, and the standing feeds whose stories changed and were not published since."""
        with self.db.read() as raw:
            mark = raw.execute("SELECT value FROM meta WHERE name = 'change'").fetchone()[0]
            return mark, frozenset(name for (name,) in raw.execute("SELECT name FROM facet_names WHERE dirty > 0"))

    def clean(self, mark: int, names: Iterable[str]) -> None:
        """Forgets what was dirty up to the mark for these feeds."""
        with self.db.write() as raw:
            raw.executemany(
                "UPDATE facet_names SET dirty = 0 WHERE name = ? AND dirty <= ?",
                [(name, mark) for name in sorted(set(names))],
            )

    def change_mark(self) -> int:
        """A number that grows whenever stories or alarms change."""
        with self.db.read() as raw:
            return int(raw.execute("SELECT value FROM meta WHERE name = 'change'").fetchone()[0])

    def articles_of(self, story_id: int) -> tuple[Article, ...]:
        """All articles of a story, the lead first, then as they came."""
        return tuple(article for article, _ in self._members(story_id))

    def _members(self, story_id: int) -> tuple[tuple[Article, Annotation], ...]:
        with self.db.read() as raw:
            story_id = stories.resolve(raw, story_id)
            cursor = self.db.rows()
            lead = raw.execute("SELECT lead_id FROM stories WHERE id = ?", (story_id,)).fetchone()[0]
            rows = cursor.execute(
                f"SELECT {COLUMNS} FROM articles WHERE story_id = ? ORDER BY id <> ?, id",
                (story_id, lead),
            ).fetchall()
        found = ((row, article_of(row)) for row in rows)
        return tuple((article, annotation_of(row, article)) for row, article in found)

    def revisions(self, story_id: int) -> tuple[Revision, ...]:
        """Every change of every article of a story, the oldest first, with its word-level difference."""
        with self.db.read() as raw:
            story_id = stories.resolve(raw, story_id)
            cursor = self.db.rows()
            now = {row["id"]: row for row in cursor.execute("SELECT * FROM articles WHERE story_id = ?", (story_id,))}
            rows = cursor.execute(
                "SELECT r.* FROM revisions r JOIN articles a ON a.id = r.article_id WHERE a.story_id = ? "
                "ORDER BY r.article_id, r.number",
                (story_id,),
            ).fetchall()
        found = []
        for at, row in enumerate(rows):
            after = rows[at + 1] if at + 1 < len(rows) and rows[at + 1]["article_id"] == row["article_id"] else None
            newer = after if after is not None else now[row["article_id"]]
            found.append(
                Revision(
                    article_id=row["article_id"], source=now[row["article_id"]]["source"], number=row["number"] + 1,
                    at=moment(row["until"]), title=newer["title"], substance=bool(row["substance"]), change=row["change"] or "",
                    diff=word_diff(f"{row['title']}\n\n{inflate(row['body'])}", f"{newer['title']}\n\n{inflate(newer['body'])}"),
                )
            )  # fmt: skip
        return tuple(sorted(found, key=lambda one: (one.at, one.article_id, one.number)))


def _deal(members: tuple[tuple[Article, Annotation], ...]) -> Deal:
    from crawler.annotate import deal  # lazily: only who opens a story pays for it

    made: Deal = deal(members)
    return made
