"""Which standing feeds a story stands in, how many stories each has, and which wait to be published."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from itertools import combinations

from crawler.model import Annotation
from crawler.store.connection import Connection

MOST_COUNTRIES = 6
"""Of a story that names more (a communiqué of a forum), pairs are made of the surest ones. It stands in the feeds of its other pairs as
soon as another story makes them."""
_MANY = MOST_COUNTRIES + MOST_COUNTRIES * (MOST_COUNTRIES - 1) // 2
"""Feeds that a story with more countries stands in at least: that many of countries and pairs."""


def names(annotation: Annotation, sources: Iterable[str], language: str | None, *, changed: bool) -> frozenset[str]:
    """The standing feeds of a story: of what its lead is about, and of its language, and of all its sources."""
    countries = [one.code for one in annotation.main_countries]
    found = {"all"} | {f"source/{name}" for name in sources} | {f"country/{code}" for code in countries}
    found |= {f"pair/{a}-{b}" for a, b in combinations(sorted(dict.fromkeys(countries[:MOST_COUNTRIES])), 2)}
    found |= {f"sector/{one.code}" for one in annotation.sectors} | {f"kind/{one.code}" for one in annotation.kinds}
    if language:
        found.add(f"language/{language.split('-')[0].lower()}")
    if changed:
        found.add("changes")
    return frozenset(found)


def ids(raw: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, int]:
    """The numbers of feeds, made where new."""
    names = sorted(wanted)
    marks = ",".join("?" * len(names))
    found: dict[str, int] = dict(
        raw.execute(f"SELECT name, id FROM facet_names WHERE name IN ({marks})", names).fetchall()
    )
    for name in names:
        if name not in found:
            found[name] = raw.execute("INSERT INTO facet_names (name) VALUES (?)", (name,)).lastrowid or 0
    return found


class FeedNumbers:
    """The numbers of feeds, held in memory: a feed gets one once, and keeps it."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._known: dict[str, int] = {}
        self._undone = db.undone

    def of(self, wanted: Collection[str]) -> list[int]:
        """The numbers of these feeds, made where new. Call it within a transaction."""
        if self._undone != self._db.undone:  # numbers that were made may have been taken back
            self._known, self._undone = {}, self._db.undone
        if new := [name for name in wanted if name not in self._known]:
            self._known |= ids(self._db.raw, new)
        return [self._known[name] for name in wanted]


def numbers(column: str | None) -> frozenset[int]:
    """The numbers of the feeds that a story stands in, or would stand in if it were news, from `stories.facets`."""
    return frozenset(map(int, (column or "").split()))


def put(
    raw: sqlite3.Connection, story_id: int, seen: int, new: Collection[int], *, is_news: bool, mark: int,
    row: tuple[str | None, int] | None = None, lead: int | None = None,
) -> None:  # fmt: skip
    """Places a story in these feeds, and marks those it left, those it entered and those it stays in as dirty; `row` is its
    `facets` and `is_news` where they are known, `lead` the article that leads it from now on, where that may be another."""
    row = row or raw.execute("SELECT facets, is_news FROM stories WHERE id = ?", (story_id,)).fetchone()
    old, now = numbers(row[0]), frozenset(new)
    text = " ".join(map(str, sorted(now)))
    raw.execute(
        "UPDATE stories SET facets = ?, is_news = ?, touched = ?, lead_id = coalesce(?, lead_id) WHERE id = ?",
        (text, int(is_news), mark, lead, story_id),
    )
    before, after = (old if row[1] else frozenset()), (now if is_news else frozenset())
    for step, some in ((-1, before - after), (1, after - before), (0, before & after)):
        if some:
            feeds = f"[{','.join(map(str, sorted(some)))}]"
            raw.execute(_COUNT, (step, mark, feeds))
            if step:
                raw.execute(_ENTER if step > 0 else _LEAVE, (seen, story_id, feeds))
    _mark_other_pairs(raw, before | after, mark)


def _mark_other_pairs(raw: sqlite3.Connection, feeds: Collection[int], mark: int) -> None:
    """Marks the feeds of those pairs as dirty that a story of these feeds stands in without having made them; those too whose own
    stories are gone: their documents stay."""
    if len(feeds) <= _MANY:
        return
    rows = raw.execute(
        "SELECT name FROM facet_names WHERE id IN (SELECT value FROM json_each(?)) AND name GLOB 'country/*'",
        (json.dumps(sorted(feeds)),),
    )
    codes = sorted(name.removeprefix("country/") for (name,) in rows)
    if len(codes) > MOST_COUNTRIES:
        pairs = json.dumps([f"pair/{a}-{b}" for a, b in combinations(codes, 2)])
        raw.execute(
            "UPDATE facet_names SET dirty = ? WHERE name IN (SELECT value FROM json_each(?))",
            (mark, pairs),
        )


_COUNT = (
    "UPDATE OR IGNORE facet_names SET stories = stories + ?, dirty = ? WHERE id IN (SELECT value FROM json_each(?))"
)
_ENTER = "INSERT OR IGNORE INTO facets SELECT value, ?, ? FROM json_each(?)"
_LEAVE = "DELETE FROM facets WHERE seen = ? AND story_id = ? AND facet_id IN (SELECT value FROM json_each(?))"
"""A story stands in some forty feeds: one statement for all of them takes two fifths of the time of one each (.07 against .16 ms for
entering and counting). Without `OR IGNORE` SQLite copies each page first, to undo a statement that fails halfway; here whatever
fails undoes the whole transaction."""


def touch(raw: sqlite3.Connection, source: str, mark: int) -> None:
    """Marks all stories that a source tells as changed, and the feeds they stand in as dirty."""
    told = raw.execute(
        "SELECT DISTINCT s.id, s.facets FROM stories s JOIN articles a ON a.story_id = s.id WHERE a.source = ? AND s.is_news = 1",
        (source,),
    ).fetchall()
    raw.executemany("UPDATE stories SET touched = ? WHERE id = ?", [(mark, story) for story, _ in told])
    every = [numbers(column) for _, column in told]
    feeds = frozenset().union(*every)
    raw.executemany("UPDATE facet_names SET dirty = ? WHERE id = ?", [(mark, one) for one in sorted(feeds)])
    for one in every:
        _mark_other_pairs(raw, one, mark)
