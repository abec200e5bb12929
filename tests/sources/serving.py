"""A site on loopback for the length of a test."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Answer = tuple[str, bytes]
"""Content type and body."""


@dataclass(frozen=True)
class Newsroom:
    """A site that is being served."""

    base: str
    asked: list[str]


@contextmanager
def served(routes: Mapping[str, Answer]) -> Iterator[Newsroom]:
    """Serve these paths; `BASE` in a body stands for the site's own address. Anything else is 404."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            kind, body = routes.get(self.path, ("text/html", b"<html><title>404</title>not here</html>"))
            packed = kind == "application/gzip"
            body = gzip.decompress(body) if packed else body
            body = body.replace(b"BASE", here.encode())
            body = gzip.compress(body) if packed else body
            self.send_response(200 if self.path in routes else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing to the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Newsroom(here, asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
