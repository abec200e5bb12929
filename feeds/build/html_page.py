"""The readable page of a feed: one article, and a page joined from articles."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.build.entry import Entry
from feeds.build.moments import EPOCH, day
from feeds.build.piece import Piece, last_change
from feeds.build.place import MEDIA_TYPES, Place
from feeds.build.templating import render
from feeds.build.text import line
from feeds.model import Feed

_NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}


def article(one: Entry, body: str) -> str:
    """The story as an `article` element."""
    return render("article.html", entry=one, body=body, anchor=one.id.rpartition(":")[2].replace("/", "-")) + "\n"


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
        articles="".join(piece.text for piece in pieces),
        empty=not pieces,
    )
    return page.encode()
