"""A subscriber on loopback, and a hub with a clock of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from feeds.web.held import Held
from feeds.web.hub import Hub
from feeds.web.hub.guard import Dialler
from feeds.web.hub.wishes import Wish
from feeds.web.names import DocumentName

TOPIC = "https://news.example/feeds/all.atom"
HUB = "https://news.example/hub"


class Subscriber:
    """A subscriber on loopback."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.told: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        self.echo = True
        self.heard = threading.Event()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                question = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
                owner.asked.append(question)
                body = question["hub.challenge"].encode() if owner.echo else b"no"
                self._answer(200, body)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                owner.told.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self._answer(owner.status, b"")

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                if status == 302:
                    self.send_header("location", "http://127.0.0.1:1/")
                self.end_headers()
                self.wfile.write(body)
                owner.heard.set()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/push?who=me"


@contextmanager
def subscribing() -> Iterator[Subscriber]:
    """A subscriber that listens."""
    one = Subscriber()
    thread = threading.Thread(target=one.server.serve_forever, args=(0.02,))
    thread.start()
    yield one
    one.server.shutdown()
    thread.join()
    one.server.server_close()


class Scene:
    """A hub with one topic, a clock of its own, and leave to call loopback."""

    def __init__(self, file=None, dialler: Dialler | None = None) -> None:
        self.now = 1_000.0
        self.publish(b"<feed>one</feed>")
        self.hub = Hub(
            HUB, self.find, file=file, wall=lambda: self.now, dialler=dialler or Dialler(lambda _: True, None)
        )

    def publish(self, body: bytes) -> None:
        self.held = Held(body, "application/xml", modified=None, headers=(), cache_control="no-cache")

    def find(self, topic: str):
        return (DocumentName("all", "atom"), self.held) if topic == TOPIC else None

    async def take(self, wish: Wish) -> None:
        """Have a wish worked on to its end."""
        self.hub.accept(wish)
        work = asyncio.create_task(self.hub._ask_on())
        while not self.hub._wishes.empty():
            await asyncio.sleep(0.005)
        for _ in range(200):
            await asyncio.sleep(0.005)
            if self.settled(wish):
                break
        work.cancel()

    def settled(self, wish: Wish) -> bool:
        kept = any(one.callback == wish.callback for one in self.hub.book)
        return kept == (wish.mode == "subscribe")


def wish(callback: str, **changes) -> Wish:
    return replace(Wish("subscribe", TOPIC, callback, 3600, "s3cret"), **changes)
