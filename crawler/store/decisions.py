"""What people decided, on its way out of the store and into another: stories joined, separated, deleted and judged, alarms muted."""

from __future__ import annotations

import sqlite3
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any


def lines(raw: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """A line each; judgements stand with the stories themselves."""
    for story, to in raw.execute(
        "SELECT id, joined_to FROM stories WHERE joined_to IS NOT NULL ORDER BY id"
    ).fetchall():
        yield {"record": "joined", "story": story, "to": to}
    yield from _deleted(raw)
    for story, other in raw.execute("SELECT story_id, other_id FROM apart WHERE story_id < other_id").fetchall():
        yield {"record": "apart", "story": story, "other": other}
    for source, kind in raw.execute("SELECT source, kind FROM mutes").fetchall():
        yield {"record": "mute", "source": source, "kind": kind}


def _deleted(raw: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Deleted stories: their identities, and what the duplicate search knows of their texts, which are gone."""
    prints, graves = _version(raw), _graves(raw)
    for story, at in raw.execute(
        "SELECT id, deleted_at FROM stories WHERE deleted_at IS NOT NULL ORDER BY id"
    ).fetchall():
        keys = [key for (key,) in raw.execute("SELECT key FROM tombstones WHERE story_id = ?", (story,))]
        yield {"record": "deleted", "story": story, "at": at, "keys": keys, "prints": prints, "graves": graves[story]}


def _graves(raw: sqlite3.Connection) -> defaultdict[int, list[dict[str, Any]]]:
    """What the duplicate search knows of the articles of each deleted story. Its tables are looked through once: they are ordered by
    what is looked for, not by article."""
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    of: dict[int, dict[str, Any]] = {}
    for article, story, source, clean, sketch in raw.execute(
        "SELECT g.article_id, g.story_id, g.source, p.clean, p.sketch FROM graves g JOIN prints p ON p.article_id = g.article_id"
    ):
        of[article] = {
            "source": source, "clean": clean, "sketch": b64encode(sketch).decode(), "bands": [], "sentences": []
        }  # fmt: skip
        found[story].append(of[article])
    for table, column in (("bands", "key"), ("sentences", "hash")) if of else ():
        for article, key in raw.execute(
            f"SELECT article_id, {column} FROM {table} WHERE article_id IN (SELECT article_id FROM graves)"
        ):
            if article in of:
                of[article][table].append(key)
    return found


def take(raw: sqlite3.Connection, data: Mapping[str, Any], story_of: Mapping[int, int]) -> None:
    """One line, in a transaction that writes; what is known here stays as it is.

    Args:
        raw: the database
        data: the line
        story_of: the numbers of stories here, by those in the file

    Raises:
        KeyError, TypeError, ValueError: it is no such line.
    """
    match data["record"]:
        case "joined":
            _join(raw, data["story"], story_of.get(data["to"], data["to"]))
        case "deleted":
            _delete(raw, data)
        case "apart":
            a, b = (story_of.get(one, one) for one in (data["story"], data["other"]))
            if a != b:
                raw.executemany("INSERT OR IGNORE INTO apart VALUES (?, ?)", ((a, b), (b, a)))
        case "mute":
            raw.execute("INSERT OR IGNORE INTO mutes VALUES (?, ?)", (str(data["source"]), str(data["kind"])))
        case what:
            raise ValueError(f"unknown record {what}")


def judged(raw: sqlite3.Connection, story: int, told: Mapping[str, Any]) -> None:
    """What a person said of a story that came in, if anybody did; older files do not say when."""
    if told["judged"] is not None:
        at = told.get("judged_at") or told["updated"]
        raw.execute("INSERT OR IGNORE INTO judgements VALUES (?, ?, ?)", (story, told["judged"], at))


def _join(raw: sqlite3.Connection, story: int, to: int) -> None:
    if raw.execute("SELECT 1 FROM stories WHERE id = ?", (story,)).fetchone() is None:
        _row(raw, story, joined_to=to)


def _delete(raw: sqlite3.Connection, data: Mapping[str, Any]) -> None:
    """A story is deleted here too, unless its very pages are kept here."""
    keys: list[int] = data["keys"]
    if keys and all(raw.execute("SELECT 1 FROM keys WHERE key = ?", (key,)).fetchone() for key in keys):
        return
    story = _grave_of(raw, data["story"], data["at"], keys)
    if story is None:
        free = raw.execute("SELECT 1 FROM stories WHERE id = ?", (data["story"],)).fetchone() is None
        story = _row(raw, data["story"] if free else None, deleted_at=data["at"])
    raw.executemany("INSERT OR IGNORE INTO tombstones VALUES (?, ?)", [(key, story) for key in keys])
    if (
        data.get("prints") != _version(raw)
        or raw.execute("SELECT 1 FROM graves WHERE story_id = ?", (story,)).fetchone()
    ):
        return  # an older file tells nothing of the texts, one of other fingerprints nothing that could be compared
    for grave in data["graves"]:
        _bury(raw, story, grave)


def _grave_of(raw: sqlite3.Connection, story: int, at: str, keys: list[int]) -> int | None:
    """The number of a deleted story here, if it came in before."""
    if raw.execute("SELECT 1 FROM stories WHERE id = ? AND deleted_at = ?", (story, at)).fetchone():
        return story
    for key in keys:
        if row := raw.execute("SELECT story_id FROM tombstones WHERE key = ?", (key,)).fetchone():
            return int(row[0])
    return None


def _bury(raw: sqlite3.Connection, story: int, grave: Mapping[str, Any]) -> None:
    """What the duplicate search knows of a deleted article, under a number that no article has or will have."""
    (article,) = raw.execute(
        "SELECT 1 + max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'articles'), 0), "
        "coalesce((SELECT max(article_id) FROM graves), 0))"
    ).fetchone()
    if not raw.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'articles'", (article,)).rowcount:
        raw.execute("INSERT INTO sqlite_sequence VALUES ('articles', ?)", (article,))
    raw.execute("INSERT INTO graves VALUES (?, ?, ?)", (article, story, grave["source"]))
    raw.execute("INSERT INTO prints VALUES (?, ?, ?)", (article, grave["clean"], b64decode(grave["sketch"])))
    for table in ("bands", "sentences"):
        raw.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(key, article) for key in grave[table]])


def _row(
    raw: sqlite3.Connection, story: int | None, joined_to: int | None = None, deleted_at: str | None = None
) -> int:
    """The row of a story that has no articles of its own; its number."""
    cursor = raw.execute(
        "INSERT INTO stories (id, first_seen, updated, joined_to, deleted_at) SELECT ?, first, first, ?, ? "
        "FROM (SELECT coalesce(min(first_seen), '1970-01-01T00:00:00Z') AS first FROM stories)",
        (story, joined_to, deleted_at),
    )
    return int(cursor.lastrowid or 0)


def _version(raw: sqlite3.Connection) -> str:
    """The version of the fingerprints in the duplicate search."""
    return str(raw.execute("SELECT value FROM meta WHERE name = 'prints'").fetchone()[0])
