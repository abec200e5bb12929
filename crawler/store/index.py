"""The indexes of an article: identities, duplicate search, full text. Put in and taken out with the article itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from crawler.model import Article, Fingerprint
from crawler.store.fulltext import tokens


def add_keys(raw: sqlite3.Connection, article_id: int, keys: Iterable[int]) -> None:
    """Further identities of an article."""
    raw.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", [(key, article_id) for key in keys])


def add(
    raw: sqlite3.Connection,
    article_id: int,
    article: Article,
    print_: Fingerprint,
    clean: int,
    full: Collection[int] = (),
) -> None:
    """An article into the duplicate search and the full text; `full` are sentences that have entries enough."""
    raw.execute("INSERT OR REPLACE INTO prints VALUES (?, ?, ?)", (article_id, clean, print_.sketch))
    raw.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(key, article_id) for key in print_.bands])
    raw.executemany(
        "INSERT OR IGNORE INTO sentences VALUES (?, ?)",
        [(one, article_id) for one in print_.sentences if one not in full],
    )
    raw.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (article_id, indexed(article.title, article.text)))


def remove(raw: sqlite3.Connection, article_id: int, title: str, text: str, print_: Fingerprint) -> None:
    """An article, as it was put in, out of both again; its identities stay."""
    raw.execute("DELETE FROM prints WHERE article_id = ?", (article_id,))
    raw.executemany("DELETE FROM bands WHERE key = ? AND article_id = ?", [(key, article_id) for key in print_.bands])
    raw.executemany(
        "DELETE FROM sentences WHERE hash = ? AND article_id = ?", [(one, article_id) for one in print_.sentences]
    )
    raw.execute("INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)", (article_id, indexed(title, text)))


def indexed(title: str, text: str) -> str:
    """What the full text of an article is made of; the same when it is taken out."""
    return tokens(f"{title}\n{text}")
