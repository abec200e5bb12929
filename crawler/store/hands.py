"""Decisions by hand: they stand above everything that is found out later."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from crawler.errors import NotFound, StoreError
from crawler.store import facets, stories
from crawler.store.articles import source_of
from crawler.store.index import Index
from crawler.store.records import stamp
from crawler.store.room import Room, bump


class Hands(Room):
    """What a person decides."""

    def judge(self, story_id: int, yes: bool, now: datetime) -> None:
        """Says whether a story is cooperation news, whatever the rules say.

        Raises:
            NotFound: no such story.
        """
        with self.db.write() as raw:
            story_id = stories.resolve(raw, story_id)
            raw.execute("INSERT OR REPLACE INTO judgements VALUES (?, ?, ?)", (story_id, int(yes), stamp(now)))
            raw.execute("UPDATE stories SET judged = ? WHERE id = ?", (int(yes), story_id))
            stories.refresh(raw, story_id, bump(raw))

    def judgements(self) -> Mapping[int, bool]:
        """What was said of which story."""
        with self.db.read() as raw:
            return {
                story: bool(yes) for story, yes in raw.execute("SELECT story_id, yes FROM judgements ORDER BY story_id")
            }

    def split_story(self, article_id: int, now: datetime) -> int:
        """Takes an article out of its story into a new one, and keeps both apart for ever; returns the new story's number.

        Raises:
            NotFound: no such article.
            StoreError: it is the story's only one.
        """
        with self.db.write() as raw:
            row = raw.execute("SELECT story_id, first_seen FROM articles WHERE id = ?", (article_id,)).fetchone()
            if row is None:
                raise NotFound(
                    f"there is no article {article_id}: `silkwire story show STORY` tells the numbers of a story's articles"
                )
            old, first_seen = row
            if raw.execute("SELECT count(*) FROM articles WHERE story_id = ?", (old,)).fetchone()[0] == 1:
                raise StoreError(f"article {article_id} is the only one of story {old}: there is nothing to split")
            new = stories.make(raw, now)
            raw.execute("UPDATE stories SET first_seen = ?, updated = ? WHERE id = ?", (first_seen, first_seen, new))
            raw.execute("UPDATE articles SET story_id = ?, likeness = NULL WHERE id = ?", (new, article_id))
            raw.executemany("INSERT OR REPLACE INTO apart VALUES (?, ?)", ((old, new), (new, old)))
            mark = bump(raw)
            for one in (old, new):
                stories.refresh(raw, one, mark)
            return new

    def join_stories(self, a: int, b: int, now: datetime) -> int:
        """Makes one story of two; the older number stays and is returned, the other leads to it.

        Raises:
            NotFound: no such story.
            StoreError: they are one story already.
        """
        with self.db.write() as raw:
            keep, other = sorted((stories.resolve(raw, a), stories.resolve(raw, b)))
            if keep == other:
                raise StoreError(f"{a} and {b} are one story already ({keep})")
            pair = (keep, other, other, keep)
            raw.execute("DELETE FROM apart WHERE (story_id, other_id) IN ((?, ?), (?, ?))", pair)
            stories.join(raw, keep, other, bump(raw))
            return keep

    def delete_story(self, story_id: int, now: datetime) -> None:
        """Deletes a story with all its articles. A tombstone stays: its pages, its texts and copies of
        them do not come back.

        Raises:
            NotFound: no such story.
        """
        with self.db.write() as raw:
            story_id = stories.resolve(raw, story_id)
            for (article_id,) in raw.execute("SELECT id FROM articles WHERE story_id = ?", (story_id,)).fetchall():
                _bury(raw, self.index, article_id, story_id)
            seen = raw.execute("SELECT first_seen FROM stories WHERE id = ?", (story_id,)).fetchone()[0]
            facets.put(raw, story_id, stories.seconds(seen), (), is_news=False, mark=bump(raw))
            raw.execute(
                "UPDATE stories SET deleted_at = ?, lead_id = NULL, change = NULL WHERE id = ?", (stamp(now), story_id)
            )
            for table in ("related", "apart"):
                raw.execute(f"DELETE FROM {table} WHERE story_id = ? OR other_id = ?", (story_id, story_id))


def _bury(raw: sqlite3.Connection, index: Index, article_id: int, story_id: int) -> None:
    article, _ = stories.load(raw, article_id)
    index.begin()
    index.bury(article_id, article)
    raw.execute("INSERT INTO graves VALUES (?, ?, ?)", (article_id, story_id, source_of(article)))
    raw.execute("INSERT OR IGNORE INTO tombstones SELECT key, ? FROM keys WHERE article_id = ?", (story_id, article_id))
    for table, column in (("keys", "article_id"), ("revisions", "article_id"), ("articles", "id")):
        raw.execute(f"DELETE FROM {table} WHERE {column} = ?", (article_id,))
