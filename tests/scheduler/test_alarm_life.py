"""An alarm in real crawls: opened once, where people see it, closed once; muted, nobody is told; a list that goes stale."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from scheduler import jobs
from scheduler.demo.render import Resource
from tests.scheduler.world import World, story

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GONE = Resource(b"<title>Gone</title>", status=404)


@pytest.fixture
def heard(world: World) -> Iterator[list[str]]:
    """What the notification service is told that the world's configuration names."""
    messages: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["message"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        world.config = replace(world.config, notify=(f"json://127.0.0.1:{server.server_port}/",))
        yield messages
        server.shutdown()


def breaks(world: World, polls: int = 4) -> None:
    world.site.fault = lambda path: GONE if path == "/list.html" else None
    for _ in range(polls):
        world.crawl(later=13 * HOUR, publish=True)


def heals(world: World) -> None:
    world.site.fault = None
    world.crawl(new=1, publish=True)


def test_the_log_warns_of_a_failure_that_nobody_is_shown(world: World, caplog: pytest.LogCaptureFixture) -> None:
    breaks(world, polls=1)
    assert [record.levelname for record in caplog.records if "'ok': False" in record.getMessage()] == ["WARNING"]


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # a plugin of Apprise still asks for it
def test_an_alarm_opens_once_is_seen_everywhere_and_closes_once(world: World, heard: list[str]) -> None:
    world.crawl(new=4, publish=True)
    breaks(world)
    (alarm,) = world.store.alarms()
    assert (alarm.kind, alarm.closed) == ("broken", None)
    assert alarm.sample == f"{world.site.served.base}/list.html"
    (status,) = [one for one in world.store.source_statuses() if one.name == "herald"]
    assert [one.kind for one in status.alarms] == ["broken"]
    assert len(heard) == 1
    assert "herald is broken since" in heard[0]
    feeds = world.config.home.feeds
    status = re.compile(r"\b404\b")  # and no port that begins with it
    assert status.search((feeds / "health.atom").read_text())
    assert not status.search((feeds / "all.atom").read_text()), "nothing of it in the news"

    heals(world)
    (alarm,) = world.store.alarms()
    assert alarm.closed == world.now
    assert len(heard) == 2
    assert "herald is no longer broken" in heard[1]
    world.crawl(publish=True)
    assert len(heard) == 2

    breaks(world)
    assert [one.closed is None for one in world.store.alarms()] == [True, False], "another time is another alarm"


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # a plugin of Apprise still asks for it
def test_a_failed_backup_is_told_as_what_is_wrong_with_a_source_is(world: World, heard: list[str]) -> None:
    world.crawl(new=1)
    backups = world.config.home.backups
    backups.rmdir()
    backups.write_text("no folder")
    for _ in range(2):
        world.now += DAY
        jobs.maintain(world.config, world.store, clock=lambda: world.now)
    jobs.close_orphans(world.store, {"herald": world.source}, world.now)
    (alarm,) = world.store.alarms()
    assert (alarm.source, alarm.kind, alarm.since, alarm.closed) == ("upkeep/backup", "broken", world.now - DAY, None)
    assert "silkwire maintain run backup" in alarm.advice
    assert len(heard) == 1
    assert "upkeep/backup is broken since" in heard[0]
    jobs.publish_all(world.config, world.store)
    assert "upkeep/backup is broken" in (world.config.home.feeds / "health.atom").read_text()

    backups.unlink()
    jobs.maintain(world.config, world.store, ["check"], clock=lambda: world.now)
    assert world.store.alarms(open_only=True), "another job says nothing of this one"
    jobs.maintain(world.config, world.store, ["backup"], clock=lambda: world.now)
    assert not world.store.alarms(open_only=True)
    assert len(heard) == 2
    assert "upkeep/backup is no longer broken" in heard[1]


def test_a_muted_source_is_watched_and_nobody_is_told(world: World, heard: list[str]) -> None:
    world.crawl(new=4)
    world.store.mute("herald", None, on=True)
    breaks(world)
    (alarm,) = world.store.alarms()
    assert alarm.muted
    heals(world)
    assert world.store.alarms()[0].closed is not None
    assert heard == []


def test_a_list_that_answers_but_is_never_renewed_is_told_as_stale_and_heals(world: World) -> None:
    """The entries of a feed tell their dates; what the source published stops, and the feed stays as it is."""
    dates = {}

    def feed(path: str) -> Resource | None:
        if path != "/list.html":
            return None
        items = "".join(
            f"<item><title>{story(n)[0]}</title><link>{world.site.served.base}/a/{n}.html</link>"
            f"<pubDate>{format_datetime(dates.setdefault(n, world.now - HOUR))}</pubDate></item>"
            for n in range(max(1, world.site.articles - 9), world.site.articles + 1)
        )
        return Resource(
            f"<rss version='2.0'><channel><title>herald</title>{items}</channel></rss>".encode(), "text/xml"
        )

    world.site.fault = feed
    for _ in range(6):
        assert world.crawl(later=8 * HOUR, new=1).ok
    polls = 0
    while "stale" not in world.alarms() and polls < 40:
        assert world.crawl(later=8 * HOUR).ok
        polls += 1
    assert 8 <= polls < 20, "after days, by its own measure"
    assert "newest entry is 3 days old" in world.alarms()["stale"].message
    assert world.alarms()["stale"].sample == f"{world.site.served.base}/list.html"
    world.crawl(new=1)
    assert world.alarms() == {}
