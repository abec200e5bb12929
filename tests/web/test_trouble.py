"""The database is missing, broken, locked or slow: feeds go on, pages say so, health tells."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from crawler.errors import StoreBusy
from crawler.model import CrawlReport
from feeds.web import Limits
from feeds.web.readers import THREADS

BROKEN = "news.db is damaged: run `silkwire maintain doctor`"


def test_a_broken_database_stops_no_document(start, stories):
    room = start(stories)
    known = room.get("/feeds/query.rss?q=port")
    room.memory.broken = BROKEN
    assert room.get("/feeds/query.rss?q=port").content == known.content
    assert room.get("/feeds/all.atom").status_code == 200
    assert room.get("/feeds/country/KE.rss").status_code == 200
    for path in ("/", "/stories/1", "/sources"):
        answer = room.get(path)
        assert answer.status_code == 503
        assert "damaged" in answer.text
        assert int(answer.headers["retry-after"]) > 0
    assert room.get("/api/stories").status_code == 503
    assert room.get("/feeds/query.atom?q=port").status_code == 503
    assert room.get("/feeds/nothing.atom").status_code == 404


def test_the_lists_of_feeds_fall_back_to_what_is_there(start, stories):
    room = start(stories)
    room.memory.broken = BROKEN
    page = room.get("/feeds")
    assert page.status_code == 200
    assert "does not answer" in page.text
    assert "/feeds/country/KE.atom" in page.text
    assert b"/feeds/country/KE.atom" in room.get("/feeds.opml").content
    assert room.get("/api/feeds").json()["complete"] is False


def test_health_tells_and_all_heals_by_itself(start, stories):
    room = start(stories)
    assert room.get("/healthz").json()["status"] == "ok"
    room.memory.broken = BROKEN
    health = room.get("/healthz")
    assert health.status_code == 200
    assert health.json() | {"status": "degraded", "ready": False, "database": "error", "error": BROKEN} == health.json()
    assert room.get("/healthz/ready").status_code == 503
    assert "silkwire_store_up 0.0" in room.get("/metrics").text
    room.memory.broken = None
    assert room.get("/healthz/ready").status_code == 200
    assert room.get("/").status_code == 200
    assert "silkwire_store_up 1.0" in room.get("/metrics").text


def test_a_database_that_cannot_be_opened_is_tried_again(start, stories):
    tries = []

    def factory():
        tries.append(1)
        if len(tries) < 3:
            raise StoreBusy("news.db is locked by another program: wait, or stop that one")
        return room.memory

    room = start(stories, factory=factory)
    answers = [room.get("/stories/1").status_code for _ in range(3)]
    assert answers == [503, 503, 200]


def test_no_database_yet_is_no_trouble(start):
    room = start(factory=lambda: None, published=False)
    assert (
        room.get("/healthz").json() | {"status": "ok", "database": "none", "ready": True} == room.get("/healthz").json()
    )
    assert "No story yet" in room.get("/").text
    for path in ("/feeds", "/sources", "/feeds.opml", "/api/stories", "/api/feeds", "/api/sources", "/metrics"):
        assert room.get(path).status_code == 200, path
    assert room.get("/stories/1").status_code == 404


def test_a_database_that_is_gone_is_not_one_that_is_not_there_yet(start, stories):
    there = []
    room = start(stories, factory=lambda: there[0] if there else None)
    restarted = room.get("/healthz").json()
    assert (restarted["status"], restarted["ready"]) == ("degraded", False), (
        "there are feeds, and nothing to make them from"
    )
    there.append(room.memory)
    room.memory.broken = BROKEN  # so that each reader is opened anew
    assert room.get("/").status_code == 503
    there.clear()
    room.memory.broken = None
    for path in ("/", "/stories/1", "/healthz/ready"):
        answer = room.get(path)
        assert answer.status_code == 503, path
        assert "the database is gone" in answer.text
    assert room.get("/healthz").json()["status"] == "degraded"
    assert room.get("/feeds/all.atom").status_code == 200
    there.append(room.memory)
    assert room.get("/").status_code == 200
    assert room.get("/healthz").json()["status"] == "ok"


def test_a_slow_database_is_given_up_in_time(start, stories):
    room = start(stories, limits=Limits(work=0.2))
    room.memory.wait = gate = threading.Event()
    try:
        answer = room.get("/")
        assert answer.status_code == 503
        assert "too long" in answer.text
        assert room.get("/feeds/all.atom").status_code == 200
    finally:
        gate.set()


@pytest.mark.parametrize("path", ["/feeds", "/feeds.opml", "/"])
def test_a_list_that_waits_for_its_turn_in_vain_is_not_begun_once_more(start, stories, path):
    room = start(stories, limits=Limits(work=0.2))
    gate = threading.Event()
    room.app.house.workshop._bench.submit(gate.wait, 10)
    try:
        answer = room.get(path, timeout=5)
        assert answer.status_code == 503
        assert "too long" in answer.text
    finally:
        gate.set()


def test_a_watchdog_is_answered_at_once_while_the_database_is_not(start, stories):
    room = start(stories)
    before = room.memory.questions
    room.memory.wait = gate = threading.Event()
    try:
        with ThreadPoolExecutor(THREADS) as many:
            asked = [many.submit(room.get, f"/api/stories?limit={n}") for n in range(1, THREADS + 1)]
            while room.memory.questions < before + THREADS:
                time.sleep(0.01)
            alive = room.get("/healthz", timeout=4)  # as the health check of a container waits
            ready = room.get("/healthz/ready", timeout=4)
            gate.set()
            assert {one.result().status_code for one in asked} == {200}
    finally:
        gate.set()
    assert (alive.status_code, alive.json()["status"], ready.status_code) == (200, "degraded", 503)
    assert "too long" in alive.json()["error"]
    assert room.get("/healthz").json()["status"] == "ok"


def test_what_is_not_built_in_time_is_given_up(start, stories):
    room = start(stories, limits=Limits(work=0.2))
    gate = threading.Event()
    room.app.house.workshop._bench.submit(gate.wait, 10)  # the builder is busy with others' wishes
    try:
        for path in ("/", "/feeds/query.atom?q=port", "/feeds/all/archive/9999999999999999-9.rss"):
            answer = room.get(path)
            assert answer.status_code == 503, path
            assert "too long" in answer.text
        assert room.get("/feeds/all.atom").status_code == 200
    finally:
        gate.set()


def test_a_question_that_hangs_does_not_hold_up_the_end(rooms_in, tmp_path, stories):
    gate = threading.Event()
    began = time.monotonic()
    with rooms_in(tmp_path) as start:
        room = start(stories, limits=Limits(work=0.2))
        room.memory.wait = gate
        assert room.get("/").status_code == 503
    assert time.monotonic() - began < 9
    gate.set()


def test_a_bug_shows_a_page_and_no_entrails(start, stories, caplog):
    room = start(stories)
    room.memory.statuses = (object(),)  # type: ignore[assignment] # no record at all
    answer = room.get("/sources")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "AttributeError" not in answer.text
    end = time.monotonic() + 10  # the answer goes out first, then the log is written
    while not any(record.exc_info for record in caplog.records):
        assert time.monotonic() < end
    assert room.get("/").status_code in (200, 500)
    assert room.get("/feeds/all.atom").status_code == 200


@pytest.mark.parametrize("path", ["/metrics", "/healthz"])
def test_what_machines_ask_is_kept_by_no_cache(standard, path):
    assert standard.get(path).headers["cache-control"] == "no-store"


def test_the_metrics_count(start, stories):
    from prometheus_client.parser import text_string_to_metric_families

    room = start(stories)
    for _ in range(3):
        room.get("/feeds/all.atom")
        room.get("/")
    families = {family.name: family for family in text_string_to_metric_families(room.get("/metrics").text)}
    pages = [s for s in families["silkwire_http_requests"].samples if s.labels == {"kind": "page", "status": "200"}]
    assert pages[0].value == 3
    desk = sum(sample.value for sample in families["silkwire_http_desk"].samples)
    documents = sum(
        s.value
        for s in families["silkwire_http_requests"].samples
        if s.labels.get("kind") == "document" and s.name.endswith("_total")
    )
    assert desk + documents == 3


def test_the_metrics_tell_of_the_last_day(start, make_story):
    now = datetime.now(UTC)
    found = [
        make_story(n, first_seen=now, updated=now, lead={"published": now - timedelta(minutes=n)}) for n in range(1, 11)
    ]
    room = start(found)
    report = CrawlReport(
        source="herald", ok=True, began=now, ended=now, outcomes={"new": 3, "seen": 2}, requests=7, bytes=900
    )
    room.memory.crawled = (report, replace(report, ok=False, outcomes={"new": 1}))
    began = now - timedelta(seconds=90)
    room.memory.ran = (
        SimpleNamespace(job="backup", began=began, ended=now - timedelta(seconds=60), ok=False),
        SimpleNamespace(job="backup", began=began, ended=began, ok=True),
    )
    text = room.get("/metrics").text
    for line in (
        'silkwire_day_articles{outcome="new"} 4.0',
        'silkwire_day_articles{outcome="seen"} 2.0',
        'silkwire_day_crawls{ok="true"} 1.0',
        'silkwire_day_crawls{ok="false"} 1.0',
        "silkwire_day_requests 14.0",
        'silkwire_day_delay_seconds{quantile="0.5"} 300.0',
        'silkwire_day_delay_seconds{quantile="0.9"} 540.0',
        'silkwire_job_seconds{job="backup"} 30.0',
        'silkwire_job_ok{job="backup"} 0.0',
        'silkwire_alarms_open{kind="silent"} 0.0',
    ):
        assert line in text.splitlines(), line
