"""Articles on their way out of the store."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.errors import StoreError
from crawler.store import decisions
from crawler.store.articles import COLUMNS, annotation_of, article_of, inflate
from crawler.store.records import plain
from crawler.store.room import Room

FORMAT = 1
"""Version of the lines that `jsonl` writes."""

BATCH = 500

FLAT = (
    "id", "story_id", "leads", "source", "outlet", "url", "title", "language", "published", "first_seen", "agency", "likeness",
    "revision", "is_cooperation", "cooperation", "text",
)  # fmt: skip
"""Columns of the tables."""

_STORY = ("first_seen", "updated", "revision", "change", "judged", "judged_at", "lead_id")


def jsonl(room: Room, path: Path) -> int:
    """A first line that says what the file is, then a line an article, then what people decided."""
    count = 0
    with path.open("w", encoding="utf-8", errors="surrogatepass") as file:
        _line(file, {"silkwire": "export", "format": FORMAT})
        for row in _rows(room):
            _line(file, _article(room, row))
            count += 1
        with room.db.read() as raw:
            for line in decisions.lines(raw):
                _line(file, line)
    return count


def csv_(room: Room, path: Path) -> int:
    """A table of articles."""
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FLAT)
        for row in _flat(room):
            writer.writerow(row)
            count += 1
    return count


def parquet(room: Room, path: Path) -> int:
    """The same table, for analysis."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise StoreError("Parquet needs an extra: pip install 'silkwire[parquet]'") from error
    count, writer = 0, None
    rows: list[tuple[Any, ...]] = []

    def flush() -> None:
        nonlocal writer
        columns = zip(*rows, strict=True) if rows else ([] for _ in FLAT)
        kinds = {"id": pa.int64(), "story_id": pa.int64(), "leads": pa.bool_(), "is_cooperation": pa.bool_(),
                 "revision": pa.int64(), "likeness": pa.float64(), "cooperation": pa.float64()}  # fmt: skip
        table = pa.table(
            {
                name: pa.array(list(values), kinds.get(name, pa.string()))
                for name, values in zip(FLAT, columns, strict=True)
            }
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
        rows.clear()

    for row in _flat(room):
        rows.append((row[0], row[1], bool(row[2]), *row[3:13], bool(row[13]), *row[14:]))
        count += 1
        if len(rows) >= 10 * BATCH:
            flush()
    if rows or writer is None:
        flush()
    if writer is not None:
        writer.close()
    return count


def _rows(room: Room) -> Iterator[sqlite3.Row]:
    """All articles, some at a time: a long reader would keep the write-ahead log from being cut."""
    at = 0
    while True:
        with room.db.read():
            rows = (
                room.db.rows()
                .execute(f"SELECT {COLUMNS} FROM articles WHERE id > ? ORDER BY id LIMIT ?", (at, BATCH))
                .fetchall()
            )
        yield from rows
        if not rows:
            return
        at = rows[-1]["id"]


def _article(room: Room, row: sqlite3.Row) -> dict[str, Any]:
    article = article_of(row)
    with room.db.read():
        cursor = room.db.rows()
        story = cursor.execute(
            "SELECT s.*, j.at AS judged_at FROM stories s LEFT JOIN judgements j ON j.story_id = s.id WHERE s.id = ?",
            (row["story_id"],),
        ).fetchone()
        revisions = cursor.execute(
            "SELECT * FROM revisions WHERE article_id = ? ORDER BY number", (row["id"],)
        ).fetchall()
    return {
        "record": "article",
        "id": row["id"],
        "first_seen": row["first_seen"],
        "revision": row["revision"],
        "likeness": row["likeness"],
        "story": {"id": row["story_id"]} | {name: story[name] for name in _STORY},
        "article": plain(article),
        "annotation": plain(annotation_of(row, article)),
        "revisions": [
            {"number": one["number"], "until": one["until"], "title": one["title"], "text": inflate(one["body"]),
             "substance": bool(one["substance"]), "change": one["change"]}
            for one in revisions
        ],
    }  # fmt: skip


def _flat(room: Room) -> Iterator[tuple[Any, ...]]:
    for row in _rows(room):
        with room.db.read():
            flat = room.db.rows().execute("SELECT * FROM articles_flat WHERE id = ?", (row["id"],)).fetchone()
        if flat is not None:
            yield (*(flat[name] for name in FLAT[:-1]), inflate(row["body"]))


def _line(file: Any, data: dict[str, Any]) -> None:
    file.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
