"""A small HTTP server on loopback for one site of the mini-web."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from scheduler.demo.render import Resource

Answer = Callable[[str], Resource]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    answer: Answer
    hits: list[str]


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD with ETag and 304."""

    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = 30

    def do_GET(self) -> None:
        """Answer a request; the query string plays no part, as with the tracking parameters of real sites."""
        path = urlsplit(self.path).path
        self.server.hits.append(self.path)
        found = self.server.answer(path)
        etag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
        known = found.status == 200 and self.headers.get("If-None-Match") == etag
        self.send_response(304 if known else found.status)
        self.send_header("ETag", etag)
        self.send_header("Content-Type", found.media_type)
        self.send_header("Content-Length", "0" if known else str(len(found.body)))
        self.end_headers()
        if not known and self.command == "GET":
            self.wfile.write(found.body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the crawl is what the demo shows."""


class Served:
    """One site, served by threads until closed."""

    def __init__(self, answer: Answer, port: int) -> None:
        """Listen on a port of 127.0.0.1, or on any free one when it is taken."""
        try:
            self._server = _Server(("127.0.0.1", port), _Handler)
        except OSError:
            self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.answer, self._server.hits = answer, []
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name=self.host, daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        """Its address, without a slash at its end."""
        return f"http://{self.host}"

    @property
    def hits(self) -> list[str]:
        """The request targets so far."""
        return list(self._server.hits)

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
