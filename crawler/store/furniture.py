"""Learned boilerplate: sentences that a source prints around its articles."""

from __future__ import annotations

import unicodedata

from crawler.dedupe import sentence_hash, sentences
from crawler.store.articles import inflate
from crawler.store.room import Room

LOOKED_AT = 60
"""Newest articles of a source that are learned from."""

SHARE, FEWEST = 0.3, 6
"""Share of those articles, and number of their stories, that must have a sentence: background that is told again and again
("The initiative was proposed in 2013.") stays far below, a notice under every article far above."""

HEAD, TAIL = 2, 5
"""Sentences at either end of an article where furniture stands."""

EDGE = 1000
"""Characters of either end in which those sentences nearly always stand: the rest need not be split, which took most of the time."""


class Furniture(Room):
    """What is no news."""

    def boilerplate(self, source: str) -> frozenset[str]:
        """Sentences that repeat within a source, NFC with single spaces. Once learned they stay, for articles that are read
        without them teach nothing any more."""
        with self.db.read() as raw:
            known = {one for (one,) in raw.execute("SELECT sentence FROM furniture WHERE source = ?", (source,))}
            rows = raw.execute(
                "SELECT story_id, body, first_seen FROM articles WHERE source = ? ORDER BY id DESC LIMIT ?",
                (source, LOOKED_AT),
            ).fetchall()
        new = _repeated(rows) - known
        if new and not self.db.read_only:
            with self.db.write() as raw:
                raw.executemany(
                    "INSERT OR IGNORE INTO furniture VALUES (?, ?, ?)",
                    [(source, one, rows[0][2]) for one in sorted(new)],
                )
        return frozenset(known | new)


def _repeated(rows: list[tuple[int, bytes | None, str]]) -> set[str]:
    stories: dict[str, set[int]] = {}
    for story, body, _ in rows:
        for one in set(map(_normal, _edges(inflate(body)))):
            stories.setdefault(one, set()).add(story)
    enough = max(FEWEST, SHARE * len(rows))
    return {one for one, some in stories.items() if len(some) >= enough and sentence_hash(one) is not None}


def _edges(text: str) -> list[str]:
    """The sentences at either end of a text."""
    first, last = sentences(text[:EDGE]), sentences(text[-EDGE:])
    if len(first) <= HEAD or len(last) <= TAIL:  # one of those asked for may be cut
        first = last = sentences(text)
    return [*first[:HEAD], *last[-TAIL:]]


def _normal(sentence: str) -> str:
    return " ".join(unicodedata.normalize("NFC", sentence).split())
