"""Documents over HTTP: content, codings, conditions, freshness."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime, timedelta

import brotli
import feedparser
import pytest

from feeds.build import archive
from feeds.catalogue import own
from feeds.model import Feed, Query

PLAIN = {"Accept-Encoding": "identity"}


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("all.atom", "application/xml; charset=utf-8"),
        ("all.rss", "application/xml; charset=utf-8"),
        ("all.json", "application/feed+json"),
        ("all.html", "text/html; charset=utf-8"),
        ("country/KE.atom", "application/xml; charset=utf-8"),
        ("feed.css", "text/css; charset=utf-8"),
    ],
)
def test_a_document_has_its_bytes_and_type(standard, name, media_type):
    answer = standard.get(f"/feeds/{name}", headers=PLAIN)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.content == standard.shelf.get(name)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_every_coding_holds_the_same_and_has_a_tag_of_its_own(standard):
    plain = standard.get("/feeds/all.atom", headers=PLAIN)
    tags = {plain.headers["etag"]}
    for coding, undo in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        with standard.client.stream("GET", "/feeds/all.atom", headers={"Accept-Encoding": coding}) as answer:
            raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == coding
        assert len(raw) == int(answer.headers["content-length"])
        assert undo(raw) == plain.content
        assert "accept-encoding" in answer.headers["vary"].lower()
        tags.add(answer.headers["etag"])
    assert len(tags) == 3


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize(
    "path", ["/feeds/all.atom", "/feeds/query.json?country=KE", "/", "/feeds.opml", "/static/silkwire.css"]
)
def test_whoever_has_it_already_gets_304_without_a_body(standard, path, coding):
    first = standard.get(path, headers={"Accept-Encoding": coding})
    again = standard.get(path, headers={"Accept-Encoding": coding, "If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    weak = standard.get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    other = standard.get(path, headers={"If-None-Match": '"other"'})
    assert (weak.status_code, other.status_code) == (304, 200)


@pytest.mark.parametrize("path", ["/feeds/all.atom", "/feeds/query.atom?q=port", "/stories/1"])
def test_whoever_wants_another_version_than_this_gets_none(standard, path):
    now = standard.get(path, headers={"Accept-Encoding": "gzip"})
    tag = now.headers["etag"]
    for wanted in (tag, f'"x", {tag}', "*"):
        assert standard.get(path, headers={"If-Match": wanted}).status_code == 200, wanted
    for wanted in ('"x"', f"W/{tag}", "nothing"):
        other = standard.get(path, headers={"If-Match": wanted, "If-None-Match": tag})
        assert (other.status_code, other.content) == (412, b""), wanted
    dated = "last-modified" in now.headers
    old = {"If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}
    assert standard.get(path, headers=old).status_code == (412 if dated else 200)
    assert standard.get(path, headers={**old, "If-Match": tag}).status_code == 200
    if dated:
        assert standard.get(path, headers={"If-Unmodified-Since": now.headers["last-modified"]}).status_code == 200


def test_the_date_counts_only_without_a_tag(standard):
    first = standard.get("/feeds/all.atom")
    date = first.headers["last-modified"]
    assert standard.get("/feeds/all.atom", headers={"If-Modified-Since": date}).status_code == 304
    both = {"If-Modified-Since": date, "If-None-Match": '"another"'}
    assert standard.get("/feeds/all.atom", headers=both).status_code == 200
    old = {"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"}
    assert standard.get("/feeds/all.atom", headers=old).status_code == 200
    assert standard.get("/feeds/all.atom", headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_head_says_the_same_without_a_body(standard):
    for path in ("/feeds/all.atom", "/feeds/query.rss?q=port", "/", "/healthz", "/nothing"):
        for _ in range(2):  # the second one may be answered at the desk
            get, head = standard.get(path), standard.get(path, "HEAD")
            assert head.status_code == get.status_code
            assert head.content == b""
            assert head.headers["content-length"] == get.headers["content-length"]
            assert head.headers.get("etag") == get.headers.get("etag")


def test_a_new_document_appears_without_a_restart(start, stories, make_story):
    room = start(stories)
    before = room.get("/feeds/all.atom")
    room.memory.add(make_story(77, countries=("CN", "CU")))
    assert room.get("/feeds/country/CU.atom").status_code == 404
    room.publish()
    end = time.monotonic() + 5
    while (after := room.get("/feeds/all.atom")).headers["etag"] == before.headers["etag"]:
        assert time.monotonic() < end
    assert b"port 77" in after.content
    assert room.get("/feeds/country/CU.atom").status_code == 200
    late = {"If-Modified-Since": before.headers["last-modified"]}
    assert room.get("/feeds/all.atom", headers=late).status_code == 200


def test_days_are_counted_back_from_today_however_long_ago_the_start_was(start, make_story, monkeypatch):
    today = [datetime(2026, 5, 20, tzinfo=UTC)]
    monkeypatch.setattr("feeds.web.house.House.now", lambda _: today[0])
    seen = [make_story(n, first_seen=today[0] - timedelta(days=10 * n)) for n in range(1, 6)]
    room = start(seen, own=own({"mine": {"since-days": 35}}, now=today[0]))
    paths = "/feeds/mine.json?limit=9", f"/feeds/mine/archive/{archive.key(today[0], 9)}.json"

    def shown():
        return [len(answer.json()["items"]) for answer in map(room.get, paths) if answer.status_code == 200]

    whole = room.get(paths[0])
    assert shown() == [3, 3]
    today[0] += timedelta(days=10)
    assert shown() == [2, 2]
    known = {"If-Modified-Since": whole.headers["last-modified"]}
    assert room.get(paths[0], headers=known).status_code == 200, "one left, and none came"
    today[0] += timedelta(days=300)
    assert shown() == [0], "an archive without a story is none"


def test_a_document_that_is_taken_away_is_gone(start, stories):
    room = start(stories)
    assert room.get("/feeds/country/KE.atom").status_code == 200
    room.shelf.drop("country/KE.atom")
    end = time.monotonic() + 5
    while room.get("/feeds/country/KE.atom").status_code != 404:
        assert time.monotonic() < end


def test_a_twin_of_an_older_version_is_not_handed_out(start, stories, tmp_path):
    room = start(stories)
    (tmp_path / "feeds" / "all.atom.gz").write_bytes(gzip.compress(b"<feed>an older one</feed>"))
    for coding in ("gzip", "br"):
        assert room.get("/feeds/all.atom", headers={"Accept-Encoding": coding}).content == room.shelf.get("all.atom")


def test_without_anything_the_main_feeds_are_empty_and_valid(start):
    own = (Feed(name="mine", title="Mine", query=Query(text="x")),)
    room = start(factory=lambda: None, published=False, own=own)
    for name in ("all", "changes", "health", "mine"):
        assert (
            room.get(f"/feeds/{name}.atom").content.endswith(b"</feed>\n")
            or b"<feed" in room.get(f"/feeds/{name}.atom").content
        )
        assert b"<rss" in room.get(f"/feeds/{name}.rss").content
        assert json.loads(room.get(f"/feeds/{name}.json").content)["items"] == []
    for name in ("country/CU", "source/herald", "pair/CN-CU", "other"):
        assert room.get(f"/feeds/{name}.atom").status_code == 404
    assert room.get("/feeds/query.atom?country=CN").status_code == 200
    assert room.get("/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/",
        "/feeds/all",
        "/feeds/all.xml",
        "/feeds/all.atom.gz",
        "/feeds/all.atom/",
        "/feeds/.atom",
        "/feeds/ALL.atom",
        "/feeds/country/ke.atom",
        "/feeds/../news.db",
        "/feeds/%2e%2e/news.db",
        "/feeds/..%2fnews.atom",
        "/feeds/private/secret.atom",
        "/feeds//etc/passwd.atom",
        "/feeds/country/KE.atom%00",
        "/feeds/all.atom%0d%0aX: y",
        "/feeds/\u4e2d.atom",
        "/feeds/" + "a" * 400 + ".atom",
    ],
)
def test_what_is_no_document_is_404(standard, path):
    answer = standard.raw(f"GET {path.replace(' ', '%20')} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    expected = (b"200",) if path == "/feeds/" else (b"404", b"400")
    assert answer.split()[1] in expected
    assert b"outside" not in answer


def test_limit_gives_a_shorter_document_of_the_same_feed(standard):
    short = standard.get("/feeds/all.json?limit=2").json()
    assert [item["title"] for item in short["items"]] == [f"Kenya and China agree on port {n}" for n in (5, 4)]
    assert standard.get("/feeds/all.json?limit=0").status_code == 400
    assert standard.get("/feeds/all.json?utm_source=x").status_code == 200


def test_archives_lead_to_the_oldest_story(start, make_story):
    room = start([make_story(number) for number in range(1, 131)])
    seen, path = [], "/feeds/all.atom"
    for _ in range(9):
        answer = room.get(path)
        assert answer.status_code == 200
        seen += [part.split(b"<")[0] for part in answer.content.split(b"agree on port ")[1:] if part[:1].isdigit()]
        marker = b'rel="prev-archive"'
        if marker not in answer.content:
            break
        link = next(part for part in answer.content.split(b"<link")[1:] if marker in part.split(b">")[0])
        path = link.split(b'href="')[1].split(b'"')[0].decode().removeprefix("http://127.0.0.1:8000")
    assert {int(number) for number in seen} == set(range(1, 131))
    assert room.get("/feeds/all/archive/nonsense.atom").status_code == 404
    assert room.get("/feeds/all/archive/0-0.atom").status_code == 404


def test_feedparser_subscribes_and_gets_304_the_next_time(standard):
    for extension in ("atom", "rss"):
        url = f"{standard.url}/feeds/all.{extension}"
        first = feedparser.parse(url)
        assert (first.status, first.bozo, len(first.entries)) == (200, False, 5)
        again = feedparser.parse(url, etag=first.etag, modified=first.modified)
        assert (again.status, len(again.entries)) == (304, 0)
