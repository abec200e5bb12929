"""Private feeds: for those with a token, and for nobody's eyes in lists or logs."""

from __future__ import annotations

import base64
import logging

import pytest

from feeds.model import Feed, Query
from feeds.web import Limits, WebSettings
from feeds.web.tokens import admitted, offered

SECRET = Feed(name="desk", title="The hidden desk", query=Query(countries=("KE",)), private=True)
OPEN = Feed(name="ports", title="Ports", query=Query(text="port"))
LISTS = ("/feeds", "/feeds.opml", "/", "/api/feeds", "/sources", "/healthz", "/metrics", "/robots.txt", "/stories/1")
KEY = "kf93-öffne-dich"


@pytest.fixture(scope="module")
def room(tmp_path_factory, rooms_in, five_stories):
    with rooms_in(tmp_path_factory.mktemp("private")) as start:
        yield start(five_stories, own=(SECRET, OPEN), tokens={"desk": ("other", KEY)})


def basic(password: str, encoding: str = "utf-8") -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"reader:{password}".encode(encoding)).decode()}


@pytest.mark.parametrize("extension", ["atom", "rss", "json", "html"])
def test_a_token_opens_it(room, extension):
    path = f"/feeds/desk.{extension}"
    for options in (
        {"params": {"token": KEY}},
        {"headers": basic(KEY)},
        {"headers": basic(KEY, "latin-1")},
        {"headers": {"Authorization": "Bearer other"}},
        {"headers": {"Authorization": f"Bearer {KEY}".encode()}},
        {"headers": {"Authorization": f"Bearer {KEY}".encode("latin-1")}},
    ):
        answer = room.get(path, **options)
        assert answer.status_code == 200, options
        assert answer.headers["cache-control"].startswith("private")
        assert "noindex" in answer.headers["x-robots-tag"]
        assert KEY.encode() not in answer.content
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("token", [None, "", "wrong", KEY[:-1], KEY + "x", "\x00", "x" * 10_000])
def test_without_the_right_token_there_is_no_such_feed(room, token):
    known = room.get("/feeds/no-such-feed.atom")
    for _ in range(2):
        answer = room.get("/feeds/desk.atom", params={"token": token} if token and len(token) < 2000 else {})
        assert (answer.status_code, answer.content) == (known.status_code, known.content)
    assert room.get("/feeds/desk.atom", headers=basic(token or "")).status_code in (404, 431)


def test_reading_it_once_does_not_open_it_to_others(room):
    assert room.get("/feeds/desk.atom", params={"token": KEY}).status_code == 200
    for path in (
        "/feeds/desk.atom",
        "/feeds/private/desk.atom",
        "/feeds/desk.atom?limit=3",
        "/feeds/desk/archive/9-9.atom",
    ):
        assert room.get(path).status_code == 404
        assert room.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()).startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize("path", LISTS)
def test_no_list_names_it(room, path):
    text = room.get(path).text
    assert "desk" not in text.replace("silkwire_http_desk", "")
    assert "hidden desk" not in text


def test_the_lists_name_the_open_one(room):
    for path in ("/feeds", "/feeds.opml", "/api/feeds"):
        assert "ports" in room.get(path).text


def test_taking_the_token_out_closes_it(start, stories):
    room = start(stories, own=(SECRET,), tokens={})
    assert room.get("/feeds/desk.atom", params={"token": KEY}).status_code == 404
    assert room.get("/feeds/desk.atom", params={"token": ""}).status_code == 404


def test_an_own_feed_that_was_taken_out_of_the_settings_is_gone(start, stories, tmp_path):
    room = start(stories)
    (tmp_path / "feeds" / "desk.atom").write_bytes(b"<feed/>")
    assert room.get("/feeds/desk.atom").status_code == 404


def test_tries_are_limited(start, stories):
    room = start(stories, own=(SECRET,), tokens={"desk": (KEY,)}, limits=Limits(work_burst=5, work_rate=0.01))
    answers = [room.get("/feeds/desk.atom", params={"token": f"guess{n}"}).status_code for n in range(8)]
    assert answers == [404] * 5 + [429] * 3


@pytest.mark.parametrize("path", ["{}.atom", "{}.atom?token=guess", "{}.json?limit=3", "{}/archive/9-9.atom"])
def test_tries_do_not_tell_whether_there_is_such_a_feed(start, stories, path):
    found = {}
    for name in ("desk", "nothing"):
        limits = Limits(work_burst=5, work_rate=0.01)
        room = start(stories, own=(SECRET,), tokens={"desk": (KEY,)}, limits=limits)
        answers = [room.get(f"/feeds/{path.format(name)}") for _ in range(8)]
        found[name] = [(answer.status_code, answer.text) for answer in answers]
    assert found["desk"] == found["nothing"]
    assert found["desk"][-1][0] == 429


def test_the_log_knows_no_token(start, stories, caplog):
    with caplog.at_level(logging.DEBUG):
        room = start(stories, own=(SECRET,), tokens={"desk": (KEY,)}, access_log=True)
        room.get("/feeds/desk.atom", params={"token": KEY})
        room.get("/feeds/all.atom")
        room.get("/feeds/all.atom\u2028FORGED 200")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("silkwire", "uvicorn"))]
    assert "local GET /feeds/desk.atom 200" in ours
    assert "local GET /feeds/all.atom 200" in ours
    assert not any(KEY in line or "token" in line for line in ours)
    assert all(line.isascii() and line.isprintable() for line in ours)


def test_settings_do_not_show_their_tokens():
    assert "s3cret" not in repr(WebSettings(tokens={"desk": ("s3cret",)}))


def test_all_tokens_are_compared_and_empty_ones_never_match():
    assert not admitted(("",), ("",))
    assert not admitted((), ("a",))
    assert admitted(("a", "b"), ("x", "b"))
    assert offered("token=%ff", ()) == ("\ufffd",)
    assert offered("", [(b"authorization", b"Basic !!!"), (b"authorization", b"Digest x")]) == ()
