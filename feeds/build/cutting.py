"""Entries cut out of a document again, byte for byte, so that an entry that did not change need not be rendered anew.

Who remembers where the entries of a document begin, and how long each is, need neither look for their ends nor read what stands
before and after the wanted ones: that takes a tenth of the time (15 against 150 µs for a document of fifty entries).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from feeds.build.entry import AUTHORITY

_BEGIN = {"atom": b"<entry", "rss": b"<item>", "json": b'{"id":"', "html": b"<article id="}
_END = {"atom": b"</entry>\n", "rss": b"</item>\n", "json": b"}", "html": b"</article>\n"}
_BETWEEN = {"atom": b"", "rss": b"", "json": b",\n", "html": b""}
_ID = {
    "atom": re.compile(rb"<id>([^<]{1,80})</id>"),
    "rss": re.compile(rb'<guid isPermaLink="false">([^<]{1,80})</guid>'),
    "json": re.compile(rb'\{"id":"([^"]{1,80})"'),
    "html": re.compile(rb'<article id="([a-z]+)-([0-9]+)"'),
}


def first_entry(extension: str, document: bytes) -> int:
    """Where the entries of a document begin; 0 when it has none. In a head their mark cannot stand: it would be escaped."""
    return document.find(b"\n" + _BEGIN[extension]) + 1


def cut_entries(
    extension: str,
    read: Callable[[int, int], bytes],
    first: int,
    standing: Iterable[tuple[str, int]],
    wanted: Collection[str],
) -> Mapping[str, bytes]:
    """The wanted entries by id.

    Args:
        read: gives so many bytes of the document from some place on, or fewer where it ends.
        first: where its entries begin.
        standing: id and bytes of each of them, in their order.

    An entry that is not found where it should be is left out: the document is another, or damaged.
    """
    places: dict[str, tuple[int, int]] = {}
    at, between = first, len(_BETWEEN[extension])
    for name, size in standing:
        if name in wanted:
            places[name] = (at, at + size)
        at += size + between
    if not places:
        return {}
    begin = min(places.values())[0]
    part = read(begin, max(places.values())[1] - begin)
    entries = {name: part[start - begin : end - begin] for name, (start, end) in places.items()}
    return {name: entry for name, entry in entries.items() if _is(extension, entry, name)}


def _is(extension: str, entry: bytes, name: str) -> bool:
    """Whether it is that entry, whole."""
    match = _ID[extension].search(entry)
    if match is None or not (entry.startswith(_BEGIN[extension]) and entry.endswith(_END[extension])):
        return False
    found = match[1].decode() if extension != "html" else f"{AUTHORITY}{match[1].decode()}/{match[2].decode()}"
    return found == name
