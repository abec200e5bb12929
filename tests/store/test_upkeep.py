from __future__ import annotations

import json
import os
import resource
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.errors import NotFound, StoreBroken, StoreError, StoreFull
from crawler.model import Alarm, Annotation, Reading, Source
from crawler.store import Store, doctor
from feeds.model import Query

Make = Callable[..., Reading]
Text = Callable[..., str]
HOUR = timedelta(hours=1)


@pytest.fixture
def filled(store: Store, reading: Make, text: Text, source: Callable[..., Source], now: datetime) -> Store:
    """Ten stories, the first of them told by three outlets and revised once; two joined, one deleted."""
    store.sync_sources([source("a", rights="full"), source("b")])
    for at in range(1, 11):
        store.keep(reading(f"T{at}", text(at), url=f"https://a.example/{at}"), now + at * HOUR)
    for name in "bc":
        store.keep(reading("T1", text(1), url=f"https://{name}.example/1", source=name), now + 20 * HOUR)
    store.keep(reading("T1 corrected", text(1), url="https://a.example/1"), now + 21 * HOUR)
    store.join_stories(8, 9, now)
    store.delete_story(10, now)
    store.judge(7, False, now)
    store.split_story(12, now + 22 * HOUR)
    return store


def picture(store: Store) -> list[object]:
    """All that readers can see."""
    stories = store.stories(Query(everything=True), limit=1000)
    return [
        [(story, store.articles_of(story.id), store.revisions(story.id)) for story in stories], store.facets(),
        [(hit.story.id, hit.snippet) for hit in store.search("T*", Query(everything=True))],
    ]  # fmt: skip


def test_backups_are_whole_and_few(filled: Store, tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "backups"
    made = [filled.backup(folder, now + at * HOUR, keep=3) for at in range(5)]
    assert sorted(folder.iterdir()) == made[2:]
    with Store(made[-1]) as copy:
        assert picture(copy) == picture(filled)


def test_a_clock_that_was_wrong_for_some_nights_does_not_cost_the_backups_made_after_it(
    filled: Store, tmp_path: Path, now: datetime
) -> None:
    folder = tmp_path / "backups"
    ahead = [filled.backup(folder, now + at * HOUR + timedelta(days=4000), keep=3) for at in range(3)]
    made = [filled.backup(folder, now + at * HOUR, keep=3) for at in range(2)]
    assert set(folder.iterdir()) == {ahead[-1], *made}, "what was made last stays, whatever its name says"
    behind = filled.backup(folder, now - timedelta(days=20000), keep=1)
    assert set(folder.iterdir()) == {behind}


def test_a_backup_that_is_put_in_place_gives_no_number_again_that_readers_know(
    filled: Store, reading: Make, text: Text, tmp_path: Path, now: datetime
) -> None:
    alarm = Alarm(source="a", kind="broken", since=now, message="m", advice="a")
    filled.close_alarm(filled.open_alarm(alarm).id or 0, now)
    made = filled.backup(tmp_path / "backups", now)

    def goes_on(store: Store, first: int) -> set[tuple[int, int | None]]:
        return {
            (
                store.keep(reading(f"N{at}", text(at), url=f"https://a.example/{at}"), now + 30 * HOUR).story_id,
                store.open_alarm(Alarm(source=f"s{at}", kind="thin", since=now, message="m", advice="a")).id,
            )
            for at in range(first, first + 5)
        }

    lost = goes_on(filled, 40)
    with Store(made) as restored:
        again = goes_on(restored, 60)
    assert not {story for story, _ in lost} & {story for story, _ in again}
    assert not {alarm for _, alarm in lost} & {alarm for _, alarm in again}


def test_backups_that_were_killed_are_taken_away_a_day_later(store: Store, tmp_path: Path, now: datetime) -> None:
    killed, going_on = tmp_path / "news-20260301T030000Z.part", tmp_path / "news-20260302T070000Z.part"
    journal = killed.with_name(killed.name + "-journal")
    for path, hours in ((killed, 29), (journal, 29), (going_on, 1)):
        path.write_bytes(b"SQLite")
        os.utime(path, times=((now - hours * HOUR).timestamp(),) * 2)
    made = store.backup(tmp_path, now)
    assert going_on.exists()
    assert not killed.exists()
    assert not journal.exists()
    assert made.exists()


def test_damage_is_told_of_the_file_that_has_it_and_where(path: Path, reading: Make, text: Text, now: datetime) -> None:
    with Store(path) as store:
        store.keep_many([reading(f"T{at}", text(at), url=f"https://a.example/{at}") for at in range(20)], now)
        root = store.db.raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)
    with Store(path) as store:
        found = store.doctor()[0]
        assert (found.level, "articles" in found.what) == ("error", True), found
        with pytest.raises(StoreBroken, match=r"/news\.db is damaged"):
            store.backup(path.parent / "backups", now)


def test_a_backup_that_cannot_be_written(store: Store, tmp_path: Path, now: datetime) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreFull, match="cannot be written"):
        store.backup(tmp_path / "file" / "backups", now)


def test_half_a_backup_does_not_keep_the_disk_full(filled: Store, tmp_path: Path, now: datetime) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with pytest.raises(StoreError, match="backups"):  # not the database itself, which is well
            filled.backup(tmp_path / "backups", now)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list((tmp_path / "backups").iterdir())
    assert filled.backup(tmp_path / "backups", now).exists()


def test_a_backup_that_does_not_verify_is_not_kept(
    tmp_path: Path, path: Path, reading: Make, text: Text, now: datetime
) -> None:
    from crawler.store.upkeep import verify

    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\0" + b"\xa5" * 9000)
    with pytest.raises(StoreBroken, match="does not verify"):
        verify(broken)
    assert not broken.exists()


def test_reindexing_changes_nothing_to_be_seen(filled: Store, reading: Make, text: Text, now: datetime) -> None:
    before = picture(filled)
    told: list[tuple[int, int]] = []
    assert filled.reindex(lambda done, of: told.append((done, of))) == filled.stats()["articles"]
    assert told[-1][0] == filled.stats()["articles"]
    assert picture(filled) == before
    assert filled.keep(reading("Copy", text(4), url="https://d.example/4", source="d"), now + 30 * HOUR).story_id == 4


def test_a_stale_index_is_noticed_and_rebuilt(filled: Store) -> None:
    with filled.db.write() as raw:
        raw.execute("UPDATE meta SET value = 'old' WHERE name = 'prints'")
    warned = [one for one in filled.doctor() if one.level == "warning" and "fingerprints" in one.what]
    assert warned[0].advice == "run `silkwire maintain reindex`"
    filled.reindex()
    assert not [one for one in filled.doctor() if "today's" in one.what]


@pytest.mark.parametrize(
    ("harm", "word"),
    [
        ("DELETE FROM stories WHERE id = 2", "articles without a story"),
        ("UPDATE stories SET lead_id = 999 WHERE id = 2", "stories without a lead"),
        ("DELETE FROM articles WHERE id = 2", "identities without an article"),
        ("DELETE FROM prints WHERE article_id = 2", "missing in the duplicate search"),
        ("UPDATE facet_names SET stories = 99 WHERE name = 'all'", "wrong count"),
        ("DELETE FROM fresh", "missing in the full text"),
    ],
)
def test_the_doctor_sees_harm(path: Path, reading: Make, text: Text, now: datetime, harm: str, word: str) -> None:
    with Store(path) as store:
        for at in range(4):
            store.keep(reading(f"T{at}", text(at), url=f"https://a.example/{at}"), now)
        assert {one.level for one in store.doctor()} <= {"ok", "warning"}
        with store.db.write() as raw:
            raw.execute(harm)
        (found, *_) = [one for one in store.doctor() if one.level == "error" and word in one.what]
        assert found.advice


def test_the_doctor_sees_a_full_disk_and_a_long_log(
    store: Store, reading: Make, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(reading(), now)
    monkeypatch.setattr(doctor, "LOW_DISK", 10**18)
    monkeypatch.setattr(doctor, "WAL_LARGE", 0)
    assert [one.advice.split(",")[0] for one in store.doctor() if one.level == "warning"] == [
        "make room: a full disk stops crawling", "end long readers",
    ]  # fmt: skip


def test_texts_go_and_stories_stay(filled: Store, reading: Make, text: Text, now: datetime) -> None:
    stories = [story.id for story in filled.stories(Query(everything=True))]
    assert filled.retain(1, now + timedelta(days=1, hours=6, minutes=30)) > 0
    assert [story.id for story in filled.stories(Query(everything=True))] == stories
    old, young = filled.story(2), filled.story(8)
    assert (old.lead.title, old.lead.text) == ("T2", "")
    assert young.lead.text == text(8)
    assert [hit.story.id for hit in filled.search("T2")] == [2]
    assert filled.keep(reading("T2", text(2), url="https://a.example/2"), now + 40 * HOUR).outcome == "seen"
    assert filled.keep(reading("T2", text(2), url="https://d.example/2", source="d"), now + 40 * HOUR).story_id == 2
    assert filled.retain(1, now + timedelta(days=1, hours=6, minutes=30)) == 0
    filled.delete_story(2, now)
    filled.reindex()


def test_annotating_again(filled: Store, understood: Callable[..., Annotation], now: datetime) -> None:
    todo = list(filled.readings_to_annotate("2"))
    assert len(todo) == filled.stats()["articles"]
    for article_id, _, _ in todo:
        filled.replace_annotation(article_id, understood("BR", "EG", version="2"), now)
    assert list(filled.readings_to_annotate("2")) == []
    assert filled.facets()["pair/BR-EG"] == filled.facets()["all"]
    assert "country/CN" not in filled.facets()
    assert "country/CN" in filled.dirty()[1]
    with pytest.raises(NotFound):
        filled.replace_annotation(999, understood(), now)


def test_out_and_in_again(filled: Store, tmp_path: Path, reading: Make, text: Text, now: datetime) -> None:
    file = tmp_path / "out.jsonl"
    assert filled.export(file) == filled.stats()["articles"]
    with Store(tmp_path / "other.db") as other:
        other.sync_sources([])
        assert other.import_(file) == filled.stats()["articles"]
        ours, theirs = (
            {one.id: one for one in store.stories(Query(everything=True), limit=99)} for store in (filled, other)
        )
        assert ours.keys() == theirs.keys()
        for number, story in ours.items():
            assert {outlet.url for outlet in story.outlets} == {outlet.url for outlet in theirs[number].outlets}
            assert (story.first_seen, story.updated, story.revision) == (
                theirs[number].first_seen, theirs[number].updated, theirs[number].revision,
            )  # fmt: skip
            assert filled.revisions(number) == other.revisions(number)
        assert other.story(9).id == 8
        assert other.keep(reading("T10", text(10), url="https://a.example/10"), now).outcome == "seen"
        assert other.import_(file) == 0
        assert [one for one in other.doctor() if one.level == "error"] == []
        again = tmp_path / "again.jsonl"
        other.export(again)
        assert len(again.read_text().splitlines()) == len(file.read_text().splitlines())


def test_import_beside_what_is_there(filled: Store, tmp_path: Path, reading: Make, text: Text, now: datetime) -> None:
    file = tmp_path / "out.jsonl"
    filled.export(file)
    with Store(tmp_path / "other.db") as other:
        own = other.keep(reading("Own", text(77), url="https://own.example/1", source="own"), now)
        known = other.keep(reading("T3", text(3), url="https://a.example/3"), now)
        assert other.import_(file) == filled.stats()["articles"] - 1
        assert other.story(own.story_id).lead.title == "Own"
        assert len(other.story(known.story_id).outlets) == 1
        assert other.stats()["stories"] == filled.stats()["stories"] + 1
        assert [one for one in other.doctor() if one.level == "error"] == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "not written by"), (["nonsense"], "line 1 is not JSON"), (["[]"], "line 1 was not written by"),
        ([{"silkwire": "export", "format": 9}], "newer one"),
        ([{"silkwire": "export", "format": 1}, {"record": "article"}], "line 2 was not written by"),
        ([{"silkwire": "export", "format": 1}, {"record": "poem", "story": 1}], "line 2 was not written by"),
        ([{"silkwire": "export", "format": 1}, "{"], "line 2 is not JSON"),
    ],
)  # fmt: skip
def test_a_foreign_file_is_not_imported(store: Store, tmp_path: Path, lines: list[object], said: str) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    with pytest.raises(StoreError, match=said):
        store.import_(file)
    with pytest.raises(StoreError, match="cannot be read"):
        store.import_(tmp_path / "none")
    assert store.stats()["articles"] == 0


def test_a_table_for_other_programs(filled: Store, tmp_path: Path) -> None:
    import csv

    file = tmp_path / "out.csv"
    assert filled.export(file, form="csv") == filled.stats()["articles"]
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines(keepends=True)))
    assert len(rows) == filled.stats()["articles"]
    assert rows[1]["title"] == "T2"
    assert rows[1]["text"].startswith(filled.story(2).lead.text[:30])
    with pytest.raises(StoreError, match="cannot be written"):
        filled.export(tmp_path / "no" / "out.csv", form="csv")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    for target in (pipe, tmp_path / "link", tmp_path):
        with pytest.raises(StoreError, match="no regular file"):
            filled.export(target, form="csv")
    assert pipe.is_fifo()
    (tmp_path / "link to a file").symlink_to(file)
    file.write_text("old")
    filled.export(tmp_path / "link to a file", form="csv")
    assert (tmp_path / "link to a file").is_symlink(), "/dev/stdout may be one"
    assert file.read_text(encoding="utf-8").startswith("id,story_id")
    assert not list(tmp_path.glob("*.part"))


def test_parquet_needs_its_extra(filled: Store, tmp_path: Path) -> None:
    try:
        import pyarrow.parquet as pq
    except ImportError:
        with pytest.raises(StoreError, match=r"silkwire\[parquet\]"):
            filled.export(tmp_path / "out.parquet", form="parquet")
        return
    filled.export(tmp_path / "out.parquet", form="parquet")
    assert pq.read_table(tmp_path / "out.parquet").num_rows == filled.stats()["articles"]
