"""The file: what is wrong with it is said in a line, and nothing kept is lost."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.errors import StoreBroken, StoreBusy, StoreError, StoreFull, StoreTooNew
from crawler.model import Reading
from crawler.store import Store, connection, schema
from feeds.model import Query

Make = Callable[..., Reading]


def test_a_foreign_file(path: Path) -> None:
    path.write_text("this is a letter, and no database at all, though it is long enough to be taken for one" * 20)
    with pytest.raises(StoreBroken, match="no database: move it away, or restore a backup"):
        Store(path)


def test_a_database_of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE bookmarks (url)")
    raw.close()
    with pytest.raises(StoreBroken, match="of another program"):
        Store(path)


def test_a_newer_schema(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    raw.close()
    with pytest.raises(StoreTooNew, match="upgrade Silkwire"):
        Store(path)


@pytest.mark.parametrize("kind", ["missing", "empty", "directory"])
def test_nothing_to_read(path: Path, kind: str) -> None:
    if kind == "empty":
        path.touch()
    if kind == "directory":
        path.mkdir()
    with pytest.raises(StoreBroken):
        Store(path, read_only=True)


@pytest.mark.parametrize("instead", ["nothing", "a copy"])
def test_a_file_that_is_moved_while_it_is_open_takes_nothing_more(
    path: Path, reading: Make, text: Callable[..., str], now: datetime, instead: str
) -> None:
    with Store(path) as store:
        store.keep(reading("First", text(1), url="https://a.example/1"), now)
        elsewhere = path.with_name("elsewhere.db")
        path.rename(elsewhere)
        if instead == "a copy":
            shutil.copy(elsewhere, path)
        second = reading("Second", text(2), url="https://a.example/2")
        for work in (lambda: store.keep(second, now), store.again):
            with pytest.raises(StoreBroken, match="moved, deleted or replaced while it was in use: put it back"):
                work()
        elsewhere.replace(path)
        assert store.keep(second, now).outcome == "new"
        with store.again() as beside:
            assert beside.stats()["stories"] == 2


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreFull, match="directory exists"):
        Store(tmp_path / "nowhere" / "news.db")


def test_reading_only(path: Path, reading: Make, now: datetime) -> None:
    with Store(path) as store:
        store.keep(reading(), now)
        with Store(path, read_only=True) as reader:
            assert reader.stories(Query())[0].lead.title == "A bridge opens"
            assert len(reader.search("bridge")) == 1
            with pytest.raises(StoreFull, match="reading only"):
                reader.keep(reading(), now)
            assert reader.boilerplate("a") == frozenset()
            store.keep(reading("Corrected headline"), now)
            assert reader.stories(Query())[0].lead.title == "Corrected headline"


def test_a_damaged_page_is_found(path: Path, reading: Make, text: Callable[..., str], now: datetime) -> None:
    with Store(path) as store:
        store.keep_many([reading(f"T{at}", text(at), url=f"https://a.example/{at}") for at in range(60)], now)
    size = path.stat().st_size
    with path.open("r+b") as file:
        for at in range(8 * 4096, size - 4096, 3 * 4096):
            file.seek(at)
            file.write(b"\xa5" * 4096)
    assert "damaged" in what_is_said(path)


def what_is_said(path: Path) -> str:
    """By the doctor, or already by opening."""
    try:
        with Store(path) as store:
            return store.doctor()[0].what
    except StoreBroken as error:
        return str(error)


def test_a_full_disk_loses_nothing_and_heals(
    store: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    first = store.keep(reading(), now)
    pages = store.db.raw.execute("PRAGMA page_count").fetchone()[0]
    store.db.raw.execute(f"PRAGMA max_page_count = {pages}")
    many = [reading(f"T{at}", text(at, 60), url=f"https://a.example/x{at}") for at in range(100)]
    with pytest.raises(StoreFull, match="the disk is full: make room"):
        store.keep_many(many, now)
    assert store.story(first.story_id).lead.title == "A bridge opens"
    store.db.raw.execute("PRAGMA max_page_count = 1000000")
    kept = store.keep(reading("After", text(500), url="https://a.example/after"), now)
    assert kept.outcome == "new"
    assert store.keep(reading(), now).outcome == "seen"


def test_a_long_writer_is_named(path: Path, reading: Make, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="held by another process"):
            store.keep(reading(), now)
        assert store.stories(Query()) == ()
        other.execute("COMMIT")
        other.close()
        assert store.keep(reading(), now).outcome == "new"


def test_a_closed_store_says_so(path: Path, reading: Make, now: datetime) -> None:
    store = Store(path)
    store.close()
    with pytest.raises(StoreError, match="closed already"):
        store.keep(reading(), now)


def test_what_raises_inside_undoes_all(store: Store, reading: Make, text: Callable[..., str], now: datetime) -> None:
    some = [reading(f"T{at}", text(at), url=f"https://a.example/{at}") for at in range(3)]
    with pytest.raises(AttributeError):
        store.keep_many([*some, None], now)  # type: ignore[list-item]  # a broken caller
    assert store.stats()["articles"] == 0
    assert [one.outcome for one in store.keep_many(some, now)] == ["new"] * 3
    copy = reading("Copy", text(1), source="b", url="https://b.example/1")
    assert store.keep(copy, now).outcome == "copy", "what is held in memory was undone too"


def test_threads_share_a_store(store: Store, reading: Make, text: Callable[..., str], now: datetime) -> None:
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for at in range(15):
                store.keep(reading(f"T{at}", text(at), url=f"https://a.example/{at}", source=f"s{number}"), now)
                store.stories(Query(), limit=3)
        except BaseException as error:  # noqa: BLE001 (whatever it is, the test fails with it)
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.stats()["articles"] == 15


WRITER = """
import importlib.util, sys
from datetime import timedelta
spec = importlib.util.spec_from_file_location("made", sys.argv[2])
made = importlib.util.module_from_spec(spec); spec.loader.exec_module(made)
from crawler.store import Store
with Store(sys.argv[1]) as store:
    for at in range(int(sys.argv[3]), int(sys.argv[4])):
        title, source = f"T{at % 40}", sys.argv[5] if at % 2 else "both"
        one = made.reading_of(title, made.prose(at % 40, 6), url=f"https://{source}.example/{at % 40}", source=source)
        kept = store.keep(one, made.NOW + timedelta(minutes=at))
        print(kept.outcome, kept.story_id, flush=True)
"""


def writer(path: Path, start: int, end: int, name: str) -> subprocess.Popen[str]:
    made = Path(__file__).with_name("conftest.py")
    command = [sys.executable, "-c", WRITER, str(path), str(made), str(start), str(end), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_write_at_once(path: Path) -> None:
    Store(path).close()
    both = [writer(path, 0, 160, name) for name in ("left", "right")]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    with Store(path) as store:
        assert [one for one in store.doctor() if one.level == "error"] == []
        assert store.stats()["articles"] == 60, "20 pages of left, 20 of right, 20 that both have"
        assert store.stats()["stories"] == 40
        for story in store.stories(Query(), limit=100):
            assert len({outlet.source for outlet in story.outlets}) == len(story.outlets)


def test_a_killed_process_loses_nothing_it_answered(path: Path) -> None:
    calm = path.with_name("calm.db")
    process = writer(calm, 0, 80, "left")
    said, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    answers: list[str] = []
    for cut in (7, 20, 21, 33, 60):
        process = writer(path, len(answers), 80, "left")
        assert process.stdout is not None
        while len(answers) < cut:
            answers.append(process.stdout.readline().strip())
        process.kill()
        process.communicate()
        with Store(path) as store:
            assert store.stats()["articles"] >= len({answer for answer in answers if answer.startswith("new")})
    process = writer(path, len(answers), 80, "left")
    process.communicate(timeout=120)
    with Store(path) as one, Store(calm) as other:
        for store in (one, other):
            assert [each for each in store.doctor() if each.level == "error"] == []
        groups = [
            {frozenset(outlet.url for outlet in story.outlets) for story in store.stories(Query(), limit=200)}
            for store in (one, other)
        ]
        assert groups[0] == groups[1]
    assert said.count("new") == 40


def test_the_log_does_not_grow_for_ever(store: Store, reading: Make, text: Callable[..., str], now: datetime) -> None:
    for at in range(40):
        store.keep(reading(f"T{at}", text(at), url=f"https://a.example/{at}"), now + timedelta(minutes=at))
    log = store.path.with_name(store.path.name + "-wal")
    assert log.stat().st_size > 0
    store.checkpoint()
    assert log.stat().st_size == 0


def test_people_can_open_the_file(store: Store, reading: Make, now: datetime) -> None:
    store.keep(reading(), now)
    raw = sqlite3.connect(store.path)
    raw.row_factory = sqlite3.Row
    row = raw.execute("SELECT * FROM stories_flat").fetchone()
    assert (row["title"], row["tellings"], row["is_news"]) == ("A bridge opens", 1, 1)
    assert set(row["feeds"].split()) >= {"all", "country/CN", "pair/CN-CU", "source/a"}
    assert raw.execute("SELECT outlet, leads, url FROM articles_flat").fetchone()[:] == ("a", 1, "https://a.example/1")
    described = {name for (name,) in raw.execute("SELECT name FROM descriptions")}
    made = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    raw.close()
    own = {name for name in made if not re.match(r"sqlite_|words_", name)} - {"meta", "descriptions"}
    assert own <= described
    assert {name.split(".")[0] for name in described} <= made


def test_it_opens_without_scrapy_and_twisted(path: Path) -> None:
    code = "import sys, crawler.store; print([name for name in ('scrapy', 'twisted', 'trafilatura', 'rensa') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONWARNINGS": "error"},
    )
    assert done.stdout.strip() == "[]"
