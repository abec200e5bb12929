"""Downloader middleware: a request keeps to what its source may ask for, and to its host's slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.discover import on_hosts
from crawler.errors import AddressRefused
from crawler.fetch.address import place
from crawler.fetch.errand import META, errand_of
from crawler.fetch.undelivered import Undelivered

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

POLITE_DELAY = 1.0
"""Seconds between two requests to one host where a source file does not say."""
AT_ONCE = 4
"""Most requests to one host at the same time."""


class Guard:
    """Refuses what is no web address or leaves a source's hosts, before anything is sent; also after each redirect."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Guard:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        errand = errand_of(request)
        if errand is None:  # made by `scrapy parse` or a shell: on behalf of the spider's own source
            errand = request.meta[META] = self._crawler.spider.errand(request.url)  # type: ignore[union-attr]  # our spiders have it
        try:
            where = place(request.url)
        except AddressRefused as error:
            raise Undelivered("refused", str(error)) from error
        if errand.role == "page" and not on_hosts(errand.source, request.url):
            raise Undelivered(
                "off-host",
                f"{where.host} is no host of {errand.source.name}: if its pages lie there, add it to `hosts` in the source's file",
            )
        request.meta["download_slot"] = where.authority
        slow_down(self._crawler, where.authority, POLITE_DELAY if errand.source.delay is None else errand.source.delay)


def slow_down(crawler: Crawler, slot: str, delay: float) -> None:
    """Keep at least so many seconds between two requests of a slot; the longest demand counts."""
    downloader = crawler.engine.downloader
    wanted = downloader.per_slot_settings.setdefault(slot, {"concurrency": AT_ONCE, "delay": 0.0, "jitter": 0.0})
    wanted["delay"] = max(wanted["delay"], delay)
    if slot in downloader.slots:
        downloader.slots[slot].delay = wanted["delay"]


def pace(crawler: Crawler, slot: str) -> float:
    """Seconds between two requests of a slot, as far as is known."""
    return float(crawler.engine.downloader.per_slot_settings.get(slot, {}).get("delay", 0.0))
