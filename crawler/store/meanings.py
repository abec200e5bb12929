"""The vectors of the newest articles, and the mean of each language: what the optional search across languages looks at."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.dedupe import meaning

MOST = 3000
"""Newest articles compared; 15 microseconds each."""


def nearest(raw: sqlite3.Connection, packed: bytes, language: str, now: datetime) -> tuple[int, int, float] | None:
    """(article, story, likeness) of the article that means the same, if one of the last days does."""
    means = _means(raw)
    if language not in means or len(means[language]) != len(packed):
        return None
    own = meaning.centred(packed, means[language])
    rows = raw.execute(
        "SELECT v.article_id, a.story_id, v.language, v.vector FROM vectors v JOIN articles a ON a.id = v.article_id "
        "WHERE v.seen >= ? ORDER BY v.article_id DESC LIMIT ?",
        (int((now - timedelta(days=meaning.DAYS)).timestamp()), MOST),
    )
    scored = (
        (meaning.cosine(own, meaning.centred(vector, means[other])), article, story)
        for article, story, other, vector in rows
        if other in means and len(vector) == len(packed)
    )
    score, article, story = max(scored, default=(0.0, 0, 0))
    return (article, story, round(score, 3)) if score >= meaning.SAME_MEANING else None


def remember(raw: sqlite3.Connection, article_id: int, packed: bytes, language: str, now: datetime) -> None:
    """Adds an article, and lets go of those too old to be compared."""
    raw.execute(
        "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", (article_id, language, int(now.timestamp()), packed)
    )
    row = raw.execute("SELECT count, total FROM means WHERE language = ?", (language,)).fetchone()
    count, total = (
        (row[0], array("d", row[1])) if row and len(row[1]) == 8 * len(packed) else (0, array("d", [0.0] * len(packed)))
    )
    total = array("d", [a + b for a, b in zip(total, meaning.unit(packed), strict=True)])
    raw.execute("INSERT OR REPLACE INTO means VALUES (?, ?, ?)", (language, count + 1, total.tobytes()))
    oldest = int((now - timedelta(days=2 * meaning.DAYS)).timestamp())
    raw.execute(
        "DELETE FROM vectors WHERE article_id IN (SELECT article_id FROM vectors WHERE seen < ? LIMIT 20)", (oldest,)
    )


def _means(raw: sqlite3.Connection) -> dict[str, Sequence[float]]:
    rows = raw.execute("SELECT language, count, total FROM means WHERE count >= ?", (meaning.FEWEST_FOR_A_MEAN,))
    return {language: [value / count for value in array("d", total)] for language, count, total in rows}
