"""The memory of addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from crawler.model import Annotation, Link, Reading, Validators, Visit
from crawler.store import Store

HOUR = timedelta(hours=1)


def visit(url: str, result: str, **more: object) -> Visit:
    return Visit(url=url, source="a", result=result, **more)  # type: ignore[arg-type]  # a table of fields


def urls(store: Store, now: datetime, *links: str) -> list[str]:
    return [link.url for link in store.wanted([Link(url=url) for url in links], now)]


def test_only_what_is_not_known_is_wanted(store: Store, reading: Callable[..., Reading], now: datetime) -> None:
    store.keep(reading(url="https://a.example/1", canonical_url="https://a.example/one"), now)
    store.visited(visit("https://a.example/2", "kept", final_url="https://a.example/two"), now)
    links = (
        "https://a.example/1?utm_source=x",
        "https://a.example/one",
        "https://a.example/2/",
        "https://a.example/3",
        "https://a.example/3#x",
    )
    assert urls(store, now, *links) == ["https://a.example/3"]


def test_pages_of_deleted_stories_are_not_wanted(store: Store, reading: Callable[..., Reading], now: datetime) -> None:
    kept = store.keep(reading(url="https://a.example/1"), now)
    store.delete_story(kept.story_id, now)
    assert urls(store, now, "https://a.example/1") == []


def test_what_is_put_away_is_wanted_by_who_looks_back_alone(
    store: Store, reading: Callable[..., Reading], now: datetime
) -> None:
    known = visit("https://a.example/known", "kept")
    store.visited(known, now)
    links = [Link(url=f"https://a.example/{name}") for name in ("known", "old", "older")]
    store.put_away("a", links[:2], now)
    assert store.wanted(links, now + 90 * HOUR) == (links[2],)
    assert store.wanted(links, now, archived=True) == (links[1], links[2])
    assert store.retries("a", now + 90 * HOUR) == ()
    store.visited(visit("https://a.example/old", "kept"), now)
    assert store.wanted(links, now, archived=True) == (links[2],)


def test_an_index_was_read_when_all_that_it_named_had_its_end(store: Store, now: datetime) -> None:
    index = "https://a.example/map.xml"
    assert not store.was_read(index)
    store.visited(visit(index, "timeout"), now)
    assert not store.was_read(index)
    store.visited(visit(index, "list"), now)
    store.visited(visit(index, "not-modified"), now)
    assert store.was_read(index)
    store.visited(visit(index, "status", status=503), now)  # that it is down today makes it no new one
    assert store.was_read(index)


def test_failures_are_tried_again_ever_more_rarely(store: Store, now: datetime) -> None:
    url, at, waits = "https://a.example/1", now, []
    for _ in range(8):
        store.visited(visit(url, "timeout"), at)
        begun = at
        while not urls(store, at, url):
            at += timedelta(minutes=15)
        waits.append(at - begun)
    assert waits[:3] == [timedelta(minutes=15), HOUR, 4 * HOUR]
    assert waits[-1] == timedelta(days=3)
    store.visited(visit(url, "kept"), at)
    assert urls(store, at + timedelta(days=900), url) == []


def test_a_server_may_say_when(store: Store, now: datetime) -> None:
    store.visited(visit("https://a.example/1", "status", status=503, retry_at=now + 5 * HOUR), now)
    assert urls(store, now + 4 * HOUR, "https://a.example/1") == []
    assert urls(store, now + 5 * HOUR, "https://a.example/1") == ["https://a.example/1"]


@pytest.mark.parametrize("kind", ["not-an-article", "unreadable", "too-big"])
def test_what_time_does_not_heal_waits_a_month(store: Store, now: datetime, kind: str) -> None:
    store.visited(visit("https://a.example/1", kind), now)
    assert urls(store, now + timedelta(days=29), "https://a.example/1") == []
    assert urls(store, now + timedelta(days=30), "https://a.example/1") == ["https://a.example/1"]


def test_validators(store: Store, now: datetime) -> None:
    url = "https://a.example/feed"
    assert store.validators(url) is None
    store.visited(visit(url, "list", status=200, etag='"1"', last_modified="Mon"), now)
    store.visited(visit(url, "not-modified", status=304), now + HOUR)
    assert store.validators(url) == Validators(etag='"1"', last_modified="Mon", full_at=now)
    store.visited(visit(url, "timeout"), now + 2 * HOUR)
    assert store.validators(url) == Validators(etag='"1"', last_modified="Mon", full_at=now)
    store.visited(visit(url, "list", status=200, etag='"2"'), now + 3 * HOUR)
    assert store.validators(url) == Validators(etag='"2"', last_modified=None, full_at=now + 3 * HOUR)
    store.visited(visit(url, "list", status=200), now + 4 * HOUR)
    assert store.validators(url) is None


def test_corrections_are_looked_for_three_times(
    store: Store,
    reading: Callable[..., Reading],
    understood: Callable[..., Annotation],
    text: Callable[..., str],
    now: datetime,
) -> None:
    url = "https://a.example/1"
    store.keep(reading(url=url), now)
    store.keep(reading("No news", text(2), url="https://a.example/2", annotation=understood(news=False)), now)
    store.visited(visit(url, "kept"), now)
    looks, at = [], now
    while at < now + timedelta(days=20):
        for due in store.revisits("a", at):
            assert due == url
            looks.append(at - now)
            store.visited(visit(due, "not-modified"), at)
        at += timedelta(minutes=30)
    assert looks == [HOUR, timedelta(days=1), timedelta(days=7)]
    assert store.revisits("b", now + HOUR) == ()


def test_after_a_long_pause_one_look_is_enough(store: Store, reading: Callable[..., Reading], now: datetime) -> None:
    store.keep(reading(), now)
    later = now + timedelta(days=8)
    assert store.revisits("a", later) == ("https://a.example/1",)
    store.visited(visit("https://a.example/1", "kept"), later)
    assert store.revisits("a", later) == ()


def test_a_page_that_failed_in_passing_is_due_again_by_itself(store: Store, now: datetime) -> None:
    store.visited(visit("https://a.example/1", "timeout"), now)
    store.visited(visit("https://a.example/2", "status", status=503, retry_at=now + 2 * HOUR), now)
    assert store.retries("a", now + timedelta(minutes=14)) == ()
    assert store.retries("a", now + timedelta(minutes=15)) == ("https://a.example/1",)
    assert store.retries("a", now + 2 * HOUR) == ("https://a.example/1", "https://a.example/2")
    assert store.retries("a", now + 2 * HOUR, limit=1) == ("https://a.example/1",)
    assert store.retries("b", now + 2 * HOUR) == ()
    store.visited(visit("https://a.example/1", "timeout"), now + 2 * HOUR)
    store.visited(visit("https://a.example/2", "kept", status=200), now + 2 * HOUR)
    assert store.retries("a", now + 2 * HOUR + timedelta(minutes=59)) == ()
    assert store.retries("a", now + 3 * HOUR) == ("https://a.example/1",)


def test_a_page_that_fails_for_a_week_is_given_up(store: Store, now: datetime) -> None:
    at, tries = now, 0
    while at < now + timedelta(days=30):
        for url in store.retries("a", at) if tries else ("https://a.example/1",):
            store.visited(visit(url, "connection"), at)
            tries += 1
        at += timedelta(minutes=15)
    assert tries == 7


@pytest.mark.parametrize(
    ("kind", "status"),
    [("status", 404), ("status", 410), ("unreadable", 200), ("killed", 200), ("off-host", None), ("redirects", None)],
)
def test_what_will_be_the_same_next_time_is_not_due_by_itself(
    store: Store, now: datetime, kind: str, status: int | None
) -> None:
    store.visited(visit("https://a.example/1", kind, status=status), now)
    assert [store.retries("a", now + timedelta(days=day)) for day in (1, 7)] == [(), ()]


@pytest.mark.parametrize(
    ("kind", "days"), [("hung", 7), ("killed", 7), ("off-host", 30), ("redirects", 1), ("robots", 1)]
)
def test_each_lasting_failure_has_a_patience_of_its_own(store: Store, now: datetime, kind: str, days: int) -> None:
    store.visited(visit("https://a.example/1", kind), now)
    assert urls(store, now + timedelta(days=days) - HOUR, "https://a.example/1") == []
    assert urls(store, now + timedelta(days=days), "https://a.example/1") == ["https://a.example/1"]


def test_what_is_due_again_is_found_by_an_index(store: Store, now: datetime) -> None:
    """Every poll asks: among a million addresses it may cost no walk through them all."""
    seen: list[str] = []
    store.db.raw.set_trace_callback(seen.append)
    store.retries("a", now)
    store.db.raw.set_trace_callback(None)
    (query,) = [one for one in seen if "visits" in one]
    with store.db.read() as raw:
        plan = " ".join(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert "visits_due" in plan
