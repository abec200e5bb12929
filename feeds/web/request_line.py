"""The first line of a request: what is mended before the parser reads it, and what a line deserves that the parser refused."""

from __future__ import annotations

import re

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_LINE = re.compile(rb"(?:\r?\n)*[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~]+ HTTP/(\d\.\d)\r?\n")
_WITHOUT_PATH = re.compile(rb"(https?://[^/?#]+)(?=[?#]|$)", re.IGNORECASE)


def in_ascii(data: bytes) -> bytes:
    """The bytes of a request with the letters escaped that a URI may not hold in its query: curl, and the readers built on it, send
    `?q=合作` as it was typed, and the parser takes no such line. No path of ours has such letters."""
    line, end, rest = data.partition(b"\r\n")
    path, mark, query = line.partition(b"?")
    return path + mark + _BEYOND_ASCII.sub(lambda match: b"%%%02X" % ord(match[0]), query) + end + rest


def target(url: bytes, method: bytes) -> bytes:
    """The target with a path: `*` of OPTIONS is the whole house, an address without a path its entrance (RFC 9112, 3.2)."""
    if url.startswith(b"/"):
        return url
    if url == b"*" and method == b"OPTIONS":
        return b"/"
    return _WITHOUT_PATH.sub(rb"\1/", url, count=1)


def refusal(data: bytes, *, unknown_method: bool) -> int:
    """The status for a request that the parser refused in its first line: 505 for another version of HTTP, 501 for an unknown method,
    400 for whatever is no such line.

    Args:
        data: the request from its first byte on.
        unknown_method: whether it was the method that the parser refused.
    """
    found = _LINE.match(data)
    if found is None:
        return 400
    if found[1] not in (b"1.0", b"1.1"):
        return 505
    return 501 if unknown_method else 400
