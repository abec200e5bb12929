"""Place: where a document will stand, and what it points to. With it the addresses of all documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from feeds.build.address import below
from feeds.model import Feed

DEFAULT_BASE = "http://127.0.0.1:8000"

MEDIA_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "css": "text/css; charset=utf-8",
}
"""Media type by extension (RFC 4287, RSS Advisory Board, JSON Feed 1.1)."""

BARE_TYPES = {extension: media_type.partition(";")[0] for extension, media_type in MEDIA_TYPES.items()}
"""The same without the encoding, as links name it."""

FORMATS = ("atom", "rss", "json", "html")
"""Extensions that every feed has."""


PRIVATE = "private/"
"""Folder of the shelf for private feeds. Nothing in it has a public address: `/feeds/private/...` is unknown, and a private
feed is served under its own name to those who show its token."""


def shelf_name(feed: Feed, extension: str) -> str:
    """Where a feed's document stands on the shelf."""
    return f"{PRIVATE if feed.private else ''}{feed.name}.{extension}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a document must know of its surroundings."""

    base_url: str = DEFAULT_BASE
    hub: str | None = None
    """Address of the WebSub hub."""
    key: str | None = None
    """Of an archive document: its own key (`feeds.build.archive`)."""
    older: str | None = None
    """Key of the archive document with the next older stories; none: there are none."""

    def document(self, feed: Feed, extension: str) -> str:
        """Address of a feed's newest document."""
        stem, selection = _address(self.base_url, feed.name)
        return f"{stem}.{extension}{selection}"

    def archive(self, feed: Feed, key: str, extension: str) -> str:
        """Address of one of its archive documents."""
        stem, selection = _address(self.base_url, feed.name)
        return f"{stem}/archive/{key}.{extension}{selection}"

    def here(self, feed: Feed, extension: str) -> str:
        """Address of the document being built."""
        return self.archive(feed, self.key, extension) if self.key else self.document(feed, extension)

    def older_than_this(self, feed: Feed, extension: str) -> str | None:
        """Address of the next older stories."""
        return self.archive(feed, self.older, extension) if self.older else None

    @property
    def home(self) -> str:
        return below(self.base_url, "")

    def style(self, feed: Feed, name: str) -> str:
        """Address of a stylesheet, relative to the document being built: they stand on the shelf beside the feeds, so a document
        looks the same under every address it is reached by, and when it is opened as a file."""
        depth = feed.name.partition("?")[0].count("/") + (2 if self.key else 0)
        return f"{'../' * depth}{name}.css"


@lru_cache(maxsize=64)
def _address(base_url: str, feed: str) -> tuple[str, str]:
    """What the addresses of a feed's documents begin with, and end with: escaped once for all of them."""
    name, question, selection = feed.partition("?")  # a feed of the moment carries its selection in its name
    return below(base_url, f"feeds/{name}"), question + selection
