"""A spider that only fetches: for looking at addresses without reading or keeping anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.errors import AddressRefused
from crawler.fetch.address import place
from crawler.fetch.errand import META, Errand, headers_for
from crawler.fetch.fresh import page_of
from crawler.fetch.undelivered import undelivered
from crawler.model import Page, Problem, Source
from crawler.spiders.plan import source_of
from crawler.spiders.session import Session


class Fetcher(Spider):
    """Puts a Page or a Problem into `answers` for every address."""

    name = "fetch"
    session: Session
    urls: tuple[str, ...]
    on_behalf: Source | None
    answers: dict[int, Page | Problem]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Fetcher:
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Any]:
        for index, url in enumerate(self.urls):
            source = self.on_behalf or source_of(url, ())
            try:
                place(url)
            except AddressRefused as error:
                self.answers[index] = Problem(url=url, kind="refused", message=str(error))
                continue
            yield Request(
                url, callback=self.parse, errback=self.failed, dont_filter=True, headers=headers_for(source, url),
                meta={META: Errand(source=source, role="sitemap" if url in source.sitemaps else "any", url=url), "index": index},
            )  # fmt: skip

    def parse(self, response: Response, **_: Any) -> None:
        self.answers[response.meta["index"]] = page_of(response, self.session.clock())

    def failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        self.answers[request.meta["index"]] = undelivered(failure.value).problem(request.url)
