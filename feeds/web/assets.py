"""Style sheet, script and icon: the only files that pages use, all our own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from feeds.web.held import Held
from feeds.web.house import House
from feeds.web.respond import answer_of, made
from feeds.web.rhythm import ASSET
from feeds.web.security import DATA

FILES = {
    "silkwire.css": "text/css; charset=utf-8",
    "silkwire.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@cache
def asset(name: str) -> Held:
    """One of `FILES`."""
    body = files("feeds.web").joinpath("static", name).read_bytes()
    held = Held(body, FILES[name], modified=None, headers=DATA, cache_control=ASSET)
    held.compress()
    return held


@cache
def version(name: str) -> str:
    """A few characters that change with the content, so that a browser never mixes an old style with a new page."""
    return asset(name).tag.decode()[:8]


class Assets:
    """Their addresses."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            raise HTTPException(404)
        return answer_of(asset(name), request)

    async def icon(self, request: Request) -> Response:
        return answer_of(asset("icon.svg"), request)

    async def robots(self, request: Request) -> Response:
        """Search pages are endless; stories and feeds may be found."""
        root = self._house.settings.root
        text = f"User-agent: *\nDisallow: {root}/feeds/query.\nDisallow: {root}/api/\nDisallow: {root}/*?\n"
        return answer_of(made(text, "text/plain; charset=utf-8", DATA, ASSET), request)
