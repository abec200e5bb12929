"""The front desk: public documents handed out as bytes, without a task, a scope or a router for each request.

Measured with wrk on one core, 16 connections, 20 kB gzipped: a plain ASGI application under uvicorn answers 20,000 requests a second,
nginx with `gzip_static` 92,000, this desk 80,000. A request that was read once is not read again: readers send the same bytes
at each poll.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from feeds.web.ask import Ask, read
from feeds.web.library import Library
from feeds.web.limits import LOCAL, Limiter
from feeds.web.negotiate import http_date

BEGINNINGS = (b"GET /feeds/", b"HEAD /feeds/")
REMEMBERED = 2_048
"""Requests remembered: 4 MB at most."""


class Desk:
    """Answers what the library has at hand; leaves the rest to the application."""

    def __init__(self, library: Library, limiter: Limiter, wall: Callable[[], float]) -> None:
        self._library, self._limiter, self._wall = library, limiter, wall
        self._asks: dict[bytes, Ask | None] = {}
        self._second, self._date = -1, b""
        self.answered: Counter[int] = Counter()
        """By status."""

    def take(self, data: bytes, client: str) -> tuple[bytes, bytes, bytes] | None:
        """Head, date line and body of the answer to one request; None when it needs the general way.

        Args:
            data: what one read from the connection brought.
            client: who asks, as `limits.client_key` names it.
        """
        try:
            ask = self._asks[data]
        except KeyError:
            ask = self._read(data)
        if ask is None:
            return None
        held = self._library.quick(ask.path[7:])
        if held is None or (client is not LOCAL and self._limiter.wait(client)):
            return None
        answer, head = held.ready(ask)
        self.answered[answer.status] += 1
        return head, self._date_line(), b"" if ask.head else answer.body

    def _read(self, data: bytes) -> Ask | None:
        if not data.startswith(BEGINNINGS):
            return None
        ask = read(data)
        if len(data) <= REMEMBERED:
            if len(self._asks) >= REMEMBERED:
                self._asks.clear()
            self._asks[data] = ask
        return ask

    def _date_line(self) -> bytes:
        now = int(self._wall())
        if now != self._second:
            self._second, self._date = now, b"date: " + http_date(now).encode() + b"\r\n\r\n"
        return self._date
