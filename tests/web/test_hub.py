"""Our own WebSub hub: it asks before it tells, signs, is patient, and can be made to bother nobody."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Feed, Query
from feeds.web.held import Held
from feeds.web.hub import Hub
from feeds.web.hub.book import MOST_OF_A_HOST, Book
from feeds.web.hub.guard import Dialler, Forbidden, public
from feeds.web.hub.hub import TRIES, WAITING
from feeds.web.hub.wishes import LONGEST_LEASE, SHORTEST_LEASE, Refusal, Wish, read
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


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
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


def test_a_subscriber_is_asked_told_and_signed_for(subscriber):
    async def story() -> None:
        scene = Scene()
        await scene.take(wish(subscriber.address))
        assert subscriber.asked[0]["hub.mode"] == "subscribe"
        assert subscriber.asked[0]["hub.topic"] == TOPIC
        assert subscriber.asked[0]["who"] == "me"
        await scene.hub.tell()
        assert subscriber.told == []
        scene.publish(b"<feed>two</feed>")
        await scene.hub.tell()
        await scene.hub.tell()
        ((headers, body),) = subscriber.told
        assert body == b"<feed>two</feed>"
        signature = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
        assert headers["x-hub-signature"] == f"sha256={signature}"
        assert 'rel="hub"' in headers["link"]
        assert f'<{TOPIC}>; rel="self"' in headers["link"]
        await scene.take(wish(subscriber.address, mode="unsubscribe"))
        assert len(scene.hub.book) == 0

    asyncio.run(story())


def test_an_address_that_does_not_mean_it_is_not_told(subscriber):
    async def story() -> None:
        scene = Scene()
        subscriber.echo = False
        scene.hub.accept(wish(subscriber.address))
        work = asyncio.create_task(scene.hub._ask_on())
        await asyncio.to_thread(subscriber.heard.wait, 5)
        await asyncio.sleep(0.1)
        work.cancel()
        assert len(scene.hub.book) == 0

    asyncio.run(story())


def test_nobody_is_asked_again_and_again(subscriber):
    async def story() -> None:
        scene = Scene()
        subscriber.echo = False
        for number in range(12):
            scene.hub.accept(wish(f"{subscriber.address}&n={number}"))
        work = asyncio.create_task(scene.hub._ask_on())
        while not scene.hub._wishes.empty():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        work.cancel()
        assert 1 <= len(subscriber.asked) <= 3

    asyncio.run(story())


def test_failures_are_met_with_growing_pauses_and_an_end(subscriber):
    async def story() -> None:
        scene = Scene()
        await scene.take(wish(subscriber.address, lease=LONGEST_LEASE))
        subscriber.status = 500
        scene.publish(b"<feed>two</feed>")
        pauses = []
        for _ in range(TRIES - 1):
            await scene.hub.tell()
            (one,) = scene.hub.book
            pauses.append(one.next_try - scene.now)
            scene.now = one.next_try - 1
            await scene.hub.tell()
            scene.now = one.next_try
        assert pauses == [60, 300, 1500, 7500, 37500]
        assert len(subscriber.told) == TRIES - 1
        await scene.hub.tell()
        assert len(scene.hub.book) == 0

    asyncio.run(story())


@pytest.mark.parametrize(("status", "left"), [(410, 0), (302, 1), (404, 1), (200, 1)])
def test_gone_means_gone_and_redirects_are_not_followed(subscriber, status, left):
    async def story() -> None:
        scene = Scene()
        await scene.take(wish(subscriber.address))
        subscriber.status = status
        scene.publish(b"<feed>two</feed>")
        await scene.hub.tell()
        assert len(scene.hub.book) == left
        assert len(subscriber.told) == 1

    asyncio.run(story())


def test_a_lease_ends_and_a_restart_forgets_nothing(subscriber, tmp_path):
    async def story() -> None:
        file = tmp_path / "hub.json"
        scene = Scene(file)
        await scene.take(wish(subscriber.address))
        assert file.stat().st_mode & 0o077 == 0
        again = Scene(file)
        again.publish(b"<feed>two</feed>")
        await again.hub.tell()
        assert len(subscriber.told) == 1
        again.now += 3601
        await again.hub.tell()
        assert len(again.hub.book) == 0
        assert json.loads(file.read_text()) == []

    asyncio.run(story())


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"a": 1}]', "\xff"])
def test_a_broken_file_is_passed_over(tmp_path, content, caplog):
    file = tmp_path / "hub.json"
    file.write_text(content)
    assert len(Book(file)) == 0
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "nonsense",
    ],
)
def test_addresses_that_are_never_called(address):
    assert not public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_addresses_of_the_open_internet(address):
    assert public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "::1", "no-such-host.invalid", "a" * 300]
)
def test_names_of_this_machine_are_not_dialled(host):
    with pytest.raises(Forbidden):
        asyncio.run(Dialler().addresses(host, 80))


def test_odd_ports_are_not_dialled():
    for port in (22, 25, 6379, 5432):
        with pytest.raises(Forbidden):
            asyncio.run(Dialler().addresses("1.1.1.1", port))


def test_the_real_dialler_never_reaches_loopback(subscriber):
    async def story() -> None:
        scene = Scene(dialler=Dialler(ports=None))
        scene.hub.accept(wish(subscriber.address))
        work = asyncio.create_task(scene.hub._ask_on())
        while not scene.hub._wishes.empty():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        work.cancel()

    asyncio.run(story())
    assert subscriber.asked == []


def test_there_is_an_end_to_what_waits_and_to_what_is_kept():
    async def story() -> None:
        scene = Scene()
        for number in range(WAITING):
            scene.hub.accept(wish(f"https://a{number}.example/"))
        with pytest.raises(Refusal, match="at once"):
            scene.hub.accept(wish("https://more.example/"))
        for number in range(MOST_OF_A_HOST):
            scene.hub._grant(wish(f"https://one.example/{number}"))
        assert not scene.hub.book.room_for("https://one.example/x", TOPIC, "one.example")
        assert scene.hub.book.room_for("https://one.example/1", TOPIC, "one.example")
        assert scene.hub.book.room_for("https://two.example/1", TOPIC, "two.example")

    asyncio.run(story())


GOOD = (
    b"hub.mode=subscribe&hub.topic=x&hub.callback=https%3A%2F%2Fa.example%2Fb%3Fc%3Dd&hub.secret=s&hub.lease_seconds=9"
)


def test_a_form_is_read():
    found = read(GOOD)
    assert found == Wish("subscribe", "x", "https://a.example/b?c=d", SHORTEST_LEASE, "s")
    assert found.host == "a.example"
    assert read(b"hub.mode=publish&hub.url=x&hub.url=y") is None
    long = read(GOOD.replace(b"seconds=9", b"seconds=99999999999"))
    assert long is not None
    assert long.lease == LONGEST_LEASE


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"hub.mode=list",
        b"hub.mode=subscribe",
        GOOD + b"&hub.mode=subscribe",
        GOOD + b"&hub.callback=https://b.example/",
        GOOD.replace(b"https%3A", b"ftp%3A"),
        GOOD.replace(b"https%3A", b"javascript%3A"),
        GOOD.replace(b"a.example", b"user%3Apw%40a.example"),
        GOOD.replace(b"a.example", b"a.example%0d%0aX%3A"),
        GOOD.replace(b"c%3Dd", b"c%23d"),
        GOOD.replace(b"seconds=9", b"seconds=-9"),
        GOOD.replace(b"secret=s", b"secret=" + b"s" * 200),
    ],
)
def test_a_bad_form_is_refused(body):
    with pytest.raises(Refusal):
        read(body)


@given(st.binary(max_size=200))
def test_no_form_breaks_the_hub(body):
    for form in (body, b"hub.mode=subscribe&hub.callback=" + body):
        with contextlib.suppress(Refusal):
            read(form)


def test_the_door_of_the_hub(start, stories):
    secret = Feed(name="desk", title="", query=Query(), private=True)
    base = "https://news.example"
    room = start(stories, base_url=base, hub=f"{base}/hub", own=(secret,), tokens={"desk": ("t",)})

    def ask(topic: str, **more: str):
        form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": "https://subscriber.invalid/x"} | more
        return room.get("/hub", "POST", data=form)

    assert ask(f"{base}/feeds/all.atom").status_code == 202
    assert room.get("/hub", "POST", data={"hub.mode": "publish"}).status_code == 202
    for topic in ("desk.atom", "private/desk.atom", "nothing.atom", "all.html", "../x.atom", "query.atom?q=a", ""):
        assert ask(f"{base}/feeds/{topic}").status_code == 400, topic
    assert ask("https://other.example/feeds/all.atom").status_code == 400
    assert ask(f"{base}/feeds/all.atom", **{"hub.callback": "x"}).status_code == 400
    assert room.get("/hub").status_code == 405
    assert room.get("/hub", "POST", content=b"a" * 20_000).status_code == 413


def test_without_a_hub_of_our_own_there_is_no_door(standard):
    assert standard.get("/hub").status_code == 404
    assert standard.get("/hub", "POST", content=b"x").status_code == 405
