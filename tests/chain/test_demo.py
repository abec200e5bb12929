"""The demo, from the mini-web over real HTTP to what a feed reader gets."""

from __future__ import annotations

import gzip
import json
import sqlite3
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from contextlib import closing
from typing import Any

import pytest

from tests.chain.conftest import Demo, silkwire

ATOM = "{http://www.w3.org/2005/Atom}"


def get(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def entries(base: str, name: str) -> list[ET.Element]:
    status, _, body = get(f"{base}/feeds/{name}.atom")
    assert status == 200
    return ET.fromstring(body).findall(ATOM + "entry")


def item_of(base: str, words: str) -> dict[str, Any]:
    """The entry of `all.json` whose title holds these words."""
    items = json.loads(get(f"{base}/feeds/all.json")[2])["items"]
    found = [item for item in items if words.lower() in item["title"].lower()]
    assert len(found) == 1, f"{len(found)} entries with {words!r}: {[item['title'] for item in items]}"
    return dict(found[0])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"), ("/feeds", "text/html"), ("/feeds.opml", "opml"), ("/sources", "text/html"), ("/healthz", "json"),
        ("/feeds/all.atom", "xml"), ("/feeds/all.rss", "xml"), ("/feeds/all.json", "json"), ("/feeds/all.html", "text/html"),
        ("/feeds/country/CU.atom", "xml"), ("/feeds/pair/CN-CU.rss", "xml"), ("/feeds/source/demo-seetao.json", "json"),
        ("/feeds/changes.atom", "xml"), ("/feeds/health.atom", "xml"),
    ],
)  # fmt: skip
def test_an_address_answers(served: str, path: str, kind: str) -> None:
    status, headers, body = get(served + path)
    assert status == 200
    assert kind in headers["content-type"]
    assert body


def test_a_second_get_costs_nothing(served: str) -> None:
    status, headers, body = get(served + "/feeds/all.atom")
    assert (status, headers["etag"][0]) == (200, '"')
    again, _, nothing = get(served + "/feeds/all.atom", If_None_Match=headers["etag"])
    assert (again, nothing) == (304, b"")
    since, _, _ = get(served + "/feeds/all.atom", If_Modified_Since=headers["last-modified"])
    assert since == 304
    _, packed, data = get(served + "/feeds/all.atom", Accept_Encoding="gzip")
    assert packed["content-encoding"] == "gzip"
    assert gzip.decompress(data) == body
    status, head, nothing = get(served + "/feeds/all.atom", method="HEAD")
    assert (status, nothing) == (200, b"")
    assert int(head["content-length"]) == len(body)


@pytest.mark.parametrize(
    "path", ["/feeds/no-such-feed.atom", "/feeds/country/QQ.rss", "/stories/999999", "/feeds/../news.db", "/nowhere"]
)
def test_what_is_not_there_is_404(served: str, path: str) -> None:
    assert get(served + path)[0] == 404


def test_the_reprint_is_one_story_with_two_outlets(demo: Demo, served: str) -> None:
    """The dispatch of China News Service came back from the Herald under another headline and without its dateline."""
    done = silkwire("search", '"World Internet Conference"', "--home", demo.home, "--json")
    hits = json.loads(done.stdout)["hits"]
    stories = [hit["story"] for hit in hits if "Wuzhen Summit" in hit["story"]["lead"]["text"]]
    assert len(stories) == 1
    outlets = {outlet["source"]: outlet for outlet in stories[0]["outlets"]}
    assert set(outlets) == {"demo-chinanews", "demo-herald"}
    assert outlets["demo-herald"]["title"] != outlets["demo-chinanews"]["title"]
    lead, other = sorted(outlets.values(), key=lambda outlet: not outlet["lead"])
    assert (lead["lead"], other["lead"]) == (True, False)
    assert other["url"] in item_of(served, lead["title"])["content_html"]


def test_an_article_under_several_addresses_is_kept_once(demo: Demo) -> None:
    with closing(sqlite3.connect(demo.home / "news.db")) as db:
        titles = [title for (title,) in db.execute("SELECT title FROM articles WHERE source = 'demo-seetao'")]
    assert len(titles) == len(set(titles))
    assert sum("Deepen connectivity" in title for title in titles) == 1


def test_the_changed_article_is_a_revision_of_the_same_story(demo: Demo, served: str) -> None:
    """Its correction stands in `changes`, under an entry of its own that points to the story; the story keeps its id in `all`."""
    with closing(sqlite3.connect(demo.home / "news.db")) as db:
        revised = {
            row[0]
            for row in db.execute(
                "SELECT DISTINCT story_id FROM articles WHERE id IN (SELECT article_id FROM revisions)"
            )
        }
    assert len(revised) == 1
    ids = [str(entry.findtext(ATOM + "id")) for entry in entries(served, "all")]
    assert sum(ident.endswith(f"story/{story}") for ident in ids for story in revised) == 1
    assert len(entries(served, "changes")) == 1
    shown = json.loads(silkwire("story", "show", str(revised.pop()), "--home", demo.home, "--json").stdout)
    assert shown["story"]["revision"] == 1
    assert shown["story"]["change"]
    assert any(what in ("gone", "come") for what, _ in shown["revisions"][0]["diff"])


def test_what_is_no_cooperation_is_kept_but_in_no_feed(demo: Demo, served: str) -> None:
    with closing(sqlite3.connect(demo.home / "news.db")) as db:
        others = [title for (title,) in db.execute("SELECT title FROM articles WHERE NOT is_cooperation")]
    assert others
    listed = {item["title"] for item in json.loads(get(served + "/feeds/all.json")[2])["items"]}
    assert not listed & set(others)
    done = silkwire("search", f'"{others[0]}"', "--everything", "--home", demo.home, "--json")
    assert json.loads(done.stdout)["hits"]


def test_rights_are_respected(served: str) -> None:
    """Seetao forbids reproduction: an excerpt, the outlet, the link and its notice, never the whole text."""
    item = item_of(served, "Deepen connectivity cooperation")
    assert "Reproduction without permission is not allowed" in item["content_html"]
    assert "inject" not in item["content_html"]  # the end of the third paragraph
    assert item["external_url" if "external_url" in item else "url"]
    assert "Seetao" in item["content_html"]


@pytest.mark.parametrize("code", ["LA", "JO", "IR", "GW", "CD"])
def test_countries_of_related_headlines_do_not_count(served: str, code: str) -> None:
    status, _, body = get(f"{served}/feeds/country/{code}.atom")
    assert status == 404 or b"Deepen connectivity" not in body


def test_the_feeds_by_what_is_understood_fill(demo: Demo) -> None:
    for folder in ("country", "pair", "sector", "kind", "language", "source"):
        assert list((demo.home / "feeds" / folder).glob("*.atom")), f"no feed by {folder}"


def test_every_entry_says_why_it_is_there(served: str) -> None:
    for item in json.loads(get(served + "/feeds/all.json")[2])["items"]:
        assert "why" in item["content_html"].lower(), item["title"]


def test_publishing_again_changes_nothing(demo: Demo) -> None:
    assert silkwire("publish", "--full", "--home", demo.home).returncode == 0  # for this address
    before = {path: path.read_bytes() for path in demo.home.glob("feeds/**/*.atom")}
    assert before
    done = silkwire("publish", "--full", "--home", demo.home, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["written"] == 0
    assert {path: path.read_bytes() for path in demo.home.glob("feeds/**/*.atom")} == before
