"""Undoing Content-Encoding within a bound: a bomb is noticed a few kilobytes beyond it, and nothing of it is kept."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

import brotli

from crawler.fetch.undelivered import Undelivered

ACCEPTED = "gzip, deflate, br"
BLOCK = 65_536
"""Bytes that are unpacked at a time."""
MOST_LAYERS = 3
"""Encodings of one body; honest servers use one."""


def unpack(body: bytes, encodings: str, limit: int) -> bytes:
    """The body without its encodings, which a header names in the order in which they were applied.

    A body that says gzip and is none is taken as it is, and one that breaks off gives what there is: browsers do so too.

    Raises:
        Undelivered: it is larger than the limit, broken, or packed in a way that was not asked for.
    """
    names = [name for part in encodings.split(",") if (name := part.strip().lower()) and name != "identity"]
    if len(names) > MOST_LAYERS:
        raise Undelivered("bad-answer", f"its body is packed {len(names)} times over: left out")
    for name in reversed(names):
        body = _layer(body, name, limit)
    return body


def _layer(body: bytes, name: str, limit: int) -> bytes:
    if not body:
        return body
    steps = _STEPS.get(name)
    if steps is None:
        raise Undelivered("bad-answer", f"its body is packed as {name[:20]!r}, which was not asked for: left out")
    if name in {"gzip", "x-gzip"} and not body.startswith(b"\x1f\x8b"):
        return body
    parts, size = [], 0
    try:
        for part in steps(body):
            parts.append(part)
            size += len(part)
            if size > limit:
                parts.clear()  # an error's traceback would hold them for as long as the error lives
                raise Undelivered("too-big", f"its body unpacks to more than {limit // 2**20} MB: left out")
    except (zlib.error, brotli.error) as error:
        if not size:
            raise Undelivered(
                "bad-answer", f"its body is badly packed ({name}): tried again later", passing=True
            ) from error
    return b"".join(parts)


def _gzip(body: bytes) -> Iterator[bytes]:
    """Also several members one after another, as the format allows."""
    while body.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(31)
        yield from _inflated(member, body)
        body = member.unused_data


def _deflate(body: bytes) -> Iterator[bytes]:
    """With the header that the standard asks for, or without it, as some servers send it."""
    try:
        zlib.decompressobj().decompress(body, 1)
    except zlib.error:
        yield from _inflated(zlib.decompressobj(-15), body)
    else:
        yield from _inflated(zlib.decompressobj(), body)


def _inflated(stream: zlib._Decompress, body: bytes) -> Iterator[bytes]:
    rest = body
    while rest and not stream.eof:
        yield stream.decompress(rest, BLOCK)
        rest = stream.unconsumed_tail


def _brotli(body: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    part = stream.process(body, output_buffer_limit=BLOCK)
    yield part
    while part and not stream.is_finished():
        part = stream.process(b"", output_buffer_limit=BLOCK)
        yield part


_STEPS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
