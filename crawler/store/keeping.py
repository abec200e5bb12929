"""Keeping: one reading in, exactly one outcome out, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from crawler.dedupe import Decision, decide, forms, meaning, parts
from crawler.model import Kept, Reading, Visit
from crawler.store import articles, meanings, stories
from crawler.store.addresses import remember
from crawler.store.arrival import Arrival
from crawler.store.candidates import Found, find
from crawler.store.identities import identities, same_page
from crawler.store.index import add_keys
from crawler.store.mending import mended
from crawler.store.records import moment
from crawler.store.revising import again
from crawler.store.room import Room, bump


class Keeping(Room):
    """The way in."""

    embedder: meaning.Embedder | None = None

    def keep(self, reading: Reading, now: datetime) -> Kept:
        """Keeps an article, once: `new` story, `copy` of a known one, `seen` already, or `revised`.

        The same reading again is `seen`: keeping may be repeated after a crash.

        Raises:
            StoreBusy, StoreFull, StoreBroken: nothing of it was kept.
        """
        return self.keep_many((reading,), now)[0]

    def keep_many(
        self, readings: Iterable[Reading], now: datetime, *, visits: Iterable[Visit] = ()
    ) -> tuple[Kept, ...]:
        """The same for many, all or none, faster; with the visits that brought them, which are remembered then and only then."""
        readings, visits = tuple(readings), tuple(visits)
        try:
            return self._keep_all(readings, now, visits)
        except UnicodeEncodeError:  # seldom, and dear to look for: one of them holds half a surrogate pair
            return self._keep_all(mended(readings), now, mended(visits))

    def _keep_all(self, readings: Sequence[Reading], now: datetime, visits: Sequence[Visit]) -> tuple[Kept, ...]:
        with_vectors = [(reading, self._vector(reading)) for reading in readings]
        with self.db.write() as raw:
            self.index.begin()
            kept = tuple([_keep(raw, self, reading, now, vector) for reading, vector in with_vectors])
            for visit in visits:
                remember(raw, visit, now)
        return kept

    def preview(self, reading: Reading, now: datetime) -> Kept:
        """What `keep` would answer; nothing is written. Ids of what would be new are 0."""
        try:
            return self._preview(reading, now)
        except UnicodeEncodeError:
            return self._preview(mended(reading), now)

    def _preview(self, reading: Reading, now: datetime) -> Kept:
        vector = self._vector(reading)
        with self.db.write() as raw:
            self.index.begin()
            raw.execute("SAVEPOINT preview")
            newest_story, newest_article = (
                raw.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
                for table in ("stories", "articles")
            )
            kept = _keep(raw, self, reading, now, vector)
            raw.execute("ROLLBACK TO preview")
            self.db.undone += 1
            raw.execute("RELEASE preview")
        return Kept(
            outcome=kept.outcome,
            article_id=kept.article_id if kept.article_id <= newest_article else 0,
            story_id=kept.story_id if kept.story_id <= newest_story else 0,
        )

    def _vector(self, reading: Reading) -> bytes | None:
        """What a piece of cooperation news means; made outside the transaction, for it takes its time."""
        if self.embedder is None or not reading.annotation.is_cooperation:
            return None
        return meaning.pack(self.embedder(meaning.gist(reading.article)))


def _keep(raw: sqlite3.Connection, room: Room, reading: Reading, now: datetime, vector: bytes | None) -> Kept:
    article = reading.article
    source = articles.source_of(article)
    rights, page_id = raw.execute("SELECT rights, page_id FROM sources WHERE name = ?", (source,)).fetchone() or (
        "",
        None,
    )
    known = identities(article, reading.fingerprint, source, page_id)
    keys = known.all()
    grave, rows = _met(raw, keys)
    if grave is not None:
        return Kept(outcome="seen", article_id=0, story_id=grave)
    arrival = Arrival(reading=reading, source=source, known=known, now=now, keep_html=rights == "full", vector=vector)
    page = same_page(raw, rows, known, reading.fingerprint, source) if rows else None
    if page is not None:
        return again(raw, room.index, page, arrival)
    also = tuple(dict.fromkeys(one for _, one in rows))
    agree = next((one for key, one in rows if key in (known.canonical, known.url)), None)
    found = find(raw, room.index, reading.fingerprint, source, article.text, also, agree)
    decision = decide(
        found.own,
        found.candidates,
        apart=_apart(raw, found),
        other_news=lambda one: _other_news(raw, arrival, one.article_id),
        other_fillings=lambda one: _other_fillings(raw, arrival, one.article_id),
        aside=lambda one: _aside(raw, arrival, one.article_id),
    )
    if decision.story_id is None and vector is not None:
        decision = _by_meaning(raw, arrival, vector, decision)
    if decision.story_id is not None and _is_deleted(raw, decision.story_id):
        raw.executemany("INSERT OR IGNORE INTO tombstones VALUES (?, ?)", [(key, decision.story_id) for key in keys])
        return Kept(outcome="seen", article_id=0, story_id=decision.story_id)
    return _first_time(raw, room, arrival, found, decision)


def _met(raw: sqlite3.Connection, keys: Sequence[int]) -> tuple[int | None, list[tuple[int, int]]]:
    """The deleted story that any of these identities belongs to, and (identity, article) of those that are kept."""
    rows = raw.execute(_whose(len(keys)), keys).fetchall()
    grave = next((story for _, story, deleted in rows if deleted), None)
    return grave, [(key, article) for key, article, deleted in rows if not deleted]


@cache
def _whose(number: int) -> str:
    """The question whose so many identities are: of a list SQLite makes a table first, which takes longer than the answer."""
    return " UNION ALL ".join(
        f"SELECT key, article_id, 0 FROM keys WHERE key = ?{at} "
        f"UNION ALL SELECT key, story_id, 1 FROM tombstones WHERE key = ?{at}"
        for at in range(1, number + 1)
    )


def _by_meaning(raw: sqlite3.Connection, arrival: Arrival, vector: bytes, decision: Decision) -> Decision:
    """The decision, with a second opinion where the words say nothing."""
    nearest = meanings.nearest(raw, vector, arrival.reading.article.language or "", arrival.now)
    if nearest is None or _other_news(raw, arrival, nearest[0]):
        return decision
    article_id, story_id, likeness = nearest
    return replace(decision, article_id=article_id, story_id=story_id, likeness=likeness)


def _first_time(raw: sqlite3.Connection, room: Room, arrival: Arrival, found: Found, decision: Decision) -> Kept:
    reading, is_new = arrival.reading, decision.story_id is None
    story_id = stories.make(raw, arrival.now) if decision.story_id is None else decision.story_id
    columns = articles.values(
        reading.article, reading.annotation, reading.fingerprint, arrival.at, keep_html=arrival.keep_html
    ) | {
        "story_id": story_id, "source": arrival.source, "first_seen": arrival.at, "revision": 0,
        "likeness": None if is_new else decision.likeness,
    }  # fmt: skip
    article_id = articles.insert(raw, columns)
    add_keys(raw, article_id, arrival.known.all())
    room.index.add(article_id, reading.article, found.own.sketch, reading.fingerprint, found.own.clean, found.full)
    if arrival.vector is not None:
        meanings.remember(raw, article_id, arrival.vector, reading.article.language or "", arrival.now)
    mark = bump(raw)
    for other in (one for one in decision.joins if not _is_deleted(raw, one)):
        keep, gone = sorted((story_id, other))
        stories.join(raw, keep, gone, mark)
        story_id = keep
    if is_new:
        stories.begin(raw, room.feed_numbers, story_id, article_id, arrival, mark)
    else:
        stories.enter(raw, story_id, article_id, arrival, mark)
    _relate(raw, story_id, decision)
    return Kept(outcome="new" if is_new else "copy", article_id=article_id, story_id=story_id)


def _is_deleted(raw: sqlite3.Connection, story_id: int) -> bool:
    return (
        raw.execute("SELECT 1 FROM stories WHERE id = ? AND deleted_at IS NOT NULL", (story_id,)).fetchone() is not None
    )


def _other_news(raw: sqlite3.Connection, arrival: Arrival, article_id: int) -> bool:
    """Whether a stored text is the same form with other names and numbers; never where the text was let go."""
    theirs = _filled(raw, article_id)
    return theirs is not None and forms.same_form(_own(arrival), theirs)


def _other_fillings(raw: sqlite3.Connection, arrival: Arrival, article_id: int) -> bool:
    """Whether a stored text has any other name or number in the places of the same form; always where it was let go."""
    theirs = _filled(raw, article_id)
    return theirs is None or forms.other_fillings(_own(arrival), theirs)


def _aside(raw: sqlite3.Connection, arrival: Arrival, article_id: int) -> bool:
    """Whether what a stored article has in common with this one is not the news of both; never where its text was let go."""
    row = raw.execute("SELECT title, body FROM articles WHERE id = ? AND body IS NOT NULL", (article_id,)).fetchone()
    if row is None:
        return False
    article = arrival.reading.article
    return parts.aside(article.title, article.text, row[0], articles.inflate(row[1]))


def _own(arrival: Arrival) -> forms.Filled:
    article = arrival.reading.article
    return forms.Filled(text=article.text, when=article.published or arrival.now)


def _filled(raw: sqlite3.Connection, article_id: int) -> forms.Filled | None:
    row = raw.execute(
        "SELECT body, published, first_seen FROM articles WHERE id = ? AND body IS NOT NULL", (article_id,)
    ).fetchone()
    if row is None:
        return None
    body, published, first_seen = row
    return forms.Filled(text=articles.inflate(body), when=moment(published or first_seen))


def _apart(raw: sqlite3.Connection, found: Found) -> set[frozenset[int]]:
    if len({one.story_id for one in found.candidates}) < 2:
        return set()
    return {frozenset(pair) for pair in raw.execute("SELECT story_id, other_id FROM apart")}


def _relate(raw: sqlite3.Connection, story_id: int, decision: Decision) -> None:
    for other, likeness in decision.related:
        if other != story_id and other not in decision.joins and not _is_deleted(raw, other):
            both = ((story_id, other, likeness), (other, story_id, likeness))
            raw.executemany("INSERT OR REPLACE INTO related VALUES (?, ?, ?)", both)
