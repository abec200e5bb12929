"""How the pool and a worker talk: pickled tuples with their length before them, over a socket pair of our own."""

from __future__ import annotations

import pickle
import socket
import struct
from typing import Any

HEAD = struct.Struct("!Q")
"""Length of the message in bytes."""


def pack(message: Any) -> bytes:
    """The bytes of one message."""
    body = pickle.dumps(message, protocol=5)
    return HEAD.pack(len(body)) + body


def unpack(body: bytes | bytearray) -> Any:
    """A message from the bytes behind its head; only ever called on what our own worker or pool sent."""
    return pickle.loads(body)  # noqa: S301  # both ends of the socket pair are this program


def receive(channel: socket.socket) -> Any:
    """The next message of a blocking socket.

    Raises:
        EOFError: the other end is gone.
    """
    (length,) = HEAD.unpack(_exactly(channel, HEAD.size))
    return unpack(_exactly(channel, length))


def _exactly(channel: socket.socket, size: int) -> bytearray:
    body = bytearray(size)
    view = memoryview(body)
    while view:
        taken = channel.recv_into(view)
        if not taken:
            raise EOFError("the other end closed the channel")
        view = view[taken:]
    return body
