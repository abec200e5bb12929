"""Decisions by hand stand above everything that is found out later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from crawler.errors import NotFound, StoreError
from crawler.model import Annotation, Reading
from crawler.store import Store
from feeds.model import Query

Make = Callable[..., Reading]
HOUR = timedelta(hours=1)


def two_tellings(store: Store, reading: Make, now: datetime) -> tuple[int, int, int]:
    first = store.keep(reading(), now)
    second = store.keep(reading("Copy", source="b", url="https://b.example/1"), now + HOUR)
    assert first.story_id == second.story_id
    return first.story_id, first.article_id, second.article_id


def test_a_wrong_merge_is_undone_for_ever(store: Store, reading: Make, text: Callable[..., str], now: datetime) -> None:
    story, _, wrong = two_tellings(store, reading, now)
    new = store.split_story(wrong, now)
    assert [one.source for one in store.story(story).outlets] == ["a"]
    assert [one.source for one in store.story(new).outlets] == ["b"]
    kept = store.keep(reading("A third", "Before. " + text(1, 10), source="c", url="https://c.example/1"), now)
    assert kept.outcome == "copy"
    assert store.story(new).id != store.story(story).id
    with pytest.raises(StoreError, match="only one"):
        store.split_story(wrong, now)
    with pytest.raises(NotFound, match="no article 99"):
        store.split_story(99, now)


def test_a_story_tells_the_numbers_by_which_its_articles_are_split_off(
    store: Store, reading: Make, now: datetime
) -> None:
    story, lead, other = two_tellings(store, reading, now)
    assert [outlet.article for outlet in store.story(story).outlets] == [lead, other]
    assert [outlet.article for outlet in store.stories(Query(everything=True), limit=1)[0].outlets] == [lead, other]


def test_the_lead_itself_can_be_split_off(store: Store, reading: Make, now: datetime) -> None:
    story, lead, _ = two_tellings(store, reading, now)
    new = store.split_story(lead, now)
    assert store.story(story).lead.source == "b"
    assert store.story(new).lead.source == "a"
    assert store.story(new).first_seen == now


def test_stories_are_joined_and_both_numbers_lead_there(
    store: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    first = store.keep(reading(), now).story_id
    second = store.keep(reading("Other", text(2), source="b", url="https://b.example/1"), now + HOUR).story_id
    assert store.join_stories(second, first, now) == first
    assert store.story(second) == store.story(first)
    assert len(store.story(first).outlets) == 2
    assert len(store.stories(Query())) == 1
    assert store.facets()["all"] == 1
    with pytest.raises(StoreError, match="one story already"):
        store.join_stories(first, second, now)
    with pytest.raises(NotFound):
        store.join_stories(first, 99, now)


def test_splitting_and_joining_again(store: Store, reading: Make, now: datetime) -> None:
    story, _, other = two_tellings(store, reading, now)
    new = store.split_story(other, now)
    assert store.join_stories(story, new, now) == story
    assert len(store.story(story).outlets) == 2


def test_a_deleted_story_does_not_come_back(
    store: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    story, _, _ = two_tellings(store, reading, now)
    store.delete_story(story, now)
    with pytest.raises(NotFound, match="deleted"):
        store.story(story)
    for one in (
        reading(),
        reading("Another headline"),
        reading(source="c", url="https://c.example/1"),
        reading("Near copy", "Before it all began. " + text(1, 10), source="d", url="https://d.example/1"),
    ):
        kept = store.keep(one, now + HOUR)
        assert (kept.outcome, kept.story_id) == ("seen", story)
    assert store.stats()["articles"] == 0
    assert store.facets() == {}
    assert "source/a" in store.dirty()[1]
    assert store.search("bridge") == ()
    store.reindex()
    assert (
        store.keep(
            reading("Near copy", "Once more. " + text(1, 10), source="e", url="https://e.example/1"), now
        ).outcome
        == "seen"
    )
    with pytest.raises(NotFound):
        store.delete_story(story, now)


def test_judgements_outlast_the_rules(
    store: Store, reading: Make, understood: Callable[..., Annotation], now: datetime
) -> None:
    kept = store.keep(reading(annotation=understood("CN", news=False)), now)
    assert store.stories(Query()) == ()
    store.judge(kept.story_id, True, now)
    assert [story.id for story in store.stories(Query(countries=("CN",)))] == [kept.story_id]
    assert not store.story(kept.story_id).annotation.is_cooperation, "what the rules said stays to be seen"
    store.replace_annotation(kept.article_id, understood("CN", news=False, version="2"), now)
    assert len(store.stories(Query())) == 1
    assert store.judgements() == {kept.story_id: True}
    store.judge(kept.story_id, False, now)
    assert store.stories(Query()) == ()
    with pytest.raises(NotFound):
        store.judge(99, True, now)
