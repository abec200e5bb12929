"""Undoing Content-Encoding within a bound: a bomb is noticed a few kilobytes beyond it, and nothing of it is kept."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator, Iterator

import brotli

from crawler.fetch.undelivered import Undelivered

ACCEPTED = "gzip, deflate, br"
UNREADABLE = frozenset({"compress", "x-compress", "zstd", "dcb", "dcz", "exi", "aes128gcm", "pack200-gzip"})
"""Ways of packing that IANA lists and we cannot undo."""
BLOCK = 65_536
"""Bytes that are unpacked at a time."""
MOST_MEMBERS = 4096
"""Parts of one gzip body, of which tools that pack in parallel make one for each 64 kB or more."""
MOST_LAYERS = 3
"""Encodings of one body; honest servers use one."""


def unpack(body: bytes, encodings: str, limit: int) -> bytes:
    """The body without its encodings, which a header names in the order in which they were applied.

    A body that says gzip and is none is taken as it is, so is one whose header names no way of packing (`UTF-8`, `none`), and one that
    breaks off gives what there is: browsers do so too.

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
    if steps is None and name not in UNREADABLE:
        return body
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
    """Also several members one after another, as the format allows; a body of ever more of them is cut off."""
    at = 0
    for _ in range(MOST_MEMBERS):
        if not body.startswith(b"\x1f\x8b", at):
            break
        at = yield from _inflated(zlib.decompressobj(31), body, at)


def _deflate(body: bytes) -> Iterator[bytes]:
    """With the header that the standard asks for, or without it, as some servers send it."""
    try:
        zlib.decompressobj().decompress(body, 1)
    except zlib.error:
        yield from _inflated(zlib.decompressobj(-15), body)
    else:
        yield from _inflated(zlib.decompressobj(), body)


def _inflated(stream: zlib._Decompress, body: bytes, at: int = 0) -> Generator[bytes, None, int]:
    """What a stream that begins there holds; returns where it ends. Block by block of the input too: what is left over is copied
    at each step, and of a whole body that would take a time in the square of its length."""
    view = memoryview(body)
    while not stream.eof:
        part = view[at : at + BLOCK]
        out = stream.decompress(part, BLOCK)
        yield out
        if not part and not out:
            break
        at += len(part) - len(stream.unused_data if stream.eof else stream.unconsumed_tail)
    return at


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
