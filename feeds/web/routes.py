"""Which address is which page."""

from __future__ import annotations

import logging

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crawler.errors import NotFound, StoreError
from feeds.web import api, assets, health
from feeds.web.api import problem
from feeds.web.house import House
from feeds.web.pages import Pages
from feeds.web.params import BadQuery
from feeds.web.respond import plain, response_of

log = logging.getLogger("silkwire.web")


def pages(house: House) -> Starlette:
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
    return Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: failures.http,
            BadQuery: failures.bad_query,
            NotFound: failures.not_found,
            StoreError: failures.store,
            Exception: failures.bug,
        },
    )


class Failures:
    """What is answered when a page cannot be given: as a page, JSON or a line, whichever was asked for."""

    def __init__(self, people: Pages) -> None:
        self._people = people

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

    async def bug(self, request: Request, error: Exception) -> Response:
        return self._say(request, 500, "Something went wrong here. It was written to the log.")

    def _say(self, request: Request, status: int, words: str) -> Response:
        path = request.url.path
        if path.startswith("/api"):
            return response_of(problem(status, words))
        if path.startswith(("/static/", "/metrics", "/healthz")):
            return response_of(plain(status, words))
        return response_of(self._people.failure(status, words))
