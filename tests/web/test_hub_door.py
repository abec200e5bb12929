"""The door of our hub: which wishes it takes."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Feed, Query
from feeds.web.hub.wishes import LONGEST_LEASE, SHORTEST_LEASE, Refusal, Wish, read

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


def test_a_host_may_be_written_large():
    (small,) = {
        read(GOOD.replace(b"https%3A%2F%2Fa.example", way)) for way in (b"https://A.Example", b"HTTPS://a.EXAMPLE")
    }
    assert small is not None
    assert (small.callback, small.host) == ("https://a.example/b?c=d", "a.example")
    large = read(GOOD.replace(b"%2Fb", b"%2FB"))
    assert large is not None
    assert large.callback == "https://a.example/B?c=d", "a path is what it is"


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
