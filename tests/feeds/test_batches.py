"""Publishing in batches: what is shown when, and what a kill, a failure or a full disk leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import PublishError
from feeds.catalogue import own
from feeds.model import Document
from feeds.shelf import FileShelf
from tests.feeds.publishing import Roomy, files, ids, run, world
from tests.feeds.reader import Quick, Stories
from tests.feeds.stories import BEGIN, story


def test_documents_are_shown_in_batches_that_the_disk_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feeds.publish.run.BATCH", 400_000)
    stands = []
    run(Stories(world()), tmp_path, sync=lambda: stands.append(len(files(tmp_path))))
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
    run(Stories(world()), Narrow(tmp_path), sync=lambda: shown.append(len(files(tmp_path))))
    assert shown == [len(files(tmp_path))]


def test_a_run_that_fails_shows_nothing_of_its_batch_and_leaves_nothing_behind(tmp_path: Path) -> None:
    class Full(Roomy):
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
        run(reader, Full(tmp_path))
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


class Dying(Roomy):
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
