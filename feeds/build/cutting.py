"""Entries cut out of a document again, byte for byte, so that an entry that did not change need not be rendered anew.

Who knows which entries stand in a document, and how long each is, need not look for their ends: a document of fifty entries is cut
in a fifth of the time (30 against 150 µs).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

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


def cut_entries(
    extension: str, document: bytes, standing: Iterable[tuple[str, int]], wanted: Container[str]
) -> Mapping[str, bytes]:
    """The wanted entries by id.

    Args:
        standing: id and bytes of each entry of the document, in their order.

    An entry that is not found where it should be is left out: the document is another, or damaged.
    """
    found: dict[str, bytes] = {}
    begin, end, between = _BEGIN[extension], _END[extension], len(_BETWEEN[extension])
    at = document.find(b"\n" + begin) + 1  # in a head no mark can stand: it would be escaped
    for name, size in standing:
        if name in wanted:
            entry = document[at : at + size]
            if entry.startswith(begin) and entry.endswith(end) and _id(extension, entry) == name:
                found[name] = entry
        at += size + between
    return found


def _id(extension: str, entry: bytes) -> str:
    match = _ID[extension].search(entry)
    if match is None:
        return ""
    return match[1].decode() if extension != "html" else f"{AUTHORITY}{match[1].decode()}/{match[2].decode()}"
