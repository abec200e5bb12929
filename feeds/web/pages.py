"""The pages for people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from crawler.errors import StoreError
from crawler.model import Hit
from feeds import build, names
from feeds.build.rights import allowed
from feeds.model import Feed, Query
from feeds.web import render
from feeds.web.answer import Answer, headers
from feeds.web.cards import ALL, Card, card, documents
from feeds.web.detail import StoryPage, story_page
from feeds.web.directory import Directory, directory
from feeds.web.held import Held
from feeds.web.house import House
from feeds.web.params import Wish, cursor, wish
from feeds.web.readers import Reader
from feeds.web.respond import answer_of, made
from feeds.web.rhythm import AD_HOC
from feeds.web.security import DATA, PAGE
from feeds.web.sources import Board, board

HTML = "text/html; charset=utf-8"
PER_PAGE = 30


class Pages:
    """Each method answers one address."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def home(self, request: Request) -> Response:
        """The latest stories, or those that a search finds."""
        wanted = wish(request.scope["query_string"].decode("latin-1"), limit=PER_PAGE)

        async def make() -> str:
            cards, more = await self._house.readers.ask(
                partial(_cards, wanted=wanted, base_url=self._house.settings.base)
            )
            listed = await directory(self._house)
            older = _older(wanted, cards) if more else None
            feed = standing_of(wanted.feed, listed)
            return self._page(
                "home.html",
                wanted=wanted,
                days=_days(cards, wanted),
                older=older,
                shown=documents(feed.name, feed.title),
                selected=any(wanted.fields),
                facets=_facets(listed),
                groups=_choices(listed, wanted),
            )

        return await self._answer(request, ("home", wanted), make)

    async def story(self, request: Request) -> Response:
        """One story: who tells it, why it is here, what was corrected."""
        number = story_number(request)
        shown = await self._house.readers.ask(partial(story_page, number=number, base_url=self._house.settings.base))
        if shown.story.id != number:
            return RedirectResponse(f"{self._house.settings.root}/stories/{shown.story.id}", 301)

        async def make() -> str:
            return self._story(shown)

        return await self._answer(request, ("story", number), make)

    async def feeds(self, request: Request) -> Response:
        """Everything that can be subscribed to."""

        async def make() -> str:
            return self._page(
                "feeds.html", directory=await directory(self._house), shown=ALL, group_names=names.names("groups")
            )

        try:
            return await self._answer(request, "feeds", make)
        except StoreError:
            return answer_of(made(await make(), HTML, PAGE), request)

    async def opml(self, request: Request) -> Response:
        """The list of feeds, to import."""

        async def make() -> Held:
            body = build.opml((await directory(self._house)).feeds, self._house.settings.base)
            held = Held(body, "text/x-opml; charset=utf-8", modified=None, headers=DATA, cache_control=AD_HOC)
            held.compress()
            return held

        try:
            return answer_of(await self._house.fresh.get("opml", make), request)
        except StoreError:
            return answer_of(await make(), request)

    async def sources(self, request: Request) -> Response:
        """How the sources are doing."""

        async def make() -> str:
            statuses = await self._house.readers.ask(lambda reader: reader.source_statuses())
            alarms = await self._house.readers.ask(lambda reader: reader.alarms(limit=100))
            shown: Board = board(statuses, alarms, self._house.now())
            return self._page("sources.html", board=shown, shown=documents("health", "Health of the sources"))

        return await self._answer(request, "sources", make)

    def failure(self, status: int, words: str) -> Answer:
        """A page that says what went wrong and where to go on."""
        body = self._page("failure.html", status=status, words=words, shown=ALL).encode()
        more = {"retry_after": 30} if status == 503 else {}
        return Answer(
            status, headers(content_type=HTML, content_length=len(body), cache_control="no-store", **more) + PAGE, body
        )

    def _story(self, shown: StoryPage) -> str:
        return self._page("story.html", page=shown, shown=ALL)

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

    async def _answer(self, request: Request, key: Any, make: Callable[[], Awaitable[str]]) -> Response:
        """A page, made once for all who ask in the same minute while the store stays as it is."""

        async def hold() -> Held:
            return made(await make(), HTML, PAGE)

        minute = int(self._house.wall() // 60)
        return answer_of(await self._house.fresh.get(("page", key), hold, also=minute), request)


def story_number(request: Request) -> int:
    """The number in an address; anything else is no story."""
    text = request.path_params["story_id"]
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):
        raise HTTPException(404)
    return int(text)


def standing_of(feed: Feed, listed: Directory) -> Feed:
    """The standing feed with the same stories, where there is one: its document is ready, and its address is shorter."""
    q = feed.query
    names_of = {
        Query(): "all",
        Query(countries=q.countries[:1]): f"country/{next(iter(q.countries), '')}",
        Query(countries=q.countries[:2]): "pair/" + "-".join(q.countries[:2]),
        Query(kinds=q.kinds[:1]): f"kind/{next(iter(q.kinds), '')}",
        Query(sectors=q.sectors[:1]): f"sector/{next(iter(q.sectors), '')}",
        Query(sources=q.sources[:1]): f"source/{next(iter(q.sources), '')}",
        Query(languages=q.languages[:1]): f"language/{next(iter(q.languages), '')}",
    }
    name = "all" if q == Query() else names_of.get(q)
    return next((one for one in listed.feeds if one.name == name), feed)


def _cards(reader: Reader, wanted: Wish, base_url: str) -> tuple[Sequence[Card], bool]:
    limit = wanted.feed.limit
    if wanted.query.text:
        offset = (wanted.page - 1) * limit
        hits = reader.search(wanted.query.text, wanted.rest, limit=limit + 1, offset=offset)
        return tuple(card(hit.story, base_url, _quote(hit)) for hit in hits[:limit]), len(hits) > limit
    stories = reader.stories(wanted.query, limit=limit + 1, before=wanted.before)
    return tuple(card(story, base_url) for story in stories[:limit]), len(stories) > limit


def _quote(hit: Hit) -> str | None:
    """The words found, where the outlet allows a quotation."""
    return hit.snippet if allowed(hit.story) != "link" else None


def _days(cards: Sequence[Card], wanted: Wish) -> list[tuple[str, list[Card]]]:
    """The latest stories under their days; what a search found is in its own order."""
    if wanted.query.text:
        return [("", list(cards))] if cards else []
    return render.by_day(cards)


def _older(wanted: Wish, cards: Sequence[Card]) -> str:
    if wanted.query.text:
        return "?" + wanted.encoded(page=wanted.page + 1)
    return "?" + wanted.encoded(before=cursor(cards[-1].seen, cards[-1].number))


def _facets(listed: Directory, most: int = 12) -> list[tuple[str, str, list[tuple[str, str, int | None]]]]:
    """What there is most of, by group: parameter, heading, and code, label, number of stories."""
    found = []
    for group in ("country", "kind", "sector", "language"):
        rows = [
            (one.feed.name.partition("/")[2], one.feed.title.removesuffix(": cooperation news"), one.stories)
            for one in listed.listed
            if one.feed.group == group
        ]
        if rows:
            found.append((group, names.names("groups").get(group, group), rows[:most]))
    return found


def _choices(listed: Directory, wanted: Wish) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The menus of the form: parameter, and value, label, chosen."""
    q = wanted.query
    chosen = {
        "country": q.countries,
        "kind": q.kinds,
        "sector": q.sectors,
        "source": q.sources,
        "language": q.languages,
    }
    found = []
    for group, values in chosen.items():
        rows = {
            one.feed.name.partition("/")[2]: one.feed.title.removesuffix(": cooperation news")
            for one in listed.listed
            if one.feed.group == group
        }
        rows |= {value: value for value in values if value not in rows}
        menu = sorted((label, code) for code, label in rows.items())
        found.append((group, [(code, label, code in values) for label, code in menu]))
    return found
