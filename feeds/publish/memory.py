"""Memory: how the documents on the shelf were made, kept beside them, so that the next run makes only what would differ.

It is written last. A run that was killed leaves the memory of the run before, which promises less than is there, never more: what
the run would make otherwise than before (another address, a feed defined anew) is forgotten before it begins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

import orjson

from feeds.build import FORMATS, PRIVATE, code_stamp
from feeds.build.moments import EPOCH
from feeds.model import Document, Feed, Shelf

NAME = f"{PRIVATE}memory/made.dat"
"""Where it lies: no feed can have this name, and nothing private is ever listed."""


class Made(NamedTuple):
    """Of what an entry was made, and how long it became."""

    touched: int
    """`Listed.touched` of its story."""
    sizes: Sequence[int]
    """Bytes in each of `FORMATS`: with them the entry is found again in any document that it stands in."""


class Shown(NamedTuple):
    """What stands in a feed's documents."""

    stories: Sequence[int]
    """Their numbers, in the order of their entries."""
    firsts: Sequence[int]
    """Where the entries begin in each of `FORMATS`."""


@dataclass(kw_only=True, slots=True)
class Memory:
    """What the documents on the shelf were made of."""

    made_with: str = ""
    """Digest of all that goes into every document: the code, the base address, the hub, the names of outlets."""
    feeds: dict[str, str] = field(default_factory=dict)
    """Digest of each feed's definition."""
    mark: int = 0
    """The reader's mark: a lower one means that the database is another, or was put back."""
    shown: dict[str, Shown] = field(default_factory=dict)
    """What stands in each feed's documents."""
    stories: dict[int, Made] = field(default_factory=dict)
    """How the entries of all these stories were made."""

    def without(self, feeds: Collection[str]) -> Memory:
        """The same, with nothing known of these feeds."""
        kept = {name: digest for name, digest in self.feeds.items() if name not in feeds}
        shown = {name: one for name, one in self.shown.items() if name not in feeds}
        return replace(self, feeds=kept, shown=shown)

    def followed_by(
        self, feeds: Collection[str], shown: Mapping[str, Shown], made: Mapping[int, Made]
    ) -> tuple[dict[str, Shown], dict[int, Made]]:
        """What is shown and made after a run that built some of the feeds; stories that left all documents are forgotten."""
        now = {name: one for name, one in (self.shown | dict(shown)).items() if name in feeds}
        known = self.stories | dict(made)
        standing = frozenset(chain.from_iterable([one.stories for one in now.values()]))
        return now, {number: known[number] for number in sorted(standing & known.keys())}


def recall(shelf: Shelf) -> Memory:
    """What the last whole run left; an empty memory when there is none, or none that is whole."""
    body = shelf.get(NAME)
    try:
        found = orjson.loads(body or b"{}")
        memory = Memory(
            made_with=str(found["made_with"]),
            feeds={str(name): str(digest) for name, digest in found["feeds"].items()},
            mark=int(found["mark"]),
            shown={name: Shown(stories, firsts) for name, (stories, firsts) in found["shown"].items()},
            stories={number: Made(touched, sizes) for number, touched, sizes in found["made"]},
        )
        return memory if _is_whole(memory) else Memory()
    except (ValueError, TypeError, KeyError, AttributeError):
        return Memory()


def _is_whole(memory: Memory) -> bool:
    """Whether it says of every entry that stands anywhere how it was made."""
    lengths = {len(one.firsts) for one in memory.shown.values()} | {len(one.sizes) for one in memory.stories.values()}
    standing = set(chain.from_iterable([one.stories for one in memory.shown.values()]))
    return lengths <= {len(FORMATS)} and memory.stories.keys() >= standing


def remember(shelf: Shelf, memory: Memory) -> None:
    """Keep it for the next run. Raises PublishError."""
    found = {
        "made_with": memory.made_with,
        "mark": memory.mark,
        "feeds": memory.feeds,
        "shown": {name: tuple(shown) for name, shown in memory.shown.items()},
        "made": [(number, *made) for number, made in memory.stories.items()],
    }
    body = orjson.dumps(found)
    shelf.put(Document(name=NAME, body=body, media_type="application/json", updated=EPOCH))


def made_with(base_url: str, hub: str | None, source_titles: Mapping[str, str]) -> str:
    """Digest of what goes into every document."""
    return _digest(code_stamp(), base_url, hub, sorted(source_titles.items()))


def definition(feed: Feed) -> str:
    """Digest of a feed's definition."""
    return _digest(feed)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]
