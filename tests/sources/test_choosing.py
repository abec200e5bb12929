"""Which of a site's entry points are chosen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from crawler.model import Link
from scheduler.choosing import MOST_CHOSEN, choose
from scheduler.inspection import Entry

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def entry(name: str, numbers: Iterable[int], kind: str = "listing", *, dated: bool = True) -> Entry:
    """An entry point that lists these articles; the higher the number, the newer."""
    links = tuple(
        Link(
            url=f"https://site.example/a/{n}",
            title=f"Article {n}",
            published=NOW - timedelta(hours=100 - n) if dated else None,
        )
        for n in numbers
    )
    return Entry(url=f"https://site.example/{name}", kind=kind, links=links)


def names(*entries: Entry) -> list[str]:
    return [one.url.rpartition("/")[2] for one in choose(entries, NOW)]


def test_lists_that_share_nothing_are_taken_together() -> None:
    assert names(entry("world", range(0, 20, 2)), entry("trade", range(1, 21, 2)), entry("home", range(6))) == [
        "world",
        "trade",
    ]


def test_a_section_that_only_reaches_further_back_adds_nothing() -> None:
    assert names(entry("all", range(80, 100)), entry("world", range(0, 100, 10))) == ["all"]


def test_without_dates_all_that_is_listed_counts() -> None:
    whole = entry("all", range(80, 100), dated=False)
    assert names(whole, entry("world", range(90, 102), dated=False)) == ["all"]
    assert names(whole, entry("world", range(10), dated=False)) == ["all", "world"]


def test_neither_other_kinds_nor_what_is_no_news_nor_too_many() -> None:
    feed = entry("feed", range(10), "rss")
    assert names(feed, entry("list", range(20, 40)), entry("video", range(50, 60), "rss")) == ["feed"]
    assert names(entry("map", range(10), "sitemap"), entry("other", range(20, 40), "sitemap")) == ["other"]
    assert len(names(*(entry(f"s{n}", range(n * 10, n * 10 + 9)) for n in range(9)))) == MOST_CHOSEN


def test_what_is_no_news_is_taken_where_there_is_nothing_else() -> None:
    assert names(entry("sports", range(10))) == ["sports"]
