"""Stories as the entries of feeds show them, many at once, with their deal records.

A full build reads every story: what no entry shows (some fifty pieces of evidence a story, sketches, weak links) is not read, which
takes an eighth of the time of the whole record.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from crawler.model import Deal, DealField, Outlet, Rights, Story
from crawler.store import packing, understood
from crawler.store.articles import COLUMNS, article_of, inflate, unpack, unpack_shown
from crawler.store.records import maybe_moment, moment

CHUNK = 400
"""Stories read with one statement."""

_STORIES = (
    "SELECT s.id AS story, s.lead_id AS lead, s.first_seen AS seen, s.updated, s.revision AS revised, s.change, "
    "o.title AS outlet, o.rights AS allowed, o.rights_note, "
    "(SELECT count(*) FROM articles m WHERE m.story_id = s.id) AS members, "
    + ", ".join(f"a.{name}" for name in COLUMNS.split(", "))
    + " FROM stories s JOIN articles a ON a.id = s.lead_id LEFT JOIN sources o ON o.name = a.source WHERE s.id IN ({})"
)
_OTHERS = (
    "SELECT a.id, a.story_id, a.source, a.title, a.url, a.canonical_url, a.published, a.first_seen, a.cooperation, a.is_cooperation, "
    "a.annotation, a.body, o.title AS outlet FROM articles a LEFT JOIN sources o ON o.name = a.source "
    "WHERE a.story_id IN ({}) ORDER BY a.id"
)
Row = Mapping[str, Any]
Rows = Mapping[int, Sequence[Row]]


def load(raw: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Story]:
    """The stories of these numbers, in this order; numbers without a story are left out."""
    cursor = raw.cursor()
    for start in range(0, len(ids), CHUNK):
        some = tuple(ids[start : start + CHUNK])
        rows = {row["story"]: row for row in _rows(cursor, _STORIES, some)}
        others = _others(cursor, [row for row in rows.values() if row["members"] > 1])
        yield from (_story(rows[one], others.get(one, ())) for one in some if one in rows)


def _rows(cursor: sqlite3.Cursor, sql: str, ids: Sequence[int]) -> Iterator[Row]:
    """Rows by name: a `sqlite3.Row` compares names one by one, and of every story fifty values are asked for."""
    found = cursor.execute(sql.format(",".join("?" * len(ids))), ids)
    names = [column[0] for column in found.description]
    return (dict(zip(names, row, strict=True)) for row in found)


def _others(cursor: sqlite3.Cursor, rows: Sequence[Row]) -> Rows:
    """The articles beside the lead, of stories that several tell."""
    found: dict[int, list[Row]] = defaultdict(list)
    if not rows:
        return found
    leads = {row["lead"] for row in rows}
    for row in _rows(cursor, _OTHERS, [row["story"] for row in rows]):
        if row["id"] not in leads:
            found[row["story_id"]].append(row)
    return found


def _story(row: Row, others: Sequence[Row]) -> Story:
    lead = article_of(row)
    data, whole = _shown(row), f"{lead.title}\n\n{lead.text}"
    by_time = sorted(others, key=lambda other: (other["published"] or other["first_seen"], other["id"]))
    return Story(
        id=row["story"],
        lead=lead,
        annotation=understood.shown(data, whole, row["cooperation"], bool(row["is_cooperation"])),
        outlets=(_outlet(row, lead=True), *(_outlet(other, lead=False) for other in by_time)),
        first_seen=moment(row["seen"]),
        updated=moment(row["updated"]),
        revision=row["revised"],
        change=row["change"],
        rights=cast("Rights", row["allowed"] or "excerpt"),
        rights_note=row["rights_note"],
        deal=_deal(row, data, others),
    )


def _outlet(row: Row, *, lead: bool) -> Outlet:
    return Outlet(
        source=row["source"],
        name=row["outlet"] or row["source"],
        title=row["title"],
        url=row["url"],
        published=maybe_moment(row["published"]),
        likeness=1.0,
        lead=lead,
        article=row["lead"] if lead else row["id"],
        canonical_url=row["canonical_url"],
    )


def _shown(row: Row) -> understood.Packed:
    """What an entry shows of an annotation; picked out of all of it where that does not stand apart."""
    stored = unpack_shown(row["annotation"])
    if stored is not None:
        return stored
    from crawler.annotate.deals import said  # lazily, as in `pack`

    whole = f"{row['title']}\n\n{inflate(row['body'])}"
    found = understood.annotation(unpack(row["annotation"]), whole, row["cooperation"], bool(row["is_cooperation"]))
    return packing.shown(found, whole, said(found))


def _deal(row: Row, data: understood.Packed, others: Sequence[Row]) -> Deal:
    """The record, from what each article says; the lead first, then as they came."""
    if not others:
        return _alone(data)
    from crawler.annotate.deals import united

    told = [(row["source"], bool(row["is_cooperation"]), understood.said(data))]
    told += [(other["source"], bool(other["is_cooperation"]), understood.said(_shown(other))) for other in others]
    return united(told)


def _alone(data: understood.Packed) -> Deal:
    """The record of what one article alone tells: it says nothing twice, so there is nothing to unite."""
    said = data["deal"]
    return Deal(
        **{name: tuple([_field(value) for _, value in said[name]]) for name in understood.RECORD if name in said}
    )


@lru_cache(maxsize=4096)
def _field(value: str) -> DealField:
    return DealField(value=value, evidence=understood.NO_EVIDENCE)
