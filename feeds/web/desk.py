"""The front desk: public documents handed out as bytes, without a task, a scope or a router for each request.

Measured with wrk on one core, 16 connections, 20 kB gzipped: a plain ASGI application under uvicorn answers 20,000 requests a second,
nginx with `gzip_static` 92,000, this desk 80,000. A request that was read once is not read again: readers send the same bytes
at each poll.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from feeds.web.ask import LONGEST, Ask, read
from feeds.web.held import Way
from feeds.web.library import Library
from feeds.web.limits import LOCAL, Limiter
from feeds.web.negotiate import http_date

BEGINNINGS = (b"GET /feeds/", b"HEAD /feeds/")
REMEMBERED = 2_048
"""Requests remembered: 4 MB at most."""


@dataclass(slots=True)
class _Known:
    """A request that was read, and how it was answered last. It holds no document: those that the library lets go must go."""

    ask: Ask | None
    """None: it needs the general way."""
    place: str = ""
    tag: bytes = b""
    """Of the version that it was answered with: the very object."""
    way: Way = ("", False)


class Desk:
    """Answers what the library has at hand; leaves the rest to the application."""

    def __init__(self, library: Library, limiter: Limiter, wall: Callable[[], float]) -> None:
        self._library, self._limiter, self._wall = library, limiter, wall
        self._known: dict[bytes, _Known] = {}
        self._second, self._date = -1, b""
        self.answered: Counter[int] = Counter()
        """By status."""

    def take(self, data: bytes, client: str) -> tuple[bytes, bytes, bytes] | None:
        """Head, date line and body of the answer to one request; None when it needs the general way.

        Args:
            data: what one read from the connection brought.
            client: who asks, as `limits.client_key` names it.
        """
        known = self._known.get(data) or self._read(data)
        if known is None or known.ask is None:
            return None
        held = self._library.quick(known.place)
        if held is None or (client is not LOCAL and self._limiter.wait(client)):
            return None
        if held.tag is not known.tag:
            known.tag, known.way = held.tag, held.way(known.ask)
        answer, head = held.ready(known.way)
        self.answered[answer.status] += 1
        now = int(self._wall())
        if now != self._second:
            self._second, self._date = now, b"date: " + http_date(now).encode() + b"\r\n\r\n"
        return head, self._date, b"" if known.ask.head else answer.body

    def _read(self, data: bytes) -> _Known | None:
        if len(data) > LONGEST or not data.startswith(BEGINNINGS):
            return None
        ask = read(data)
        known = _Known(ask, ask.path.removeprefix("/feeds/") if ask else "")
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[data] = known
        return known
