"""The shelf: whole documents or none, whoever is killed, whoever looks."""

from __future__ import annotations

import errno
import gzip
import itertools
import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.errors import PublishError
from feeds.model import Document
from feeds.shelf import FileShelf
from tests.feeds.stories import BEGIN


def document(name: str = "country/KE.atom", body: bytes = b"<feed/>" * 100) -> Document:
    return Document(name=name, body=body, media_type="application/atom+xml", updated=BEGIN)


def twin(path: Path) -> bytes:
    """What the compressed twin beside a document holds."""
    return gzip.decompress(path.with_name(path.name + ".gz").read_bytes())


def test_a_document_stands_with_its_twin(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path / "feeds")
    assert shelf.names() == []
    assert shelf.put(document())
    path = tmp_path / "feeds" / "country" / "KE.atom"
    assert shelf.get("country/KE.atom") == path.read_bytes() == document().body
    assert twin(path) == document().body
    assert shelf.names() == ["country/KE.atom"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path)
    shelf.put(document())
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*")}
    assert not shelf.put(document())
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*")} == before
    assert shelf.put(document(body=b"other"))
    assert twin(tmp_path / "country" / "KE.atom") == b"other"


def test_a_twin_that_a_kill_took_comes_back(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path)
    shelf.put(document())
    (tmp_path / "country" / "KE.atom.gz").unlink()
    assert not shelf.put(document())
    assert twin(tmp_path / "country" / "KE.atom") == document().body


@pytest.mark.parametrize("name", ["all.html", "pair/CN-KE.atom"])
def test_what_few_ask_for_stands_alone_and_never_beside_a_twin_of_another_version(tmp_path: Path, name: str) -> None:
    shelf = FileShelf(tmp_path)
    shelf.put(document(name))
    assert [path.name for path in tmp_path.rglob("*.*")] == [Path(name).name]
    old = tmp_path / f"{name}.gz"  # as an earlier version may have left it
    old.write_bytes(gzip.compress(document(name).body))
    assert shelf.put(document(name, b"other"))
    assert not old.exists()


def test_a_document_goes_with_its_twins(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path)
    shelf.put(document())
    shelf.drop("country/KE.atom")
    shelf.drop("country/KE.atom")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert shelf.get("country/KE.atom") is None


@pytest.mark.parametrize(
    "name",
    [
        "", "all", "../all.atom", "a/../../b.atom", "/etc/x.atom", "a//b.atom", ".hidden.atom", "a/.b.atom", "a\\b.atom", "a\0.atom",
        "a b.atom", "x" * 300 + ".atom", "all.atom.gz", "all.atom\n", "a/b/c/d/e/f.atom", "-x.atom", "ä.atom",
    ],
)  # fmt: skip
def test_names_that_could_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    shelf = FileShelf(tmp_path)
    for act in (lambda: shelf.put(document(name)), lambda: shelf.get(name), lambda: shelf.drop(name)):
        with pytest.raises(PublishError, match="is no name of a document"):
            act()
    assert list(tmp_path.rglob("*")) == []


def test_private_documents_are_for_our_own_user_alone(tmp_path: Path) -> None:
    FileShelf(tmp_path).put(document("private/desk.atom"))
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o700


def test_a_disk_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "country").write_text("a file where a folder must be")
    with pytest.raises(PublishError, match="cannot be written"):
        FileShelf(tmp_path).put(document())


def test_half_written_files_are_no_documents_and_are_tidied_up(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path)
    shelf.put(document())
    (tmp_path / ".new-77-0").mkdir(0o700)
    lefts = (tmp_path / ".new-77-0" / "0", tmp_path / "country" / ".new-77-CN.atom")  # the second of an earlier version
    for left in lefts:
        left.write_bytes(b"<fe")
    assert shelf.names() == ["country/KE.atom"]
    assert shelf.tidy() == 2
    assert [path.name for path in tmp_path.rglob(".*")] == []
    assert shelf.tidy() == 0
    assert shelf.get("country/KE.atom")


def test_what_is_staged_is_seen_when_it_is_committed_and_not_before(tmp_path: Path) -> None:
    shelf, synced = FileShelf(tmp_path), []
    shelf.put(document(body=b"old"))
    assert shelf.stage([document(body=b"new"), document("all.html", b"page")]) == [True, True]
    assert shelf.stage([document(body=b"old")]) == [False]

    def sync() -> None:
        synced.append((shelf.get("country/KE.atom"), shelf.get("all.html"), twin(tmp_path / "country" / "KE.atom")))
        shelf.stage([document("all.atom", b"late")])  # by another thread, after the disk was asked

    shelf.commit(sync)
    assert synced == [(b"old", None, b"old")], "the disk has the bytes before a name leads to them"
    assert shelf.names() == ["all.html", "country/KE.atom"]
    assert shelf.get("country/KE.atom") == twin(tmp_path / "country" / "KE.atom") == b"new"
    shelf.commit(lambda: None)
    assert shelf.get("all.atom") == b"late"
    assert shelf.tidy() == 0


def test_a_document_is_as_old_as_its_place_on_the_shelf(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path)
    shelf.stage([document()])
    waiting = list(tmp_path.glob(".new-*/*"))
    assert len(waiting) == 2
    for staged in waiting:
        os.utime(staged, (1_000, 1_000))  # it waited long for the disk
    shelf.commit(lambda: None)
    path = tmp_path / "country" / "KE.atom"
    assert min(path.stat().st_mtime, path.with_name("KE.atom.gz").stat().st_mtime) > 2_000


def test_what_waits_is_for_our_own_user_alone_and_its_folder_goes_with_it(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path)
    shelf.stage([document("private/desk.atom")])
    (folder,) = tmp_path.glob(".new-*")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    shelf.stage([document()])
    assert list(tmp_path.glob(".new-*")) == [folder]
    shelf.commit(lambda: None)
    shelf.put(document("all.atom"))
    assert shelf.names() == ["all.atom", "country/KE.atom", "private/desk.atom"]
    assert list(tmp_path.rglob(".*")) == []


def test_what_a_killed_writer_of_the_same_number_left_stands_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a container every writer may be process 1."""
    monkeypatch.setattr("feeds.staging._numbers", itertools.count(5))
    left = tmp_path / f".new-{os.getpid()}-5"
    left.mkdir()
    (left / "31").write_bytes(b"<fe")
    shelf = FileShelf(tmp_path)
    assert shelf.put(document())
    assert shelf.get("country/KE.atom") == document().body
    assert (left / "31").read_bytes() == b"<fe"
    (left / "of somebody else").mkdir()  # a folder in it is none of ours, and no reason not to publish
    assert shelf.tidy() == 1
    assert [path.name for path in left.iterdir()] == ["of somebody else"]


def test_what_waits_is_spread_over_the_disk_where_the_file_system_knows_such_a_wish(tmp_path: Path) -> None:
    """Else ext4 without a journal looks through all that the last batch replaced before it makes a file."""
    shelf = FileShelf(tmp_path)
    shelf.stage(document(f"country/{number}.html", b"%d" % number) for number in range(70))
    assert sorted(len(list(folder.iterdir())) for folder in tmp_path.glob(".new-*")) == [6, 32, 32]
    shelf.commit(lambda: None)
    assert len(shelf.names()) == 70
    assert list(tmp_path.glob(".new-*")) == []
    lsattr = shutil.which("lsattr")
    shown = lsattr and subprocess.run([lsattr, "-d", str(tmp_path)], capture_output=True, text=True, check=False)
    if not shown or shown.returncode:
        pytest.skip("no ext4 here, or nothing that shows its flags")
    assert "T" in shown.stdout.split()[0]
    assert "T" not in subprocess.check_output([lsattr, "-d", str(tmp_path / "country")], text=True).split()[0]


def test_what_is_staged_can_be_discarded(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path)
    shelf.put(document(body=b"old"))
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*")}
    shelf.stage([document(body=b"new")])
    shelf.stage([document("country/CN.atom")])
    shelf.discard()
    shelf.commit(lambda: None)
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*")} == before


def test_of_documents_that_belong_together_all_are_staged_or_none(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path)

    def some() -> Iterator[Document]:
        yield document()
        shelf.commit(lambda: None)  # of another thread: it takes what is whole
        raise PublishError("no room for the second")

    with pytest.raises(PublishError, match="no room"):
        shelf.stage(some())
    shelf.commit(lambda: None)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("left", [None, b""], ids=["a kill took it", "a power cut left its name"])
def test_a_twin_that_is_missing_comes_back_when_the_disk_has_it(tmp_path: Path, left: bytes | None) -> None:
    shelf, synced = FileShelf(tmp_path), []
    shelf.put(document())
    compressed = tmp_path / "country" / "KE.atom.gz"
    compressed.unlink()
    if left is not None:
        compressed.write_bytes(left)
    assert shelf.stage([document()]) == [False]
    shelf.commit(lambda: synced.append(compressed.exists() and compressed.stat().st_size))
    assert synced == [0]
    assert twin(compressed.with_name("KE.atom")) == document().body


def test_a_disk_that_becomes_read_only_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = FileShelf(tmp_path)
    shelf.stage([document(), document("all.atom")])

    def refused(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patched:
        for name in ("rename", "unlink", "utime"):
            patched.setattr(f"feeds.shelf.os.{name}", refused)
        with pytest.raises(PublishError, match="cannot be written"):
            shelf.commit(lambda: None)
        shelf.discard()
    assert shelf.names() == []
    assert shelf.tidy() == 4


def test_a_part_of_the_shelf_on_another_disk_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr("feeds.shelf.os.rename", elsewhere)
    with pytest.raises(PublishError, match=r"KE.atom cannot be written .* must be one file system"):
        FileShelf(tmp_path).put(document())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_disk_that_is_full_while_documents_are_staged_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, left, write = FileShelf(tmp_path), iter([1]), os.write

    def full(handle: int, body: bytes) -> int:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, body)

    monkeypatch.setattr("feeds.shelf.os.write", full)
    with pytest.raises(PublishError, match="is the disk full"):  # for its twin there is no room any more
        shelf.stage([document()])
    shelf.commit(lambda: None)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


WRITER = textwrap.dedent(
    """
    import itertools, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from feeds.model import Document
    from feeds.shelf import FileShelf

    shelf = FileShelf(Path(sys.argv[1]))
    print("ready", flush=True)
    for n in itertools.count(int(sys.argv[2])):
        body = b"%d:" % n + b"x" * (n % 7) * 9000 + b":end"
        shelf.put(Document(name="all.atom", body=body, media_type="x", updated=datetime.now(UTC)))
    """
)


def test_a_reader_never_sees_a_torn_or_missing_document_while_writers_are_killed(tmp_path: Path) -> None:
    path = tmp_path / "all.atom"
    FileShelf(tmp_path).put(document("all.atom", b"0:" + b":end"))
    seen = set()
    for run in range(1, 6):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(run * 1_000_000)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout
            assert writer.stdout.readline() == b"ready\n"
            for _ in range(200):
                body = path.read_bytes()
                assert body.endswith(b":end")
                seen.add(body)
            os.kill(writer.pid, signal.SIGKILL)
        body = path.read_bytes()
        assert not path.with_name(path.name + ".gz").exists() or twin(path) == body
