"""Where the entries of a feed come from: rendered in this run, or cut out of the document that stands on the shelf.

With a `QuickReader` a story is read only when it changed since its documents were made; of the others the very bytes that
subscribers have go into the new document. With a plain reader every story is read, and rendered once a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from crawler.model import Story
from feeds.build import FORMATS, Piece, cut_entries, piece, shelf_name
from feeds.build.archive import key
from feeds.model import Feed, Listed, QuickReader, Shelf, StoryReader
from feeds.publish.memory import Made, Memory

TOGETHER = 16
"""Feeds that a `QuickReader` is asked for at once: their stories are read with few statements, and the first feed waits for no
more than these."""


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
        self._pieces: dict[int, Piece] = {}
        self.made: dict[int, Made] = {}
        """Every story seen in this run."""

    def entries(self, feeds: Sequence[Feed]) -> Iterator[tuple[Feed, Entries]]:
        """Each of these feeds with its newest entries. Raises StoreError."""
        reader = self._reader
        if not isinstance(reader, QuickReader):
            yield from ((feed, self._read(feed)) for feed in feeds)
            return
        for start in range(0, len(feeds), TOGETHER):
            yield from self._some(feeds[start : start + TOGETHER], reader)

    def _read(self, feed: Feed) -> Entries:
        stories = self._reader.stories(feed.query, limit=feed.limit + 1)
        pieces = tuple([self._render(story) for story in stories[: feed.limit]])
        return Entries(pieces=pieces, older=_older(stories, feed))

    def _some(self, feeds: Sequence[Feed], reader: QuickReader) -> Iterator[tuple[Feed, Entries]]:
        listings = reader.listings([(feed.query, feed.limit + 1) for feed in feeds])
        pieces, new = self._pieces, dict[int, Listed]()
        for feed, listed in zip(feeds, listings, strict=True):
            if missing := [one for one in listed[: feed.limit] if one.id not in pieces]:
                new.update([(one.id, one) for one in missing])
                self._keep(feed, missing)
        for story in reader.some([number for number in new if number not in pieces]):
            texts = self._render(story).texts
            self.made[story.id] = Made(new[story.id].touched, [len(texts[one]) for one in FORMATS])
        for feed, listed in zip(feeds, listings, strict=True):
            shown = tuple([pieces[one.id] for one in listed[: feed.limit] if one.id in pieces])
            yield feed, Entries(pieces=shown, older=_older(listed, feed))

    def _keep(self, feed: Feed, missing: Sequence[Listed]) -> None:
        """Take the entries of those that did not change out of the feed's documents, where all four have them."""
        known, shown = self._before.stories, self._before.shown.get(feed.name)
        if shown is None:
            return
        made = {number: known[number] for number in shown.stories if number in known}
        kept = [one for one in missing if one.id in made and made[one.id].touched == one.touched]
        if not kept:
            return
        wanted = {one.id for one in kept}
        texts = {}
        for at, extension in enumerate(FORMATS):
            read = partial(self._shelf.part, shelf_name(feed, extension))
            sizes = [(number, one.sizes[at]) for number, one in made.items()]
            texts[extension] = cut_entries(extension, read, shown.firsts[at], sizes, wanted)
        for one in kept:
            found = {extension: entries[one.id] for extension, entries in texts.items() if one.id in entries}
            if len(found) == len(FORMATS):
                self._pieces[one.id] = Piece.of(one.id, one.first_seen, one.updated, found)
                self.made[one.id] = made[one.id]

    def _render(self, story: Story) -> Piece:
        found = self._pieces.get(story.id)
        if found is None:
            found = self._pieces[story.id] = piece(story, self._base_url)
        return found


def _older(found: Sequence[Story] | Sequence[Listed], feed: Feed) -> str | None:
    if len(found) <= feed.limit:
        return None
    last = found[feed.limit - 1]
    return key(last.updated if feed.query.revised else last.first_seen, last.id)
