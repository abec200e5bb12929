"""Which standing feeds a story stands in, how many stories each has, and which wait to be published."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from crawler.model import Annotation
from crawler.store.connection import Connection

MOST_COUNTRIES = 6
"""Of a story that names more (a communiqué of a forum), pairs are made of the surest ones. It stands in the feeds of its other pairs
that another story made, sooner or later."""
PAIR, COUNTRY = "pair/", "country/"


def names(annotation: Annotation, sources: Iterable[str], language: str | None, *, changed: bool) -> frozenset[str]:
    """The standing feeds of a story: of what its lead is about, and of its language, and of all its sources."""
    countries = [one.code for one in annotation.main_countries]
    found = {"all"} | {f"source/{name}" for name in sources} | {f"{COUNTRY}{code}" for code in countries}
    found |= {*pairs(countries[:MOST_COUNTRIES])}
    found |= {f"sector/{one.code}" for one in annotation.sectors} | {f"kind/{one.code}" for one in annotation.kinds}
    if language:
        found.add(f"language/{language.split('-')[0].lower()}")
    if changed:
        found.add("changes")
    return frozenset(found)


def pairs(countries: Iterable[str]) -> list[str]:
    """The feeds of all pairs of these countries."""
    return [f"{PAIR}{a}-{b}" for a, b in combinations(sorted(set(countries)), 2)]


def countries_of(pair: str) -> list[str]:
    """The feeds of the two countries of a pair's feed."""
    return [f"{COUNTRY}{code}" for code in pair.removeprefix(PAIR).split("-")]


def _other_pairs(names: Iterable[str]) -> list[str]:
    """The feeds of all pairs that a story of these feeds is about, where it does not make them all."""
    codes = [name.removeprefix(COUNTRY) for name in names if name.startswith(COUNTRY)]
    return pairs(codes) if len(codes) > MOST_COUNTRIES else []


def ids(raw: sqlite3.Connection, wanted: Collection[str]) -> Collection[int]:
    """The numbers of feeds, made where new, and of the other pairs of their countries that were made."""
    return {*_made(raw, wanted).values(), *_known(raw, _other_pairs(wanted)).values()}


def _made(raw: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, int]:
    names = sorted(wanted)
    found = _known(raw, names)
    for name in names:
        if name not in found:
            found[name] = raw.execute("INSERT INTO facet_names (name) VALUES (?)", (name,)).lastrowid or 0
            if name.startswith(PAIR):
                _fill(raw, found[name], countries_of(name))
    return found


def _known(raw: sqlite3.Connection, names: Sequence[str]) -> dict[str, int]:
    """The numbers of those feeds that were made."""
    if not names:
        return {}
    rows = raw.execute(
        "SELECT name, id FROM facet_names WHERE name IN (SELECT value FROM json_each(?))", (json.dumps(names),)
    )
    return dict(rows.fetchall())


def _fill(raw: sqlite3.Connection, number: int, countries: Sequence[str]) -> None:
    """Puts the stories of many countries, which make no pair of these two, into the new feed of the pair."""
    sizes = "SELECT id FROM facet_names WHERE name IN (?, ?) ORDER BY stories"
    few, *many = (one for (one,) in raw.execute(sizes, countries))
    if many:
        entered = raw.execute(
            "INSERT INTO facets SELECT ?, a.seen, a.story_id FROM facets a CROSS JOIN facets b "
            "ON b.facet_id = ? AND b.seen = a.seen AND b.story_id = a.story_id WHERE a.facet_id = ?",
            (number, many[0], few),
        ).rowcount
        if entered:
            raw.execute(
                "UPDATE stories SET facets = facets || ? WHERE id IN (SELECT story_id FROM facets WHERE facet_id = ?)",
                (f" {number}", number),
            )
            raw.execute("UPDATE facet_names SET stories = ? WHERE id = ?", (entered, number))


class FeedNumbers:
    """The numbers of all feeds, held in memory: a feed gets one once, and keeps it."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._known: dict[str, int] = {}
        self._last = 0
        self._undone = db.undone

    def of(self, wanted: Collection[str]) -> Collection[int]:
        """The same as `ids`. Call it within a transaction."""
        if self._undone != self._db.undone:  # numbers that were made may have been taken back
            self._known, self._last, self._undone = {}, 0, self._db.undone
        known, raw = self._known, self._db.raw
        later = "SELECT name, id FROM facet_names WHERE id > ?"  # what another process made
        known |= (found := dict(raw.execute(later, (self._last,)).fetchall()))
        if new := [name for name in wanted if name not in known]:
            known |= (made := _made(raw, new))
            found |= made
        self._last = max(found.values(), default=self._last)
        return {known[name] for name in wanted} | {known[pair] for pair in _other_pairs(wanted) if pair in known}


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
    feeds = frozenset[int]().union(*(numbers(column) for _, column in told))
    raw.executemany("UPDATE facet_names SET dirty = ? WHERE id = ?", [(mark, one) for one in sorted(feeds)])
