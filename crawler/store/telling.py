"""Stories as records, many at once: their rows, their articles, their outlets."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from crawler.dedupe import overlap
from crawler.model import Outlet, Rights, Story
from crawler.store.articles import COLUMNS, annotation_of, article_of
from crawler.store.records import maybe_moment, moment

CHUNK = 400
"""Stories read with one statement."""


def load(raw: sqlite3.Connection, ids: Sequence[int]) -> list[Story]:
    """The stories of these numbers, in this order; numbers without a story are left out."""
    found: dict[int, Story] = {}
    for start in range(0, len(ids), CHUNK):
        found.update(_some(raw, tuple(ids[start : start + CHUNK])))
    return [found[one] for one in ids if one in found]


def _some(raw: sqlite3.Connection, ids: tuple[int, ...]) -> dict[int, Story]:
    marks = ",".join("?" * len(ids))
    cursor = raw.cursor()
    cursor.row_factory = sqlite3.Row
    rows = cursor.execute(f"SELECT * FROM stories WHERE id IN ({marks})", ids).fetchall()
    lead_ids = tuple(row["lead_id"] for row in rows)
    lead_marks = ",".join("?" * len(lead_ids))
    leads = {
        row["story_id"]: row
        for row in cursor.execute(f"SELECT {COLUMNS} FROM articles WHERE id IN ({lead_marks})", lead_ids)
    }
    members: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in cursor.execute(
        "SELECT a.id, a.story_id, a.source, a.title, a.url, a.canonical_url, a.published, a.first_seen, p.sketch, o.title AS outlet, "
        "o.rights, o.rights_note FROM articles a LEFT JOIN sources o ON o.name = a.source LEFT JOIN prints p ON p.article_id = a.id "
        f"WHERE a.story_id IN ({marks}) ORDER BY a.first_seen, a.id",
        ids,
    ):
        members[row["story_id"]].append(row)
    related: dict[int, list[int]] = defaultdict(list)
    for story, other in cursor.execute(
        f"SELECT story_id, other_id FROM related WHERE story_id IN ({marks}) ORDER BY likeness DESC",
        ids,
    ):
        related[story].append(other)
    return {
        row["id"]: _story(row, leads[row["id"]], members[row["id"]], related[row["id"]])
        for row in rows
        if row["id"] in leads
    }


def _story(row: sqlite3.Row, lead_row: sqlite3.Row, members: list[sqlite3.Row], related: list[int]) -> Story:
    lead = article_of(lead_row)
    own = next(member for member in members if member["id"] == row["lead_id"])
    others = [member for member in members if member is not own]
    others.sort(key=lambda member: (member["published"] or member["first_seen"], member["id"]))
    annotation = annotation_of(lead_row, lead)
    return Story(
        id=row["id"],
        lead=lead,
        annotation=annotation,
        outlets=tuple(_outlet(member, own) for member in (own, *others)),
        first_seen=moment(row["first_seen"]),
        updated=moment(row["updated"]),
        revision=row["revision"],
        change=row["change"],
        rights=cast("Rights", own["rights"] or "excerpt"),
        rights_note=own["rights_note"],
        related=tuple(related),
    )


def _outlet(member: sqlite3.Row, lead: sqlite3.Row) -> Outlet:
    is_lead = member["id"] == lead["id"]
    likeness = 1.0 if is_lead or not lead["sketch"] else overlap(lead["sketch"], member["sketch"] or b"").of_first
    return Outlet(
        source=member["source"],
        name=member["outlet"] or member["source"],
        title=member["title"],
        url=member["url"],
        published=maybe_moment(member["published"]),
        likeness=round(likeness, 3),
        lead=is_lead,
        article=member["id"],
        canonical_url=member["canonical_url"],
    )
