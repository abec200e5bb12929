"""RSS 2.0 with the usual namespaces (content, dc, media, atom): one item as XML, and a feed joined under feedgen's head."""

from __future__ import annotations

from functools import cache, lru_cache

from feeds.build import head
from feeds.build.entry import Category, Entry
from feeds.build.escape import attribute, escape
from feeds.build.moments import iso, rfc822
from feeds.build.piece import Pieces
from feeds.build.place import Place
from feeds.model import Feed


def item(one: Entry, body: str) -> bytes:
    """The item element, with its body escaped; the prefixes of its namespaces are declared by the head."""
    parts = [
        "<item>",
        f"<title>{escape(one.title)}</title>",
        f"<link>{escape(one.link)}</link>",
        f'<guid isPermaLink="false">{one.id}</guid>',
        f"<pubDate>{rfc822(one.published)}</pubDate>",
        f"<atom:updated>{iso(one.updated)}</atom:updated>",
        f"<dc:creator>{escape(', '.join(one.authors))}</dc:creator>",
        f"<source url={attribute(one.source_url)}>{escape(one.source)}</source>",
    ]
    parts += [_categories(one.categories)] if one.categories else []
    parts += [f"<dc:language>{one.language}</dc:language>"] if one.language else []
    parts += [f"<dc:rights>{escape(one.notice)}</dc:rights>"] if one.notice else []
    parts += [f'<media:content url={attribute(one.image)} medium="image"/>'] if one.image else []
    # a description is HTML to every reader: plain text in it is escaped once for HTML and once for XML
    # (and there is always one: some readers, and the W3C's validator, want it before `content:encoded`)
    parts.append(f"<description>{escape(escape(one.summary or f'Told by {one.source}.'))}</description>")
    parts += [f"<content:encoded>{body}</content:encoded>", "</item>\n"]
    return "\n".join(parts).encode()


@lru_cache(maxsize=4096)
def _categories(all_: tuple[Category, ...]) -> str:
    return "\n".join(map(_category, all_))


@cache
def _category(one: Category) -> str:
    return f"<category domain={attribute(one.scheme_uri)}>{escape(one.label)}</category>"


def document(feed: Feed, pieces: Pieces, place: Place) -> bytes:
    """The feed."""
    above, below = head.rss(feed, pieces, place)
    return b"".join((above, *pieces.texts["rss"], below))
