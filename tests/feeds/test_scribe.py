"""The scribe: the documents are the same whoever writes them, and nothing is lost or left whichever process is killed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from crawler.errors import PublishError
from feeds.model import Assembly
from feeds.scribe import Scribe
from feeds.shelf import FileShelf
from tests.feeds.publishing import files, run, world
from tests.feeds.reader import Quick, Stories
from tests.feeds.test_shelf import loose, twin


class Asked(Scribe):
    """One that writes what it is asked for, and counts it; its master writes the rest."""

    def __init__(self, folder: Path, held: int, pattern: Sequence[bool] = (True,)) -> None:
        super().__init__(folder, held)
        self.orders = 0
        self._pattern, self._asked = pattern, 0
        assert self._answer() == {}, "it says that it is ready"
        self._ready = True

    def _is_free(self) -> bool:
        free = self._pattern[self._asked % len(self._pattern)]
        self._asked += 1
        self.orders += free
        return free


@pytest.fixture
def held(tmp_path: Path) -> Iterator[int]:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def lefts(folder: Path) -> list[Path]:
    return list(folder.rglob(".new-*"))


@pytest.mark.parametrize("kind", [Stories, Quick])
@pytest.mark.parametrize("pattern", [(True,), (True, False), (False,)], ids=["scribe", "both", "master"])
def test_whoever_writes_the_documents_are_the_same(
    tmp_path: Path, held: int, kind: type[Stories], pattern: Sequence[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.publish.run.BATCH", 300_000)
    alone = run(kind(world()), tmp_path / "alone")
    scribe = Asked(tmp_path / "feeds", held, pattern)
    report = run(kind(world()), tmp_path / "feeds", scribe=scribe, sync=os.sync)
    assert report == alone
    assert bool(scribe.orders) == any(pattern)
    assert files(tmp_path / "feeds") == files(tmp_path / "alone")
    assert twin(tmp_path / "feeds" / "all.atom") == (tmp_path / "feeds" / "all.atom").read_bytes()
    assert lefts(tmp_path) == []


def test_what_stands_there_already_is_told_and_not_written_again(tmp_path: Path, held: int) -> None:
    first = run(Quick(world()), tmp_path / "feeds", scribe=Asked(tmp_path / "feeds", held), sync=os.sync)
    again = run(Quick(world()), tmp_path / "feeds", scribe=Asked(tmp_path / "feeds", held), sync=os.sync, full=True)
    assert (first.unchanged, again.written, again.names) == (0, 0, ())
    assert again.unchanged == first.written


def test_what_was_cut_out_of_a_document_crosses_too(tmp_path: Path, held: int) -> None:
    scribe = Asked(tmp_path, held)
    scribe.stage([loose()])  # half of it a view of other bytes
    scribe.commit(os.sync)
    assert scribe.changed() == {loose().name: True}
    scribe.discard()
    assert FileShelf(tmp_path).get(loose().name) == loose().body


def test_nothing_is_seen_before_it_is_committed_and_what_is_discarded_is_gone(tmp_path: Path, held: int) -> None:
    feeds = tmp_path / "feeds"
    scribe = Asked(feeds, held, (True, False))
    scribe.stage([loose("all.atom")])
    scribe.stage([loose("all.rss")])
    assert scribe.changed() == {"all.atom": True, "all.rss": True}
    assert FileShelf(feeds).names() == []
    scribe.commit(os.sync)
    scribe.stage([loose("all.json")])
    scribe.stage([loose("all.html")])
    scribe.discard()
    scribe.discard()
    assert FileShelf(feeds).names() == ["all.atom", "all.rss"]
    assert lefts(feeds) == []


def test_before_the_scribe_is_there_its_master_writes(tmp_path: Path, held: int) -> None:
    scribe = Scribe(tmp_path, held)
    scribe.stage([loose("all.atom")])
    scribe.commit(os.sync)
    assert scribe.changed() == {"all.atom": True}
    scribe.discard()
    assert FileShelf(tmp_path).names() == ["all.atom"]


def test_what_the_scribe_cannot_write_is_told_in_one_line(tmp_path: Path, held: int) -> None:
    feeds = tmp_path / "feeds"
    feeds.mkdir()
    (feeds / "country").write_text("a file where a folder must be")
    reader = Quick(world())
    with pytest.raises(
        PublishError, match=r"country/.* cannot be written .*: is the disk full, or the folder not ours"
    ):
        run(reader, feeds, scribe=Asked(feeds, held), sync=os.sync)
    assert "all" in reader.dirty()[1], "what is owed is not forgotten"
    assert lefts(feeds) == []


@pytest.mark.parametrize("at", ["stage", "commit", "changed"])
def test_a_scribe_that_is_killed_is_told_and_the_next_run_makes_it_good(tmp_path: Path, held: int, at: str) -> None:
    class Doomed(Asked):
        def _order(self, word: str, subject: object = None) -> None:
            if word == at:
                self._process.kill()
                self._process.wait()
            super()._order(word, subject)

    feeds, reader = tmp_path / "feeds", Quick(world())
    with pytest.raises(PublishError, match="the process that writes documents ended with -9"):
        run(reader, feeds, scribe=Doomed(feeds, held), sync=os.sync)
    assert "all" in reader.dirty()[1]
    FileShelf(feeds).tidy()
    run(reader, feeds)
    run(Quick(world()), tmp_path / "good")
    assert files(feeds) == files(tmp_path / "good")
    assert lefts(feeds) == []


MASTER = textwrap.dedent(
    """
    import fcntl, os, sys, time
    from pathlib import Path
    from feeds.model import Assembly
    from tests.feeds.test_scribe import Asked
    from tests.feeds.test_shelf import loose

    lock = open(sys.argv[2], "w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    scribe = Asked(Path(sys.argv[1]), lock.fileno())
    scribe.stage([loose("all.atom")])
    scribe.commit(os.sync)
    scribe.stage([loose("all.rss")])
    scribe.changed()
    print("ready", flush=True)
    scribe.stage([loose("all.json", os.urandom(9_000_000))])
    time.sleep(60)
    """
)


def test_when_its_master_is_killed_the_scribe_takes_away_what_is_not_shown_and_lets_the_lock_go_then(
    tmp_path: Path,
) -> None:
    feeds, lock = tmp_path / "feeds", tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", MASTER, str(feeds), str(lock)], stdout=subprocess.PIPE) as master:
        assert master.stdout
        assert master.stdout.readline() == b"ready\n"
        os.kill(master.pid, signal.SIGKILL)
    with lock.open("w") as again, contextlib.ExitStack() as waiting:
        fcntl.flock(again, fcntl.LOCK_EX)  # granted when the scribe has ended
        waiting.callback(fcntl.flock, again, fcntl.LOCK_UN)
        assert FileShelf(feeds).names() == ["all.atom"]
        assert lefts(feeds) == []


def test_a_service_that_is_stopped_with_all_its_processes_stops_the_scribe_by_its_master(
    tmp_path: Path, held: int
) -> None:
    scribe = Asked(tmp_path, held)
    os.kill(scribe._process.pid, signal.SIGTERM)
    scribe.stage([loose("all.atom")])
    scribe.commit(os.sync)
    assert scribe.changed() == {"all.atom": True}
    scribe.discard()
    assert scribe._process.returncode == 0


def test_an_assembly_is_the_document_it_is_joined_to() -> None:
    one = Assembly(
        name="all.atom", parts=(b"<feed>", memoryview(b"..</feed>")[2:]), media_type="x", updated=loose().updated
    )
    assert one.body == one.joined().body == b"<feed></feed>"
    assert (one.joined().name, one.joined().media_type, one.joined().updated) == (one.name, "x", one.updated)
