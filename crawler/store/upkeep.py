"""Upkeep: backups, checks, retention, rebuilding what was derived."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from crawler.dedupe import fingerprint, signature
from crawler.errors import NotFound, StoreBroken, StoreFull
from crawler.model import Annotation, Article
from crawler.store import stories
from crawler.store.articles import pack
from crawler.store.candidates import find
from crawler.store.copying import copy
from crawler.store.index import Index
from crawler.store.records import stamp
from crawler.store.room import Room, bump

BATCH = 500
"""Articles rebuilt in one transaction: others may write in between."""

ABANDONED = timedelta(days=1)
"""A backup that was begun so long ago was killed: nobody writes it any more."""


class Upkeep(Room):
    """What keeps a store well."""

    def backup(self, folder: Path, now: datetime, keep: int = 7) -> Path:
        """Writes a verified copy of the database, whole whatever is written meanwhile, and drops all but the newest ones.

        Raises:
            StoreFull: no room, or the folder may not be written to.
            StoreBroken: the copy does not verify; the older backups stay.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / f"news-{now:%Y%m%dT%H%M%SZ}.db"
            unfinished = target.with_suffix(".part")
            for left in folder.glob("news-*.part*"):
                if left.stat().st_mtime < (now - ABANDONED).timestamp():
                    left.unlink()
            try:
                copy(self.db, unfinished)
                verify(unfinished)
                unfinished.replace(target)
            finally:  # half a copy must not hold the room that everything else needs
                for left in folder.glob(f"{unfinished.name}*"):
                    left.unlink(missing_ok=True)
            for old in _surplus(folder, target, keep):
                old.unlink()
        except OSError as error:
            raise StoreFull(
                f"{folder}: the backup cannot be written ({error.strerror}): make room or choose another folder"
            ) from error
        return target

    def checkpoint(self) -> None:
        """Moves the write-ahead log into the database and truncates it; under a long reader it grows otherwise."""
        with self.db.alone() as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def stats(self) -> Mapping[str, int]:
        """Counts of what is kept, and the bytes of the file."""
        with self.db.read() as raw:
            counts = {
                name: int(raw.execute(sql).fetchone()[0])
                for name, sql in (
                    ("stories", "SELECT count(*) FROM stories WHERE joined_to IS NULL AND deleted_at IS NULL"),
                    ("news", "SELECT coalesce(sum(stories), 0) FROM facet_names WHERE name = 'all'"),
                    ("articles", "SELECT count(*) FROM articles"),
                    ("revisions", "SELECT count(*) FROM revisions"),
                    ("sources", "SELECT count(DISTINCT source) FROM articles"),
                    ("addresses", "SELECT count(*) FROM visits"),
                )
            }
        size = sum(file.stat().st_size for file in self.db.path.parent.glob(self.db.path.name + "*") if file.is_file())
        return counts | {"bytes": size}

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Rebuilds the duplicate search and the full text from the texts; the stories stay as they are. Returns how many
        articles were indexed. It may be broken off and begun again."""
        with self.db.write() as raw:
            last = raw.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()[0]
            self.index.clear()
        done, at = 0, 0
        while True:
            with self.db.write() as raw:
                rows = raw.execute(
                    "SELECT id, source, body IS NULL FROM articles WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
                    (at, last, BATCH),
                ).fetchall()
                for article_id, source, forgotten in rows:
                    _index_again(raw, self.index, article_id, source, forgotten=bool(forgotten))
                if not rows:
                    raw.execute("UPDATE meta SET value = ? WHERE name = 'prints'", (signature(),))
            if not rows:
                return done
            at, done = rows[-1][0], done + len(rows)
            if progress:
                progress(done, last)

    def retain(self, days: int, now: datetime) -> int:
        """Forgets the texts of articles first seen more than so many days ago, and their old versions; headlines, addresses,
        annotations and stories stay for ever. Returns how many texts were dropped."""
        limit = stamp(now - timedelta(days=days))
        dropped = 0
        while True:
            with self.db.write() as raw:
                rows = raw.execute(
                    "SELECT id FROM articles WHERE first_seen < ? AND body IS NOT NULL LIMIT ?", (limit, BATCH)
                ).fetchall()
                for (article_id,) in rows:
                    _forget_text(raw, self.index, article_id)
            if not rows:
                return dropped
            dropped += len(rows)

    def readings_to_annotate(self, version: str) -> Iterator[tuple[int, Article, Annotation]]:
        """(article id, article, what was understood) of all articles understood by other rules than those of the version."""
        at = 0
        while True:
            with self.db.read() as raw:
                rows = raw.execute(
                    "SELECT id FROM articles WHERE id > ? AND body IS NOT NULL ORDER BY id LIMIT ?", (at, BATCH)
                ).fetchall()
                found = [(article_id, *stories.load(raw, article_id)) for (article_id,) in rows]
            for article_id, article, annotation in found:
                if annotation.version != version:
                    yield article_id, article, annotation
            if not rows:
                return
            at = rows[-1][0]

    def replace_annotation(self, article_id: int, annotation: Annotation, now: datetime) -> None:
        """What is understood in an article now.

        Raises:
            NotFound: no such article.
        """
        with self.db.write() as raw:
            row = raw.execute("SELECT story_id FROM articles WHERE id = ?", (article_id,)).fetchone()
            if row is None:
                raise NotFound(f"there is no article {article_id}")
            article, old = stories.load(raw, article_id)
            raw.execute(
                "UPDATE articles SET annotation = ?, cooperation = ?, is_cooperation = ? WHERE id = ?",
                (
                    pack(annotation, article),
                    round(annotation.cooperation, 4),
                    int(annotation.is_cooperation),
                    article_id,
                ),
            )
            if annotation != old:
                stories.refresh(raw, row[0], bump(raw))


def _surplus(folder: Path, newest: Path, keep: int) -> list[Path]:
    """The backups that are one too many: the oldest. The one just made stays; those of a time yet to come were made before it, by a
    clock that was wrong, and count as the oldest: they must not crowd out what is made from now on."""
    others = sorted(
        (path for path in folder.glob("news-*.db") if path != newest),
        key=lambda path: (path.name < newest.name, path.name),
    )
    return others[: max(0, len(others) + 1 - max(1, keep))]


def verify(path: Path) -> None:
    """Checks a copy of the database, and drops it if it is not whole.

    Raises:
        StoreBroken: it is not.
    """
    copy = sqlite3.connect(path)
    try:
        answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        answer = str(error)
    finally:
        copy.close()
    if answer != "ok":
        path.unlink(missing_ok=True)
        raise StoreBroken(f"the backup of the database does not verify ({answer}): run `silkwire doctor`")


def _index_again(raw: sqlite3.Connection, index: Index, article_id: int, source: str, *, forgotten: bool) -> None:
    article, _ = stories.load(raw, article_id)
    if forgotten:
        index.add_title(article_id, article.title)
        return
    if raw.execute("SELECT 1 FROM prints WHERE article_id = ?", (article_id,)).fetchone():
        return  # it was revised meanwhile
    print_ = fingerprint(article)
    index.begin()
    found = find(raw, index, print_, source, article.text)
    index.add(article_id, article, found.own.sketch, print_, found.own.clean, found.full)


def _forget_text(raw: sqlite3.Connection, index: Index, article_id: int) -> None:
    article, _ = stories.load(raw, article_id)
    index.begin()
    index.bury(article_id, article)
    index.add_title(article_id, article.title)
    raw.execute("UPDATE articles SET body = NULL, html = NULL WHERE id = ?", (article_id,))
    raw.execute("DELETE FROM revisions WHERE article_id = ?", (article_id,))
