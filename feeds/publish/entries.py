"""Where the entries of a feed come from: rendered in this run, or cut out of the document that stands on the shelf.

With a `QuickReader` a story is read only when it changed since its documents were made; of the others the very bytes that
subscribers have go into the new document. With a plain reader every story is read, and rendered once a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.model import Story
from feeds.build import FORMATS, Piece, cut_entries, piece, shelf_name, story_id
from feeds.build.archive import key
from feeds.model import Feed, Listed, QuickReader, Shelf, StoryReader
from feeds.publish.memory import Memory


@dataclass(frozen=True, kw_only=True, slots=True)
class Entries:
    """The newest entries of a feed."""

    pieces: tuple[Piece, ...]
    older: str | None
    """Key of the archive document with those below."""


class Kitchen:
    """Makes entries, each story once a run."""

    def __init__(self, reader: StoryReader, shelf: Shelf, base_url: str, before: Memory) -> None:
        self._reader, self._shelf, self._base_url, self._before = reader, shelf, base_url, before
        self._quick_reader = reader if isinstance(reader, QuickReader) else None
        self._made: dict[int, Piece] = {}
        self.touched: dict[int, int] = {}
        """Of every story seen in this run."""
        self.shown: dict[str, list[int]] = {}
        """The stories of every feed built in this run."""

    def entries(self, feed: Feed) -> Entries:
        """The newest entries of a feed. Raises StoreError."""
        if self._quick_reader is not None:
            return self._quick(feed, self._quick_reader)
        stories = self._reader.stories(feed.query, limit=feed.limit + 1)
        pieces = tuple(self._render(story) for story in stories[: feed.limit])
        return Entries(pieces=pieces, older=_older(stories, feed))

    def _quick(self, feed: Feed, reader: QuickReader) -> Entries:
        listed = reader.listing(feed.query, limit=feed.limit + 1)
        shown = listed[: feed.limit]
        made, known = self._made, self._before.stories
        new = [one for one in shown if one.id not in made]
        if new:
            self._keep(feed, [one for one in new if known.get(one.id) == one.touched])
            for story in reader.some([one.id for one in new if one.id not in made]):
                self._render(story)
            self.touched.update([(one.id, one.touched) for one in new])
        numbers = self.shown[feed.name] = [one.id for one in shown]
        pieces = tuple([made[number] for number in numbers if number in made])
        return Entries(pieces=pieces, older=_older(listed, feed))

    def _keep(self, feed: Feed, listed: Sequence[Listed]) -> None:
        """Take the entries of these stories out of the feed's documents, where all four have them."""
        if not listed:
            return
        standing = {extension: self._shelf.get(shelf_name(feed, extension)) for extension in FORMATS}
        texts = {extension: cut_entries(extension, body or b"") for extension, body in standing.items()}
        for one in listed:
            name = story_id(one.id)
            found = {extension: by_id[name] for extension, by_id in texts.items() if name in by_id}
            if len(found) == len(FORMATS):
                self._made[one.id] = Piece.of(one.id, one.first_seen, one.updated, found)

    def _render(self, story: Story) -> Piece:
        found = self._made.get(story.id)
        if found is None:
            found = self._made[story.id] = piece(story, self._base_url)
        return found


def _older(found: Sequence[Story] | Sequence[Listed], feed: Feed) -> str | None:
    if len(found) <= feed.limit:
        return None
    last = found[feed.limit - 1]
    return key(last.updated if feed.query.revised else last.first_seen, last.id)
