"""Scrapy extensions: the counts of a crawl's requests and bytes, and the end of what a session opened itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals

from crawler.fetch.errand import errand_of
from crawler.spiders.source import SourceSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response


class Counts:
    """Counts what goes over the wire, redirects and robots.txt included, for the source that it was done for."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Counts:
        counts = cls()
        crawler.signals.connect(counts.request_made, signal=signals.request_reached_downloader)
        crawler.signals.connect(counts.answer_taken, signal=signals.response_downloaded)
        crawler.signals.connect(counts.spider_closed, signal=signals.spider_closed)
        return counts

    def request_made(self, request: Request, spider: SourceSpider) -> None:
        errand = errand_of(request)
        if errand is not None:
            spider.session.tally(errand.source).requests += 1

    def answer_taken(self, response: Response, request: Request, spider: SourceSpider) -> None:
        errand = errand_of(request)
        if errand is not None:
            spider.session.tally(errand.source).bytes += len(response.body)

    async def spider_closed(self, spider: SourceSpider) -> None:
        if isinstance(spider, SourceSpider):
            await spider.ledger.close()
        await spider.session.aside.aclose()
