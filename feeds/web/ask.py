"""What a request for something ready-made asks for, read once and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import httptools

from feeds.web.answer import Header
from feeds.web.negotiate import ANY, coding, moment, tags

LONGEST = 2_048
"""Bytes of a request that is worth remembering; readers send 150 to 700."""

_BARRED = frozenset(
    {
        b"content-length",
        b"transfer-encoding",
        b"expect",
        b"upgrade",
        b"authorization",
        b"if-match",
        b"if-unmodified-since",
        b"x-forwarded-for",
        b"connection",
    }
)
"""Headers whose meaning goes beyond the document: such a request takes the general way."""

_PATH = re.compile(rb"/[A-Za-z0-9/_.-]+")


@dataclass(frozen=True, slots=True)
class Ask:
    """The part of a request that decides how a ready-made answer looks."""

    path: str
    head: bool
    """HEAD instead of GET: the same answer without its body."""
    coding: str
    """`br`, `gzip` or empty."""
    tags: frozenset[bytes] | None
    """Of If-None-Match."""
    since: int | None
    """Of If-Modified-Since, which counts only without If-None-Match (RFC 9110, 13.2.2)."""
    only: frozenset[bytes] | None = None
    """Of If-Match."""
    until: int | None = None
    """Of If-Unmodified-Since, which counts only without If-Match."""

    def fails(self, tag: bytes, modified: int | None) -> bool:
        """Whether the reader wants a version that this is not: then the answer is 412, before all else. Arguments as in `has`."""
        if self.only is not None:
            return self.only != ANY and all(one.split(b"-")[0] != tag for one in self.only)
        return self.until is not None and modified is not None and modified > self.until

    def has(self, tag: bytes, modified: int | None) -> bool:
        """Whether the reader has this very content already: then the answer is 304.

        Args:
            tag: opaque tag of the content; those of its codings begin with it and `-`.
            modified: seconds since 1970; None: unknown.
        """
        if self.tags is not None:
            return self.tags is ANY or self.tags == ANY or any(have.split(b"-")[0] == tag for have in self.tags)
        return self.since is not None and modified is not None and modified <= self.since


def ask(path: str, method: str, headers: Iterable[Header]) -> Ask:
    """An Ask of a request's parts; header names in lower case."""
    accepted, none_match, match = [], [], []
    since = until = None
    for name, value in headers:
        if name == b"accept-encoding":
            accepted.append(value.decode("latin-1"))
        elif name == b"if-none-match":
            none_match.append(value)
        elif name == b"if-modified-since":
            since = moment(value.decode("latin-1"))
        elif name == b"if-match":
            match.append(value)
        elif name == b"if-unmodified-since":
            until = moment(value.decode("latin-1"))
    return Ask(
        path=path,
        head=method == "HEAD",
        coding=coding(", ".join(accepted)),
        tags=tags(b", ".join(none_match)) if none_match else None,
        since=since,
        only=tags(b", ".join(match), strong=True) if match else None,
        until=until,
    )


class _Reader:
    """Collects what httptools finds in one request."""

    def __init__(self) -> None:
        self.url = b""
        self.headers: list[Header] = []
        self.complete = False

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_message_complete(self) -> None:
        self.complete = True


def read(data: bytes) -> Ask | None:
    """Read the bytes of one whole, plain GET or HEAD of HTTP/1.1; None for anything that needs a closer look."""
    if len(data) > LONGEST or not data.endswith(b"\r\n\r\n") or data.count(b"\r\n\r\n") != 1:
        return None
    reader = _Reader()
    parser = httptools.HttpRequestParser(reader)
    try:
        parser.feed_data(data)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    method = parser.get_method()
    if not reader.complete or parser.get_http_version() != "1.1" or method not in (b"GET", b"HEAD"):
        return None
    names = [name for name, _ in reader.headers]
    if names.count(b"host") != 1 or not _BARRED.isdisjoint(names) or not _PATH.fullmatch(reader.url):
        return None
    return ask(reader.url.decode("ascii"), method.decode("ascii"), reader.headers)
