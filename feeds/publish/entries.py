"""Where the entries of a feed come from: rendered in this run, or cut out of the document that stands on the shelf.

With a `QuickReader` a story is read only when it changed since the feed's documents were made; of the others the very bytes that
subscribers have go into the new document. With a plain reader every story is read, and rendered once a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple

from crawler.model import Story
from feeds.build import FORMATS, Piece, Pieces, changed_at, cut_runs, piece, shelf_name
from feeds.build.archive import key
from feeds.build.moments import EPOCH, believable
from feeds.model import Feed, Listed, QuickReader, Shelf, StoryReader
from feeds.publish.memory import Made, Memory

TOGETHER = 16
"""Feeds whose new stories are read with few statements; the first feed waits for no more than these."""

Texts = Mapping[str, bytes | memoryview]
"""Entries by format."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entries:
    """The newest entries of a feed."""

    pieces: Pieces
    older: str | None
    """Key of the archive document with those below."""
    numbers: Sequence[int] | None = None
    """Their stories; None when it is not known how the entries were made."""


class _Run(NamedTuple):
    """Stories side by side in a feed. One that must be rendered is alone."""

    stories: list[Listed]
    start: int | None
    """Place of the first in the document that stands on the shelf, where all of them stand side by side as well, unchanged."""


class Kitchen:
    """Makes entries, each story once a run."""

    def __init__(self, reader: StoryReader, shelf: Shelf, base_url: str, before: Memory) -> None:
        self._reader, self._shelf, self._base_url, self._before = reader, shelf, base_url, before
        self._pieces: dict[int, Piece] = {}
        self.made: dict[int, Made] = {}
        """Every story that was rendered in this run, and is known to be as it was listed."""

    def entries(self, feeds: Sequence[Feed]) -> Iterator[tuple[Feed, Entries]]:
        """Each of these feeds with its newest entries. Raises StoreError."""
        reader = self._reader
        if not isinstance(reader, QuickReader):
            yield from ((feed, self._read(feed)) for feed in feeds)
            return
        listings = reader.listings([(feed.query, feed.limit + 1) for feed in feeds])
        for start in range(0, len(feeds), TOGETHER):
            part = slice(start, start + TOGETHER)
            yield from self._some(feeds[part], listings[part], reader)

    def _read(self, feed: Feed) -> Entries:
        stories = self._reader.stories(feed.query, limit=feed.limit + 1)
        rendered = [self._render(story) for story in stories[: feed.limit]]
        return Entries(pieces=Pieces.of(rendered, FORMATS, by_change=feed.query.revised), older=_older(stories, feed))

    def _some(
        self, feeds: Sequence[Feed], listings: Sequence[Sequence[Listed]], reader: QuickReader
    ) -> Iterator[tuple[Feed, Entries]]:
        plans = [self._runs(feed, _in_order(listed, feed)) for feed, listed in zip(feeds, listings, strict=True)]
        self._cook([run.stories[0] for runs in plans for run in runs if run.start is None], reader)
        for feed, listed, runs in zip(feeds, listings, plans, strict=True):
            cut = self._cut(feed, runs)
            if cut is None:
                runs = [_Run([one], None) for run in runs for one in run.stories]
                self._cook([run.stories[0] for run in runs], reader)
                cut = {}
            yield feed, self._joined(runs, cut, _older(listed, feed))

    def _runs(self, feed: Feed, stories: Iterable[Listed]) -> list[_Run]:
        """The stories of a feed, with those together that did not change and stand side by side in its documents."""
        made, shown = self._before.stories, self._before.shown.get(feed.name)
        places = {number: place for place, number in enumerate(shown.stories)} if shown else {}
        runs, follows = list[_Run](), -1
        for one in stories:
            place = places.get(one.id)
            if place is None or one.id not in made or made[one.id].touched != one.touched:
                runs.append(_Run([one], None))
                follows = -1
            elif place == follows:
                runs[-1].stories.append(one)
                follows += 1
            else:
                runs.append(_Run([one], place))
                follows = place + 1
        return runs

    def _cut(self, feed: Feed, runs: Sequence[_Run]) -> Mapping[int, Texts] | None:
        """The runs that stand in a feed's documents, by their places there; None when one of these is not what it should be."""
        wanted = [(run.start, run.start + len(run.stories)) for run in runs if run.start is not None]
        if not wanted:
            return {}
        made, shown = self._before.stories, self._before.shown[feed.name]
        cut: dict[int, dict[str, memoryview]] = {start: {} for start, _ in wanted}
        sizes = zip(*[made[number].sizes for number in shown.stories], strict=True)
        for extension, first, every in zip(FORMATS, shown.firsts, sizes, strict=True):
            read = partial(self._shelf.part, shelf_name(feed, extension))
            parts = cut_runs(extension, read, first, shown.stories, every, wanted)
            if parts is None:
                return None
            for (start, _), part in zip(wanted, parts, strict=True):
                cut[start][extension] = part
        return cut

    def _cook(self, stories: Iterable[Listed], reader: QuickReader) -> None:
        """Render those that were not rendered yet."""
        new = {one.id: one for one in stories if one.id not in self._pieces}
        for story in reader.some(list(new)):
            texts = self._render(story).texts
            self.made[story.id] = Made(new[story.id].touched, [len(texts[extension]) for extension in FORMATS])

    def _joined(self, runs: Iterable[_Run], cut: Mapping[int, Texts], older: str | None) -> Entries:
        shown, every = list[Listed](), list[Texts]()
        for stories, start in runs:
            if start is not None:
                every.append(cut[start])
            elif stories[0].id in self._pieces:
                every.append(self._pieces[stories[0].id].texts)
            else:
                continue  # it was deleted since it was listed
            shown += stories
        texts = {extension: [one[extension] for one in every] for extension in FORMATS}
        pieces = Pieces(moments=[one.first_seen for one in shown], texts=texts, updated=_last_change(shown))
        return Entries(pieces=pieces, older=older, numbers=[one.id for one in shown])

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


def _in_order(listed: Sequence[Listed], feed: Feed) -> Sequence[Listed]:
    """Those that the newest document has room for, in the order of `Pieces.of`."""
    return sorted(listed[: feed.limit], key=_by_change if feed.query.revised else _by_first_sight, reverse=True)


def _by_first_sight(one: Listed) -> tuple[datetime, int]:
    return one.first_seen, one.id


def _by_change(one: Listed) -> tuple[datetime, int]:
    return believable(one.updated).replace(microsecond=0), one.id


def _last_change(stories: Sequence[Listed]) -> datetime:
    """When the latest of these entries changed: only those of the last second need be looked at for it."""
    second = believable(max([one.updated for one in stories], default=EPOCH)).replace(microsecond=0)
    latest = [one for one in stories if one.updated >= second or second == EPOCH]
    return max([changed_at(one.updated, one.id) for one in latest], default=EPOCH)
