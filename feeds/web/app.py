"""The ASGI application."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from feeds.model import Shelf
from feeds.web.desk import Desk
from feeds.web.documents import Documents
from feeds.web.gate import Gate
from feeds.web.house import House, build_house
from feeds.web.readers import ReaderFactory
from feeds.web.routes import pages
from feeds.web.settings import WebSettings


class App:
    """Documents, pages, API and health, behind one gate."""

    def __init__(self, house: House) -> None:
        self.house = house
        documents, rest = Documents(house), pages(house)

        async def inside(scope: Scope, receive: Receive, send: Send) -> None:
            below_feeds = scope["type"] == "http" and scope["path"].startswith("/feeds/") and len(scope["path"]) > 7
            await (documents if below_feeds else rest)(scope, receive, send)

        self._gate: ASGIApp = Gate(inside, house)

    @property
    def settings(self) -> WebSettings:
        return self.house.settings

    @property
    def desk(self) -> Desk:
        return self.house.desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            await self._gate(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        working = asyncio.create_task(self.house.hub.run()) if self.house.hub else None
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if working is not None:
            working.cancel()
            await asyncio.wait((working,), timeout=1)
        self.house.close()
        await send({"type": "lifespan.shutdown.complete"})


def make_app(
    reader_factory: ReaderFactory,
    shelf: Shelf,
    settings: WebSettings = WebSettings(),  # noqa: B008 - frozen
    *,
    clock: Callable[[], float] = time.monotonic,
    wall: Callable[[], float] = time.time,
) -> App:
    """The application over a store and a shelf.

    Args:
        reader_factory: opens the store read-only in the thread that calls it; None while there is no database yet.
        shelf: where the documents stand; its `folder` is read.
        clock: seconds for intervals; wall: seconds since 1970.
    """
    return App(build_house(reader_factory, shelf, settings, clock=clock, wall=wall))
