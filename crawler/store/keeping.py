"""Keeping: one reading in, exactly one outcome out, in one transaction."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.dedupe import Decision, compare, decide, fingerprint, overlap, sentence_hash, url_key
from crawler.dedupe.decide import WEAK
from crawler.dedupe.words import plain
from crawler.model import Article, Fingerprint, Kept
from crawler.store import articles, stories
from crawler.store.candidates import Found, find
from crawler.store.index import Index, add_keys
from crawler.store.records import stamp
from crawler.store.room import Room, bump, identity

if TYPE_CHECKING:
    from crawler.model import Reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Identities:
    """Under which hashes an article is known."""

    url: int
    content: int
    canonical: int | None = None
    page: int | None = None

    def all(self) -> list[int]:
        return [key for key in (self.url, self.canonical, self.page, self.content) if key is not None]


class Keeping(Room):
    """The way in."""

    def keep(self, reading: Reading, now: datetime) -> Kept:
        """Keeps an article, once: `new` story, `copy` of a known one, `seen` already, or `revised`.

        The same reading again is `seen`: keeping may be repeated after a crash.

        Raises:
            StoreBusy, StoreFull, StoreBroken: nothing of it was kept.
        """
        with self.db.write() as raw:
            return _keep(raw, self.index, reading, now)

    def keep_many(self, readings: Iterable[Reading], now: datetime) -> tuple[Kept, ...]:
        """The same for many, all or none, faster."""
        with self.db.write() as raw:
            return tuple(_keep(raw, self.index, reading, now) for reading in readings)

    def preview(self, reading: Reading, now: datetime) -> Kept:
        """What `keep` would answer; nothing is written. Ids of what would be new are 0."""
        with self.db.write() as raw:
            raw.execute("SAVEPOINT preview")
            newest_story, newest_article = (
                raw.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
                for table in ("stories", "articles")
            )
            kept = _keep(raw, self.index, reading, now)
            raw.execute("ROLLBACK TO preview")
            self.db.undone += 1
            raw.execute("RELEASE preview")
        return Kept(
            outcome=kept.outcome,
            article_id=kept.article_id if kept.article_id <= newest_article else 0,
            story_id=kept.story_id if kept.story_id <= newest_story else 0,
        )


def _keep(raw: sqlite3.Connection, index: Index, reading: Reading, now: datetime) -> Kept:
    index.begin()
    article = reading.article
    source = articles.source_of(article)
    rights, page_id = raw.execute("SELECT rights, page_id FROM sources WHERE name = ?", (source,)).fetchone() or (
        None,
        None,
    )
    known = identities(article, reading.fingerprint, source, page_id)
    keys = known.all()
    marks = ",".join("?" * len(keys))
    grave = raw.execute(f"SELECT story_id FROM tombstones WHERE key IN ({marks})", keys).fetchone()
    if grave:
        return Kept(outcome="seen", article_id=0, story_id=grave[0])
    rows = raw.execute(f"SELECT key, article_id FROM keys WHERE key IN ({marks})", keys).fetchall()
    page = _same_page(raw, rows, known, reading, source) if rows else None
    keep_html = rights == "full"
    if page is not None:
        return _again(raw, index, page, reading, known, now, keep_html=keep_html)
    also = tuple(dict.fromkeys(one for _, one in rows))
    agree = next((one for key, one in rows if key in (known.canonical, known.url)), None)
    found = find(raw, index, reading.fingerprint, source, article.text, also, agree)
    return _first_time(raw, index, reading, source, known, found, now, keep_html=keep_html)


def identities(article: Article, print_: Fingerprint, source: str, page_id: str | None) -> Identities:
    """The identities of an article; `page_id` is its source's pattern of page ids, if it has one."""
    own = url_key(article.url)
    canonical = url_key(article.canonical_url) if article.canonical_url else None
    if canonical and (canonical == own or not _names_a_page(article.canonical_url or "")):
        canonical = None  # pages whose canonical address is the home page say nothing
    named = _page_name(page_id, article) if page_id else None
    return Identities(
        url=identity("url", own),
        canonical=identity("url", canonical) if canonical else None,
        page=identity("page", f"{source}\0{named}") if named else None,
        content=identity("content", print_.content),
    )


def _names_a_page(url: str) -> bool:
    parts = urlsplit(url)
    return len(parts.path.strip("/")) > 1 or bool(parts.query)


@lru_cache(maxsize=1000)
def _pattern(page_id: str) -> re.Pattern[str]:
    return re.compile(page_id)


def _page_name(page_id: str, article: Article) -> str | None:
    """The identity that the source's pattern finds in the address, or else in the canonical one."""
    for url in (article.url, article.canonical_url or ""):
        found = _pattern(page_id).search(url)
        if found:
            return "\0".join(group or "" for group in found.groups()) or found[0]
    return None


def _same_page(
    raw: sqlite3.Connection, rows: Sequence[tuple[int, int]], known: Identities, reading: Reading, source: str
) -> int | None:
    """The stored article of the very same page, if there is one."""
    by_key: dict[int, list[int]] = {}
    for key, article in rows:
        by_key.setdefault(key, []).append(article)
    if known.page in by_key:
        return min(by_key[known.page])
    own = url_key(reading.article.url)
    for address in (known.url, known.canonical):
        for article in sorted(by_key.get(address, ())) if address is not None else ():
            url, where, sketch = raw.execute(
                "SELECT a.url, a.source, p.sketch FROM articles a LEFT JOIN prints p ON p.article_id = a.id WHERE a.id = ?",
                (article,),
            ).fetchone()
            if url_key(url) == own:
                return article
            if where != source:
                continue  # another outlet names it as its original: a copy
            alike = overlap(reading.fingerprint.sketch, sketch or reading.fingerprint.sketch)
            if max(alike.of_first, alike.of_second) >= WEAK or article in by_key.get(known.content, ()):
                return article  # else the site gives one canonical address to different pages
    return None


def _first_time(
    raw: sqlite3.Connection,
    index: Index,
    reading: Reading,
    source: str,
    known: Identities,
    found: Found,
    now: datetime,
    *,
    keep_html: bool,
) -> Kept:
    decision = decide(found.own, found.candidates, apart=_apart(raw, found))
    if decision.story_id is not None and _is_deleted(raw, decision.story_id):
        raw.executemany(
            "INSERT OR IGNORE INTO tombstones VALUES (?, ?)", [(key, decision.story_id) for key in known.all()]
        )
        return Kept(outcome="seen", article_id=0, story_id=decision.story_id)
    at = stamp(now)
    story_id = stories.make(raw, now) if decision.story_id is None else decision.story_id
    columns = articles.values(reading.article, reading.annotation, reading.fingerprint, at, keep_html=keep_html) | {
        "story_id": story_id, "source": source, "first_seen": at, "revision": 0,
        "likeness": decision.likeness if decision.story_id is not None else None,
    }  # fmt: skip
    article_id = articles.insert(raw, columns)
    add_keys(raw, article_id, known.all())
    index.add(article_id, found.own.sketch, reading.fingerprint, found.own.clean, found.full)
    mark = bump(raw)
    for other in (one for one in decision.joins if not _is_deleted(raw, one)):
        keep, gone = sorted((story_id, other))
        stories.join(raw, keep, gone, mark)
        story_id = keep
    stories.refresh(raw, story_id, mark, known=(article_id, reading.article, reading.annotation))
    _relate(raw, story_id, decision)
    return Kept(outcome="new" if decision.story_id is None else "copy", article_id=article_id, story_id=story_id)


def _is_deleted(raw: sqlite3.Connection, story_id: int) -> bool:
    return (
        raw.execute("SELECT 1 FROM stories WHERE id = ? AND deleted_at IS NOT NULL", (story_id,)).fetchone() is not None
    )


def _apart(raw: sqlite3.Connection, found: Found) -> set[frozenset[int]]:
    if len({one.story_id for one in found.candidates}) < 2:
        return set()
    return {frozenset(pair) for pair in raw.execute("SELECT story_id, other_id FROM apart")}


def _relate(raw: sqlite3.Connection, story_id: int, decision: Decision) -> None:
    for other, likeness in decision.related:
        if other != story_id and other not in decision.joins and not _is_deleted(raw, other):
            both = ((story_id, other, likeness), (other, story_id, likeness))
            raw.executemany("INSERT OR REPLACE INTO related VALUES (?, ?, ?)", both)


def _again(
    raw: sqlite3.Connection,
    index: Index,
    article_id: int,
    reading: Reading,
    known: Identities,
    now: datetime,
    *,
    keep_html: bool,
) -> Kept:
    """A page that is known already: the same words, or a new version."""
    old, _ = stories.load(raw, article_id)
    story_id, at = raw.execute("SELECT story_id, first_seen FROM articles WHERE id = ?", (article_id,)).fetchone()
    new = reading.article
    add_keys(raw, article_id, known.all())
    if not old.text:  # forgotten for its age: there is nothing to compare with
        return Kept(outcome="seen", article_id=article_id, story_id=story_id)
    if plain(old.text) == plain(new.text) and plain(old.title) == plain(new.title):
        return Kept(outcome="seen", article_id=article_id, story_id=story_id)
    change = compare(old, new, furniture=_learned(raw, old.source or ""))
    number = raw.execute("SELECT count(*) FROM revisions WHERE article_id = ?", (article_id,)).fetchone()[0]
    raw.execute(
        "INSERT INTO revisions (article_id, number, until, title, body, substance, change) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article_id, number, stamp(now), old.title, articles.deflate(old.text), int(change.substance), change.summary),
    )
    index.remove(article_id, old, fingerprint(old))
    found = find(raw, index, reading.fingerprint, articles.source_of(new), new.text)
    index.add(article_id, found.own.sketch, reading.fingerprint, found.own.clean, found.full)
    columns = articles.values(new, reading.annotation, reading.fingerprint, at, keep_html=keep_html)
    columns["url"] = old.url  # the address first fetched stays its address
    sets = ", ".join(f"{name} = ?" for name in columns)
    raw.execute(
        f"UPDATE articles SET {sets}, revision = revision + ? WHERE id = ?",
        (*columns.values(), int(change.substance), article_id),
    )
    mark = bump(raw)
    if change.substance:
        raw.execute(
            "UPDATE stories SET revision = revision + 1, updated = ?, change = ? WHERE id = ?",
            (stamp(now), _told_by(raw, story_id, article_id) + change.summary, story_id),
        )
    stories.refresh(raw, story_id, mark, known=(article_id, new, reading.annotation))
    return Kept(outcome="revised" if change.substance else "seen", article_id=article_id, story_id=story_id)


def _learned(raw: sqlite3.Connection, source: str) -> frozenset[int]:
    """The sentences known to be boilerplate of a source, as hashes."""
    rows = raw.execute("SELECT sentence FROM furniture WHERE source = ?", (source,))
    return frozenset(one for (sentence,) in rows if (one := sentence_hash(sentence)) is not None)


def _told_by(raw: sqlite3.Connection, story_id: int, article_id: int) -> str:
    """Whose correction it is, where it is not the lead's: `The Herald: `."""
    name, leads = raw.execute(
        "SELECT coalesce(o.title, a.source), a.id = s.lead_id FROM articles a JOIN stories s ON s.id = ? "
        "LEFT JOIN sources o ON o.name = a.source WHERE a.id = ?",
        (story_id, article_id),
    ).fetchone()
    return "" if leads else f"{name}: "
