"""Queries as SQL: which stories a selection means."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from crawler.store import facets, fulltext
from crawler.store.articles import inflate
from crawler.store.records import stamp
from feeds.model import Query

LOOKED_AT = 1000
"""Newest stories with the words of a phrase whose texts are read for it, .1 to .3 ms each: a phrase that none of them has is not
what its words are about."""


@dataclass(slots=True)
class Selection:
    """A condition on stories `s` under construction, or on the rows `d` of a standing feed that is walked along.

    In a standing feed stand only stories that are news, joined to no other and not deleted: their own rows need not be looked at.
    """

    along: int | None = None
    """Number of the feed that is walked."""
    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    possible: bool = True
    """False when a feed is named that no story stands in."""

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)

    @property
    def number(self) -> str:
        """The column of a story's number."""
        return "s.id" if self.along is None else "d.story_id"

    @property
    def seen(self) -> str:
        """The second in which a story was first seen."""
        return "unixepoch(s.first_seen)" if self.along is None else "d.seen"


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
    """The condition on stories `s` that a query means; its text is not part of it."""
    chosen = Selection(conditions=["s.joined_to IS NULL", "s.deleted_at IS NULL"])
    if not query.everything:
        chosen.add("s.is_news = 1")
    if query.since:
        chosen.add("s.first_seen >= ?", stamp(query.since))
    if query.revised:
        chosen.add("s.revision > 0")
    known = _known(raw, groups(query))
    for group in groups(query):
        _stand_in(chosen, [known[name][0] for name in group if name in known], noted=query.everything)
    return chosen


def _walk(raw: sqlite3.Connection, query: Query) -> Selection:
    """The same along the standing feed with the fewest stories that all wanted stories stand in."""
    wanted, pairs = groups(query), facets.pairs(query.countries[: facets.MOST_COUNTRIES])
    known = _known(raw, [*wanted, pairs, ["all"]])
    single = [group[0] for group in wanted if len(group) == 1] or ["all"]
    if not all(name in known for name in single):
        return Selection(possible=False)
    narrowest = min([*single, *(pair for pair in pairs if pair in known)], key=lambda name: known[name][1])
    settled = facets.countries_of(narrowest) if narrowest in pairs else [narrowest]
    chosen = Selection(along=known[narrowest][0])
    chosen.add("d.facet_id = ?", chosen.along)
    if query.since:
        chosen.add("d.seen >= unixepoch(?)", stamp(query.since))
    for group in wanted:
        if len(group) > 1 or group[0] not in settled:
            _stand_in(chosen, [known[name][0] for name in group if name in known])
    return chosen


def _known(raw: sqlite3.Connection, wanted: Sequence[Sequence[str]]) -> dict[str, tuple[int, int]]:
    """Number and count of stories of these standing feeds, as far as there are any."""
    names = [name for group in wanted for name in group]
    marks = ",".join("?" * len(names))
    rows = raw.execute(f"SELECT name, id, stories FROM facet_names WHERE name IN ({marks})", names)
    return {name: (number, stories) for name, number, stories in rows}


def _stand_in(chosen: Selection, numbers: Sequence[int], *, noted: bool = False) -> None:
    """Adds the condition that a story stands in one of these feeds; `noted`: or would, if it were news."""
    if not numbers:
        chosen.possible = False
    elif noted:  # other stories stand in no feed: what they would stand in is noted in their row
        chosen.add(
            "(" + " OR ".join("instr(' ' || s.facets || ' ', ?)" for _ in numbers) + ")",
            *(f" {one} " for one in numbers),
        )
    else:
        chosen.add(
            f"EXISTS (SELECT 1 FROM facets f WHERE f.facet_id IN ({','.join('?' * len(numbers))}) "
            f"AND f.seen = {chosen.seen} AND f.story_id = {chosen.number})",
            *numbers,
        )


def page(raw: sqlite3.Connection, query: Query, limit: int, before: tuple[str, int] | None) -> list[int]:
    """The stories of a selection, newest first."""
    walked = not (query.everything or query.revised)
    chosen = _walk(raw, query) if walked else selection(raw, query)
    wanted = fulltext.terms(query.text) if query.text else ()
    if not chosen.possible or (query.text and not wanted):
        return []
    if wanted:
        _with_words(raw, chosen, wanted)
    source, order, moment = "stories s", "s.updated" if query.revised else "s.first_seen", "?"
    if walked:
        source, order, moment = "facets d", "d.seen", "unixepoch(?)"
    if before:
        chosen.add(f"({order}, {chosen.number}) < ({moment}, ?)", *before)
    sql = (
        f"SELECT {chosen.number} FROM {source} WHERE {chosen.where} ORDER BY {order} DESC, {chosen.number} DESC LIMIT ?"
    )
    together = any(term.is_phrase for term in wanted)
    found = (story for (story,) in raw.execute(sql, (*chosen.values, LOOKED_AT if together else limit)))
    if together:
        found = (story for story in found if _has(raw, story, wanted))
    return list(islice(found, limit))


def _has(raw: sqlite3.Connection, story: int, wanted: Sequence[fulltext.Term]) -> bool:
    """Whether an article of a story has all these words as they stand together: the index knows no places."""
    rows = raw.execute("SELECT title, body FROM articles WHERE story_id = ?", (story,))
    return any(_says(title, body, wanted) for title, body in rows)


def _says(title: str, body: bytes | None, wanted: Sequence[fulltext.Term]) -> bool:
    text = fulltext.fold(f"{title}\n{inflate(body)}")
    return all(term.pattern.search(text) for term in wanted)


def _with_words(raw: sqlite3.Connection, chosen: Selection, wanted: Sequence[fulltext.Term]) -> None:
    """Adds the condition that an article has these words."""
    fresh = _fresh(raw, wanted)
    marks = ",".join("?" * len(fresh))
    chosen.add(
        f"{chosen.number} IN (SELECT story_id FROM articles WHERE id IN ({marks}) OR id IN (SELECT rowid FROM words WHERE words MATCH ?))",
        *fresh,
        fulltext.match(wanted),
    )


def _fresh(raw: sqlite3.Connection, wanted: Sequence[fulltext.Term]) -> list[int]:
    """The articles with these words that the full text does not know yet."""
    rows = raw.execute("SELECT a.id, a.title, a.body FROM fresh w CROSS JOIN articles a ON a.id = w.article_id")
    return [article for article, title, body in rows if _says(title, body, wanted)]
