"""The front desk by itself: what it hands out, and what it lets go."""

from __future__ import annotations

import gc

from feeds.web.desk import Desk
from feeds.web.held import Held
from feeds.web.library import Library
from feeds.web.limits import LOCAL, Limiter

SIZE = 20_000


class Scene:
    """A desk before a shelf, with a clock of its own."""

    def __init__(self, folder, memory: int) -> None:
        self.folder, self.now = folder, 1_000.0
        (folder / "source").mkdir()
        clock = lambda: self.now  # noqa: E731
        self.library = Library(folder, own={}, memory=memory, clock=clock, wall=clock)
        self.desk = Desk(self.library, Limiter(1e6, 10**6, clock), clock)

    def write(self, name: str, mark: bytes) -> bytes:
        body = (b"%s in %s " % (mark, bytes(self.folder))).ljust(SIZE, mark)
        (self.folder / name).write_bytes(body)
        self.now += 1
        return body

    def alive(self) -> int:
        """Documents of this scene in memory, whoever holds them."""
        gc.collect()
        found = (one for one in gc.get_objects() if isinstance(one, Held))
        return sum(bytes(self.folder) in one.body for one in found)

    def ask(self, name: str, headers: str = "") -> tuple[bytes, bytes]:
        """Head and body, when the library was asked by the general way if need be."""
        data = f"GET /feeds/{name} HTTP/1.1\r\nHost: x\r\n{headers}\r\n".encode()
        answer = self.desk.take(data, LOCAL)
        if answer is None:
            assert self.library.get(self.library.name(name)) is not None
            answer = self.desk.take(data, LOCAL)
        assert answer is not None
        return answer[0], answer[2]


def test_requests_that_are_remembered_hold_no_document(tmp_path):
    scene = Scene(tmp_path, memory=3 * SIZE)
    for number in range(20):
        scene.write(f"source/s{number}.atom", b"%d" % (number % 10))
        scene.ask(f"source/s{number}.atom")
    assert scene.alive() == len(scene.library) == 3


def test_an_older_version_is_let_go(tmp_path):
    scene = Scene(tmp_path, memory=100 * SIZE)
    for number in range(5):
        scene.write("all.atom", b"%d" % number)
        scene.ask("all.atom", f"User-Agent: reader {number}\r\n")
    assert scene.alive() == 1


def test_a_request_is_answered_with_what_stands_there_now(tmp_path):
    scene = Scene(tmp_path, memory=100 * SIZE)
    first = scene.write("all.atom", b"1")
    head, body = scene.ask("all.atom")
    tag = next(line for line in head.decode().splitlines() if line.startswith("etag: ")).removeprefix("etag: ")
    have = f"If-None-Match: {tag}\r\n"
    assert body == first
    for _ in range(2):
        head, body = scene.ask("all.atom", have)
        assert head.startswith(b"HTTP/1.1 304 ")
        assert body == b""
    second = scene.write("all.atom", b"2")
    assert scene.ask("all.atom", have)[1] == second
    assert scene.ask("all.atom")[1] == second
