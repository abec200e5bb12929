"""Databases of older schemas come forward, with a copy of before, or stay as they were."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from crawler.errors import StoreBroken, StoreError, StoreTooNew
from crawler.model import Annotation, Reading
from crawler.store import Store, migrations, schema
from crawler.store.connection import Connection
from feeds.model import Query

Make = Callable[..., Reading]
Text = Callable[..., str]


def test_an_older_schema_is_backed_up_and_brought_up_to_date(
    path: Path, reading: Make, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path) as store:
        store.keep(reading(), now)

    def step(raw: sqlite3.Connection) -> None:
        raw.execute("ALTER TABLE articles ADD COLUMN colour TEXT")

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(migrations, "MIGRATIONS", {schema.VERSION: step})
    with pytest.raises(StoreBroken, match="older schema"):
        Store(path, read_only=True)
    with Store(path) as store:
        assert store.migrated_from is not None
        assert "colour" in [column.name for column in store.db.table("articles").columns]
        assert len(store.stories(Query())) == 1
        backup = store.migrated_from
    monkeypatch.undo()
    with Store(backup) as old:
        assert len(old.stories(Query())) == 1


def test_a_file_that_another_version_brings_forward_is_not_written_by_the_old_rules(
    path: Path, reading: Make, text: Text, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path) as old, Store(path, read_only=True) as reader:
        old.keep(reading("First", text(1), url="https://a.example/1"), now)
        assert old.overtaken is None
        with monkeypatch.context() as patch:
            patch.setattr(schema, "VERSION", schema.VERSION + 1)
            patch.setattr(migrations, "MIGRATIONS", {schema.VERSION: lambda raw: None})
            with Store(path) as new:
                new.keep(reading("Second", text(2), url="https://a.example/2"), now)
        third = reading("Third", text(3), url="https://a.example/3")
        for work in (lambda: old.keep(third, now), old.dirty, lambda: old.release("a", "service")):
            with pytest.raises(
                StoreTooNew, match=f"schema {schema.VERSION + 1} by another version .* restart the service"
            ):
                work()
        assert isinstance(old.overtaken, StoreTooNew)
        assert [story.lead.title for story in reader.stories(Query())] == ["Second", "First"], "who only reads goes on"


def test_a_migration_that_fails_changes_nothing(
    path: Path, reading: Make, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path) as store:
        store.keep(reading(), now)

    def step(raw: sqlite3.Connection) -> None:
        raw.execute("DELETE FROM articles")
        raw.execute("ALTER TABLE absent ADD COLUMN colour TEXT")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        patch.setattr(migrations, "MIGRATIONS", {schema.VERSION: step})
        with pytest.raises(StoreError, match="no such table"):
            Store(path)
    with Store(path) as store:
        assert len(store.stories(Query())) == 1


def test_every_version_has_its_step() -> None:
    assert set(migrations.MIGRATIONS) == set(range(2, schema.VERSION + 1))


def test_two_processes_that_meet_a_new_file(path: Path) -> None:
    one, other = Connection(path), Connection(path)
    migrations.migrate(one)
    assert migrations.migrate(other) is None
    one.close()
    other.close()


def test_a_file_of_the_first_schema_comes_forward(path: Path, reading: Make, text: Text, now: datetime) -> None:
    with Store(path) as store:
        for at in range(3):
            store.keep(reading(f"T{at}", text(at), url=f"https://a.example/{at}"), now)
        with store.db.write() as raw:
            store.index.drain()
            raw.execute("DELETE FROM words_config WHERE k IN ('hashsize', 'automerge')")  # as the first schema had it
            raw.execute("PRAGMA user_version = 1")
    with Store(path) as store:
        assert store.migrated_from is not None
        known = dict(store.db.raw.execute("SELECT k, v FROM words_config"))
        assert (known["hashsize"], known["automerge"]) == (16777216, 8)
        assert [hit.story.id for hit in store.search("T1")] == [2]
        assert store.keep(reading("Copy", text(2), url="https://b.example/2", source="b"), now).story_id == 3
        assert [one for one in store.doctor() if one.level == "error"] == []
        assert version_of(store.migrated_from) == 1


def test_stories_of_many_countries_enter_the_pairs_of_others(
    path: Path, reading: Make, understood: Callable[..., Annotation], text: Text, now: datetime
) -> None:
    many = ("AO", "BJ", "CM", "DJ", "EG", "FJ", "GH", "HU")
    with Store(path) as store:
        for at, named in enumerate((many, ("GH", "HU"), ("GH", "CN"))):
            one = reading(f"T{at}", text(at), url=f"https://a.example/{at}", annotation=understood(*named))
            store.keep(one, now)
        today = _places(store)
        with store.db.write() as raw:  # as the second schema had it: a story stood in the pairs alone that it made
            pair = raw.execute("SELECT id FROM facet_names WHERE name = 'pair/GH-HU'").fetchone()[0]
            raw.execute("DELETE FROM facets WHERE facet_id = ? AND story_id = 1", (pair,))
            raw.execute("UPDATE facet_names SET stories = 1 WHERE id = ?", (pair,))
            raw.execute("UPDATE stories SET facets = trim(replace(facets || ' ', ?, ' ')) WHERE id = 1", (f" {pair} ",))
            raw.execute("PRAGMA user_version = 2")
        assert _places(store) != today
    with Store(path) as store:
        assert _places(store) == today
        assert store.facets()["pair/GH-HU"] == 2
        assert [one for one in store.doctor() if one.level == "error"] == []


def _places(store: Store) -> list[object]:
    raw = store.db.raw
    columns = [set(column.split()) for (column,) in raw.execute("SELECT facets FROM stories ORDER BY id")]
    return [*columns, *raw.execute("SELECT * FROM facets ORDER BY 1, 2, 3").fetchall()]


def version_of(path: Path) -> int:
    raw = sqlite3.connect(path)
    try:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])
    finally:
        raw.close()
