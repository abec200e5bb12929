"""Sources and alarms for the tests of the web room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.model import Alarm, SourceStatus


def a_status(**changes):
    now = datetime.now(UTC)
    known = {
        "name": "herald",
        "title": "The Herald",
        "url": "https://herald.example/",
        "language": "en",
        "country": "KE",
        "enabled": True,
        "reason": None,
        "last_attempt": now,
        "last_success": now - timedelta(minutes=7),
        "last_new": now - timedelta(hours=5),
        "next_due": now + timedelta(minutes=9),
        "articles": 12,
        "articles_week": 3,
    }
    return SourceStatus(**(known | changes))


def an_alarm(**changes):
    known = {
        "source": "times",
        "kind": "silent",
        "since": datetime.now(UTC) - timedelta(days=3),
        "message": "No new article for 3 days.",
        "advice": "Open its list.",
        "sample": None,
        "id": 1,
    }
    return Alarm(**(known | changes))
