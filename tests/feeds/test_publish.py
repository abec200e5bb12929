"""Publishing: what is built, what is kept, and what a kill leaves behind."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.model import Alarm, Mention
from feeds.catalogue import own
from tests.feeds import hostile
from tests.feeds.lint import findings
from tests.feeds.publishing import BASE, files, ids, run, world
from tests.feeds.reader import Quick, Stories
from tests.feeds.stories import BEGIN, annotation, story


@pytest.mark.parametrize("kind", [Stories, Quick])
def test_everything_published_is_valid(tmp_path: Path, kind: type[Stories]) -> None:
    alarm = Alarm(id=1, source="herald", kind="broken", since=BEGIN, message="Nothing.", advice="Look.")
    mine = own({"mine": {"countries": ["KE"], "limit": 7}, "desk": {"token": "x"}})
    report = run(kind(hostile.stories(11, 120), alarms=[alarm]), tmp_path, own=mine, hub="https://hub.example/")
    found = files(tmp_path)
    assert [wrong for name, body in found.items() for wrong in findings(name, body)] == []
    assert report.written == len(found)
    assert {
        "all.atom",
        "country/KE.rss",
        "mine.html",
        "health.json",
        "changes.atom",
        "feeds.opml",
        "feed.css",
    } <= found.keys()


@pytest.mark.parametrize("kind", [Stories, Quick])
def test_the_same_stories_give_the_same_bytes(tmp_path: Path, kind: type[Stories]) -> None:
    run(kind(world()), tmp_path / "one")
    run(kind(list(reversed(world()))), tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    again = run(kind(world()), tmp_path / "one", full=True)
    assert (again.written, again.names) == (0, ())


@pytest.mark.parametrize("kind", [Stories, Quick])
def test_only_feeds_with_a_changed_story_are_built(tmp_path: Path, kind: type[Stories]) -> None:
    reader = kind(world())
    first = run(reader, tmp_path)
    assert first.feeds == 10
    asked = reader.asked
    nothing = run(reader, tmp_path)
    assert (nothing.written, nothing.names, reader.asked) == (0, (), asked)
    reader.keep(story(71, lead={"language": "en"}, annotation=annotation(countries=(Mention(code="KE", score=1.0),))))
    report = run(reader, tmp_path)
    assert set(report.names) == {
        "all",
        "country/KE",
        "kind/agreement",
        "sector/transport",
        "language/en",
        "source/herald",
    }
    assert ids(tmp_path, "all")[:2] == [71, 70]


def test_a_quick_reader_reads_only_what_changed_and_the_bytes_are_those_of_a_full_build(tmp_path: Path) -> None:
    reader = Quick(world())
    run(reader, tmp_path / "one")
    reader.read.clear()
    reader.keep(story(71, lead={"title": "New"}))
    reader.revise(60, BEGIN + timedelta(days=2), text="Other words now.")
    reader.keep(replace(reader.story(65), annotation=annotation(countries=(Mention(code="CN", score=1.0),))))
    run(reader, tmp_path / "one")
    assert set(reader.read) >= {60, 65, 71}
    assert len(reader.read) < 20
    run(Stories(reader._by_id.values()), tmp_path / "two")
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert {name for name in one if one[name] != two.get(name)} == set()
    assert one.keys() == two.keys()


def test_a_correction_keeps_the_id_and_stands_in_changes(tmp_path: Path) -> None:
    reader = Quick(world())
    run(reader, tmp_path)
    assert ids(tmp_path, "changes") == []
    reader.revise(42, BEGIN + timedelta(days=2), title="Port number 42, corrected")
    assert "changes" in run(reader, tmp_path).names
    assert ids(tmp_path, "changes") == [42]
    item = next(one for one in json.loads((tmp_path / "all.json").read_bytes())["items"] if one["id"].endswith("/42"))
    assert item["title"] == "Port number 42, corrected"
    assert "the sum is 300 million" in item["content_html"]


def test_another_address_or_name_builds_everything_anew(tmp_path: Path) -> None:
    reader = Quick(world())
    run(reader, tmp_path)
    assert run(reader, tmp_path, base_url="https://news.example/silk").written > 40
    assert b"127.0.0.1" not in b"".join(files(tmp_path).values())
    assert (
        run(reader, tmp_path, base_url="https://news.example/silk", source_titles={"herald": "The Herald"}).written > 0
    )
    assert (
        run(reader, tmp_path, base_url="https://news.example/silk", source_titles={"herald": "The Herald"}).written == 0
    )


def test_a_feed_whose_definition_changed_is_built_anew(tmp_path: Path) -> None:
    reader = Quick(world())
    run(reader, tmp_path, own=own({"mine": {"countries": ["KE"]}}))
    assert run(reader, tmp_path, own=own({"mine": {"countries": ["KE"], "limit": 3}})).names == ("mine",)
    assert len(ids(tmp_path, "mine")) == 3


def test_removed_own_feeds_go_and_private_ones_change_their_place(tmp_path: Path) -> None:
    reader = Quick(world())
    run(reader, tmp_path, own=own({"mine": {}, "other": {}}))
    report = run(reader, tmp_path, own=own({"mine": {"token": "x"}}), hub="https://hub.example/")
    names = files(tmp_path).keys()
    assert not [name for name in names if name.startswith(("mine", "other"))]
    assert "private/mine.atom" in names
    assert "mine" not in report.names
    public = {name: body for name, body in files(tmp_path).items() if not name.startswith("private/")}
    assert not [name for name, body in public.items() if b"mine" in body]
    assert b"hub.example" not in files(tmp_path)["private/mine.atom"]
    run(reader, tmp_path)
    assert not [name for name in files(tmp_path) if name.startswith("private/")]


@pytest.mark.parametrize("kind", [Stories, Quick])
def test_a_feed_that_lost_its_last_story_stays_as_an_empty_one(tmp_path: Path, kind: type[Stories]) -> None:
    reader = kind(world())
    run(reader, tmp_path)
    for n in range(3, 71, 3):
        reader.keep(replace(reader.story(n), annotation=annotation(countries=(Mention(code="KE", score=1.0),))))
    report = run(reader, tmp_path)
    assert "country/CU" in report.names
    assert ids(tmp_path, "country/CU") == []
    assert run(reader, tmp_path).written == 0


def test_a_missing_document_is_made_again(tmp_path: Path) -> None:
    reader = Quick(world())
    run(reader, tmp_path)
    before = files(tmp_path)
    (tmp_path / "country" / "KE.rss").unlink()
    assert run(reader, tmp_path).names == ("country/KE",)
    assert files(tmp_path) == before


@pytest.mark.parametrize("memory", [b"", b"{", b"[]", b'{"made_with": 1}', b'{"feeds": {"all": {}}}'])
def test_a_memory_that_cannot_be_read_costs_a_full_build_and_nothing_else(tmp_path: Path, memory: bytes) -> None:
    reader = Quick(world())
    run(reader, tmp_path)
    before = files(tmp_path)
    (tmp_path / "private" / "memory" / "made.dat").write_bytes(memory)
    assert run(reader, tmp_path).written == 0
    assert files(tmp_path) == before


def test_a_database_that_was_put_back_builds_everything_anew(tmp_path: Path) -> None:
    run(Quick(world()), tmp_path)
    other = [replace(one, lead=replace(one.lead, title="Other")) for one in world()[:50]]
    run(Quick(other), tmp_path)  # the same numbers and marks below those known: what stands there is of another world
    assert {item["title"] for item in json.loads((tmp_path / "all.json").read_bytes())["items"]} == {"Other"}


def test_long_feeds_link_to_their_history(tmp_path: Path) -> None:
    run(Quick(world()), tmp_path)
    feed = json.loads((tmp_path / "all.json").read_bytes())
    last = world()[70 - 50]
    assert feed["next_url"].startswith(f"{BASE}/feeds/all/archive/")
    assert feed["next_url"].endswith(f"-{last.id}.json")
    assert "next_url" not in json.loads((tmp_path / "country" / "CU.json").read_bytes())
