"""Each fault of a site: what a user is told, when, and that the alarm closes when the fault ends."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from crawler.errors import ConfigError
from crawler.model import Alarm, Problem
from scheduler.alarms import Baseline, compare, tell
from scheduler.alarms.tell import body, title
from scheduler.alarms.trouble import kind_of
from tests.scheduler.reports import FIELDS, START, History

DAY = timedelta(days=1)


def known() -> History:
    """A source with two weeks of history."""
    return History().goes(24 * 14)


def test_a_source_that_works_gives_no_alarm_not_even_a_new_one() -> None:
    assert known().wrong() == {}
    assert History().goes(1).wrong() == {}
    assert History().quiet(1).wrong() == {}


def test_a_list_whose_selector_broke_is_told_at_the_second_poll_and_forgotten_at_the_first_good_one() -> None:
    source = known().goes(1, found=0, outcomes={}, fields={}, newest=None)
    assert source.wrong() == {}
    since = source.now
    told = source.goes(1, found=0, outcomes={}, fields={}, newest=None).wrong()["broken"]
    assert told.since == since
    assert "20 were usual" in told.message
    assert "sources check" in told.advice
    assert source.goes(1).wrong() == {}


def test_a_list_that_is_unchanged_is_not_taken_for_an_empty_one() -> None:
    assert known().quiet(5, found=0, not_modified=1, outcomes={}).wrong() == {}


def test_pages_that_give_no_article_any_more_are_told_at_the_second_poll_with_a_sample() -> None:
    problem = Problem(url="http://herald.example/a/1", kind="not-an-article", message="there is no running text")
    broken = {"outcomes": {"not-an-article": 2, "known": 18}, "fields": {}, "problems": (problem,)}
    source = known().goes(1, **broken)
    told = source.goes(1, **broken).wrong()["broken"]
    assert "none of the last 4 pages" in told.message
    assert told.sample == "http://herald.example/a/1"
    assert source.goes(1).wrong() == {}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"published": 0.0}, "published in 0%"),
        ({"authors": 0.1}, "authors in 10%"),
        ({"characters": 90.0}, "90 characters"),
    ],
)
def test_articles_that_lack_what_they_used_to_have_are_thin_at_the_second_poll(changes: dict, words: str) -> None:
    source = known().goes(1, fields=FIELDS | changes)
    assert source.wrong() == {}
    told = source.goes(1, fields=FIELDS | changes).wrong()["thin"]
    assert words in told.message
    assert "usual" in told.message
    assert source.goes(1).wrong() == {}


def test_a_field_that_was_always_rare_may_be_missing() -> None:
    assert known().goes(5, fields=FIELDS | {"summary": 0.0}).wrong() == {}


def test_a_redesign_that_stays_becomes_usual_after_some_weeks() -> None:
    source = known().goes(10, fields=FIELDS | {"authors": 0.0})
    assert "thin" in source.wrong()
    assert source.goes(24 * 14, fields=FIELDS | {"authors": 0.0}).wrong() == {}


def test_a_source_that_goes_silent_is_told_after_more_than_its_own_pauses() -> None:
    source = History().goes(24 * 14, outcomes=lambda now: {"new": 2 if 8 <= now.hour < 20 else 0})
    fresh = {"newest": lambda now: now - timedelta(minutes=20)}
    assert source.quiet(14, **fresh).wrong() == {}
    told = source.quiet(24, **fresh).wrong()["silent"]
    assert "no new article for" in told.message
    assert told.since < source.now - DAY
    assert source.goes(1).wrong() == {}


def test_a_slow_source_may_be_silent_for_days() -> None:
    source = History(every=DAY).goes(60, outcomes=lambda now: {"new": int(now.toordinal() % 5 == 0)})
    fresh = {"newest": lambda now: now - timedelta(minutes=20)}
    assert source.quiet(9, **fresh).wrong() == {}
    assert "silent" in source.quiet(60, **fresh).wrong()


def test_a_list_that_answers_but_is_never_renewed_is_stale() -> None:
    source = known()
    frozen = {"newest": source.now, "found": 20}
    assert source.quiet(48, **frozen).wrong().keys() <= {"silent"}
    told = source.quiet(40, **frozen).wrong()["stale"]
    assert "newest entry is 3 days old" in told.message
    assert source.goes(1).wrong() == {}


def test_a_new_source_whose_feed_stopped_years_ago_is_told_at_once() -> None:
    assert "stale" in History().quiet(1, newest=START - 900 * DAY).wrong()
    assert History().quiet(1, newest=START - 20 * DAY).wrong() == {}


def test_a_date_in_the_future_does_not_hide_a_stale_list() -> None:
    source = known().goes(1, newest=START + 5000 * DAY)
    assert "stale" in source.quiet(24 * 5, newest=None).wrong()


def test_errors_of_the_network_are_told_after_hours_and_not_while_our_own_network_is_down() -> None:
    source = known().fails(5)
    assert source.wrong() == {}
    source.fails(3)
    assert source.wrong(offline=True) == {}
    told = source.wrong()["broken"]
    assert "8 crawls in a row failed: herald.example cannot be reached" in told.message
    assert source.goes(1).wrong() == {}


def test_an_address_that_is_gone_is_told_at_the_second_poll() -> None:
    assert known().fails(1, "status", "the server answers 404 Not Found").wrong() == {}
    assert "broken" in known().fails(2, "status", "the server answers 404 Not Found").wrong()
    assert "broken" in known().fails(2, "bad-list", "a feed of broken XML").wrong()


def test_a_site_that_turns_us_away_is_blocked_and_not_broken() -> None:
    source = known().fails(2, "status", "the server answers 403 Forbidden")
    assert source.wrong().keys() == {"blocked"}
    assert "403" in source.wrong()["blocked"].message
    assert source.goes(1).wrong() == {}


def test_pages_that_are_refused_while_the_list_answers_are_blocked_too() -> None:
    refused = tuple(
        Problem(url=f"http://herald.example/{n}", kind="status", message="the server answers 403 Forbidden")
        for n in range(3)
    )
    source = known().goes(2, outcomes={"failed": 3, "known": 17}, fields={}, requests=5, problems=refused)
    assert source.wrong()["blocked"].sample == "http://herald.example/0"


@pytest.mark.parametrize(
    ("kind", "message", "expected"),
    [
        ("dns", "the host x has no address", "temporary"),
        ("robots", "robots.txt of x cannot be read (x cannot be reached): nothing is fetched", "temporary"),
        ("robots", "robots.txt of x answers 503 Service Unavailable: nothing is fetched", "soft"),
        ("robots", "robots.txt of x forbids it to silkwire", "hard"),
        ("status", "the server answers 502 Bad Gateway", "soft"),
        ("status", "the server answers 410 Gone", "hard"),
        ("later", "x asks to be left alone", "soft"),
    ],
)
def test_what_the_problems_of_the_engine_mean(kind: str, message: str, expected: str) -> None:
    assert kind_of(Problem(url=None, kind=kind, message=message)) == expected


def test_an_alarm_opens_once_and_closes_once() -> None:
    source = known().fails(3, "status", "the server answers 404 Not Found")
    opened = compare("herald", (), source.wrong().values())
    assert [alarm.kind for alarm in opened.opened] == ["broken"]
    standing = opened.opened[0]
    assert compare("herald", [standing], source.fails(1).wrong().values()).opened == ()
    closed = compare("herald", [standing], source.goes(1).wrong().values())
    assert (closed.opened, closed.closed) == ((), (standing,))
    assert compare("gazette", [standing], ()).closed == ()


def test_the_baseline_is_plain_json_and_reads_what_other_versions_wrote() -> None:
    row = json.loads(json.dumps(known().base.to_json()))
    assert Baseline.from_json(row) == known().base
    assert Baseline.from_json(row | {"of_tomorrow": 1}) == known().base
    assert Baseline.from_json(None) == Baseline()


ALARM = Alarm(
    source="herald",
    kind="broken",
    since=START,
    message="3 crawls in a row failed",
    advice="open the sample",
    sample="http://x/",
)


def test_people_are_told_what_was_seen_since_when_and_what_to_try() -> None:
    text = body([ALARM], [])
    for words in ("herald is broken", "2026-03-02 06:00", "3 crawls", "http://x/", "open the sample"):
        assert words in text
    assert "needs a look" in title([ALARM], [])
    assert "well again" in title([], [ALARM])


def test_nobody_is_told_without_need_and_a_missing_package_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tell((), [ALARM], [])
    assert tell(("json://localhost",), [], [])
    monkeypatch.setitem(__import__("sys").modules, "apprise", None)
    with pytest.raises(ConfigError, match=r"silkwire\[notify\]"):
        tell(("json://localhost",), [ALARM], [])


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # one of its plugins still asks for it
def test_a_service_that_apprise_knows_is_told() -> None:
    heard: list[dict[str, str]] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert tell((f"json://127.0.0.1:{server.server_port}/",), [ALARM], [])
        server.shutdown()
    assert "herald is broken" in heard[0]["message"]
