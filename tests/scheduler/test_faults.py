"""Faults on purpose, with real crawls: what a user sees, and that all heals by itself when the fault ends."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from crawler.errors import StoreBroken, StoreBusy
from crawler.store import Store
from feeds.model import Query
from scheduler import jobs
from scheduler.demo.render import Resource
from scheduler.jobs.options import crawl_options as jobs_options
from tests.scheduler.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EMPTY = Resource(b"<html><body><h1>herald</h1><div id=app></div><script src=/app.js></script></body></html>")
CHALLENGES = {
    "with 403": Resource(b"<title>Just a moment...</title><p>Checking your browser", status=403),
    "with 200": Resource(b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script><p>herald.example"),
    "in Chinese, with 200": Resource("<title>先驱报</title><p>您的访问过于频繁，请完成安全验证</p>".encode()),
    "with 503": Resource(b"<title>Checking your browser</title><p>DDoS protection by a firewall", status=503),
}


@pytest.fixture
def known(world: World) -> World:
    """A site with a history of some crawls."""
    for _ in range(4):
        assert world.crawl(new=3).ok
    return world


def test_a_list_that_names_nothing_any_more_is_told_within_two_polls_and_heals(known: World) -> None:
    known.site.fault = lambda path: EMPTY if path == "/list.html" else None
    known.crawl(new=1)
    known.crawl(new=1)
    alarm = known.alarms()["broken"]
    assert "sources check" in alarm.advice
    assert alarm.sample == f"{known.site.served.base}/list.html"
    assert alarm.since >= known.now - 2 * HOUR
    known.site.fault = None
    known.crawl()
    assert known.alarms() == {}
    assert len(known.store.stories(Query(everything=True), limit=100)) == 14, "what was missed meanwhile is there"


def test_pages_that_become_unreadable_are_told_within_two_polls_and_heal(known: World) -> None:
    known.site.fault = lambda path: Resource(b"<html><body></body></html>") if path.startswith("/a/") else None
    known.crawl(new=2)
    known.crawl(new=2)
    alarm = known.alarms()["broken"]
    assert alarm.sample is not None
    assert "/a/" in alarm.sample
    known.site.fault = None
    known.crawl(new=1)
    assert known.alarms() == {}


def test_articles_that_shrink_to_a_line_are_told_within_two_polls_and_heal(known: World) -> None:
    line = b"<html lang='en'><body><h1>Trade talks</h1><p>Cooperation talks on trade will go on next week.</p></body></html>"
    known.site.fault = lambda path: Resource(line) if path.startswith("/a/") else None
    known.crawl(new=2)
    known.crawl(new=2)
    assert known.alarms(), "broken or thin, as the reader takes the line for an article or not"
    assert all("/a/" in (alarm.sample or "") for alarm in known.alarms().values())
    known.site.fault = None
    known.crawl(new=2)
    assert known.alarms() == {}


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_page_is_told_as_blocked_and_heals(known: World, name: str) -> None:
    page = CHALLENGES[name]
    known.site.fault = lambda path: None if path == "/robots.txt" else page
    for _ in range(2):
        assert not known.crawl(new=1).ok
    assert known.alarms().keys() == {"blocked"}
    assert str(page.status) in known.alarms()["blocked"].message
    assert known.due_in() >= timedelta(minutes=15)
    known.site.fault = None
    assert known.crawl(new=1).outcomes["new"] == 3, "what was missed meanwhile is there"
    assert known.alarms() == {}


@pytest.mark.parametrize("new", [1, 4])
def test_challenges_of_pages_alone_are_told_as_blocked_though_the_list_answers(known: World, new: int) -> None:
    known.site.fault = lambda path: CHALLENGES["in Chinese, with 200"] if path.startswith("/a/") else None
    for _ in range(2):
        assert known.crawl(new=new).ok
    assert known.alarms().keys() == {"blocked"}
    assert "/a/" in (known.alarms()["blocked"].sample or "")
    known.site.fault = None
    assert known.crawl(later=HOUR * 5, new=1).outcomes["new"] == 2 * new + 1
    assert known.alarms() == {}


def test_a_site_that_cannot_be_reached_for_a_day_is_asked_on_never_given_up_and_heals(known: World) -> None:
    known.site.served.close()
    asked = 0
    until = known.now + DAY
    while known.now < until:
        assert not known.crawl(later=known.due_in()).ok
        asked += 1
        assert timedelta(minutes=5) <= known.due_in() <= timedelta(hours=1.25)
    assert 10 < asked < 40
    assert "cannot be reached" in known.alarms()["broken"].message
    known.site = type(known.site)()
    known.site.articles = 13
    known.site.write_source(known.config.home.sources)
    known.loaded = jobs.load(known.config)
    assert known.crawl().ok
    assert known.alarms() == {}


def test_a_site_that_goes_silent_or_stale_is_told_after_its_own_measure(known: World) -> None:
    for _ in range(18):
        known.crawl(new=1, later=2 * HOUR)
    silent = 0
    while not known.alarms() and silent < 40:
        known.crawl(later=2 * HOUR)
        silent += 1
    assert 4 < silent < 20
    assert "no new article" in known.alarms()["silent"].message
    known.crawl(new=1)
    assert known.alarms() == {}


def test_a_database_locked_by_another_is_told_and_nothing_is_lost(
    known: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.store.connection.BUSY_SECONDS", 0.05)
    known.store.close()
    known.store = Store(known.config.home.database)
    other = sqlite3.connect(known.config.home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        known.crawl(new=2)
    other.execute("ROLLBACK")
    other.close()
    assert known.crawl().outcomes["new"] == 2


def test_damage_that_shows_itself_when_a_crawl_begins_is_no_good_crawl(
    known: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise StoreBroken("news.db is damaged: restore the newest backup")

    before = len(known.store.reports("herald"))
    monkeypatch.setattr(Store, "revisits", damaged)
    with pytest.raises(StoreBroken):
        known.crawl()
    assert len(known.store.reports("herald")) == before
    assert "Traceback" not in caplog.text


def test_a_crawl_by_hand_of_single_addresses_teaches_the_plan_nothing(known: World) -> None:
    before = known.store.plan_state("herald")
    options = jobs_options(known.config, urls=[f"{known.site.served.base}/a/3.html"])
    crawled = known.run(
        jobs.crawl_and_publish(
            known.config, known.store, [known.source], options=options, pool=known.pool, publish=False
        )
    )
    assert crawled.reports[0].ok
    assert known.store.plan_state("herald") == before


def test_a_source_that_somebody_else_is_crawling_is_left_out_unless_a_person_insists(known: World) -> None:
    assert known.store.claim("herald", "service", known.now + DAY, known.now)

    def crawl(**more: bool) -> jobs.Crawled:
        return known.run(
            jobs.crawl_and_publish(
                known.config,
                known.store,
                [known.source],
                pool=known.pool,
                clock=lambda: known.now,
                publish=False,
                **more,
            )
        )

    assert crawl().busy == ("herald",)
    insisting = crawl(insist=True)
    assert insisting.busy == ()
    assert insisting.reports[0].ok
    assert not known.store.claim("herald", "other", known.now + DAY, known.now), "the claim is still the service's"
