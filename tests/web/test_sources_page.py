"""The page of the sources."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.web.health import a_status, an_alarm


def test_the_sources_say_how_they_are(start, stories):
    room = start(stories)
    late = datetime.now(UTC) - timedelta(hours=3)
    room.memory.statuses = (
        a_status(),
        a_status(name="times", title="The Times", alarms=(an_alarm(),)),
        a_status(name="post", title="The Post", enabled=False, reason="its terms forbid it"),
        a_status(name="new", title="The New One", last_success=None, last_new=None, next_due=late),
    )
    room.memory.seen_alarms = (an_alarm(), an_alarm(source="old", closed=late))
    text = room.get("/sources").text
    for words in (
        "3 watched",
        "silent",
        "switched off",
        "its terms forbid it",
        "not polled yet",
        "Polls are late",
        "Recovered",
    ):
        assert words in text, words
    assert text.index("The Times") < text.index("The Herald") < text.index("The Post")
    states = {source["name"]: source["state"] for source in room.get("/api/sources").json()["sources"]}
    assert states == {"herald": "ok", "times": "silent", "post": "off", "new": "waiting"}


def test_an_old_alarm_that_is_open_is_shown_however_many_came_and_went(start, stories):
    room = start(stories)
    now = datetime.now(UTC)
    room.memory.statuses = (a_status(),)
    gone = [an_alarm(id=2 + n, source=f"s{n}", since=now, closed=now) for n in range(150)]
    room.memory.seen_alarms = (*gone, an_alarm(message="Nothing came since spring.", since=now - timedelta(days=200)))
    text = room.get("/sources").text
    assert text.count("Nothing came since spring.") == 1
    assert "s0: silent" in text
