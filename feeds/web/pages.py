"""The pages for people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from crawler.errors import StoreError
from crawler.model import Alarm
from feeds import build, names
from feeds.web import render
from feeds.web.answer import Answer, headers
from feeds.web.cards import ALL, documents
from feeds.web.detail import story_page
from feeds.web.directory import Directory, directory
from feeds.web.fresh import TooLong
from feeds.web.held import Held
from feeds.web.house import House
from feeds.web.listing import by_days, facets_of, found_cards, menus, older_page, standing_of
from feeds.web.params import wish
from feeds.web.readers import Reader
from feeds.web.respond import answer_of, made
from feeds.web.rhythm import AD_HOC
from feeds.web.security import DATA, PAGE
from feeds.web.sources import Board, board
from feeds.web.vitals import open_alarms

HTML = "text/html; charset=utf-8"
PER_PAGE = 30


class Sheet:
    """A template and what goes into it."""

    def __init__(self, template: str, **values: Any) -> None:
        self.template, self.values = template, values


class Pages:
    """Each method answers one address."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def home(self, request: Request) -> Response:
        """The latest stories, or those that a search finds."""
        wanted = wish(request.scope["query_string"].decode("latin-1"), limit=PER_PAGE)

        async def make() -> Sheet:
            cards, more = await self._house.readers.ask(
                partial(found_cards, wanted=wanted, base_url=self._house.settings.base)
            )
            listed = await directory(self._house)
            older = older_page(wanted, cards) if more else None
            feed = standing_of(wanted.feed, listed)
            return Sheet(
                "home.html",
                wanted=wanted,
                days=by_days(cards, wanted),
                older=older,
                shown=documents(feed.name, feed.title),
                selected=any(wanted.fields),
                facets=facets_of(listed),
                groups=menus(listed, wanted),
            )

        return await self._answer(request, ("home", wanted), make)

    async def story(self, request: Request) -> Response:
        """One story: who tells it, why it is here, what was corrected."""
        number = story_number(request)
        shown = await self._house.readers.ask(partial(story_page, number=number, base_url=self._house.settings.base))
        if shown.story.id != number:
            return RedirectResponse(f"{self._house.settings.root}/stories/{shown.story.id}", 301)

        async def make() -> Sheet:
            return Sheet("story.html", page=shown, shown=ALL)

        return await self._answer(request, ("story", number), make)

    async def feeds(self, request: Request) -> Response:
        """Everything that can be subscribed to."""

        async def make() -> Sheet:
            return Sheet(
                "feeds.html", directory=await directory(self._house), shown=ALL, group_names=names.names("groups")
            )

        try:
            return await self._answer(request, "feeds", make)
        except TooLong:
            raise  # what it waits for would only become more
        except StoreError:
            return answer_of(await self._print(await make()), request)

    async def opml(self, request: Request) -> Response:
        """The list of feeds, to import."""

        async def make() -> Held:
            listed = await directory(self._house)
            return await self._house.workshop.work(lambda: _opml(listed, self._house.settings.base))

        try:
            return answer_of(await self._house.fresh.get("opml", make), request)
        except TooLong:
            raise  # what it waits for would only become more
        except StoreError:
            return answer_of(await make(), request)

    async def sources(self, request: Request) -> Response:
        """How the sources are doing."""

        async def make() -> Sheet:
            statuses = await self._house.readers.ask(lambda reader: reader.source_statuses())
            alarms = await self._house.readers.ask(_alarms)
            shown: Board = board(statuses, alarms, self._house.now())
            return Sheet("sources.html", board=shown, shown=documents("health", "Health of the sources"))

        return await self._answer(request, "sources", make)

    def failure(self, status: int, words: str) -> Answer:
        """A page that says what went wrong and where to go on."""
        body = self._page("failure.html", status=status, words=words, shown=ALL).encode()
        more = {"retry_after": 30} if status == 503 else {}
        return Answer(
            status, headers(content_type=HTML, content_length=len(body), cache_control="no-store", **more) + PAGE, body
        )

    def _page(self, template: str, **values: Any) -> str:
        now = self._house.now()
        settings = self._house.settings
        return render.page(
            template,
            {
                "root": settings.root,
                "base": settings.base,
                "now": now,
                "ago": lambda when: render.distance(when, now),
                "wanted": None,
                "hub": settings.hub,
                **values,
            },
        )

    async def _print(self, sheet: Sheet) -> Held:
        """The page, made and compressed in a thread: a list of thousands of feeds must not stop the documents."""

        def work() -> Held:
            held = made(self._page(sheet.template, **sheet.values), HTML, PAGE)
            held.compress()
            return held

        return await self._house.workshop.work(work)

    async def _answer(self, request: Request, key: Any, make: Callable[[], Awaitable[Sheet]]) -> Response:
        """A page, made once for all who ask in the same minute while the store stays as it is."""

        async def hold() -> Held:
            return await self._print(await make())

        minute = None if key == "feeds" else int(self._house.wall() // 60)  # the list of feeds tells no times
        return answer_of(await self._house.fresh.get(("page", key), hold, also=minute), request)


def story_number(request: Request) -> int:
    """The number in an address; anything else is no story."""
    text = request.path_params["story_id"]
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):
        raise HTTPException(404)
    return int(text)


def _alarms(reader: Reader) -> list[Alarm]:
    """All that are open, however old, and those that closed last."""
    return [*open_alarms(reader), *(alarm for alarm in reader.alarms(limit=100) if alarm.closed)]


def _opml(listed: Directory, base_url: str) -> Held:
    body = build.opml(listed.feeds, base_url)
    held = Held(body, "text/x-opml; charset=utf-8", modified=None, headers=DATA, cache_control=AD_HOC)
    held.compress()
    return held
