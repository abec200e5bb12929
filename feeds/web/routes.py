"""Which address is which page."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from crawler.errors import NotFound, StoreError
from feeds.web import api, assets, health
from feeds.web.api import problem
from feeds.web.house import House
from feeds.web.pages import Pages
from feeds.web.params import BadQuery
from feeds.web.respond import plain, response_of

log = logging.getLogger("silkwire.web")


def pages(house: House) -> ASGIApp:
    """The application for everything but documents."""
    people, data, state, files = Pages(house), api.Api(house), health.Health(house), assets.Assets(house)
    failures = Failures(people)
    routes = [
        Route("/", people.home),
        Route("/stories/{story_id}", people.story),
        Route("/feeds", people.feeds),
        Route("/feeds/", people.feeds),
        Route("/feeds.opml", people.opml),
        Route("/sources", people.sources),
        Route("/healthz", state.alive),
        Route("/healthz/ready", state.ready),
        Route("/metrics", state.metrics),
        Route("/api", data.index),
        Route("/api/", data.index),
        Route("/api/stories", data.stories),
        Route("/api/stories/{story_id}", data.story),
        Route("/api/feeds", data.feeds),
        Route("/api/sources", data.sources),
        Route("/static/{name}", files.static),
        Route("/favicon.ico", files.icon),
        Route("/favicon.svg", files.icon),
        Route("/robots.txt", files.robots),
    ]
    if house.hub is not None:
        from feeds.web.hub.door import HubDoor

        routes.append(Route("/hub", HubDoor(house.hub).answer, methods=["POST"]))
    router = Router(routes, redirect_slashes=False, default=failures.nothing)
    answers: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        HTTPException: failures.http,
        BadQuery: failures.bad_query,
        NotFound: failures.not_found,
        StoreError: failures.store,
    }
    return ExceptionMiddleware(router, answers)


class Failures:
    """What is answered when a page cannot be given: as a page, JSON or a line, whichever was asked for."""

    def __init__(self, people: Pages) -> None:
        self._people = people

    async def nothing(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer for an address that is none."""
        request = Request(scope, receive)
        await self._say(request, 404, "There is no such page.")(scope, receive, send)

    async def http(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        words = "There is no such page." if status == 404 else getattr(error, "detail", "")
        return self._say(request, status, words)

    async def bad_query(self, request: Request, error: Exception) -> Response:
        return self._say(request, 400, str(error))

    async def not_found(self, request: Request, error: Exception) -> Response:
        return self._say(request, 404, str(error))

    async def store(self, request: Request, error: Exception) -> Response:
        log.warning("the store does not answer: %s", error)
        return self._say(request, 503, str(error))

    def _say(self, request: Request, status: int, words: str) -> Response:
        path = request.scope["path"]
        if path.startswith("/api"):
            return response_of(problem(status, words))
        if path.startswith(("/static/", "/metrics", "/healthz")):
            return response_of(plain(status, words))
        return response_of(self._people.failure(status, words))
