"""The pipe from the service to the web process: it carries the configuration, then the service's figures, and its end is the
service's end."""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Callable

HEAD = struct.Struct("!I")
"""Length of what follows, in bytes."""


def frame(data: bytes) -> bytes:
    """A message as it goes over the pipe."""
    return HEAD.pack(len(data)) + data


def follow(descriptor: int, take: Callable[[bytes], None]) -> None:
    """Take what the service tells until it ends, however it ends.

    The bare descriptor is read: a thread that waits in a buffered file would not let the interpreter end.
    """
    with contextlib.suppress(EOFError):
        while True:
            take(one(descriptor))


def one(descriptor: int) -> bytes:
    """The next message. Raises EOFError: there is none, as the service has ended."""
    (length,) = HEAD.unpack(_exactly(descriptor, HEAD.size))
    return _exactly(descriptor, length)


def _exactly(descriptor: int, size: int) -> bytes:
    """So many bytes. Raises EOFError: the pipe ended before."""
    parts = []
    while size:
        part = os.read(descriptor, size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
