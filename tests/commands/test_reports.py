"""What a crawl brought, as people read it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.model import CrawlReport
from scheduler.commands.reports import show

NOW = datetime(2026, 11, 8, 12, tzinfo=UTC)


def test_whoever_adds_a_site_with_an_archive_is_told_how_to_get_it(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = {"new": 3, "known": 7, "archived": 49_500}
    show([CrawlReport(source="herald", ok=True, began=NOW, ended=NOW, outcomes=outcomes)], dry_run=False)
    told = capsys.readouterr().out
    assert "herald: 49,500 pages of its archive are left out" in told
    assert "silkwire crawl herald --since" in told
    show([CrawlReport(source="herald", ok=True, began=NOW, ended=NOW, outcomes={"new": 3})], dry_run=False)
    assert "archive" not in capsys.readouterr().out
