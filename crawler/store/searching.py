"""Search: what the index finds, ranked and shown by the texts themselves."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.store.articles import inflate
from crawler.store.fulltext import Term, fold, match, terms
from crawler.store.selecting import selection
from feeds.model import Query

RANKED = 300
"""Newest articles found that are ranked: beyond it a word is so common that the newest are what is meant."""

TITLE = 4.0
"""Weight of a word in the title against one in the text."""

AROUND = 90
"""Characters of a snippet on either side of the first word found."""

BEGIN, END = "\u0002", "\u0003"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A story found, by its best article."""

    story_id: int
    score: float
    text: str
    """What a snippet is cut from."""


def search(raw: sqlite3.Connection, text: str, query: Query) -> list[Ranked]:
    """The stories that have all the words, the best first: words in the title, words that are rare, words near each other's
    beginnings, and among equals the newest."""
    wanted = terms(text)
    chosen = selection(raw, query)
    if not wanted or not chosen.possible:
        return []
    columns = "SELECT a.story_id, a.title, a.body FROM"
    joins = f"CROSS JOIN stories s ON s.id = a.story_id WHERE {chosen.where}"
    rows = raw.execute(
        f"{columns} fresh w CROSS JOIN articles a ON a.id = w.article_id {joins} ORDER BY w.id DESC", chosen.values
    ).fetchall()  # what the index does not know yet: their texts decide
    rows += raw.execute(
        f"{columns} words w CROSS JOIN articles a ON a.id = w.rowid {joins} AND words MATCH ? ORDER BY w.rowid DESC LIMIT ?",
        (*chosen.values, match(wanted), RANKED),
    )
    patterns = [term.pattern for term in wanted]
    best: dict[int, Ranked] = {}
    for place, (story, title, packed) in enumerate(rows):
        body = inflate(packed)
        found = score(patterns, title, body)
        if found is None:
            continue
        total = found - 0.5 * math.log2(2 + place) / math.log2(2 + len(rows))
        if story not in best or total > best[story].score:
            best[story] = Ranked(story_id=story, score=round(total, 4), text=body or title)
    return sorted(best.values(), key=lambda one: (-one.score, -one.story_id))


def score(patterns: Sequence[re.Pattern[str]], title: str, body: str) -> float | None:
    """Weight of the words in an article; None when a phrase is not there after all."""
    head, tail, total = fold(title), fold(body), 0.0
    damp = 0.5 + len(body) / 3000  # BM25's length norm: a word says less of a long text
    for pattern in patterns:
        many, in_title = len(pattern.findall(tail)), bool(pattern.search(head))
        if not many and not in_title:
            return None
        total += many * 2.2 / (many + 1.2 * damp) + (TITLE if in_title else 0.0)
    return total / len(patterns)


def snippet(text: str, wanted: Sequence[Term]) -> str:
    """The words around the first one found, on one line, each word found between U+0002 and U+0003."""
    folded = fold(text)
    spans = sorted(found.span() for term in wanted for found in list(term.pattern.finditer(folded))[:20])
    centre = spans[0][0] if spans else 0
    start, end = max(0, centre - AROUND), min(len(text), centre + 2 * AROUND)
    pieces, at = ["…" if start else ""], start
    for begin, stop in spans:
        if begin >= at and stop <= end:
            pieces += [text[at:begin], BEGIN, text[begin:stop], END]
            at = stop
    pieces += [text[at:end], "…" if end < len(text) else ""]
    return " ".join("".join(pieces).split())
