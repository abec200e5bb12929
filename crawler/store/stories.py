"""A story's row: made, given its lead, joined to another, put into its feeds."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from functools import lru_cache

from crawler.dedupe import Telling, lead
from crawler.errors import NotFound
from crawler.model import Annotation, Article
from crawler.store import facets
from crawler.store.arrival import Arrival
from crawler.store.articles import COLUMNS, annotation_of, article_of
from crawler.store.records import maybe_moment, moment, stamp
from crawler.store.room import bump


def seconds(text: str) -> int:
    """A stamp as Unix seconds."""
    return int(moment(text).timestamp())


def make(raw: sqlite3.Connection, now: datetime) -> int:
    """A new, still empty story."""
    at = stamp(now)
    return int(raw.execute("INSERT INTO stories (first_seen, updated) VALUES (?, ?)", (at, at)).lastrowid or 0)


def resolve(raw: sqlite3.Connection, story_id: int) -> int:
    """The story that a number stands for today: of a joined one, the one it was joined to.

    Raises:
        NotFound: no such story, or it was deleted.
    """
    for _ in range(100):
        row = raw.execute("SELECT joined_to, deleted_at FROM stories WHERE id = ?", (story_id,)).fetchone()
        if row is None:
            raise NotFound(f"there is no story {story_id}: `silkwire search` finds stories and their numbers")
        if row[1] is not None:
            raise NotFound(f"story {story_id} was deleted on {row[1][:10]}")
        if row[0] is None:
            return story_id
        story_id = row[0]
    raise NotFound(f"story {story_id} is joined in a circle: run `silkwire doctor`")


def tellings(raw: sqlite3.Connection, story_id: int) -> list[Telling]:
    """What the lead rule asks about each article of a story."""
    rows = raw.execute(
        "SELECT a.id, a.source, a.length, a.first_seen, a.published, a.agency, a.details, o.title, o.rights, o.trust, "
        "o.agency, o.aliases FROM articles a LEFT JOIN sources o ON o.name = a.source WHERE a.story_id = ?",
        (story_id,),
    )
    return [_telling(row) for row in rows]


def _telling(row: tuple[object, ...]) -> Telling:
    article, source, length, first_seen, published, agency, details, title, rights, trust, is_agency, aliases = row
    return Telling(
        article_id=article, source=source, length=length, first_seen=moment(str(first_seen)),  # type: ignore[arg-type]  # a row
        published=maybe_moment(published), rights=rights or "excerpt", trust=0.5 if trust is None else trust,  # type: ignore[arg-type]
        is_agency=bool(is_agency), agency=agency, names=_names(source, title, aliases),  # type: ignore[arg-type]
        derived_title='"title_derived":true' in str(details),
    )  # fmt: skip


@lru_cache(maxsize=500)
def _names(source: str, title: str | None, aliases: str | None) -> frozenset[str]:
    """What an outlet is called, case-folded."""
    return frozenset(name.casefold() for name in (source, title or "", *json.loads(aliases or "[]")))


def refresh(
    raw: sqlite3.Connection, story_id: int, mark: int, *, known: tuple[int, Article, Annotation] | None = None
) -> None:
    """Chooses the lead of a story anew and puts it into its feeds; `known` spares reading an article just written."""
    some = tellings(raw, story_id)
    first_seen, revision, judged = raw.execute(
        "SELECT first_seen, revision, judged FROM stories WHERE id = ?", (story_id,)
    ).fetchone()
    chosen = lead(some)
    article, annotation = known[1:] if known and known[0] == chosen else load(raw, chosen)
    names = facets.names(annotation, {one.source for one in some}, article.language, changed=revision > 0)
    is_news = annotation.is_cooperation if judged is None else bool(judged)
    new = facets.ids(raw, names)
    facets.put(raw, story_id, seconds(first_seen), new, is_news=is_news, mark=mark, lead=chosen)


def begin(
    raw: sqlite3.Connection, numbers: facets.FeedNumbers, story_id: int, article_id: int, arrival: Arrival, mark: int
) -> None:
    """Puts a new story, which has this one article, into its feeds."""
    article, annotation = arrival.reading.article, arrival.reading.annotation
    names = facets.names(annotation, (arrival.source,), article.language, changed=False)
    new = numbers.of(names)
    facets.put(
        raw, story_id, seconds(arrival.at), new, is_news=annotation.is_cooperation, mark=mark, row=(None, 0), lead=article_id
    )  # fmt: skip


def enter(raw: sqlite3.Connection, story_id: int, article_id: int, arrival: Arrival, mark: int) -> None:
    """Puts a story that another article has joined into its feeds. As long as the lead stays, only one feed can be new."""
    first_seen, is_news, old_lead, old = raw.execute(
        "SELECT first_seen, is_news, lead_id, facets FROM stories WHERE id = ?", (story_id,)
    ).fetchone()
    if lead(tellings(raw, story_id)) != old_lead:
        refresh(raw, story_id, mark, known=(article_id, arrival.reading.article, arrival.reading.annotation))
        return
    new = facets.numbers(old).union(facets.ids(raw, (f"source/{arrival.source}",)))
    facets.put(raw, story_id, seconds(first_seen), new, is_news=bool(is_news), mark=mark, row=(old, is_news))


def lead_again(raw: sqlite3.Connection, source: str) -> None:
    """Chooses the lead anew of the stories that a source tells beside others."""
    told = raw.execute(
        "SELECT id, lead_id FROM stories WHERE id IN (SELECT story_id FROM articles WHERE source = ?) "
        "AND (SELECT count(*) FROM articles a WHERE a.story_id = stories.id) > 1",
        (source,),
    ).fetchall()
    for story_id, old_lead in told:
        if lead(tellings(raw, story_id)) != old_lead:
            refresh(raw, story_id, bump(raw))


def load(raw: sqlite3.Connection, article_id: int) -> tuple[Article, Annotation]:
    """An article with what was understood in it."""
    cursor = raw.cursor()
    cursor.row_factory = sqlite3.Row
    row = cursor.execute(f"SELECT {COLUMNS} FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        raise NotFound(f"there is no article {article_id}")
    article = article_of(row)
    return article, annotation_of(row, article)


def join(raw: sqlite3.Connection, keep: int, other: int, mark: int) -> None:
    """Makes one story of two; the number of `keep` stays, the other number leads to it."""
    ours, theirs = (
        raw.execute("SELECT first_seen, updated, revision, change, judged FROM stories WHERE id = ?", (one,)).fetchone()
        for one in (keep, other)
    )
    for one, row in ((keep, ours), (other, theirs)):  # both leave their feeds: the time of first sight may change
        facets.put(raw, one, seconds(row[0]), (), is_news=False, mark=mark)
    newer = max(ours, theirs, key=lambda row: (row[2] > 0, row[1]))
    raw.execute("UPDATE articles SET story_id = ? WHERE story_id = ?", (keep, other))
    raw.execute("UPDATE stories SET joined_to = ?, lead_id = NULL WHERE id = ?", (keep, other))
    raw.execute(
        "UPDATE stories SET first_seen = ?, updated = ?, revision = ?, change = ?, judged = ? WHERE id = ?",
        (
            min(ours[0], theirs[0]), newer[1] if newer[2] else min(ours[1], theirs[1]), ours[2] + theirs[2], newer[3],
            theirs[4] if ours[4] is None else ours[4], keep,
        ),
    )  # fmt: skip
    raw.execute("DELETE FROM related WHERE (story_id, other_id) IN ((?, ?), (?, ?))", (keep, other, other, keep))
    for table in ("related", "apart"):
        raw.execute(f"UPDATE OR REPLACE {table} SET story_id = ? WHERE story_id = ?", (keep, other))
        raw.execute(f"UPDATE OR REPLACE {table} SET other_id = ? WHERE other_id = ?", (keep, other))
    refresh(raw, keep, mark)
