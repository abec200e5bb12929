"""What Scrapy takes of ours beside the spider: who closes the books of a crawl at its end, and who says nothing on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.logformatter import LogFormatter

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


class Quiet(LogFormatter):
    """No lines about what goes well: the engine shows none, and only to make them took a fiftieth of its time."""

    def crawled(self, *_: Any) -> None:  # type: ignore[override]  # Scrapy documents it: None is no line
        """A page came."""

    def scraped(self, *_: Any) -> None:  # type: ignore[override]
        """It was kept."""
