"""Queries as SQL: which stories a selection means."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.store import fulltext
from crawler.store.articles import inflate
from crawler.store.records import stamp
from feeds.model import Query


@dataclass(slots=True)
class Selection:
    """A condition on stories `s` under construction."""

    conditions: list[str] = field(default_factory=lambda: ["s.joined_to IS NULL", "s.deleted_at IS NULL"])
    values: list[Any] = field(default_factory=list)
    possible: bool = True
    """False when a feed is named that no story stands in."""

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)


def groups(query: Query) -> list[list[str]]:
    """The standing feeds that a story must stand in: one of each group."""
    found = [[f"country/{code}"] for code in dict.fromkeys(query.countries)]
    for kind, names in (
        ("sector", query.sectors), ("kind", query.kinds), ("source", query.sources), ("language", query.languages),
    ):  # fmt: skip
        if names:
            found.append([f"{kind}/{name}" for name in dict.fromkeys(names)])
    return found


def selection(raw: sqlite3.Connection, query: Query, *, along: str | None = None) -> Selection:
    """The condition that a query means; its text is not part of it, nor the standing feed that is walked along."""
    chosen = Selection()
    if not query.everything:
        chosen.add("s.is_news = 1")
    if query.since:
        chosen.add("s.first_seen >= ?", stamp(query.since))
    if query.revised:
        chosen.add("s.revision > 0")
    for group in groups(query):
        if group == [along]:
            continue
        numbers = _numbers(raw, group)
        if not numbers:
            chosen.possible = False
        elif query.everything:  # other stories stand in no feed: what they would stand in is noted in their row
            chosen.add(
                "(" + " OR ".join("instr(' ' || s.facets || ' ', ?)" for _ in numbers) + ")",
                *(f" {one} " for one in numbers),
            )
        else:
            marks = ",".join("?" * len(numbers))
            chosen.add(
                f"EXISTS (SELECT 1 FROM facets f WHERE f.facet_id IN ({marks}) "
                "AND f.seen = unixepoch(s.first_seen) AND f.story_id = s.id)",
                *numbers,
            )
    return chosen


def _numbers(raw: sqlite3.Connection, names: Sequence[str]) -> list[int]:
    marks = ",".join("?" * len(names))
    rows = raw.execute(f"SELECT id FROM facet_names WHERE name IN ({marks})", tuple(names))
    return [number for (number,) in rows]


def page(raw: sqlite3.Connection, query: Query, limit: int, before: tuple[str, int] | None) -> list[int]:
    """The stories of a selection, newest first."""
    return [story for (story,) in rows(raw, query, limit, before, "s.id")]


def rows(
    raw: sqlite3.Connection, query: Query, limit: int, before: tuple[str, int] | None, columns: str
) -> list[tuple[Any, ...]]:
    """These columns of the stories `s` of a selection, newest first."""
    narrow = _narrowest(raw, query)
    chosen = selection(raw, query, along=narrow and narrow[1])
    if not chosen.possible or (query.text and not _with_words(raw, chosen, query.text)):
        return []
    order, number = "s.updated" if query.revised else "s.first_seen", "s.id"
    if before:
        chosen.add(f"({order}, s.id) < (?, ?)", *before)
    source = "stories s"
    if narrow is not None:
        source, order, number = "facets d CROSS JOIN stories s ON s.id = d.story_id", "d.seen", "d.story_id"
        chosen.add("d.facet_id = ?", narrow[0])
        if before:
            chosen.add("d.seen <= unixepoch(?)", before[0])
        if query.since:
            chosen.add("d.seen >= unixepoch(?)", stamp(query.since))
    sql = f"SELECT {columns} FROM {source} WHERE {chosen.where} ORDER BY {order} DESC, {number} DESC LIMIT ?"
    return raw.execute(sql, (*chosen.values, limit)).fetchall()


def _with_words(raw: sqlite3.Connection, chosen: Selection, text: str) -> bool:
    """Adds the condition that an article has these words; False when there is no word to be found."""
    wanted = fulltext.terms(text)
    if not wanted:
        return False
    fresh = _fresh(raw, wanted)
    marks = ",".join("?" * len(fresh))
    chosen.add(
        f"s.id IN (SELECT story_id FROM articles WHERE id IN ({marks}) OR id IN (SELECT rowid FROM words WHERE words MATCH ?))",
        *fresh,
        fulltext.match(wanted),
    )
    return True


def _fresh(raw: sqlite3.Connection, wanted: Sequence[fulltext.Term]) -> list[int]:
    """The articles with these words that the full text does not know yet."""
    rows = raw.execute("SELECT a.id, a.title, a.body FROM fresh w CROSS JOIN articles a ON a.id = w.article_id")
    texts = ((article, fulltext.fold(f"{title}\n{inflate(body)}")) for article, title, body in rows)
    return [article for article, text in texts if all(term.pattern.search(text) for term in wanted)]


def _narrowest(raw: sqlite3.Connection, query: Query) -> tuple[int, str] | None:
    """Number and name of the feed with the fewest stories that all wanted stories stand in: the one to walk along."""
    if query.everything or query.revised:
        return None
    single = [group[0] for group in groups(query) if len(group) == 1] or ["all"]
    marks = ",".join("?" * len(single))
    row: tuple[int, str] | None = raw.execute(
        f"SELECT id, name FROM facet_names WHERE name IN ({marks}) ORDER BY stories LIMIT 1",
        single,
    ).fetchone()
    return row
