"""The HTTP protocol of uvicorn with bounds on what a peer may send and how slowly, and with the front desk before it."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import Counter, deque
from typing import Any, ClassVar

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from feeds.web.desk import Desk
from feeds.web.limits import LOCAL, client_key
from feeds.web.request_line import in_ascii, refusal, target
from feeds.web.settings import Limits

JOINED = 65_536
"""Bytes of a body below which one joined write costs a tenth less than three parts; above, the copy costs more."""

FAIR = 16_384
"""Bytes that a slow reader must take within the time of a stall: half a kilobyte a second."""

_WORDS = {
    400: b"This is no request that we understand.",
    408: b"The request took too long to arrive.",
    413: b"The request body is too large.",
    414: b"The address is too long.",
    431: b"The request headers are too large.",
    501: b"There is no such method here.",
    505: b"Only HTTP/1.0 and HTTP/1.1 are spoken here.",
}


class Refused(Exception):
    """The request is refused while it is being read."""


class Wire(HttpToolsProtocol):
    """One connection."""

    desk: Desk | None = None
    limits = Limits()
    crowd: ClassVar[Counter[str]] = Counter()
    """Open connections by client."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = LOCAL
        self.reading = False
        """Whether a request has begun and is not complete."""
        self.since = self.loop.time()
        """When the connection came to be as it is: a request began, the last one was answered, writing stalled."""
        self.stalled = False
        self._head = 0
        self._body = 0
        self._in_body = False
        self._left = 0
        self._refusal = 400
        self._over = False
        """Whether nothing more is read: the peer said something that cannot be understood."""
        self._cycles: list[RequestResponseCycle] = []
        """Requests that are being answered or wait for it."""

    # --- what comes in ---

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        super().connection_made(transport)
        self.who = client_key(self.client[0]) if self.client else LOCAL
        self.crowd[self.who] += 1
        if self.who is not LOCAL and self.crowd[self.who] > self.limits.client_connections:
            self._cut()

    def connection_lost(self, exc: Exception | None) -> None:
        self._abandon()
        super().connection_lost(exc)
        self.crowd[self.who] -= 1
        if not self.crowd[self.who]:
            del self.crowd[self.who]

    def data_received(self, data: bytes) -> None:
        if self.desk is not None and self._quiet():
            answer = self.desk.take(data, self.who)
            if answer is not None:
                self._unset_keepalive_if_required()
                self.since = self.loop.time()
                if len(answer[2]) < JOINED:
                    self.transport.write(b"".join(answer))
                else:
                    self.transport.writelines(answer)
                return
        self._unset_keepalive_if_required()
        if not self.reading and not data.isascii():
            data = in_ascii(data)
        while data and not self._head_is_over(len(data)):
            data = self._parse(data)

    def _parse(self, data: bytes) -> bytes:
        """Give the parser what came; what it leaves over comes back."""
        between, cycle = not self.reading, self.cycle
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            # The request was taken as one of HTTP/1.1, as a server may (RFC 9110, 7.8); what follows are further ones.
            self.parser = httptools.HttpRequestParser(self)
            return data[int(upgrade.args[0]) :]
        except httptools.HttpParserError as error:
            if between and self.cycle is cycle and self._refusal == 400:  # no whole head stands before what was refused
                unknown = isinstance(error, httptools.HttpParserInvalidMethodError)
                self._refusal = refusal(data, unknown_method=unknown)
            self._refuse(self._refusal)
        return b""

    def _quiet(self) -> bool:
        """Whether nothing else is under way on this connection, so that an answer may be written at once."""
        return not (
            self.reading
            or self._over
            or self.stalled
            or self.pipeline
            or (self.cycle is not None and not self.cycle.response_complete)
            or self.transport.is_closing()
        )

    def _head_is_over(self, size: int) -> bool:
        """Whether nothing more is to be read here."""
        if self._over or self.transport.is_closing() or self.parser is None:
            return True
        self._head += size
        if self.reading and not self._in_body and self._head > self.limits.head + size:
            self._refuse(414 if not self.headers else 431)
            return True
        return False

    # --- callbacks of the parser ---

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.reading, self._in_body, self.since = True, False, self.loop.time()
        self._body = 0

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > self.limits.target:
            self._stop(414)

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        size = sum(len(name) + len(value) + 4 for name, value in self.headers)
        if len(self.headers) > self.limits.headers or size > self.limits.head:
            self._stop(431)

    def on_headers_complete(self) -> None:
        version = self.parser.get_http_version()
        if version not in ("1.0", "1.1"):
            self._stop(505)
        hosts = [value for name, value in self.headers if name == b"host"]
        if len(hosts) > 1 or (not hosts and version == "1.1"):
            self._stop(400)  # RFC 9112, 3.2
        if any(name == b"content-length" and int(value) > self.limits.body for name, value in self.headers):
            self._stop(413)
        self.url = target(self.url, self.parser.get_method())
        super().on_headers_complete()
        self._in_body, self._head = True, 0
        self._cycles = [one for one in self._cycles if not one.response_complete] + [self.cycle]

    def on_body(self, body: bytes) -> None:
        self._body += len(body)
        if self._body > self.limits.body:
            if self.cycle.response_started:
                self.transport.close()
                return
            self._stop(413)
        super().on_body(body)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self.reading, self._in_body, self._head, self.since = False, False, 0, self.loop.time()

    def _stop(self, status: int) -> None:
        self._refusal = status
        raise Refused(status)

    # --- refusals ---

    def _refuse(self, status: int) -> None:
        """Answer with this and end; requests that came whole before are answered first."""
        if self._over or self.transport.is_closing():
            return
        self._over = True
        waiting = [one for one in self._cycles if not one.response_complete]
        if self._in_body:
            if self.cycle.response_started:
                self.transport.close()
                return
            waiting.remove(self.cycle)
            self._drop(self.cycle)
            self.pipeline = deque(entry for entry in self.pipeline if entry[0] is not self.cycle)
        if waiting:
            waiting[-1].keep_alive = False
            return
        body = _WORDS[status] + b"\n"
        lines = [name + b": " + value + b"\r\n" for name, value in self.server_state.default_headers]
        lines += [b"content-type: text/plain; charset=utf-8\r\n", b"x-content-type-options: nosniff\r\n"]
        lines += [b"content-length: %d\r\nconnection: close\r\n\r\n" % len(body)]
        self.transport.write(b"".join([STATUS_LINE[status], *lines, body]))
        self.transport.close()

    def _drop(self, cycle: RequestResponseCycle) -> None:
        """Let a request go unanswered: whatever its application still sends goes nowhere."""
        cycle.disconnected = True
        cycle.message_event.set()

    def _abandon(self) -> None:
        for cycle in self._cycles:
            if not cycle.response_complete:
                self._drop(cycle)
        self._cycles.clear()

    # --- slow peers ---

    def pause_writing(self) -> None:
        super().pause_writing()
        self.stalled, self.since = True, self.loop.time()
        self._left = self.transport.get_write_buffer_size()

    def resume_writing(self) -> None:
        super().resume_writing()
        self.stalled, self.since = False, self.loop.time()

    def sweep(self, now: float) -> None:
        """Close the connection when its peer lets us wait too long; called once a second."""
        if self.stalled and self._takes():
            self.since = now
        waited = now - self.since
        if self.stalled or self.transport.is_closing():
            if waited > self.limits.stall:
                self._cut()
        elif self.reading:
            if waited > self.limits.receive:
                self._refuse(408)
        elif self._quiet() and waited > self.limits.idle:
            self.transport.close()

    def _takes(self) -> bool:
        """Whether the peer took a fair piece of what waits for it since it was last looked at."""
        left = self.transport.get_write_buffer_size()
        if self._left - left < FAIR:
            return False
        self._left = left
        return True

    def _cut(self) -> None:
        """End it without the courtesy of delivering what is on its way: the kernel would hold that for minutes."""
        sock = self.transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._abandon()
        self.transport.abort()


def wire(desk: Desk | None, limits: Limits) -> type[Wire]:
    """The protocol class for one server, with its desk and bounds."""
    return type("BoundWire", (Wire,), {"desk": desk, "limits": limits, "crowd": Counter()})
