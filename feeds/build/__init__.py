"""Build: stories in, the bytes of a document out. Pure, and the same bytes for the same stories.

Every story is rendered once per format (a `Piece`), and pieces are joined under the head of a feed. `atom`, `rss`, `jsonfeed`
and `html` do both at once, for the feeds of a query; publishing keeps the pieces (`piece`, `documents`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crawler.model import Alarm, Story
from feeds.build import atom_feed, html_page, json_feed, rss_feed
from feeds.build.body import body_of
from feeds.build.cutting import cut_runs, first_entry
from feeds.build.entry import Entry, changed_at, entry_of, feed_id, story_id
from feeds.build.escape import escape
from feeds.build.health import entries_of
from feeds.build.opml_list import opml
from feeds.build.piece import Piece, Pieces
from feeds.build.place import DEFAULT_BASE, FORMATS, MEDIA_TYPES, PRIVATE, Place, shelf_name
from feeds.build.styles import STYLES, code_stamp, style
from feeds.model import Document, Feed

__all__ = [
    "DEFAULT_BASE",
    "FORMATS",
    "MEDIA_TYPES",
    "PRIVATE",
    "STYLES",
    "Piece",
    "Pieces",
    "Place",
    "atom",
    "changed_at",
    "code_stamp",
    "cut_runs",
    "documents",
    "feed_id",
    "first_entry",
    "health_pieces",
    "html",
    "jsonfeed",
    "opml",
    "piece",
    "rss",
    "shelf_name",
    "story_id",
    "style",
]

_RENDER = {"atom": atom_feed.entry, "rss": rss_feed.item, "json": json_feed.item, "html": html_page.article}
_ESCAPED = ("atom", "rss")
"""Formats whose body stands in XML: it is escaped once for both."""
_JOIN = {"atom": atom_feed.document, "rss": rss_feed.document, "json": json_feed.document, "html": html_page.document}


def atom(
    feed: Feed,
    stories: Iterable[Story],
    base_url: str = DEFAULT_BASE,
    *,
    hub: str | None = None,
    key: str | None = None,
    older: str | None = None,
) -> bytes:
    """An Atom feed of all the stories given, newest first.

    `hub` is the address of a WebSub hub; `key` and `older` make it an archive document (see `feeds.build.archive`).
    """
    return _one("atom", feed, stories, Place(base_url=base_url, hub=hub, key=key, older=older))


def rss(
    feed: Feed,
    stories: Iterable[Story],
    base_url: str = DEFAULT_BASE,
    *,
    hub: str | None = None,
    key: str | None = None,
    older: str | None = None,
) -> bytes:
    """The same as RSS 2.0."""
    return _one("rss", feed, stories, Place(base_url=base_url, hub=hub, key=key, older=older))


def jsonfeed(
    feed: Feed,
    stories: Iterable[Story],
    base_url: str = DEFAULT_BASE,
    *,
    hub: str | None = None,
    key: str | None = None,
    older: str | None = None,
) -> bytes:
    """The same as JSON Feed 1.1."""
    return _one("json", feed, stories, Place(base_url=base_url, hub=hub, key=key, older=older))


def html(
    feed: Feed,
    stories: Iterable[Story],
    base_url: str = DEFAULT_BASE,
    *,
    hub: str | None = None,
    key: str | None = None,
    older: str | None = None,
) -> bytes:
    """The same as a readable page."""
    return _one("html", feed, stories, Place(base_url=base_url, hub=hub, key=key, older=older))


def piece(story: Story, base_url: str, formats: Sequence[str] = FORMATS) -> Piece:
    """A story rendered for those formats."""
    return _piece(entry_of(story, base_url), formats)


def health_pieces(alarms: Iterable[Alarm], base_url: str, formats: Sequence[str] = FORMATS) -> Pieces:
    """The entries of the feed of health, rendered."""
    return Pieces.of([_piece(entry, formats) for entry in entries_of(alarms, base_url)], formats)


def documents(feed: Feed, pieces: Pieces, place: Place, formats: Sequence[str] = FORMATS) -> Iterator[Document]:
    """A feed's documents, joined from pieces that have those formats."""
    for extension in formats:
        yield Document(
            name=shelf_name(feed, extension),
            body=_JOIN[extension](feed, pieces, place),
            media_type=MEDIA_TYPES[extension],
            updated=pieces.updated,
        )


def _one(extension: str, feed: Feed, stories: Iterable[Story], place: Place) -> bytes:
    parts = [piece(story, place.base_url, (extension,)) for story in stories]
    pieces = Pieces.of(parts, (extension,), by_change=feed.query.revised)
    return next(documents(feed, pieces, place, (extension,))).body


def _piece(entry: Entry, formats: Sequence[str]) -> Piece:
    body = body_of(entry)
    escaped = escape(body)
    texts = {extension: _RENDER[extension](entry, escaped if extension in _ESCAPED else body) for extension in formats}
    return Piece(id=entry.id, order=entry.order, updated=entry.updated, texts=texts)
