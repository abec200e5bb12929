"""The duplicate search and the full text of the articles.

What comes in goes into a small table of its own first, `fresh`, which each process also holds in memory, and from there into the
large tables, many articles at once: keys of the duplicate search lie all over those tables, and writing forty pages for each
article cost two thirds of keeping it (1.2 of 1.9 ms). The answers are the same as without it, whenever it is drained.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

from crawler.dedupe import sentence_hash
from crawler.dedupe import sentences as split
from crawler.dedupe.prints import shingle_hashes
from crawler.model import Article, Fingerprint
from crawler.store.articles import inflate
from crawler.store.connection import Connection
from crawler.store.fulltext import tokens
from crawler.store.waiting import Waiting

MOST_FRESH = 512
"""Articles that wait; a search reads their texts (some 15 ms), and draining them takes half as long as keeping them."""

LONGEST_HELD = 20_000
"""Characters of a text up to which it waits in memory, nearly all of them: 5 MB of Chinese, 20 MB at worst."""

BUCKET = 64
"""Newest articles of a band that are looked at and kept: a bucket of 100,000 costs 132 ms, 64 of them .4 ms."""

MOST_FURNITURE = 2000
"""Sentences of furniture whose shingles are remembered, some 6 kB each."""


TOGETHER = 64
"""Entries written by one statement: .8 microseconds each, alone 1.4."""


class Index:
    """Both searches. Every method is called within a transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._state: tuple[int, int] | None = None
        self._empty()
        self._hot: set[int] = set()
        self._furniture: dict[int, frozenset[int]] = {}

    def _empty(self) -> None:
        self._bands, self._sentences, self._fresh = Waiting(), Waiting(), dict[int, str | None]()

    def begin(self) -> None:
        """Brings the memory up to date when another process wrote, or when something was undone."""
        state = (self._db.raw.execute("PRAGMA data_version").fetchone()[0], self._db.undone)
        if state == self._state:
            return
        self._empty()
        for article_id, bands, sentences in self._db.raw.execute(
            "SELECT article_id, bands, sentences FROM fresh ORDER BY id"
        ):
            self._remember(article_id, array("q", bands), array("q", sentences))
        self._state = state

    def _remember(self, article_id: int, bands: array[int], sentences: array[int], words: str | None = None) -> None:
        self._fresh[article_id] = words
        self._bands.add(article_id, bands)
        self._sentences.add(article_id, sentences)

    def bands(self, keys: Sequence[int]) -> dict[int, list[int]]:
        """{key: its articles, the oldest first, at most the newest `BUCKET`}, for the bands that have any."""
        found = self._look("bands", "key", self._bands, keys)
        for key, some in found.items():
            if len(some) >= BUCKET:
                found[key] = some[-BUCKET:]
                self._hot.add(key)
        return found

    def sentences(self, hashes: Sequence[int]) -> dict[int, list[int]]:
        """{sentence: the first articles that have it}, for the sentences that any has."""
        return self._look("sentences", "hash", self._sentences, hashes)

    def _look(self, table: str, column: str, waiting: Waiting, keys: Sequence[int]) -> dict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        if not keys:
            return found
        marks = ",".join(["(?)"] * len(keys))  # joined to: for `IN` SQLite makes a table first, a quarter of the time
        rows = self._db.raw.execute(
            f"WITH wanted (one) AS (VALUES {marks}) SELECT {column}, article_id FROM wanted CROSS JOIN {table} "
            f"ON {column} = one",
            sorted(keys),
        )
        for key, article in rows:
            found[key].append(article)
        for key, some in waiting.among(keys):
            found[key] += some
        return found

    def shingles_of(self, furniture: Collection[int], text: str) -> frozenset[int]:
        """The shingles of these sentences of a text. Furniture comes again and again: they are remembered."""
        if any(one not in self._furniture for one in furniture):
            if len(self._furniture) > MOST_FURNITURE:
                self._furniture.clear()
            for sentence in split(text):
                one = sentence_hash(sentence)
                if one is not None and one in furniture:
                    self._furniture[one] = shingle_hashes(sentence)
        return frozenset().union(*(self._furniture.get(one, frozenset()) for one in furniture))

    def add(
        self, article_id: int, article: Article, sketch: bytes, print_: Fingerprint, clean: int,
        full: Collection[int] = (),
    ) -> None:  # fmt: skip
        """An article; `full` are sentences that have entries enough."""
        raw = self._db.raw
        raw.execute("INSERT OR REPLACE INTO prints VALUES (?, ?, ?)", (article_id, clean, sketch))
        bands = array("q", print_.bands)
        sentences = array("q", [one for one in print_.sentences if one not in full])
        raw.execute(
            "INSERT INTO fresh (article_id, bands, sentences) VALUES (?, ?, ?)",
            (article_id, bands.tobytes(), sentences.tobytes()),
        )
        short = len(article.text) <= LONGEST_HELD
        self._remember(article_id, bands, sentences, f"{article.title}\n{article.text}" if short else None)
        if len(self._fresh) >= MOST_FRESH:
            self.drain()

    def remove(self, article_id: int, article: Article, print_: Fingerprint) -> None:
        """An article, as it was put in, out again; its identities stay."""
        raw = self._db.raw
        known = raw.execute("DELETE FROM prints WHERE article_id = ?", (article_id,)).rowcount
        if not known and article.text:
            return  # a reindex has not come to it yet
        if raw.execute("DELETE FROM fresh WHERE article_id = ?", (article_id,)).rowcount:
            self._state = None
            self.begin()
            return
        raw.executemany(
            "DELETE FROM bands WHERE key = ? AND article_id = ?", [(key, article_id) for key in print_.bands]
        )
        raw.executemany(
            "DELETE FROM sentences WHERE hash = ? AND article_id = ?", [(one, article_id) for one in print_.sentences]
        )
        raw.execute(
            "INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)",
            (article_id, indexed(article.title, article.text)),
        )

    def bury(self, article_id: int, article: Article) -> None:
        """Takes an article out of the full text; the duplicate search still knows it, so that copies can be refused."""
        self.drain()
        self._db.raw.execute(
            "INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)",
            (article_id, indexed(article.title, article.text)),
        )

    def drain(self) -> None:
        """Moves what waits into the large tables, in the order of their keys."""
        raw = self._db.raw
        for table, waiting in (("bands", self._bands), ("sentences", self._sentences)):
            _insert(raw, table, waiting.entries())
        raw.executemany(
            "DELETE FROM bands WHERE key = ?1 AND article_id < "
            "(SELECT article_id FROM bands WHERE key = ?1 ORDER BY article_id DESC LIMIT 1 OFFSET ?2)",
            [(key, BUCKET - 1) for key in self._hot],
        )
        self._hot.clear()
        raw.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", self._full_texts())
        raw.execute("DELETE FROM fresh")
        self._empty()

    def _full_texts(self) -> Iterator[tuple[int, str]]:
        """What waits for the full text: from memory, or read where it is long or another process kept it."""
        for article_id, whole in self._fresh.items():
            if whole is None:
                title, body = self._db.raw.execute(
                    "SELECT title, body FROM articles WHERE id = ?", (article_id,)
                ).fetchone()
                whole = f"{title}\n{inflate(body)}"
            yield article_id, tokens(whole)

    def waiting(self) -> tuple[int, ...]:
        """Articles that the full text does not know yet, the newest first."""
        rows = self._db.raw.execute("SELECT article_id FROM fresh ORDER BY article_id DESC")
        return tuple(article for (article,) in rows)

    def clear(self) -> None:
        """Empties both searches, but for what no text is left to make anew."""
        raw = self._db.raw
        for table in ("bands", "sentences", "prints", "fresh"):
            raw.execute(
                f"DELETE FROM {table} WHERE article_id NOT IN (SELECT article_id FROM graves) "
                "AND article_id NOT IN (SELECT id FROM articles WHERE body IS NULL)"
            )
        raw.execute("INSERT INTO words (words) VALUES ('delete-all')")
        self._state = None
        self.begin()

    def add_title(self, article_id: int, title: str) -> None:
        """An article without a text: only the full text knows it."""
        self._db.raw.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (article_id, indexed(title, "")))


def _insert(raw: sqlite3.Connection, table: str, entries: Iterator[tuple[int, int]]) -> None:
    """Puts entries into a table of two columns, `TOGETHER` in one statement."""
    while some := tuple(chain.from_iterable(islice(entries, TOGETHER))):
        marks = ",".join(["(?, ?)"] * (len(some) // 2))
        raw.execute(f"INSERT OR IGNORE INTO {table} VALUES {marks}", some)


def add_keys(raw: sqlite3.Connection, article_id: int, keys: Iterable[int]) -> None:
    """Further identities of an article."""
    raw.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", [(key, article_id) for key in keys])


def indexed(title: str, text: str) -> str:
    """What the full text of an article is made of; the same when it is taken out."""
    return tokens(f"{title}\n{text}")
