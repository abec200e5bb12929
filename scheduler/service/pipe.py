"""The pipe from the service to the web process: it carries the service's figures, and its end is the service's end."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO

HEAD = struct.Struct("!I")
"""Length of what follows, in bytes."""


def frame(data: bytes) -> bytes:
    """A message as it goes over the pipe."""
    return HEAD.pack(len(data)) + data


def follow(pipe: BinaryIO, take: Callable[[bytes], None]) -> None:
    """Take what the service tells until it ends, however it ends."""
    while len(head := pipe.read(HEAD.size)) == HEAD.size:
        (length,) = HEAD.unpack(head)
        data = pipe.read(length)
        if len(data) < length:
            return
        take(data)
