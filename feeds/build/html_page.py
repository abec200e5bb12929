"""The readable page of a feed: one article, and a page joined from articles."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.build.body import when
from feeds.build.entry import Entry
from feeds.build.escape import attribute, escape
from feeds.build.moments import EPOCH, day, iso
from feeds.build.piece import Piece, last_change
from feeds.build.place import MEDIA_TYPES, Place
from feeds.build.templating import render
from feeds.build.text import line
from feeds.model import Feed

_NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
_HERE = "\0articles\0"


def article(one: Entry, body: str) -> bytes:
    """The story as an `article` element."""
    anchor = one.id.rpartition(":")[2].replace("/", "-")
    language = f" lang={attribute(one.language)}" if one.language else ""
    labels = "".join(f" · {escape(category.label)}" for category in one.categories)
    return (
        f'<article id="{anchor}"{language}>\n'
        f"<h2><a href={attribute(one.link)}>{escape(one.title)}</a></h2>\n"
        f'<p class="meta"><time datetime="{iso(one.published)}">{when(one)}</time> · {escape(one.source)}{labels}</p>\n'
        f"{body}\n</article>\n"
    ).encode()


def document(feed: Feed, pieces: Sequence[Piece], place: Place) -> bytes:
    """The page."""
    updated = last_change(pieces)
    page = render(
        "page.html",
        title=line(feed.title) or feed.name,
        description=line(feed.description),
        here=place.here(feed, "html"),
        home=place.home,
        style=place.style("page"),
        documents=[
            {"name": name, "type": MEDIA_TYPES[extension].partition(";")[0], "url": place.document(feed, extension)}
            for extension, name in _NAMES.items()
        ],
        older=place.older_than_this(feed, "html"),
        updated=day(updated) if updated > EPOCH else "",
        articles=_HERE,
        empty=not pieces,
    )
    above, _, below = page.partition(_HERE)
    return b"".join((above.encode(), *(piece.texts["html"] for piece in pieces), below.encode()))
