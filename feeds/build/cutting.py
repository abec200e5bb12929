"""Entries cut out of a document again, byte for byte, so that an entry that did not change need not be rendered anew.

Who remembers where the entries of a document begin, and how long each is, need neither look for their ends nor read what stands
before and after the wanted ones: that takes a tenth of the time (15 against 150 µs for a document of fifty entries).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from feeds.build.entry import AUTHORITY


class _Marks(NamedTuple):
    """How an entry looks in a format. In the text of an entry, and in a head, these marks cannot stand: they would be escaped."""

    begin: bytes
    name: bytes
    end: bytes
    between: bytes = b""


_STORY = f"{AUTHORITY}story/%d".encode()
_MARKS = {
    "atom": _Marks(b"<entry", b"<id>" + _STORY + b"</id>", b"</entry>\n"),
    "rss": _Marks(b"<item>", b'<guid isPermaLink="false">' + _STORY + b"</guid>", b"</item>\n"),
    "json": _Marks(b'{"id":"', b'{"id":"' + _STORY + b'"', b"}", b",\n"),
    "html": _Marks(b"<article id=", b'<article id="story-%d"', b"</article>\n"),
}


def first_entry(extension: str, document: bytes) -> int:
    """Where the entries of a document begin; 0 when it has none."""
    return document.find(b"\n" + _MARKS[extension].begin) + 1


def cut_entries(
    extension: str,
    read: Callable[[int, int], bytes],
    first: int,
    standing: Iterable[tuple[int, int]],
    wanted: Collection[int],
) -> Mapping[int, bytes]:
    """The entries of the wanted stories by their numbers.

    Args:
        read: gives so many bytes of the document from some place on, or fewer where it ends.
        first: where its entries begin.
        standing: number and bytes of each of them, in their order.

    An entry that is not found where it should be is left out: the document is another, or damaged.
    """
    marks, at = _MARKS[extension], first
    places: dict[int, tuple[int, int]] = {}
    for number, size in standing:
        if number in wanted:
            places[number] = (at, at + size)
        at += size + len(marks.between)
    if not places:
        return {}
    begin = min(places.values())[0]
    part = read(begin, max(places.values())[1] - begin)
    entries = {number: part[start - begin : end - begin] for number, (start, end) in places.items()}
    return {
        number: entry
        for number, entry in entries.items()
        if entry.startswith(marks.begin) and marks.name % number in entry and entry.endswith(marks.end)
    }
