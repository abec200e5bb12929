"""The documents of the shelf, held in memory and read anew when their files change."""

from __future__ import annotations

import gzip
import os
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from feeds.build.place import shelf_name
from feeds.model import Feed, Query
from feeds.web.held import Held
from feeds.web.names import DocumentName, document_name
from feeds.web.rhythm import cache_control
from feeds.web.security import of_document as security

CHECK = 0.5
"""Seconds for which a file is taken as unchanged: a new document is seen after half a second at most, for one `stat` in that time."""

Stamp = tuple[int, int, int]


@dataclass(slots=True)
class _Place:
    held: Held
    stamp: Stamp
    checked: float
    public: bool


class Library:
    """Documents by the address of their feed. For one thread (the event loop's)."""

    def __init__(
        self,
        folder: Path,
        *,
        own: Mapping[str, Feed],
        memory: int,
        clock: Callable[[], float],
        wall: Callable[[], float],
    ) -> None:
        self._folder, self._own, self._names = folder, own, frozenset(own)
        self._memory, self._clock, self._wall = memory, clock, wall
        self._places: OrderedDict[str, _Place] = OrderedDict()

    @property
    def size(self) -> int:
        """Bytes held."""
        return sum(place.held.size for place in self._places.values())

    def __len__(self) -> int:
        return len(self._places)

    def name(self, path: str) -> DocumentName | None:
        """The document that an address names, whether or not it stands here."""
        return document_name(path, self._names)

    def quick(self, path: str) -> Held | None:
        """A public document that was looked at a moment ago; None: ask `get`."""
        place = self._places.get(path)
        if place is None or not place.public or self._clock() - place.checked > CHECK:
            return None
        return place.held

    def get(self, name: DocumentName) -> Held | None:
        """The document as it stands on the shelf; None when there is none."""
        key = f"{name.feed}.{name.extension}"
        place = self._places.get(key)
        now = self._clock()
        if place is not None and now - place.checked <= CHECK:
            return place.held
        stamp = self._stamp(name)
        if stamp is None:
            self._places.pop(key, None)
            return None
        if place is None or place.stamp != stamp:
            held = self._load(name, stamp, place.held if place else None)
            if held is None:
                self._places.pop(key, None)
                return None
            place = _Place(held, stamp, now, not self._private(name))
            self._places[key] = place
            self._make_room()
        place.checked = now
        place.held = place.held.kept_for(self._cache_control(name, place.held.modified))
        self._places.move_to_end(key)
        return place.held

    def _file(self, name: DocumentName) -> Path:
        feed = self._own.get(name.feed) or Feed(name=name.feed, title="", query=Query())
        return self._folder / shelf_name(feed, name.extension)

    def _private(self, name: DocumentName) -> bool:
        feed = self._own.get(name.feed)
        return feed is not None and feed.private

    def _stamp(self, name: DocumentName) -> Stamp | None:
        try:
            found = self._file(name).stat()
        except (OSError, ValueError):
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino)

    def _load(self, name: DocumentName, stamp: Stamp, before: Held | None) -> Held | None:
        file = self._file(name)
        try:
            body = file.read_bytes()
        except OSError:
            return None
        if before is not None and before.body == body:
            return before
        modified = stamp[0] // 10**9
        if before is not None and before.modified is not None:
            modified = max(modified, before.modified + 1)  # two versions in one second must not share a date
        twin = _twin(file.with_name(file.name + ".gz"), body)
        return Held(
            body,
            name.media_type,
            modified=modified,
            headers=security(name.extension, private=self._private(name)),
            cache_control=self._cache_control(name, modified),
            coded={"gzip": twin} if twin is not None else {},
        )

    def _cache_control(self, name: DocumentName, modified: int | None) -> str:
        age = self._wall() - modified if modified is not None else 0.0
        return cache_control(age, private=self._private(name))

    def _make_room(self) -> None:
        size = self.size
        while size > self._memory and len(self._places) > 1:
            _, gone = self._places.popitem(last=False)
            size -= gone.held.size


def _twin(file: Path, body: bytes) -> bytes | None:
    """The compressed twin of a document when it is there and holds just these bytes: it may be of the version before."""
    try:
        coded = file.read_bytes()
        return coded if len(coded) < len(body) and gzip.decompress(coded) == body else None
    except (OSError, EOFError, zlib.error):
        return None


def folder_of(shelf: object) -> Path:
    """Where a shelf keeps its files."""
    return Path(os.fspath(getattr(shelf, "folder")))  # noqa: B009 - the protocol of a shelf knows no folder
