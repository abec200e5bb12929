"""A name server on loopback whose faults are real: it answers, fails, or says nothing."""

from __future__ import annotations

import contextlib
import fcntl
import socket
import struct
import threading
from typing import Literal

SERVFAIL = 2


class NameServer:
    """Says that every name is 127.0.0.1, as long as it is well."""

    def __init__(self, port: int = 53) -> None:
        self.state: Literal["well", "failing", "silent"] = "well"
        self.asked = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", port))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                question, who = self._socket.recvfrom(512)
                self.asked += 1
                if self.state != "silent":
                    self._socket.sendto(self._answer(question), who)

    def _answer(self, question: bytes) -> bytes:
        """RFC 1035: the question again, and an address if one of IPv4 is asked for."""
        end = question.index(b"\0", 12) + 5
        failing = self.state == "failing"
        wants_address = question[end - 4 : end - 2] == b"\0\x01"
        count = 1 if wants_address and not failing else 0
        head = question[:2] + struct.pack("!HHHHH", 0x8180 | (SERVFAIL if failing else 0), 1, count, 0, 0)
        record = struct.pack("!HHHIH4s", 0xC00C, 1, 1, 0, 4, socket.inet_aton("127.0.0.1"))
        return head + question[12:end] + record * count

    def close(self) -> None:
        self._socket.close()


def bring_up_loopback() -> None:
    """In a network namespace of our own (SIOCSIFFLAGS: up and running)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14x", b"lo", 0x41))
