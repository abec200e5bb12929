"""Publish: the one path from stories to documents on the shelf. Hold the lock of publishing around it.

Killed at any moment it loses nothing: a document is on the shelf whole or not at all, and what was dirty is forgotten only
after all its documents stand there; the next run does them again, and finds most of them unchanged.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from feeds.build import FORMATS, MEDIA_TYPES, STYLES, Piece, Place, document, health_pieces, opml, pieces, style
from feeds.build.archive import key_of
from feeds.build.moments import EPOCH
from feeds.build.place import shelf_name
from feeds.catalogue import HEALTH, find, standing
from feeds.model import Document, Feed, HealthReader, Shelf, StoryReader

Progress = Callable[[int, int], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishReport:
    """What a run of publishing did."""

    feeds: int
    """Feeds there are."""
    written: int
    """Documents that changed."""
    unchanged: int
    """Documents that were built and stood there already."""
    names: tuple[str, ...]
    """Public feeds with a document that changed: those a WebSub hub is told of."""


def publish(
    reader: StoryReader,
    shelf: Shelf,
    *,
    base_url: str,
    own: Sequence[Feed] = (),
    source_titles: Mapping[str, str] = {},
    health: HealthReader | None = None,
    hub: str | None = None,
    full: bool = False,
    progress: Progress | None = None,
) -> PublishReport:
    """Bring the shelf up to date: the feeds whose stories changed, or all when `full`.

    Args:
        base_url: under which readers reach us.
        own: the user's own feeds.
        source_titles: names of outlets as readers know them, by source.
        health: where alarms come from; none: no feed of health.
        hub: address of the WebSub hub that the documents name.
        progress: called with the number of feeds done and to do.

    Raises:
        PublishError: a document cannot be written.
        StoreError: the stories cannot be read.
    """
    mark, dirty = reader.dirty()
    feeds = [*standing(reader.facets(), source_titles), *own]
    run = _Run(reader, shelf, base_url=base_url, hub=hub)
    todo = [feed for feed in feeds if feed.name != HEALTH and (full or run.wanted(feed, dirty))]
    for done, feed in enumerate(todo, 1):
        run.stories(feed)
        if progress:
            progress(done, len(todo))
    if health is not None:
        run.health(next(feed for feed in feeds if feed.name == HEALTH), health)
    run.lists(feeds)
    run.sweep(feeds, own, source_titles)
    os.sync()  # the documents are durable before the store forgets that they were owed
    reader.clean(mark, dirty)
    return run.report(len(feeds))


class _Run:
    """One run: what was put where, and the pieces made so far."""

    def __init__(self, reader: StoryReader, shelf: Shelf, *, base_url: str, hub: str | None) -> None:
        self._reader, self._shelf = reader, shelf
        self._place = Place(base_url=base_url, hub=hub)
        self._standing = frozenset(shelf.names())
        self._pieces: dict[int, Mapping[str, Piece]] = {}
        self._written = self._unchanged = 0
        self._names: dict[str, None] = {}

    def wanted(self, feed: Feed, dirty: Iterable[str]) -> bool:
        """Whether a feed must be built: its stories changed, or a document of it is missing. Own feeds follow any change."""
        depends_on = "all" if feed.group in ("own", "main") else feed.name
        return depends_on in dirty or any(shelf_name(feed, extension) not in self._standing for extension in FORMATS)

    def stories(self, feed: Feed) -> None:
        """All documents of a feed of stories."""
        found = self._reader.stories(feed.query, limit=feed.limit + 1)
        shown = found[: feed.limit]
        for story in shown:
            if story.id not in self._pieces:
                self._pieces[story.id] = pieces(story, self._place.base_url)
        older = key_of(shown[-1], by_change=feed.query.revised) if len(found) > feed.limit else None
        hub = None if feed.private else self._place.hub  # a hub could not fetch what needs a token
        place = Place(base_url=self._place.base_url, hub=hub, older=older)
        self._all_formats(feed, [self._pieces[story.id] for story in shown], place)

    def health(self, feed: Feed, health: HealthReader) -> None:
        """The documents of the feed of health."""
        self._all_formats(feed, health_pieces(health.alarms(limit=feed.limit), self._place.base_url), self._place)

    def lists(self, feeds: Iterable[Feed]) -> None:
        """The list of feeds, and the stylesheets."""
        body = opml(feeds, self._place.base_url)
        self._put(Document(name="feeds.opml", body=body, media_type=MEDIA_TYPES["opml"], updated=EPOCH))
        for name in STYLES:
            self._put(Document(name=f"{name}.css", body=style(name), media_type=MEDIA_TYPES["css"], updated=EPOCH))

    def sweep(self, feeds: Sequence[Feed], own: Sequence[Feed], source_titles: Mapping[str, str]) -> None:
        """Take away documents of feeds that exist no more: own feeds that were removed or became private, sources forgotten."""
        keep = {shelf_name(feed, extension) for feed in feeds for extension in FORMATS}
        public = [feed for feed in own if not feed.private]
        for name in self._standing - keep:
            stem, _, extension = name.rpartition(".")
            if extension in FORMATS and find(stem, public, source_titles=source_titles) is None:
                self._shelf.drop(name)

    def report(self, feeds: int) -> PublishReport:
        return PublishReport(feeds=feeds, written=self._written, unchanged=self._unchanged, names=tuple(self._names))

    def _all_formats(self, feed: Feed, parts: Sequence[Mapping[str, Piece]], place: Place) -> None:
        for extension in FORMATS:
            changed = self._put(document(extension, feed, [part[extension] for part in parts], place))
            if changed and not feed.private:
                self._names[feed.name] = None

    def _put(self, one: Document) -> bool:
        changed = self._shelf.put(one)
        self._written += changed
        self._unchanged += not changed
        return changed
