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


def selection(raw: sqlite3.Connection, query: Query) -> Selection:
    """The condition that a query means; its text is not part of it."""
    chosen = Selection()
    if not query.everything:
        chosen.add("s.is_news = 1")
    if query.since:
        chosen.add("s.first_seen >= ?", stamp(query.since))
    if query.revised:
        chosen.add("s.revision > 0")
    for group in groups(query):
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
    chosen = selection(raw, query)
    if not chosen.possible:
        return []
    if query.text:
        wanted = fulltext.terms(query.text)
        if not wanted:
            return []
        fresh = _fresh(raw, wanted)
        marks = ",".join("?" * len(fresh))
        chosen.add(
            f"s.id IN (SELECT story_id FROM articles WHERE id IN ({marks}) OR id IN (SELECT rowid FROM words WHERE words MATCH ?))",
            *fresh,
            fulltext.match(wanted),
        )
    order = "s.updated" if query.revised else "s.first_seen"
    if before:
        chosen.add(f"({order}, s.id) < (?, ?)", *before)
    source = "stories s"
    narrow = _narrowest(raw, query)
    if narrow is not None:
        source = "facets d CROSS JOIN stories s ON s.id = d.story_id"
        chosen.add("d.facet_id = ?", narrow)
        if not query.revised:
            order = "d.seen"
            if before:
                chosen.add("d.seen <= unixepoch(?)", before[0])
            if query.since:
                chosen.add("d.seen >= unixepoch(?)", stamp(query.since))
    sql = f"SELECT s.id FROM {source} WHERE {chosen.where} ORDER BY {order} DESC, s.id DESC LIMIT ?"
    if narrow is not None and order == "d.seen":
        sql = sql.replace("s.id DESC", "d.story_id DESC")
    return [story for (story,) in raw.execute(sql, (*chosen.values, limit))]


def _fresh(raw: sqlite3.Connection, wanted: Sequence[fulltext.Term]) -> list[int]:
    """The articles with these words that the full text does not know yet."""
    rows = raw.execute("SELECT a.id, a.title, a.body FROM fresh w CROSS JOIN articles a ON a.id = w.article_id")
    texts = ((article, fulltext.fold(f"{title}\n{inflate(body)}")) for article, title, body in rows)
    return [article for article, text in texts if all(term.pattern.search(text) for term in wanted)]


def _narrowest(raw: sqlite3.Connection, query: Query) -> int | None:
    """The feed with the fewest stories that all wanted stories stand in: the one to walk along."""
    if query.everything or query.revised:
        return None
    single = [group[0] for group in groups(query) if len(group) == 1] or ["all"]
    marks = ",".join("?" * len(single))
    row = raw.execute(
        f"SELECT id FROM facet_names WHERE name IN ({marks}) ORDER BY stories LIMIT 1",
        single,
    ).fetchone()
    return None if row is None else int(row[0])
