"""Everything below `/feeds/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from starlette.types import Receive, Scope, Send

from crawler.errors import NotFound, StoreError
from feeds import catalogue
from feeds.model import Feed
from feeds.web import tokens
from feeds.web.answer import Answer
from feeds.web.ask import ask
from feeds.web.directory import titles
from feeds.web.held import Held
from feeds.web.house import House
from feeds.web.names import ALWAYS, MEDIA_TYPES, DocumentName
from feeds.web.params import BadQuery, feed_of, wish
from feeds.web.respond import plain, send_answer
from feeds.web.rhythm import ASSET
from feeds.web.security import DATA


class Documents:
    """ASGI application for the documents of feeds: those of the shelf, of archives and of queries."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._styles: dict[str, Held] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send_answer(send, await self.answer(scope))

    async def answer(self, scope: Scope) -> Answer:
        """The answer to a GET or HEAD."""
        path = scope["path"].removeprefix("/feeds/")
        try:
            held = await self._find(path, scope)
        except BadQuery as error:
            return plain(400, str(error))
        except NotFound:
            held = None
        except StoreError as error:
            return plain(503, f"{error}", retry_after=30)
        if held is None:
            return plain(404, "There is no such feed: /feeds lists those there are.")
        if isinstance(held, Answer):
            return held
        return held.answer(ask(scope["path"], scope["method"], scope["headers"]))

    async def _find(self, path: str, scope: Scope) -> Held | Answer | None:
        stem, _, extension = path.rpartition(".")
        if extension == "css":
            return self._style(stem)
        query_string = scope["query_string"].decode("latin-1")
        if stem == "query" and extension in MEDIA_TYPES:
            return await self._house.workshop.document(feed_of(query_string), extension)
        name = self._house.library.name(path)
        if name is None or (self._private(name) and not self._opens(name, query_string, scope)):
            # both are limited alike: else the limit would tell which names are those of private feeds
            wait = self._house.work_limiter.wait(scope["client_key"])
            return plain(429, f"Too many tries: ask again in {wait} s.", retry_after=wait) if wait else None
        if name.key is not None:
            feed = await self._feed(name)
            return await self._house.workshop.archived(feed, name.extension, name.key) if feed else None
        if "limit=" in query_string:
            return await self._part(name, wish(query_string, limit=50).feed.limit, scope)
        return self._house.library.get(name) or await self._not_yet(name)

    def _private(self, name: DocumentName) -> bool:
        feed = self._house.own.get(name.feed)
        return feed is not None and feed.private

    def _opens(self, name: DocumentName, query_string: str, scope: Scope) -> bool:
        return tokens.opens(name.feed, self._house.settings.tokens, query_string, scope["headers"])

    async def _part(self, name: DocumentName, limit: int, scope: Scope) -> Held | Answer | None:
        """A standing feed with another number of stories: work, unlike the document itself."""
        wait = self._house.work_limiter.wait(scope["client_key"])
        if wait:
            return plain(429, f"Too many requests: ask again in {wait} s.", retry_after=wait)
        feed = await self._feed(name)
        if feed is None or feed.name == "health":
            return self._house.library.get(name) or await self._not_yet(name)
        return await self._house.workshop.document(replace(feed, limit=limit), name.extension)

    async def _feed(self, name: DocumentName) -> Feed | None:
        feed = catalogue.find(
            name.feed, self._house.settings.own, source_titles=await titles(self._house), facets=await self._facets()
        )
        return feed and catalogue.as_of(feed, self._house.now())

    async def _facets(self) -> Mapping[str, int]:
        return await self._house.readers.ask(lambda reader: reader.facets())

    async def _not_yet(self, name: DocumentName) -> Held | None:
        """Empty, for the few feeds that are there before their first story."""
        if name.feed not in ALWAYS and name.feed not in self._house.own:
            return None
        feed = catalogue.find(name.feed, self._house.settings.own)
        return await self._house.workshop.empty(feed, name.extension) if feed else None

    def _style(self, stem: str) -> Held | None:
        from feeds import build

        if stem not in build.STYLES:
            return None
        if stem not in self._styles:
            self._styles[stem] = Held(
                build.style(stem), "text/css; charset=utf-8", modified=None, headers=DATA, cache_control=ASSET
            )
        return self._styles[stem]
