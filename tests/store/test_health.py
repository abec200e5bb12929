"""Claims, plans, reports, alarms, runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from crawler.errors import NotFound
from crawler.model import Alarm, CrawlReport, Problem, Reading, Sample, Source
from crawler.store import Store
from crawler.store.health import _STATUS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def alarm(now: datetime, **more: object) -> Alarm:
    fields: dict[str, object] = {
        "source": "a",
        "kind": "silent",
        "since": now,
        "message": "quiet for 3 days",
        "advice": "look at it",
    }
    return Alarm(**(fields | more))  # type: ignore[arg-type]  # a table of fields


def report(now: datetime, source: str = "a", **more: object) -> CrawlReport:
    fields: dict[str, object] = {
        "source": source,
        "ok": True,
        "began": now,
        "ended": now + timedelta(seconds=3),
        "outcomes": {"new": 2},
    }
    return CrawlReport(**(fields | more))  # type: ignore[arg-type]  # a table of fields


def test_one_owner_at_a_time(store: Store, now: datetime) -> None:
    assert store.claim("a", "me", now + HOUR, now)
    assert not store.claim("a", "you", now + HOUR, now)
    assert store.claim("a", "me", now + 2 * HOUR, now)
    store.release("a", "you")
    assert not store.claim("a", "you", now + 3 * HOUR, now + HOUR)
    assert store.claim("a", "you", now + 3 * HOUR, now + 2 * HOUR), "a claim runs out"
    store.release("a", "you")
    assert store.claim("a", "me", now + HOUR, now)


def test_plans(store: Store, source: Callable[..., Source], now: datetime) -> None:
    assert store.plan_state("a") is None
    state = {"rate": 1.5, "hours": [0, 1, 2], "last": "x", "deep": {"y": None}}
    store.save_plans([("a", {"rate": 1.0}, now + 2 * HOUR)], now)
    store.save_plans([("a", state, now + HOUR), ("b", {}, now), ("c", {}, now)], now)
    assert store.plan_state("a") == state
    assert store.due(now) == ("b", "c")
    assert store.due(now + HOUR) == ("b", "c", "a")
    store.claim("b", "me", now + HOUR, now)
    store.sync_sources([source("c", enabled=False, reason="gone")])
    assert store.due(now) == ()
    assert store.due(now + HOUR) == ("b", "a")


def test_reports_come_back_whole(store: Store, now: datetime) -> None:
    one = report(
        now, found=9, bytes=100, newest=now, problems=(Problem(url=None, kind="robots", message="no"),),
        hints={"ttl": 60, "published": [1, 2]}, fields={"title": 1.0},
    )  # fmt: skip
    sample = Sample(url="u", title="t", published=None, cooperation=0.5, kept=True, why="w")
    store.record_reports([one, report(now + HOUR, "b", ok=False), report(now + 2 * HOUR, samples=(sample,))])
    assert store.reports("a")[1] == one
    assert store.reports("a")[0].samples == ()
    assert [each.source for each in store.reports(None)] == ["a", "b", "a"]
    assert [each.source for each in store.reports(None, since=now + HOUR, limit=1)] == ["a"]


def test_an_alarm_opens_once_and_closes_once(store: Store, now: datetime) -> None:
    mark = store.change_mark()
    first = store.open_alarm(alarm(now))
    again = store.open_alarm(alarm(now + HOUR, message="quiet for 4 days", sample="https://a.example/"))
    assert (first.id, first.since) == (again.id, again.since)
    assert again.message == "quiet for 4 days"
    assert store.change_mark() > mark
    mark = store.change_mark()
    store.open_alarm(again)
    assert store.change_mark() == mark, "nothing new"
    other = store.open_alarm(alarm(now + HOUR, kind="thin"))
    assert [one.kind for one in store.alarms(open_only=True)] == ["thin", "silent"]
    store.close_alarm(first.id or 0, now + 2 * HOUR)
    store.close_alarm(first.id or 0, now + 9 * HOUR)
    assert store.alarms(open_only=True) == (other,)
    assert {one.closed for one in store.alarms()} == {None, now + 2 * HOUR}
    assert store.open_alarm(alarm(now + 3 * HOUR)).id not in (first.id, other.id)
    with pytest.raises(NotFound, match="no alarm 99"):
        store.close_alarm(99, now)


def test_a_source_that_recovers_after_long_comes_first(store: Store, now: datetime) -> None:
    old = store.open_alarm(alarm(now - 90 * 24 * HOUR))
    for number in range(5):
        came = store.open_alarm(alarm(now + number * HOUR, kind="thin"))
        store.close_alarm(came.id or 0, now + (number + 0.5) * HOUR)
    assert old.id not in {one.id for one in store.alarms(limit=3)}
    store.close_alarm(old.id or 0, now + 9 * HOUR)
    assert store.alarms(limit=3)[0].id == old.id


def test_muting(store: Store, now: datetime) -> None:
    store.open_alarm(alarm(now))
    store.mute("a", "thin", True)
    assert not store.alarms()[0].muted
    store.mute("a", None, True)
    assert store.alarms()[0].muted
    store.mute("a", None, False)
    assert not store.alarms()[0].muted


def test_how_sources_are_doing(
    store: Store,
    reading: Callable[..., Reading],
    source: Callable[..., Source],
    text: Callable[..., str],
    now: datetime,
) -> None:
    store.sync_sources(
        [source("a", title="The A", country="CU"), source("off", enabled=False, reason="terms forbid it")]
    )
    store.keep(reading(), now - timedelta(days=30))
    store.keep(reading("Two", text(2), url="https://a.example/2"), now)
    store.keep(reading("Three", text(3), source=None, url="https://b.example/3"), now)
    store.record_reports([report(now), report(now + HOUR, ok=False)])
    store.save_plans([("a", {}, now + 2 * HOUR)], now)
    opened = store.open_alarm(alarm(now))
    a, b, off = store.source_statuses()
    assert (a.name, a.title, a.country, a.articles, a.articles_week) == ("a", "The A", "CU", 2, 1)
    assert (a.last_attempt, a.last_success) == (now + HOUR + timedelta(seconds=3), now + timedelta(seconds=3))
    assert (a.last_new, a.next_due, a.alarms) == (now, now + 2 * HOUR, (opened,))
    assert (b.name, b.title, b.enabled, b.articles) == ("b.example", "b.example", True, 1)
    assert (off.enabled, off.reason, off.articles, off.last_new) == (False, "terms forbid it", 0, None)


def test_the_state_of_sources_is_told_without_reading_all_that_a_year_leaves(store: Store) -> None:
    with store.db.read() as raw:
        plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {_STATUS}")]
    read = [step for step in plan if step.startswith("SCAN") and ("articles" in step or "reports" in step)]
    assert read
    assert not [step for step in read if "COVERING INDEX" not in step], plan


def test_old_reports_are_let_go_but_the_last_and_the_last_good_one(store: Store, now: datetime) -> None:
    for name, good in (("a", {0, 5, 9}), ("b", {2}), ("c", set[int]())):
        store.record_reports(report(now + day * DAY, name, ok=day in good) for day in range(10))
    before = [(one.name, one.last_attempt, one.last_success) for one in store.source_statuses()]
    assert store.forget_reports(now + 8 * DAY) == 8 + 7 + 8
    assert store.forget_reports(now + 8 * DAY) == 0
    assert [(one.name, one.last_attempt, one.last_success) for one in store.source_statuses()] == before
    assert [one.began for one in store.reports("b")] == [now + day * DAY for day in (9, 8, 2)]
    assert store.forget_reports(now + 99 * DAY) == 1 + 1 + 1
    assert [(one.name, one.last_attempt, one.last_success) for one in store.source_statuses()] == before


def test_a_source_whose_file_is_gone_stays_known_and_is_not_due_any_more(
    store: Store, source: Callable[..., Source], now: datetime
) -> None:
    both = [source("a"), source("b")]
    store.sync_sources(both, whole=True)
    store.save_plans([(name, {}, now - HOUR) for name in "ab"], now - HOUR)
    store.sync_sources([source("a")])
    assert store.due(now) == ("a", "b"), "somebody told of one source, not of all"
    store.sync_sources([source("a")], whole=True)
    assert store.due(now) == ("a",)
    assert [(one.name, one.enabled, "config check" in (one.reason or "")) for one in store.source_statuses()] == [
        ("a", True, False),
        ("b", False, True),
    ]
    store.sync_sources(both, whole=True)
    assert store.due(now) == ("a", "b")


def test_runs(store: Store, now: datetime) -> None:
    store.record_run("backup", now, now + HOUR, True, "12 MB")
    store.record_run("retain", now + HOUR, now + HOUR, False, "disk full")
    assert [(run.job, run.ok, run.note) for run in store.runs()] == [
        ("retain", False, "disk full"),
        ("backup", True, "12 MB"),
    ]
    assert [run.began for run in store.runs(1)] == [now + HOUR]
    assert [run.ended for run in store.runs(job="backup")] == [now + HOUR]
    store.record_run("backup", now - 9000 * HOUR, now, True, "after a clock that was a year ahead was set")
    assert [run.began for run in store.runs(1, job="backup")] == [now - 9000 * HOUR]
