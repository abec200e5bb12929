"""Atom (RFC 4287): one entry as XML, and a feed joined from entries under feedgen's head."""

from __future__ import annotations

from functools import cache, lru_cache

from feeds.build import head
from feeds.build.entry import Category, Entry
from feeds.build.escape import attribute, escape
from feeds.build.moments import iso
from feeds.build.piece import Pieces
from feeds.build.place import Place
from feeds.model import Feed


def entry(one: Entry, body: str) -> bytes:
    """The entry element, with its body escaped. Its namespace is that of the feed around it."""
    parts = [
        f'<entry xml:lang="{one.language}">' if one.language else "<entry>",
        f"<id>{one.id}</id>",
        f"<title>{escape(one.title)}</title>",
        f"<updated>{iso(one.updated)}</updated>",
        f"<published>{iso(one.published)}</published>",
        *(f"<author><name>{escape(name)}</name></author>" for name in one.authors),
        f'<link rel="alternate" type="text/html" href={attribute(one.link)}/>',
    ]
    if one.page != one.link:
        parts.append(f'<link rel="related" type="text/html" title="All about this story" href={attribute(one.page)}/>')
    parts += [f'<link rel="via" title={attribute(t.name)} href={attribute(t.url)}/>' for t in one.tellers]
    parts += [_categories(one.categories)] if one.categories else []
    parts += [f"<rights>{escape(one.notice)}</rights>"] if one.notice else []
    parts += [f"<summary>{escape(one.summary)}</summary>"] if one.summary else []
    parts += [f'<content type="html">{body}</content>', "</entry>\n"]
    return "\n".join(parts).encode()


@lru_cache(maxsize=4096)
def _categories(all_: tuple[Category, ...]) -> str:
    return "\n".join(map(_category, all_))


@cache
def _category(one: Category) -> str:
    return f'<category term={attribute(one.term)} scheme="{one.scheme_uri}" label={attribute(one.label)}/>'


def document(feed: Feed, pieces: Pieces, place: Place) -> bytes:
    """The feed."""
    above, below = head.atom(feed, pieces, place)
    return b"".join((above, *pieces.texts["atom"], below))
