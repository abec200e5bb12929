"""The store as the event loop sees it: what comes is kept together, and nothing is waited for that cannot come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from crawler.model import CrawlReport, Kept, Page, Reading, Visit
from crawler.reading import read
from crawler.spiders import desk as room
from crawler.spiders.desk import Desk
from crawler.store import Store
from tests.engine.conftest import Site, article

NOW = datetime(2026, 11, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for more waits longer than any test may take."""
    monkeypatch.setattr(room, "GATHER", 3600.0)


def _read(number: int) -> tuple[Reading, Visit]:
    url = f"https://herald.example/{number}"
    page = Page(url=url, body=article(number).encode(), headers={"content-type": "text/html"}, fetched_at=NOW)
    return read(page), Visit(url=url, source="herald", result="kept")


def _kept(store: Store, left: Sequence[int]) -> list[Kept]:
    """What becomes of one article after another, of which so many are still being read each time."""
    still = iter(left)

    async def go() -> list[Kept]:
        desk = Desk(store, lambda: NOW, more=lambda: next(still) > 0)
        try:
            return await asyncio.gather(*(desk.keep(*_read(number)) for number in range(len(left))))
        finally:
            await desk.close()

    return asyncio.run(go())


def test_the_last_article_is_kept_at_once(store: Store) -> None:
    assert [one.outcome for one in _kept(store, [0])] == ["new"]


def test_what_came_before_the_last_is_kept_with_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []
    keep = store.keep_many

    def noted(readings: Sequence[Reading], now: datetime, *, visits: Sequence[Visit]) -> tuple[Kept, ...]:
        batches.append(len(readings))
        return keep(readings, now, visits=visits)

    monkeypatch.setattr(store, "keep_many", noted)
    assert [one.outcome for one in _kept(store, [2, 1, 0])] == ["new"] * 3
    assert batches == [3]


def test_a_crawl_ends_with_its_last_page(crawled: Callable[..., tuple[CrawlReport, ...]], site: Site) -> None:
    (report,) = crawled(site.source())
    assert report.outcomes["new"] == 3
