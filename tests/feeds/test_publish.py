"""Publishing: what is built, what is kept, and what a kill leaves behind."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import PublishError
from crawler.model import Alarm, Mention, Story
from feeds.catalogue import own
from feeds.model import Document, Shelf
from feeds.publish import PublishReport, publish
from feeds.shelf import FileShelf
from tests.feeds import hostile
from tests.feeds.lint import findings
from tests.feeds.reader import Quick, Stories
from tests.feeds.stories import BEGIN, annotation, story

BASE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests mean a disk with room, whatever the machine has."""
    monkeypatch.setattr(FileShelf, "room", lambda _: 1 << 40)


def run(reader: Stories, folder: Path | Shelf, **more: Any) -> PublishReport:
    shelf = FileShelf(folder) if isinstance(folder, Path) else folder
    return publish(reader, shelf, **({"base_url": BASE, "health": reader, "sync": lambda: None} | more))


def files(folder: Path) -> dict[str, bytes]:
    """All documents; not what publishing keeps for itself."""
    shelf = FileShelf(folder)
    return {name: shelf.get(name) or b"" for name in shelf.names() if not name.startswith("private/memory")}


def ids(folder: Path, name: str) -> list[int]:
    """The numbers of the stories in a JSON Feed."""
    items = json.loads((folder / f"{name}.json").read_bytes())["items"]
    return [int(item["id"].rpartition("/")[2]) for item in items]


def world(number: int = 70) -> list[Story]:
    """Stories of Kenya, every third of Cuba, every fourth in Chinese."""
    return [
        story(
            n,
            lead={"language": "zh" if n % 4 == 0 else "en", "title": f"Port number {n}"},
            annotation=annotation(countries=(Mention(code="CU" if n % 3 == 0 else "KE", score=1.0),)),
        )
        for n in range(1, number + 1)
    ]


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


@pytest.mark.parametrize("kind", [Stories, Quick])
def test_two_threads_write_what_one_writes(tmp_path: Path, kind: type[Stories]) -> None:
    one, two = (kind(hostile.stories(11, 120)) for _ in range(2))
    for _ in range(2):  # all of them; then what one more story changes
        assert run(two, tmp_path / "two", threads=2) == run(one, tmp_path / "one")
        assert files(tmp_path / "two") == files(tmp_path / "one")
        one.keep(story(500))
        two.keep(story(500))


@pytest.mark.parametrize("threads", [1, 2])
def test_documents_are_shown_in_batches_that_the_disk_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    monkeypatch.setattr("feeds.publish.run.BATCH", 400_000)
    stands = []
    run(Stories(world()), tmp_path, threads=threads, sync=lambda: stands.append(len(files(tmp_path))))
    assert stands[0] == 0, "nothing is shown that the disk may lose"
    assert len(stands) > 3
    assert stands == sorted(stands)
    assert stands[-1] == len(files(tmp_path)), "and the disk has the names before the store forgets what it owed"


def test_on_a_disk_that_is_nearly_full_each_document_makes_room_for_the_next(tmp_path: Path) -> None:
    class Narrow(FileShelf):
        def room(self) -> int:
            return 100_000

        def stage(self, documents: Iterable[Document]) -> Sequence[bool]:
            raise AssertionError(f"there is no room for {len(list(documents))} documents at once")

    shown = []
    run(Stories(world()), Narrow(tmp_path), threads=2, sync=lambda: shown.append(len(files(tmp_path))))
    assert shown == [len(files(tmp_path))]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_run_that_fails_shows_nothing_of_its_batch_and_leaves_nothing_behind(tmp_path: Path, threads: int) -> None:
    class Full(FileShelf):
        def stage(self, documents: Iterable[Document]) -> Sequence[bool]:
            return super().stage(map(self._take, documents))

        def _take(self, document: Document) -> Document:
            if document.name == "language/zh.rss":
                raise PublishError("no room")
            return document

    run(Stories(world(5)), tmp_path)
    before = files(tmp_path)
    reader = Stories(world())
    with pytest.raises(PublishError, match="no room"):
        run(reader, Full(tmp_path), threads=threads)
    assert files(tmp_path) == before
    assert FileShelf(tmp_path).tidy() == 0
    assert "all" in reader.dirty()[1]


@pytest.mark.parametrize("number", range(3))
def test_a_last_step_that_fails_leaves_nothing_behind(tmp_path: Path, number: int) -> None:
    calls = iter(range(3))

    def stopped() -> None:
        if next(calls) == number:
            raise KeyboardInterrupt

    reader = Stories(world(5))
    if number < 2:
        with pytest.raises(KeyboardInterrupt):
            run(reader, tmp_path, sync=stopped)
        assert "all" in reader.dirty()[1]
    else:
        run(reader, tmp_path, sync=stopped)
    assert FileShelf(tmp_path).tidy() == 0
    assert bool(files(tmp_path)) == (number > 0)


@pytest.mark.parametrize("kind", [Stories, Quick])
@pytest.mark.parametrize("change", ["address", "definition"])
def test_a_change_that_is_undone_after_a_run_that_failed_leaves_no_document_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Stories], change: str
) -> None:
    monkeypatch.setattr("feeds.publish.run.BATCH", 100_000)
    plain = {"base_url": "http://aaa.example", "own": own({"desk": {"countries": ["KE"]}})}
    other = plain | (
        {"base_url": "http://bbb.example"} if change == "address" else {"own": own({"desk": {"countries": ["CU"]}})}
    )
    calls = iter(range(2))

    def killed() -> None:
        if next(calls):  # once something of it is shown
            raise Killed

    reader = kind(world())
    run(reader, tmp_path, **plain)
    good = files(tmp_path)
    with pytest.raises(Killed):
        run(reader, tmp_path, sync=killed, **other)
    assert files(tmp_path) != good
    run(reader, tmp_path, **plain)
    assert files(tmp_path) == good


class Killed(BaseException):
    """As good as `kill -9`: nothing of ours runs after it."""


class Dying(FileShelf):
    """A shelf whose writer dies at the n-th document."""

    def __init__(self, folder: Path, lives: int) -> None:
        super().__init__(folder)
        self.lives = lives

    def stage(self, documents: Iterable[Document]) -> Sequence[bool]:
        return super().stage(map(self._spend, documents))

    def _spend(self, document: Document) -> Document:
        self.lives -= 1
        if self.lives < 0:
            raise Killed
        return document

    def discard(self) -> None:
        """Nobody tidies up."""


@pytest.mark.parametrize("kind", [Stories, Quick])
def test_killed_after_any_document_the_next_run_makes_it_good(tmp_path: Path, kind: type[Stories]) -> None:
    def changed() -> Stories:
        reader = kind(world(55))
        run(reader, tmp_path / "killed")
        reader.keep(story(56, lead={"title": "New"}))
        reader.revise(50, BEGIN + timedelta(days=2), title="Corrected")
        return reader

    wanted = changed()
    run(Stories(wanted._by_id.values()), tmp_path / "good")
    good = files(tmp_path / "good")
    for lives in range(0, 29, 4):
        reader = changed()
        dirty = reader.dirty()
        with pytest.raises(Killed):
            run(reader, Dying(tmp_path / "killed", lives))
        assert reader.dirty() == dirty, "what is owed is not forgotten"
        run(reader, tmp_path / "killed")
        assert files(tmp_path / "killed") == good
        assert not reader.dirty()[1]


def test_what_changes_while_documents_are_written_is_not_forgotten(tmp_path: Path) -> None:
    reader = Quick(world())

    def meanwhile(done: int, _: int) -> None:
        if done == 3:
            reader.keep(story(99, lead={"title": "In between"}))

    run(reader, tmp_path, progress=meanwhile)
    assert "all" in reader.dirty()[1]
    run(reader, tmp_path)
    assert ids(tmp_path, "all")[0] == 99
    assert ids(tmp_path, "country/KE")[0] == 99


def test_a_shelf_that_cannot_be_written_forgets_nothing(tmp_path: Path) -> None:
    reader = Quick(world())
    (tmp_path / "country").write_text("in the way")
    with pytest.raises(PublishError, match="cannot be"):
        run(reader, tmp_path)
    assert "all" in reader.dirty()[1]


def test_long_feeds_link_to_their_history(tmp_path: Path) -> None:
    run(Quick(world()), tmp_path)
    feed = json.loads((tmp_path / "all.json").read_bytes())
    last = world()[70 - 50]
    assert feed["next_url"].startswith(f"{BASE}/feeds/all/archive/")
    assert feed["next_url"].endswith(f"-{last.id}.json")
    assert "next_url" not in json.loads((tmp_path / "country" / "CU.json").read_bytes())
