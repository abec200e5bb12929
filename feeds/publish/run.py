"""One run of publishing: which feeds must be built, their documents put on the shelf, what is gone taken away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress

from feeds.build import (
    FORMATS,
    MEDIA_TYPES,
    PRIVATE,
    STYLES,
    Pieces,
    Place,
    documents,
    first_entry,
    health_pieces,
    opml,
    shelf_name,
    style,
)
from feeds.build.moments import EPOCH
from feeds.catalogue import HEALTH, find, standing
from feeds.model import BatchShelf, Document, Feed, HealthReader, Shelf, StoryReader
from feeds.publish import memory
from feeds.publish.entries import Entries, Kitchen
from feeds.publish.report import PublishReport

Progress = Callable[[int, int], object]

BATCH = 64 << 20
"""Bytes of documents that are shown together: so much more room a run takes on the disk than the documents alone."""
ROOM = 4 * BATCH
"""Bytes that must be free for that. On a fuller disk each document is put down by itself: what it replaces makes room for the next."""


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
    sync: Callable[[], None] = os.sync,
) -> PublishReport:
    """Bring the shelf up to date: the feeds whose stories or definition changed, or all when `full`.

    Args:
        base_url: under which readers reach us.
        own: the user's own feeds.
        source_titles: names of outlets as readers know them, by source.
        health: where alarms come from; none: no feed of health.
        hub: address of the WebSub hub that the documents name.
        progress: called with the number of feeds done and to do.
        sync: waits until the disk has what was written: a document before it is shown, and all before the store forgets what it
            owed.

    Raises:
        PublishError: a document cannot be written.
        StoreError: the stories cannot be read.
    """
    mark, dirty = reader.dirty()
    made_with = memory.made_with(base_url, hub, source_titles)
    known = memory.recall(shelf)
    if known.made_with != made_with or known.mark > mark:
        # if this run fails, some documents are of this make and some of the other: nothing may be said of them then
        known = memory.Memory()
        shelf.drop(memory.NAME)
    before = memory.Memory() if full else known
    run = _Run(shelf, Kitchen(reader, shelf, base_url, before), Place(base_url=base_url, hub=hub), sync)
    feeds = [*standing(reader.facets(), source_titles), *own]
    feeds += run.emptied(feeds, own, source_titles)
    definitions = {feed.name: memory.definition(feed) for feed in feeds}
    if redefined := {name for name, digest in definitions.items() if known.feeds.get(name, digest) != digest}:
        memory.remember(shelf, known.without(redefined))
    todo = [
        feed
        for feed in feeds
        if feed.name != HEALTH
        and (full or definitions[feed.name] != before.feeds.get(feed.name) or run.wanted(feed, dirty))
    ]
    with run:
        for done, (feed, entries) in enumerate(run.kitchen.entries(todo), 1):
            run.stories(feed, entries)
            if progress:
                progress(done, len(todo))
        if health is not None:
            run.health(next(feed for feed in feeds if feed.name == HEALTH), health)
        run.lists(feeds)
    reader.clean(mark, dirty)
    shown, made = before.followed_by(definitions.keys(), run.shown, run.kitchen.made)
    memory.remember(
        shelf,
        memory.Memory(made_with=made_with, mark=mark, feeds=definitions, shown=shown, stories=made),
    )
    return run.report(len(feeds))


class _Run:
    """What was put where. Within it documents are staged; at its end all of them stand on the shelf, or none is left over."""

    def __init__(self, shelf: Shelf, kitchen: Kitchen, place: Place, sync: Callable[[], None]) -> None:
        self._shelf, self.kitchen, self._place, self._sync = shelf, kitchen, place, sync
        self._batches = shelf if isinstance(shelf, BatchShelf) and shelf.room() >= ROOM else None
        """The shelf, if it takes many documents at once and has the room for them."""
        self._standing = frozenset(shelf.names())
        self._staged = 0
        self._written = self._unchanged = 0
        self._names: dict[str, None] = {}
        self.shown: dict[str, memory.Shown] = {}
        """What stands in the documents of the feeds built in this run, where it is remembered how their entries were made."""

    def __enter__(self) -> _Run:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._commit()
                if self._written:
                    self._sync()
        finally:
            if self._batches is not None:
                self._batches.discard()

    def emptied(self, feeds: Sequence[Feed], own: Sequence[Feed], source_titles: Mapping[str, str]) -> list[Feed]:
        """Feeds that have documents but no story any more: they stay, empty. Documents of what is no feed now are taken away:
        own feeds that were removed or became private, sources forgotten."""
        keep = {shelf_name(feed, extension) for feed in feeds for extension in FORMATS}
        public = [feed for feed in own if not feed.private]
        found: dict[str, Feed] = {}
        for name in sorted(self._standing - keep):
            stem, _, extension = name.rpartition(".")
            if extension not in FORMATS or name == memory.NAME:
                continue
            feed = None if name.startswith(PRIVATE) else find(stem, public, source_titles=source_titles)
            if feed is None:
                self._shelf.drop(name)
            else:
                found[feed.name] = feed
        return list(found.values())

    def wanted(self, feed: Feed, dirty: frozenset[str]) -> bool:
        """Whether a feed must be built: its stories changed, or a document is missing.

        Own feeds follow any change.
        """
        changed = ("all" if feed.group in ("own", "main") else feed.name) in dirty
        return changed or any(shelf_name(feed, extension) not in self._standing for extension in FORMATS)

    def stories(self, feed: Feed, entries: Entries) -> None:
        """The documents of a feed of stories. All that wait are shown when they are many."""
        hub = None if feed.private else self._place.hub  # a hub could not fetch what needs a token
        place = Place(base_url=self._place.base_url, hub=hub, older=entries.older)
        firsts = self._all_formats(feed, entries.pieces, place)
        if entries.numbers is not None:
            self.shown[feed.name] = memory.Shown(entries.numbers, firsts)
        if self._staged >= BATCH:
            self._commit()

    def health(self, feed: Feed, health: HealthReader) -> None:
        """The documents of the feed of health."""
        pieces = health_pieces(health.alarms(limit=feed.limit), self._place.base_url)
        self._all_formats(feed, pieces, self._place)

    def lists(self, feeds: Iterable[Feed]) -> None:
        """The list of feeds, and the stylesheets."""
        lists = [("feeds.opml", opml(feeds, self._place.base_url)), *((f"{name}.css", style(name)) for name in STYLES)]
        self._put(
            Document(name=name, body=body, media_type=MEDIA_TYPES[name.rpartition(".")[2]], updated=EPOCH)
            for name, body in lists
        )

    def report(self, feeds: int) -> PublishReport:
        return PublishReport(feeds=feeds, written=self._written, unchanged=self._unchanged, names=tuple(self._names))

    def _all_formats(self, feed: Feed, pieces: Pieces, place: Place) -> Sequence[int]:
        """Puts all documents of a feed; where the entries begin in each of `FORMATS`."""
        firsts, sizes = list[int](), list[int]()

        def joined() -> Iterator[Document]:
            # one by one: a document that was just joined is written from the processor's own memory
            for extension, one in zip(FORMATS, documents(feed, pieces, place), strict=True):
                firsts.append(first_entry(extension, one.body))
                sizes.append(len(one.body))
                yield one

        changed = self._put(joined())
        self._staged += sum(compress(sizes, changed))
        if any(changed) and not feed.private:
            self._names[feed.name] = None
        return firsts

    def _put(self, some: Iterable[Document]) -> Sequence[bool]:
        changed = list(map(self._shelf.put, some)) if self._batches is None else self._batches.stage(some)
        self._written += sum(changed)
        self._unchanged += len(changed) - sum(changed)
        return changed

    def _commit(self) -> None:
        self._staged = 0
        if self._batches is not None:
            self._batches.commit(self._sync)
