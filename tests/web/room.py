"""A web room over a store in memory and a real shelf, on a real port."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from crawler.model import Story
from feeds.model import Feed
from feeds.publish import publish
from feeds.shelf import FileShelf
from feeds.web import WebSettings, make_app
from feeds.web.app import App
from feeds.web.server import listen, serving
from tests.web.memory import Memory

BASE = "http://127.0.0.1:8000"


def whole(data: bytes) -> int:
    """How many whole answers stand in what was received."""
    count = 0
    while b"\r\n\r\n" in data:
        head, _, rest = data.partition(b"\r\n\r\n")
        lengths = [
            int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
        ]
        length = 0 if head.split()[1] in (b"204", b"304") else (lengths or [0])[0]
        if len(rest) < length:
            break
        count, data = count + 1, rest[length:]
    return count


@dataclass
class Room:
    """A web room that runs."""

    app: App
    port: int
    memory: Memory
    shelf: FileShelf
    own: tuple[Feed, ...]
    client: httpx.Client

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **options: Any) -> httpx.Response:
        return self.client.request(method, path, **options)

    def raw(self, data: bytes, *, answers: int = 1, more: Callable[[socket.socket], None] | None = None) -> bytes:
        """What comes back for bytes on a socket: that many whole answers, or all until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as sock:
            try:
                sock.sendall(data)
                if more:
                    more(sock)
            except (BrokenPipeError, ConnectionResetError):
                pass
            found = b""
            try:
                while whole(found) < answers and (part := sock.recv(65536)):
                    found += part
            except ConnectionResetError:
                pass
            return found

    def publish(self) -> None:
        publish(self.memory, self.shelf, base_url=BASE, own=self.own, health=self.memory)


Start = Callable[..., Room]


@contextmanager
def rooms(folder: Path) -> Iterator[Start]:
    """A function that starts web rooms; they are stopped at the end."""
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Event, threading.Thread, httpx.Client]] = []

    def begin(
        stories: Iterable[Story] = (),
        *,
        factory: Callable[[], Any] | None = None,
        published: bool = True,
        **settings: Any,
    ) -> Room:
        memory, shelf = Memory(stories), FileShelf(folder / "feeds")
        told = WebSettings(**({"base_url": BASE} | settings))
        app = make_app(factory or (lambda: memory), shelf, told)
        sock = listen("127.0.0.1", 0)
        port = sock.getsockname()[1]
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, verify=False, trust_env=False)
        room = Room(app, port, memory, shelf, told.own, client)
        if published:
            room.publish()
        loop, up, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

        def work() -> None:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(serving(app, [sock], stop, ready=lambda *_: up.set()))

        thread = threading.Thread(target=work)
        thread.start()
        assert up.wait(10)
        running.append((loop, stop, thread, client))
        return room

    try:
        yield begin
    finally:
        for loop, stop, thread, client in running:
            client.close()
            loop.call_soon_threadsafe(stop.set)
            thread.join(10)
            assert not thread.is_alive()
