"""Our own WebSub hub: it asks before it tells, signs, is patient, and can be made to bother nobody."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json

import pytest

from feeds.web.hub.book import MOST_OF_A_HOST, Book, Subscription
from feeds.web.hub.hub import AT_ONCE, TRIES, WAITING
from feeds.web.hub.wishes import LONGEST_LEASE, Refusal
from tests.web.subscriber import TOPIC, Scene, wish


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


def test_who_comes_back_gets_what_was_missed(subscriber):
    async def story() -> None:
        scene = Scene()
        await scene.take(wish(subscriber.address))
        subscriber.status = 500
        scene.publish(b"<feed>two</feed>")
        await scene.hub.tell()
        subscriber.status = 204
        scene.hub.accept(wish(subscriber.address))
        work = asyncio.create_task(scene.hub._ask_on())
        while next(iter(scene.hub.book)).failures:
            await asyncio.sleep(0.005)
        work.cancel()
        await scene.hub.tell()
        assert len(subscriber.told) == 2
        await scene.hub.tell()
        assert len(subscriber.told) == 2

    asyncio.run(asyncio.wait_for(story(), 10))


def test_slow_ones_hold_up_nobody(subscriber):
    async def story() -> None:
        scene, met, over = Scene(), asyncio.Semaphore(0), asyncio.Event()

        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            met.release()
            await over.wait()
            writer.close()

        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        slow = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        good = [f"{subscriber.address}&n={number}" for number in range(2 * AT_ONCE)]
        for failures, callback in (
            (1, slow),
            (1, f"{slow}2"),
            (1, f"{slow}3"),
            (0, f"{slow}4"),
            *((0, one) for one in good),
        ):
            scene.hub.book.keep(
                Subscription(
                    topic=TOPIC,
                    callback=callback,
                    host="127.0.0.1",
                    until=scene.now + 9,
                    secret=None,
                    tag="old",
                    failures=failures,
                )
            )
        asking = [asyncio.create_task(scene.hub._call("GET", slow, {}, b"")) for _ in range(AT_ONCE)]
        for _ in asking:
            await met.acquire()
        telling = asyncio.create_task(scene.hub.tell())
        while len(subscriber.told) < len(good):
            await asyncio.sleep(0.005)
        assert not telling.done()
        assert not any(one.done() for one in asking)
        over.set()
        await telling
        await asyncio.gather(*asking, return_exceptions=True)
        server.close()
        assert sorted(one.failures for one in scene.hub.book) == [0] * len(good) + [1, 2, 2, 2]

    asyncio.run(asyncio.wait_for(story(), 10))


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
