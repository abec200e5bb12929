"""A Scrapy extension: at the end of a crawl its books are closed, and what its session opened itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals

from crawler.spiders.source import SourceSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Closing:
    """Waited for before the crawl counts as ended."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Closing:
        closing = cls()
        crawler.signals.connect(closing.spider_closed, signal=signals.spider_closed)
        return closing

    async def spider_closed(self, spider: SourceSpider) -> None:
        if isinstance(spider, SourceSpider):
            await spider.ledger.close()
        await spider.session.aside.aclose()
