"""The last step of Scrapy's way: an article that was read goes into the store, in the store's own thread."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from crawler.errors import SilkwireError
from crawler.fetch.halt import halt
from crawler.spiders.items import Found

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.source import SourceSpider


class Keep:
    """Keeps each article, or in a dry run asks what would become of it, and counts exactly one outcome."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stopping: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Keep:
        return cls(crawler)

    async def process_item(self, item: Found) -> Found:
        spider: SourceSpider = self._crawler.spider  # type: ignore[assignment]  # no other spider has this pipeline
        desk = spider.session.desk
        assert desk is not None
        try:
            if spider.session.options.dry_run:
                kept = await desk.preview(item.reading)
            else:
                kept = await desk.keep(item.reading, item.visit)
        except SilkwireError as error:
            await spider.ledger.broken(item.errand, error)
            if self._stopping is None:  # not awaited: a stop waits for the items under way, and this is one of them
                self._stopping = asyncio.ensure_future(halt(self._crawler))
        else:
            await spider.ledger.kept(item, kept)
        return item
