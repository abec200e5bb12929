"""What a crawl brought, as people read it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.model import Alarm, CrawlReport, SourceStatus
from scheduler.commands.reports import show
from scheduler.overview import Overview, render

NOW = datetime(2026, 11, 8, 12, tzinfo=UTC)


def test_whoever_adds_a_site_with_an_archive_is_told_how_to_get_it(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = {"new": 3, "known": 7, "archived": 49_500}
    show([CrawlReport(source="herald", ok=True, began=NOW, ended=NOW, outcomes=outcomes)], dry_run=False)
    told = capsys.readouterr().out
    assert "herald: 49,500 pages of its archive are left out" in told
    assert "silkwire crawl herald --since" in told
    show([CrawlReport(source="herald", ok=True, began=NOW, ended=NOW, outcomes={"new": 3})], dry_run=False)
    assert "archive" not in capsys.readouterr().out


def test_what_looks_like_markup_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    name = "http://a.example/[/b]:cat:"
    show([CrawlReport(source=name, ok=False, began=NOW, ended=NOW, outcomes={})], dry_run=False)
    assert f" {name} " in capsys.readouterr().out
    sample = "https://a.example/[2]/:100:/" + "long" * 50
    alarm = Alarm(
        source="herald", kind="thin", since=NOW, message="no [/listing] is there", advice="look", sample=sample
    )
    render(Overview(home="/srv/[home]", stats={}, sources=(), daily={}, alarms=(alarm,), runs=()))
    told = capsys.readouterr().out
    assert "home /srv/[home]" in told
    assert "thin herald since 11-08 12:00: no [/listing] is there\n" in told
    assert f"e.g. {sample}\n" in told, "an address is not broken into lines"


def test_a_narrow_terminal_cuts_no_name(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.overview.WIDTH", 60)
    nothing = dict.fromkeys(
        ("language", "country", "reason", "last_attempt", "last_success", "last_new", "next_due"), None
    )
    one = SourceStatus(
        name="a-ministry-of-foreign-affairs",
        title="A",
        url="https://a.example/",
        enabled=True,
        articles=1,
        articles_week=1,
        **nothing,
    )
    render(Overview(home="/srv", stats={}, sources=(one,), daily={}, alarms=(), runs=()))
    assert one.name in capsys.readouterr().out
