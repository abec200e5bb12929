"""Ends a crawl before its time: what is on the wire is waited for, what waits for its turn at a host is not asked for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from crawler.fetch.undelivered import Undelivered

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

STOPPED = "stopped"
"""Kind of a request that was never made, as the crawl was ended first."""
_BEGUN = 0.01
"""Seconds between two looks at whether the engine runs: it does within a few steps of the loop."""
_AGAIN = 0.1
"""Seconds until the queues are emptied again: who waited for a robots.txt stands in them only when that has come."""


async def begun(crawler: Crawler, crawling: asyncio.Task[None]) -> None:
    """Wait until a crawl runs that was started in that task, or has ended.

    One that is stopped while Scrapy still builds its engine would never end: it counts as stopped, and then starts the engine.
    """
    while not (crawling.done() or (crawler.engine and crawler.engine.running)):
        await asyncio.wait((crawling,), timeout=_BEGUN)


async def halt(crawler: Crawler) -> None:
    """Stop a crawl, and return when it has stopped.

    Scrapy alone asks for all that stands in the queues of the hosts first, each at its pace: 32 requests, and as many minutes where
    a robots.txt wants a minute between two.
    """
    stopping = asyncio.ensure_future(crawler.stop_async())
    while not stopping.done():
        _turn_away(crawler)
        await asyncio.wait((stopping,), timeout=_AGAIN)
    await stopping


def _turn_away(crawler: Crawler) -> None:
    """End the requests that wait for their turn."""
    downloader = crawler.engine.downloader if crawler.engine else None
    for slot in downloader.slots.values() if downloader else ():
        while slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(Undelivered(STOPPED, "the crawl was stopped before its turn had come", passing=True))
