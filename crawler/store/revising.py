"""A page that is known already: the same words, or a new version."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from crawler.dedupe import fingerprint, sentence_hash
from crawler.dedupe.words import plain
from crawler.model import Article, Kept
from crawler.store import articles, stories
from crawler.store.arrival import Arrival
from crawler.store.candidates import find
from crawler.store.index import Index, add_keys
from crawler.store.room import bump


def again(raw: sqlite3.Connection, index: Index, article_id: int, arrival: Arrival) -> Kept:
    """`seen`, or `revised` when it says something of substance anew; either way its latest words are kept, and the old ones
    too."""
    old, _ = stories.load(raw, article_id)
    story_id, at, forgotten = raw.execute(
        "SELECT story_id, first_seen, body IS NULL FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    new, print_ = _completed(arrival.reading.article, old), arrival.reading.fingerprint
    add_keys(raw, article_id, arrival.known.all())
    if forgotten:  # for its age: there is nothing to compare with
        return Kept(outcome="seen", article_id=article_id, story_id=story_id)
    if plain(old.text) == plain(new.text) and plain(old.title) == plain(new.title):
        return Kept(outcome="seen", article_id=article_id, story_id=story_id)
    from crawler.dedupe import compare  # lazily: most pages that are known say what they said

    change = compare(old, new, furniture=_learned(raw, old.source or ""))
    number = raw.execute("SELECT count(*) FROM revisions WHERE article_id = ?", (article_id,)).fetchone()[0]
    raw.execute(
        "INSERT INTO revisions (article_id, number, until, title, body, substance, change) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article_id, number, arrival.at, old.title, articles.deflate(old.text), int(change.substance), change.summary),
    )
    index.remove(article_id, old, fingerprint(old))
    found = find(raw, index, print_, old.source or "", new.text)
    columns = articles.values(new, arrival.reading.annotation, print_, at, keep_html=arrival.keep_html)
    columns["url"] = old.url  # the address first fetched stays its address
    sets = ", ".join(f"{name} = ?" for name in columns)
    raw.execute(
        f"UPDATE articles SET {sets}, revision = revision + ? WHERE id = ?",
        (*columns.values(), int(change.substance), article_id),
    )
    index.add(article_id, new, found.own.sketch, print_, found.own.clean, found.full)
    mark = bump(raw)
    if change.substance:
        raw.execute(
            "UPDATE stories SET revision = revision + 1, updated = ?, change = ? WHERE id = ?",
            (arrival.at, _told_by(raw, story_id, article_id) + change.summary, story_id),
        )
    stories.refresh(raw, story_id, mark, known=(article_id, new, arrival.reading.annotation))
    return Kept(outcome="revised" if change.substance else "seen", article_id=article_id, story_id=story_id)


def _learned(raw: sqlite3.Connection, source: str) -> frozenset[int]:
    """The sentences known to be boilerplate of a source, as hashes."""
    rows = raw.execute("SELECT sentence FROM furniture WHERE source = ?", (source,))
    return frozenset(one for (sentence,) in rows if (one := sentence_hash(sentence)) is not None)


def _completed(new: Article, old: Article) -> Article:
    """The new version with the headline and the day of publication of the old one where its page tells none: a list told them, and it
    names the article no more."""
    if new.title_derived and not old.title_derived:
        new = replace(new, title=old.title, title_raw=old.title_raw, title_derived=False)
    if new.published is None and old.published:
        new = replace(
            new,
            published=old.published,
            published_raw=old.published_raw,
            published_precision=old.published_precision,
            published_inferred=old.published_inferred,
        )
    return new


def _told_by(raw: sqlite3.Connection, story_id: int, article_id: int) -> str:
    """Whose correction it is, where it is not the lead's: `The Herald: `."""
    name, leads = raw.execute(
        "SELECT coalesce(o.title, a.source), a.id = s.lead_id FROM articles a JOIN stories s ON s.id = ? "
        "LEFT JOIN sources o ON o.name = a.source WHERE a.id = ?",
        (story_id, article_id),
    ).fetchone()
    return "" if leads else f"{name}: "
