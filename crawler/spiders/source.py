"""The one spider: entry points -> what they name -> what the store does not know -> pages -> readings."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.errors import AddressRefused, DiscoverError, PageError, SilkwireError
from crawler.fetch.address import place
from crawler.fetch.errand import META, Errand, Role, errand_of, headers_for
from crawler.fetch.fresh import conditional_headers, max_age, page_of, visit_of
from crawler.fetch.guard import pace
from crawler.fetch.halt import STOPPED
from crawler.fetch.robots import Robots
from crawler.fetch.undelivered import Undelivered, undelivered
from crawler.model import Link, Page, Source, Visit
from crawler.reading import Look, Read
from crawler.spiders.items import Found
from crawler.spiders.ledger import Ledger
from crawler.spiders.plan import entry_errands, one_off_errands, pages_again, pages_wanted
from crawler.spiders.session import Session
from crawler.spiders.spare import Spare, Spares

log = logging.getLogger(__name__)

MOST_NAMED = 2
"""Entry points that are taken from a home page, when a source file names none: two feeds are the articles and their columns."""
MOST_PARTS = 10
"""Pages of one article."""
Output = AsyncIterator[Request | Found]


class SourceSpider(Spider):
    """Drives any number of source files in one crawl, so that politeness and back-pressure are kept across them."""

    name = "silkwire"
    source: ClassVar[Source | None] = None
    """The source of a spider that the loader made for Scrapy's own commands."""
    session: Session
    ledger: Ledger
    spares: Spares

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, session: Session | None = None, **kwargs: Any) -> SourceSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if session is None:
            from crawler.spiders.at_home import session_at_home

            session = session_at_home(cls.source)
        spider.session = session
        spider.ledger = Ledger(session)
        spider.spares = Spares()
        return spider

    async def start(self) -> AsyncIterator[Any]:
        try:
            async for request in self._begin():
                yield request
        except SilkwireError as error:  # Scrapy would log it with its traceback, and call the crawl a good one
            self.session.error = self.session.error or error

    async def _begin(self) -> AsyncIterator[Any]:
        options = self.session.options
        if options.urls:
            errands = one_off_errands(options.urls, self.session.sources)
        else:
            errands = [errand for source in self.session.sources for errand in entry_errands(source)]
        for errand in errands:
            self.ledger.begin(errand)
        async for request in self._ask_all(errands):
            yield request
        if not options.urls and not options.dry_run and self.session.desk is not None:
            for source in self.session.sources:
                for url in await self.session.desk.revisits(source.name, options.revisits):
                    errand = Errand(source=source, role="page", url=url, link=Link(url=url), revisit=True)
                    self.ledger.begin(errand)
                    async for request in self.ask(errand):
                        yield request

    def errand(self, url: str) -> Errand:
        """The errand of a request that one of Scrapy's commands made."""
        source = self.source or self.session.sources[0]
        errand = Errand(source=source, role="any", url=url)
        self.ledger.begin(errand)
        return errand

    # --- asking -------------------------------------------------------------------------------------------------------

    async def ask(self, errand: Errand, url: str | None = None) -> AsyncIterator[Request]:
        """The request for an errand that has begun; none when its address may not be asked for."""
        url = url or errand.url
        try:
            slot = place(url).authority
        except AddressRefused as error:
            spare = self._spare(errand, useful=False)
            await self.ledger.failed(errand, Undelivered("refused", str(error)))
            async for request in self._home(spare):
                yield request
            return
        headers = headers_for(errand.source, url)
        if self._is_known(errand):
            validators = await self.session.desk.validators(errand.url) if self.session.desk else None
            headers |= conditional_headers(validators, self.session.clock(), self.session.options.full_every)
        yield Request(
            url, callback=self.answers[errand.role](self), errback=self.failed, headers=headers,
            meta={META: errand, "download_slot": slot}, dont_filter=True, priority=0 if errand.role == "page" else 10,
        )  # fmt: skip

    def _is_known(self, errand: Errand) -> bool:
        """Whether `it is as it was` would be answer enough: not for who looks further back than the last crawl did."""
        options = self.session.options
        if errand.revisit:
            return True
        return errand.role in {"index", "sitemap", "home"} and not options.looks_back and not options.dry_run

    async def _ask_all(self, errands: Sequence[Errand]) -> AsyncIterator[Request]:
        for errand in errands:
            async for request in self.ask(errand):
                yield request

    async def failed(self, failure: Failure) -> Output:
        """No page came of a request. An article whose next page is missing is kept as far as it goes."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        errand, error = errand_of(request), undelivered(failure.value)
        if errand is None or error.kind == STOPPED:  # it was never asked for: it is left hanging, and comes next time
            return
        if not errand.before:
            spare = self._spare(errand, useful=False)
            await self.ledger.failed(errand, error)
            async for request in self._home(spare):
                yield request
            return
        self.session.tally(errand.source).note(error.problem(request.url))
        try:
            read = await self.session.read(errand, errand.before)
        except SilkwireError as unread:
            await self.ledger.unread(errand, unread)
            return
        visit = Visit(url=errand.url, source=errand.source.name, result="kept", final_url=errand.before[0].url)
        yield Found(reading=read.reading, errand=errand, visit=visit)

    # --- answers ------------------------------------------------------------------------------------------------------

    async def parse(self, response: Response, **_: Any) -> Output:
        """Whatever stands at an address: a feed, a sitemap, an article or a list."""
        errand, page = self._open(response)
        try:
            result = await self.session.pool.look_or_read(
                page, errand.source, await self.session.sentences(errand.source)
            )
        except (PageError, SilkwireError) as error:
            await self.ledger.unread(errand, error)
            return
        if isinstance(result, Look):
            async for request in self._entries(errand, response, result):
                yield request
        elif urlsplit(response.url)[2:4] in (("", ""), ("/", "")) and (await self.session.pool.survey(page)).feeds:
            async for output in self.parse_home(response):  # the welcome of a site is no news; /?p=123 is an article
                yield output
        else:
            async for output in self._read(errand, response, page, result):
                yield output

    async def parse_home(self, response: Response) -> Output:
        """A home page stands for the entry points that it names; else it is a list itself."""
        errand, page = self._open(response)
        if response.status == 304:
            async for request in self._unchanged(errand, response):
                yield request
            return
        try:
            named = await self.session.pool.survey(page)
        except SilkwireError as error:
            await self.ledger.unread(errand, error)
            return
        sitemaps = named.sitemaps or await self._robots_sitemaps(errand, response)
        roles: tuple[tuple[Role, tuple[str, ...]], ...] = (("index", named.feeds), ("sitemap", sitemaps))
        role, urls = next(((role, urls) for role, urls in roles if urls), ("index", ()))
        following = [
            replace(errand, role=role, url=url, depth=errand.depth + 1, named=True) for url in urls[:MOST_NAMED]
        ]
        if not following or {errand.url, response.url} & {one.url for one in following}:  # it is one itself
            async for request in self._index(errand, response, page):
                yield request
            return
        for one in following:
            self.ledger.begin(one)
        self.spares.keep(Spare(errand, response, page, len(following)))
        await self.ledger.passed_on(errand)
        async for request in self._ask_all(following):
            yield request

    async def _robots_sitemaps(self, errand: Errand, response: Response) -> tuple[str, ...]:
        """The sitemaps that a site's robots.txt names."""
        robots = self.crawler.get_downloader_middleware(Robots)
        named = (await robots.rules(place(response.url).origin, errand)).sitemaps if robots else ()
        return tuple(urljoin(response.url, one) for one in named)

    def _spare(self, errand: Errand, *, useful: bool) -> Spare | None:
        """The home page that is to be read in the place of an entry point that ends: begun, so that its source goes on."""
        spare = self.spares.after(errand, useful=useful)
        if spare is not None:
            self.ledger.begin(spare.errand)
        return spare

    async def _home(self, spare: Spare | None) -> AsyncIterator[Request]:
        """Requests for what a home page lists itself. Fetched whole next time: were it as it was, what it names would not be asked."""
        if spare is not None:
            async for request in self._index(spare.errand, spare.response, spare.page, lasting=False):
                yield request

    async def parse_index(self, response: Response) -> Output:
        """A feed, sitemap, list or API."""
        errand, page = self._open(response)
        if response.status == 304:
            self.spares.after(errand, useful=True)
            async for request in self._unchanged(errand, response):
                yield request
            return
        async for request in self._index(errand, response, page):
            yield request

    async def parse_page(self, response: Response) -> Output:
        """A page of an article."""
        errand, page = self._open(response)
        if response.status == 304:
            await self.ledger.not_modified(errand, response)
            return
        try:
            read = await self.session.read(errand, (*errand.before, page))
        except SilkwireError as error:
            await self.ledger.unread(errand, error)
            return
        async for output in self._read(errand, response, page, read):
            yield output

    answers: ClassVar[dict[str, Any]] = {}
    """Role of an errand -> the method that takes its answer; filled below."""

    # --- the parts of an answer ---------------------------------------------------------------------------------------

    def _open(self, response: Response) -> tuple[Errand, Page]:
        assert response.request is not None
        errand = errand_of(response.request)
        assert errand is not None
        return errand, page_of(response, self.session.clock())

    async def _index(
        self, errand: Errand, response: Response, page: Page, *, lasting: bool = True
    ) -> AsyncIterator[Request]:
        """Requests for what an entry point names. It is `lasting` where to hear that it is as it was will be enough next time: not
        where it brought nothing, and a home page was read in its place."""
        try:
            found = await self.session.pool.look(page, errand.source)
        except (DiscoverError, SilkwireError) as error:
            spare = self._spare(errand, useful=False)
            await self.ledger.unread(errand, error)
            async for request in self._home(spare):
                yield request
            return
        useful = bool(found.links or found.left or found.index.sitemaps)
        spare = self._spare(errand, useful=useful)
        async for request in self._entries(errand, response, found, lasting=lasting and (useful or not errand.named)):
            yield request
        async for request in self._home(spare):
            yield request

    async def _entries(
        self, errand: Errand, response: Response, found: Look, *, lasting: bool = True
    ) -> AsyncIterator[Request]:
        """Requests for what an index names: further indexes, and the pages that are wanted."""
        tally = self.session.tally(errand.source)
        self.ledger.read_index(errand, found, max_age(response))
        following = self.ledger.further_indexes(errand, found)
        delay = pace(self.crawler, place(response.url).authority)
        try:
            links = await pages_wanted(self.session, tally, errand, found.links, delay)
            links += await pages_again(self.session, tally, delay)
        except SilkwireError as error:
            await self.ledger.broken(errand, error)
            return
        errands = [*following, *(self._page_errand(errand.source, link) for link in links)]
        for one in errands:
            self.ledger.begin(one)
        visit = visit_of(errand, response, "list")
        await self.ledger.listed(errand, visit if lasting else replace(visit, etag=None, last_modified=None))
        async for request in self._ask_all(errands):
            yield request

    async def _unchanged(self, errand: Errand, response: Response) -> AsyncIterator[Request]:
        """An index is as it was: what it named is known, but for the pages that failed in passing."""
        tally = self.session.tally(errand.source)
        links = await pages_again(self.session, tally, pace(self.crawler, place(response.url).authority))
        errands = [self._page_errand(errand.source, link) for link in links]
        for one in errands:
            self.ledger.begin(one)
        await self.ledger.not_modified(errand, response)
        async for request in self._ask_all(errands):
            yield request

    @staticmethod
    def _page_errand(source: Source, link: Link) -> Errand:
        return Errand(source=source, role="page", url=link.url, link=link)

    async def _read(self, errand: Errand, response: Response, page: Page, read: Read) -> Output:
        if read.next_page and _is_web(read.next_page) and len(errand.before) + 1 < MOST_PARTS:
            further = replace(errand, role="page", before=(*errand.before, page))
            async for request in self.ask(further, read.next_page):
                yield request
            return
        yield Found(reading=read.reading, errand=errand, visit=visit_of(errand, response, "kept"))


def _is_web(url: str) -> bool:
    try:
        place(url)
    except AddressRefused:
        return False
    return True


SourceSpider.answers = {
    "index": lambda spider: spider.parse_index,
    "sitemap": lambda spider: spider.parse_index,
    "home": lambda spider: spider.parse_home,
    "page": lambda spider: spider.parse_page,
    "any": lambda spider: spider.parse,
}
