"""Entries cut out of a document again, byte for byte, so that an entry that did not change need not be rendered anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from feeds.build.entry import AUTHORITY

_ID = {
    "atom": re.compile(rb"<id>([^<]{1,80})</id>"),
    "rss": re.compile(rb'<guid isPermaLink="false">([^<]{1,80})</guid>'),
    "json": re.compile(rb'\{"id":"([^"]{1,80})"'),
    "html": re.compile(rb'<article id="([a-z]+)-([0-9]+)"'),
}


def cut_entries(extension: str, document: bytes) -> Mapping[str, bytes]:
    """The entries by id. In the text of an entry the marks between entries cannot stand: they would be escaped."""
    return {_id(extension, entry): entry for entry in _CUTTERS[extension](document)}


def _between(begin: bytes, end: bytes) -> Callable[[bytes], list[bytes]]:
    def cut(document: bytes) -> list[bytes]:
        parts = document.split(end)
        return [part[part.index(begin) :] + end for part in parts[:-1] if begin in part]

    return cut


def _lines(document: bytes) -> list[bytes]:
    return [line.removesuffix(b",") for line in document.split(b"\n")[1:] if line.startswith(b'{"id":')]


_CUTTERS: Mapping[str, Callable[[bytes], list[bytes]]] = {
    "atom": _between(b"<entry", b"</entry>\n"),
    "rss": _between(b"<item>", b"</item>\n"),
    "json": _lines,
    "html": _between(b"<article id=", b"</article>\n"),
}


def _id(extension: str, entry: bytes) -> str:
    match = _ID[extension].search(entry)
    if match is None:
        return ""
    return match[1].decode() if extension != "html" else f"{AUTHORITY}{match[1].decode()}/{match[2].decode()}"
