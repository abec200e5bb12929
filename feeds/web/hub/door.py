"""The hub's address: `POST /hub`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from feeds.web.hub.hub import Hub
from feeds.web.hub.wishes import Refusal, read
from feeds.web.respond import plain, response_of

LONGEST = 16_384
"""Bytes of a form."""


class HubDoor:
    """Takes what subscribers and publishers send."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def answer(self, request: Request) -> Response:
        """202 when the wish was taken (the subscriber is asked later), else 400 with the reason."""
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LONGEST:
                return response_of(plain(413, "This form is too long."))
        try:
            wish = read(body)
            if wish is None:
                self._hub.look()
            else:
                self._hub.accept(wish)
        except Refusal as refusal:
            return response_of(plain(400, f"{refusal}."))
        return response_of(plain(202, "We shall see."))
