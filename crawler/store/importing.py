"""Articles on their way into the store from a file that `export` wrote."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.dedupe import fingerprint
from crawler.errors import StoreError
from crawler.model import Annotation, Article
from crawler.store import articles, decisions, stories
from crawler.store.candidates import find
from crawler.store.exporting import BATCH, FORMAT
from crawler.store.identities import identities
from crawler.store.index import Index, add_keys
from crawler.store.mending import mended
from crawler.store.records import record
from crawler.store.room import Room, bump


def read(room: Room, path: Path) -> int:
    """Reads a file; returns how many articles were new."""
    new = 0
    story_of: dict[int, int] = {}
    lines = _lines(path)
    while True:
        with room.db.write() as raw:
            room.index.begin()
            touched: set[int] = set()
            mark, count = bump(raw), 0
            for number, data in lines:
                try:
                    if data["record"] == "article":
                        new += _article(raw, room.index, data, story_of, touched)
                    else:
                        decisions.take(raw, data, story_of)
                except (KeyError, TypeError, ValueError) as error:
                    raise StoreError(
                        f"{path}: line {number} was not written by `silkwire export` ({error!r})"
                    ) from error
                count += 1
                if count == BATCH:
                    break
            for story in sorted(touched):
                stories.refresh(raw, story, mark)
        if count < BATCH:
            return new


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        if path.stat().st_size == 0:
            raise StoreError(f"{path} is empty: it was not written by `silkwire export`")
        with path.open(encoding="utf-8", errors="surrogatepass") as file:
            for number, line in enumerate(file, 1):
                data = _parsed(path, number, line)
                if number == 1:
                    if data.get("silkwire") != "export" or data.get("format") != FORMAT:
                        raise StoreError(
                            f"{path} was not written by `silkwire export`, or by a newer one: only such files can be imported"
                        )
                elif line.strip():
                    yield number, data
    except UnicodeDecodeError as error:
        raise StoreError(
            f"{path} is no text: only what `silkwire export` wrote as JSON Lines can be imported"
        ) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror})") from error


def _parsed(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        data = json.loads(line) if line.strip() else {}
    except ValueError as error:
        raise StoreError(f"{path}: line {number} is not JSON ({error})") from error
    if not isinstance(data, dict):
        raise StoreError(f"{path}: line {number} was not written by `silkwire export`")
    return mended(data)


def _article(
    raw: sqlite3.Connection, index: Index, data: dict[str, Any], story_of: dict[int, int], touched: set[int]
) -> bool:
    """One article; whether it was new."""
    article, annotation = record(Article, data["article"]), record(Annotation, data["annotation"])
    print_, source, told = fingerprint(article), articles.source_of(article), data["story"]
    known = identities(article, print_, source, page_id=None)
    if raw.execute("SELECT 1 FROM tombstones WHERE key IN (?, ?)", (known.url, known.content)).fetchone():
        return False
    row = raw.execute(
        "SELECT a.story_id FROM keys k JOIN articles a ON a.id = k.article_id WHERE k.key = ? AND a.source = ?",
        (known.url, source),
    ).fetchone()
    if row:
        story_of.setdefault(told["id"], row[0])
        return False
    story = story_of.get(told["id"])
    if story is None:
        story = story_of[told["id"]] = _story(raw, told)
    columns = articles.values(article, annotation, print_, data["first_seen"], keep_html=True) | {
        "story_id": story, "source": source, "first_seen": data["first_seen"], "revision": data["revision"],
        "likeness": data["likeness"],
    }  # fmt: skip
    taken = "SELECT 1 FROM articles WHERE id = ?1 UNION ALL SELECT 1 FROM graves WHERE article_id = ?1"
    if raw.execute(taken, (data["id"],)).fetchone() is None:
        columns["id"] = data["id"]
    article_id = articles.insert(raw, columns)
    add_keys(raw, article_id, known.all())
    if article.text:
        found = find(raw, index, print_, source, article.text)
        index.add(article_id, article, found.own.sketch, print_, found.own.clean, found.full)
    else:
        index.add_title(article_id, article.title)
        raw.execute("UPDATE articles SET body = NULL WHERE id = ?", (article_id,))
    raw.executemany(
        "INSERT INTO revisions (article_id, number, until, title, body, substance, change) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                article_id,
                one["number"],
                one["until"],
                one["title"],
                articles.deflate(one["text"]),
                one["substance"],
                one["change"],
            )
            for one in data["revisions"]
        ],
    )
    touched.add(story)
    return True


def _story(raw: sqlite3.Connection, told: dict[str, Any]) -> int:
    """The row of a story, with its own number if that is free."""
    free = raw.execute("SELECT 1 FROM stories WHERE id = ?", (told["id"],)).fetchone() is None
    cursor = raw.execute(
        "INSERT INTO stories (id, first_seen, updated, revision, change, judged) VALUES (?, ?, ?, ?, ?, ?)",
        (
            told["id"] if free else None,
            told["first_seen"],
            told["updated"],
            told["revision"],
            told["change"],
            told["judged"],
        ),
    )
    story = int(cursor.lastrowid or 0)
    decisions.judged(raw, story, told)
    return story
