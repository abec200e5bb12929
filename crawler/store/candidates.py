"""Which stored articles may be copies of one that comes in: by whole sentences, and by MinHash bands."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from crawler.dedupe import Candidate, Own
from crawler.dedupe.sketch import without
from crawler.dedupe.words import hashed_length
from crawler.model import Fingerprint
from crawler.store.index import Index

COMMON = 12
"""A sentence in more articles than this, of several stories, is furniture of a site or of the trade."""

OWN_COMMON, OWN_ARTICLES = 3, 6
"""The same within one source: a site's footer shows itself on its third story; or on its sixth article, should the first ones
have been taken for one story because of that very footer."""

POPULAR = 3
"""A sentence in many articles of so few stories is no furniture but news that was reprinted a lot."""

ALL = 0.8
"""A text of which this share would be furniture is a reprint of something popular: then none of it is."""

LOOKED_AT = 20
"""Candidates whose sketches are compared, those with the most in common first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What the index knows about an article that comes in."""

    own: Own
    candidates: tuple[Candidate, ...]
    full: frozenset[int]
    """Sentences that have enough entries in the index already."""


def find(
    raw: sqlite3.Connection,
    index: Index,
    print_: Fingerprint,
    source: str,
    text: str,
    also: tuple[int, ...] = (),
    agree: int | None = None,
) -> Found:
    """The candidates for an article; `also` are articles to be compared in any case, `agree` one of them whose page names
    the same original."""
    sharing = index.sentences(print_.sentences)
    votes = Counter(chain.from_iterable(index.bands(print_.bands).values()))
    furniture = _furniture(raw, sharing, source)
    whole = sum(map(hashed_length, print_.sentences))
    clean = whole - sum(map(hashed_length, furniture))
    if clean < (1 - ALL) * whole:
        furniture, clean = set(), whole
    shared: defaultdict[int, int] = defaultdict(int)
    for one in sharing.keys() - furniture:
        for article in sharing[one]:
            shared[article] += hashed_length(one)
    for article, size in shared.items():
        votes[article] += 1 + size // 40
    chosen = dict.fromkeys((*also, *(article for article, _ in votes.most_common(LOOKED_AT))))
    full = frozenset(one for one, some in sharing.items() if len(some) > COMMON)
    hashes = index.shingles_of(furniture, text) if furniture else frozenset()
    own = Own(clean=clean, sketch=without(print_.sketch, hashes) if hashes else print_.sketch, furniture=hashes)
    return Found(own=own, full=full, candidates=_sketched(raw, tuple(chosen), shared, source, agree))


def _furniture(raw: sqlite3.Connection, sharing: Mapping[int, list[int]], source: str) -> set[int]:
    """The sentences among these that are no news."""
    often = {one: some for one, some in sharing.items() if len(some) >= OWN_COMMON}
    if not often:
        return set()
    articles = tuple({article for some in often.values() for article in some})
    marks = ",".join("?" * len(articles))
    rows = raw.execute(f"SELECT id, story_id, source FROM articles WHERE id IN ({marks})", articles)
    places = {article: (story, where) for article, story, where in rows}
    return {one for one, some in often.items() if _is_furniture(some, source, places)}


def _is_furniture(articles: list[int], source: str, places: Mapping[int, tuple[int, str]]) -> bool:
    """Whether a sentence of these articles, each with its story and source, is a site's furniture rather than news."""
    known = [places[article] for article in articles if article in places]
    at_home = [story for story, where in known if where == source]
    if len(set(at_home)) >= OWN_COMMON or len(at_home) >= OWN_ARTICLES:
        return True
    return len(articles) > COMMON and len({story for story, _ in known}) > POPULAR


def _sketched(
    raw: sqlite3.Connection, articles: tuple[int, ...], shared: dict[int, int], source: str, agree: int | None
) -> tuple[Candidate, ...]:
    if not articles:
        return ()
    marks = ",".join("?" * len(articles))
    rows = raw.execute(
        "SELECT p.article_id, coalesce(a.story_id, g.story_id), coalesce(a.source, g.source), p.sketch, p.clean FROM prints p "
        "LEFT JOIN articles a ON a.id = p.article_id LEFT JOIN graves g ON g.article_id = p.article_id "
        f"WHERE p.article_id IN ({marks})",
        articles,
    )
    return tuple(
        Candidate(
            article_id=article, story_id=story, sketch=sketch, clean=clean, shared=shared.get(article, 0),
            same_source=where == source, pages_agree=article == agree,
        )
        for article, story, where, sketch, clean in rows
    )  # fmt: skip
