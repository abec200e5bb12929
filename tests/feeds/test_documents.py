"""Whole documents: valid, the same bytes for the same stories, and what readers make of them."""

from __future__ import annotations

import json
import locale
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from lxml import etree

from crawler.model import Alarm, Story
from feeds import build
from feeds.catalogue import find, standing
from feeds.model import Feed, Query
from tests.feeds import hostile
from tests.feeds.lint import ATOM, HISTORY, findings
from tests.feeds.stories import BEGIN, story

FEED = Feed(name="country/KE", title="Kenya <b>news</b> &amp; more", query=Query(countries=("KE",)), group="country")
BUILDERS = {"atom": build.atom, "rss": build.rss, "json": build.jsonfeed, "html": build.html}


def _parsed(extension: str, stories: list[Story], **more: Any) -> Any:
    body = BUILDERS[extension](FEED, stories, **more)
    if extension == "json":
        return json.loads(body)
    found = feedparser.parse(body)
    assert not found.bozo, found.bozo_exception
    return found


@pytest.mark.parametrize("extension", BUILDERS)
@pytest.mark.parametrize("seed", range(4))
def test_three_hundred_hostile_stories_make_a_valid_document(extension: str, seed: int) -> None:
    stories = hostile.stories(seed, 300)
    body = BUILDERS[extension](FEED, stories, hub="https://hub.example/", older="1-1")
    assert findings(f"x.{extension}", body) == []
    assert body == BUILDERS[extension](FEED, list(reversed(stories)), hub="https://hub.example/", older="1-1")


@pytest.mark.parametrize("extension", BUILDERS)
@pytest.mark.parametrize("name", ["all", "changes", "health", "country/CU", "pair/CN-CU", "kind/aid", "language/zh"])
def test_an_empty_feed_is_a_valid_document(extension: str, name: str) -> None:
    feed = find(name)
    assert feed
    assert findings(f"x.{extension}", BUILDERS[extension](feed, [])) == []


def test_the_linter_can_fail() -> None:
    good = build.atom(FEED, [story()])
    assert findings("x.atom", good) == []
    for bad in (
        good.replace(b"<id>tag:silkwire,2026:story/1</id>", b""),
        good.replace(b"T08:11:00.000001Z</updated>", b"</updated>"),
        good.replace(b"<author><name>Silkwire</name></author>", b""),
        good.replace(b"&lt;p&gt;", b"&lt;p onclick='x'&gt;&lt;script&gt;"),
        good.replace(b"https://herald.example/news/1", b"javascript:x"),
    ):
        assert bad != good
        assert findings("x.atom", bad)


@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_readers_see_what_we_mean(extension: str) -> None:
    found = _parsed(extension, [story(1), story(2, lead={"authors": ("Ada", "Bo")}), story(3)])
    assert found.feed.title == "Kenya news & more"
    assert [entry.id for entry in found.entries] == [f"tag:silkwire,2026:story/{n}" for n in (3, 2, 1)]
    entry = found.entries[1]
    assert entry.title == "Kenya and China agree on a new port"
    assert entry.link == "https://herald.example/news/2"
    assert entry.published_parsed[:5] == (2026, 5, 1, 8, 0)
    assert entry.updated_parsed[:5] == (2026, 5, 1, 8, 22)
    assert "signed an agreement on a port" in entry.content[0].value
    assert {tag.term for tag in entry.tags} >= ({"KE", "agreement"} if extension == "atom" else {"Kenya", "Agreements"})
    assert {tag.scheme for tag in entry.tags} == {f"tag:silkwire,2026:{what}" for what in ("country", "kind", "sector")}


def test_ids_do_not_depend_on_title_date_or_address() -> None:
    before = _parsed("json", [story(5)])["items"][0]
    changed = story(
        5, lead={"title": "Other", "url": "https://x.example/"}, updated=BEGIN + timedelta(days=3), revision=1
    )
    after = json.loads(build.jsonfeed(FEED, [changed], "https://elsewhere.example/silk"))["items"][0]
    assert before["id"] == after["id"] == "tag:silkwire,2026:story/5"
    assert before["date_modified"] < after["date_modified"]


def test_json_feed_carries_what_machines_want() -> None:
    feed = _parsed("json", [story()], hub="https://hub.example/")
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    item = feed["items"][0]
    assert item["tags"] == ["China", "Kenya", "Agreements", "Transport"]
    assert item["_silkwire"]["countries"] == ["CN", "KE"]
    assert item["_silkwire"]["story"] == "http://127.0.0.1:8000/stories/1"


def test_stories_of_one_instant_stand_in_a_fixed_order_with_updates_of_their_own() -> None:
    twins = [story(n, first_seen=BEGIN, updated=BEGIN) for n in (2, 1, 3)]
    found = _parsed("atom", twins)
    assert [entry.id[-1] for entry in found.entries] == ["3", "2", "1"]
    assert len({entry.updated for entry in found.entries}) == 3


def test_a_feed_changed_when_its_latest_entry_did() -> None:
    stories = [story(1, updated=BEGIN + timedelta(days=9), revision=1), story(2)]
    assert _parsed("atom", stories).feed.updated.startswith("2026-05-10T08:00:00")
    assert _parsed("rss", stories).feed.updated == "Sun, 10 May 2026 08:00:00 GMT"


def test_corrections_stand_in_the_order_of_their_correction() -> None:
    feed = find("changes")
    assert feed
    stories = [story(1, updated=BEGIN + timedelta(days=9), revision=1), story(2, revision=1)]
    assert [item["id"][-1] for item in json.loads(build.jsonfeed(feed, stories))["items"]] == ["1", "2"]


@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_hub_self_and_history_are_linked(extension: str) -> None:
    root = etree.fromstring(
        BUILDERS[extension](FEED, [story()], "https://x.example/s/", hub="https://hub.example/", older="9-1")
    )
    links = {(link.get("rel"), link.get("href")) for link in root.iter(f"{ATOM}link")}
    here = f"https://x.example/s/feeds/country/KE.{extension}"
    assert {("self", here), ("hub", "https://hub.example/")} <= links
    assert ("prev-archive", f"https://x.example/s/feeds/country/KE/archive/9-1.{extension}") in links
    assert root.find(f".//{HISTORY}archive") is None


@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_an_archive_document_says_so_and_names_the_newest(extension: str) -> None:
    body = BUILDERS[extension](FEED, [story()], "https://x.example", hub="https://hub.example/", key="9-1", older="5-1")
    assert findings(f"x.{extension}", body) == []
    root = etree.fromstring(body)
    links = {link.get("rel"): link.get("href") for link in root.iter(f"{ATOM}link")}
    assert links["self"] == f"https://x.example/feeds/country/KE/archive/9-1.{extension}"
    assert links["current"] == f"https://x.example/feeds/country/KE.{extension}"
    assert links["prev-archive"] == f"https://x.example/feeds/country/KE/archive/5-1.{extension}"
    assert "hub" not in links
    assert root.find(f".//{HISTORY}archive") is not None


@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_a_browser_finds_a_stylesheet_at_whatever_address_it_reads(extension: str) -> None:
    for key, folders in ((None, "../"), ("9-1", "../../../")):
        body = BUILDERS[extension](FEED, [story()], "https://x.example", key=key)
        assert f'<?xml-stylesheet type="text/css" href="{folders}feed.css"?>'.encode() in body
    assert b"feed > entry" in build.style("feed")


def test_building_leaves_the_locale_of_the_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def touched(*_: object) -> None:
        raise AssertionError("other threads format dates meanwhile")

    monkeypatch.setattr(locale, "setlocale", touched)
    build.rss(FEED, [story()])
    build.atom(FEED, [story()])


def test_the_page_is_the_one_link_of_an_atom_feed_that_readers_open() -> None:
    root = etree.fromstring(build.atom(FEED, [story()]))
    links = root.findall("{http://www.w3.org/2005/Atom}link[@rel='alternate']")
    assert [link.get("type") for link in links] == ["text/html"]


def test_ttl_follows_the_rhythm_of_the_feed() -> None:
    def ttl(minutes: int) -> str | None:
        stories = [story(n, first_seen=BEGIN + timedelta(minutes=minutes * n)) for n in range(9)]
        return etree.fromstring(build.rss(FEED, stories)).findtext(".//ttl")

    assert [ttl(1), ttl(60), ttl(60 * 24 * 7)] == ["5", "30", "720"]


def test_the_page_names_its_feeds_and_is_escaped() -> None:
    page = build.html(FEED, [story(lead={"title": "A <script>alert(1)</script> title"})]).decode()
    assert 'type="application/atom+xml" title="Kenya news &amp; more (Atom)"' in page
    assert "<script" not in page


def test_opml_lists_public_feeds_by_group() -> None:
    feeds = [
        *standing({"all": 3, "country/KE": 2, "source/herald": 1}, {"herald": "The Herald"}),
        Feed(name="mine", title="My <feed>", query=Query()),
        Feed(name="hidden", title="Hidden", query=Query(), private=True),
    ]
    body = build.opml(feeds, "https://x.example")
    assert findings("feeds.opml", body) == []
    assert b"hidden" not in body.lower()
    root = etree.fromstring(body)
    assert [one.get("text") for one in root.findall("body/outline")] == [
        "Silkwire",
        "Own feeds",
        "By country",
        "By source",
    ]
    assert root.find(".//outline[@xmlUrl='https://x.example/feeds/country/KE.atom']") is not None
    assert findings("feeds.opml", build.opml([])) == []


def test_alarms_open_and_close_as_entries_of_their_own() -> None:
    def alarm(number: int, **more: Any) -> Alarm:
        return Alarm(
            id=number,
            source="herald",
            kind="silent",
            since=BEGIN,
            message="No news for 9 days.",
            advice="Look.",
            **more,
        )

    alarms = [alarm(1, closed=BEGIN + timedelta(days=1)), alarm(2), alarm(3, muted=True)]
    feed = find("health")
    assert feed
    for one in build.documents(feed, build.health_pieces(alarms, "http://x.example"), build.Place()):
        assert findings(one.name, one.body) == []
        if one.name.endswith(".json"):
            items = json.loads(one.body)["items"]
            assert [item["id"].removeprefix("tag:silkwire,2026:alarm/") for item in items] == ["1/closed", "2", "1"]
            assert items[1]["title"] == "herald has fallen silent"
            assert items[0]["title"] == "herald has recovered"
