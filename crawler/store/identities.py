"""Which page is it? By address, by the address it calls its own, by the page id of its source."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.dedupe import overlap
from crawler.dedupe.decision import SAME_SOURCE
from crawler.model import Article, Fingerprint
from crawler.store.room import address, identity


@dataclass(frozen=True, kw_only=True, slots=True)
class Identities:
    """Under which hashes an article is known."""

    url: int
    content: int
    canonical: int | None = None
    page: int | None = None

    def all(self) -> list[int]:
        return [key for key in (self.url, self.canonical, self.page, self.content) if key is not None]


def identities(article: Article, print_: Fingerprint, source: str, page_id: str | None) -> Identities:
    """The identities of an article; `page_id` is its source's pattern of page ids, if it has one."""
    url = address(article.url)
    canonical = (
        address(article.canonical_url) if article.canonical_url and article.canonical_url != article.url else None
    )
    if canonical is not None and (canonical == url or not _names_a_page(article.canonical_url or "")):
        canonical = None  # pages whose canonical address is the home page say nothing
    named = _page_name(page_id, article) if page_id else None
    return Identities(
        url=url,
        canonical=canonical,
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


def same_page(
    raw: sqlite3.Connection,
    rows: Sequence[tuple[int, int]],
    known: Identities,
    print_: Fingerprint,
    source: str,
) -> int | None:
    """The stored article of the very same page, if there is one."""
    by_key: dict[int, list[int]] = {}
    for key, article in rows:
        by_key.setdefault(key, []).append(article)
    if known.page in by_key:
        return min(by_key[known.page])
    for one in (known.url, known.canonical):
        for article in sorted(by_key.get(one, ())) if one is not None else ():
            stored, where, sketch = raw.execute(
                "SELECT a.url, a.source, p.sketch FROM articles a LEFT JOIN prints p ON p.article_id = a.id WHERE a.id = ?",
                (article,),
            ).fetchone()
            if address(stored) == known.url:
                return article
            if where != source:
                continue  # another outlet names it as its original: a copy
            alike = overlap(print_.sketch, sketch or print_.sketch)
            if max(alike.of_first, alike.of_second) >= SAME_SOURCE or article in by_key.get(known.content, ()):
                return article  # else the site gives one canonical address to different pages
    return None
