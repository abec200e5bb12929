"""What people decided moves with an export: who goes to another machine does none of it again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.errors import NotFound
from crawler.model import Alarm, Reading
from crawler.store import Store

Make = Callable[..., Reading]
Text = Callable[..., str]
HOUR = timedelta(hours=1)


@pytest.fixture
def decided(store: Store, reading: Make, text: Text, now: datetime) -> Store:
    """1 deleted, with two tellings; 2 told twice and split into 2 and 6; 3 and 4 joined; 5 judged; a source muted."""
    for at in range(1, 6):
        store.keep(reading(f"T{at}", text(at), url=f"https://a.example/{at}"), now)
    store.keep(reading("T1", text(1), url="https://b.example/1", source="b"), now)
    told = store.keep(reading("T2", text(2), url="https://b.example/2", source="b"), now)
    store.delete_story(1, now + HOUR)
    assert store.split_story(told.article_id, now + HOUR) == 6
    store.join_stories(3, 4, now + HOUR)
    store.judge(5, False, now + HOUR)
    store.mute("a", None, True)
    return store


@pytest.fixture
def moved(decided: Store, tmp_path: Path) -> Iterator[Store]:
    """The same on another machine."""
    decided.export(tmp_path / "out.jsonl")
    with Store(tmp_path / "other.db") as other:
        other.import_(tmp_path / "out.jsonl")
        yield other


def test_a_deleted_story_does_not_come_back_in_other_words_either(
    moved: Store, reading: Make, text: Text, now: datetime
) -> None:
    for one in (
        reading("T1", text(1), url="https://a.example/1"),
        reading("Another headline", text(1), url="https://c.example/1", source="c"),
        reading("Near copy", "Before it all began. " + text(1, 10), url="https://d.example/1", source="d"),
    ):
        assert moved.keep(one, now + 2 * HOUR).outcome == "seen"
    with pytest.raises(NotFound, match="deleted"):
        moved.story(1)
    moved.reindex()
    late = reading("Near copy", "Once more. " + text(1, 10), url="https://e.example/1", source="e")
    assert moved.keep(late, now + 2 * HOUR).outcome == "seen"
    assert [one for one in moved.doctor() if one.level == "error"] == []


def test_stories_stay_apart_joined_and_judged(moved: Store, reading: Make, text: Text, now: datetime) -> None:
    assert moved.story(4).id == 3
    assert dict(moved.judgements()) == {5: False}
    assert moved.open_alarm(Alarm(source="a", kind="thin", since=now, message="m", advice="a")).muted
    assert moved.keep(reading("T2", text(2), url="https://b.example/2", source="b"), now).story_id == 6
    moved.keep(reading("T2", text(2), url="https://c.example/2", source="c"), now)
    assert moved.story(2).id == 2
    assert moved.story(6).id == 6


def test_what_comes_in_twice_or_where_the_numbers_are_taken_is_the_same(
    decided: Store, tmp_path: Path, reading: Make, text: Text, now: datetime
) -> None:
    file = tmp_path / "out.jsonl"
    decided.export(file)
    with Store(tmp_path / "other.db") as other:
        own = [
            other.keep(reading(f"Own{at}", text(50 + at), url=f"https://o.example/{at}"), now).story_id
            for at in range(3)
        ]
        other.import_(file)
        stats = other.stats()
        other.import_(file)
        assert other.stats() | {"bytes": 0} == stats | {"bytes": 0}
        for number in own:
            assert other.story(number).lead.title.startswith("Own"), "a deleted story of that number is another"
        near = reading("Near copy", "Before it all began. " + text(1, 10), url="https://d.example/1", source="d")
        kept = other.keep(near, now + 2 * HOUR)
        assert kept.outcome == "seen"
        assert kept.story_id not in own
        new = [other.keep(reading(f"New{at}", text(70 + at), url=f"https://n.example/{at}"), now) for at in range(3)]
        assert {one.outcome for one in new} == {"new"}
        assert [one for one in other.doctor() if one.level == "error"] == []


def test_a_story_that_is_kept_here_is_not_deleted_by_a_file(
    decided: Store, tmp_path: Path, reading: Make, text: Text, now: datetime
) -> None:
    decided.export(tmp_path / "out.jsonl")
    with Store(tmp_path / "other.db") as other:
        kept = other.keep(reading("T1", text(1), url="https://a.example/1"), now)
        other.keep(reading("T1", text(1), url="https://b.example/1", source="b"), now)
        other.import_(tmp_path / "out.jsonl")
        assert other.story(kept.story_id).lead.title == "T1"
        again = other.keep(reading("T1 corrected", text(1), url="https://a.example/1"), now + 2 * HOUR)
        assert again.outcome == "revised"


def test_a_file_of_before_is_read_as_it_was(
    decided: Store, tmp_path: Path, reading: Make, text: Text, now: datetime
) -> None:
    file = tmp_path / "out.jsonl"
    decided.export(file)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    for line in lines:
        for name in ("graves", "prints"):
            line.pop(name, None)
        if line.get("record") == "article":
            del line["story"]["judged_at"]
    file.write_text("\n".join(json.dumps(line) for line in lines if line.get("record") != "mute"))
    with Store(tmp_path / "other.db") as other:
        assert other.import_(file) == 5
        assert dict(other.judgements()) == {5: False}
        assert other.keep(reading("T1", text(1), url="https://a.example/1"), now).outcome == "seen"
        decided.export(file)
        other.import_(file)
        near = reading("Near copy", "Before it all began. " + text(1, 10), url="https://d.example/1", source="d")
        assert other.keep(near, now + 2 * HOUR).outcome == "seen", "a newer file tells the rest"
