"""An answer that is ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (without Date and Connection, which belong to the moment) and body."""

    status: int
    headers: tuple[Header, ...]
    body: bytes = b""

    def head(self) -> bytes:
        """Status line and headers as they go over the wire, without the blank line at their end."""
        lines = [b"HTTP/1.1 %d %s" % (self.status, HTTPStatus(self.status).phrase.encode())]
        lines += [name + b": " + value for name, value in self.headers]
        return b"\r\n".join(lines) + b"\r\n"


def headers(**values: str | int) -> tuple[Header, ...]:
    """Headers of keywords: `headers(content_type="text/plain")`."""
    return tuple((name.replace("_", "-").encode(), str(value).encode("latin-1")) for name, value in values.items())
