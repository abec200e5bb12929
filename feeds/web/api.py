"""The same as the pages, for programs: small, read-only JSON."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from feeds.web.answer import Answer, headers
from feeds.web.detail import story_page
from feeds.web.directory import directory
from feeds.web.facts import source_facts, story_details, story_facts
from feeds.web.house import House
from feeds.web.pages import story_number
from feeds.web.params import Wish, cursor, feed_of, wish
from feeds.web.readers import Reader
from feeds.web.respond import answer_of, made
from feeds.web.security import DATA

JSON = "application/json"
_OWN = ("before", "page", "token")


class Api:
    """Each method answers one address."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def index(self, request: Request) -> Response:
        """What there is."""
        base = self._house.settings.base
        return self._say(
            request,
            {
                "stories": f"{base}/api/stories{{?q,country,sector,kind,source,language,limit,before,page}}",
                "story": f"{base}/api/stories/{{id}}",
                "feeds": f"{base}/api/feeds",
                "sources": f"{base}/api/sources",
                "health": f"{base}/healthz",
            },
        )

    async def stories(self, request: Request) -> Response:
        """The latest stories, or those that a search finds, with the address of the next page."""
        asked = request.scope["query_string"].decode("latin-1")
        strictly = "&".join(part for part in asked.split("&") if part.partition("=")[0] not in _OWN)
        feed_of(strictly)
        wanted, base = wish(asked, limit=50), self._house.settings.base
        found, following = await self._house.readers.ask(partial(_stories, wanted=wanted, base_url=base))
        question = wanted.encoded(limit=wanted.feed.limit, **following) if following else None
        return self._say(request, {"stories": found, "next": f"{base}/api/stories?{question}" if question else None})

    async def story(self, request: Request) -> Response:
        """One story with all that its page shows."""
        number, base = story_number(request), self._house.settings.base
        page = await self._house.readers.ask(partial(story_page, number=number, base_url=base))
        if page.story.id != number:
            return RedirectResponse(f"{self._house.settings.root}/api/stories/{page.story.id}", 301)
        return self._say(request, story_facts(page.story, base) | story_details(page))

    async def feeds(self, request: Request) -> Response:
        """The public feeds."""
        found, base = await directory(self._house), self._house.settings.base
        listed = [
            {
                "name": one.feed.name,
                "title": one.feed.title,
                "group": one.feed.group,
                "stories": one.stories,
                "atom": f"{base}/feeds/{one.feed.name}.atom",
                "rss": f"{base}/feeds/{one.feed.name}.rss",
                "json": f"{base}/feeds/{one.feed.name}.json",
            }
            for one in found.listed
        ]
        return self._say(request, {"feeds": listed, "complete": found.complete})

    async def sources(self, request: Request) -> Response:
        """How the sources are doing."""
        statuses = await self._house.readers.ask(lambda reader: reader.source_statuses())
        return self._say(request, {"sources": [source_facts(status) for status in statuses]})

    def _say(self, request: Request, value: dict[str, Any]) -> Response:
        return answer_of(made(json.dumps(value, ensure_ascii=False), JSON, DATA), request)


def problem(status: int, words: str) -> Answer:
    """What went wrong, as RFC 9457 has it."""
    body = json.dumps({"title": words, "status": status}, ensure_ascii=False).encode()
    more = {"retry_after": 30} if status == 503 else {}
    about = headers(content_type="application/problem+json", content_length=len(body), cache_control="no-store", **more)
    return Answer(status, about + DATA, body)


def _stories(reader: Reader, wanted: Wish, base_url: str) -> tuple[list[dict[str, Any]], dict[str, str | int]]:
    limit = wanted.feed.limit
    if wanted.query.text:
        hits = reader.search(wanted.query.text, wanted.rest, limit=limit + 1, offset=(wanted.page - 1) * limit)
        found = [story_facts(hit.story, base_url) for hit in hits[:limit]]
        return found, {"page": wanted.page + 1} if len(hits) > limit and not wanted.last else {}
    stories = reader.stories(wanted.query, limit=limit + 1, before=wanted.before)
    shown = stories[:limit]
    following: dict[str, str | int] = {}
    if len(stories) > limit:
        following = {"before": cursor(shown[-1].first_seen, shown[-1].id)}
    return [story_facts(story, base_url) for story in shown], following
