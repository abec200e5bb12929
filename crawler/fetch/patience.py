"""Downloader middleware: waits when a server asks for it, and tries once more what failed in passing.

What waits in a host's slot has passed the middlewares already: so the handler calls `Patience.hold` when the turn has come.
"""

from __future__ import annotations

import asyncio
import email.utils
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scrapy.http import Request, Response

from crawler.fetch.address import place
from crawler.fetch.errand import errand_of
from crawler.fetch.undelivered import Undelivered

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

BUSY = frozenset({429, 503})
PASSING = frozenset({408, 500, 502, 503, 504, 520, 522, 524})
NO_WORD = 60.0
"""Seconds that a 429 without Retry-After is taken for."""
LONGEST = timedelta(days=7)
"""No Retry-After is believed further ahead."""
TRIES = 2
"""Requests made for one address in one crawl, redirects aside."""


class Patience:
    """Retry-After in both forms: a short wait is waited for, a long one is noted and its host left alone until then."""

    def __init__(self, longest_wait: float, pause: float) -> None:
        self._longest_wait = longest_wait
        self._pause = pause
        self._shut: dict[str, datetime] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Patience:
        settings = crawler.settings
        return cls(settings.getfloat("SILKWIRE_LONGEST_WAIT"), settings.getfloat("SILKWIRE_RETRY_PAUSE"))

    async def hold(self, request: Request) -> None:
        """Called when a request's turn has come at its host: waits if the host asked for a short wait.

        Raises:
            Undelivered: the host asked for a long one.
        """
        host = place(request.url).authority
        until = self._shut.get(host)
        if until is None:
            return
        left = (until - datetime.now(UTC)).total_seconds()
        if left > self._longest_wait:
            raise _later(host, until, 429)
        if left > 0:
            await asyncio.sleep(left)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        errand = errand_of(request)
        if response.status not in BUSY | PASSING or (errand and errand.role == "robots"):
            return response
        now = datetime.now(UTC)
        wait = retry_after(response.headers.get("Retry-After"), now) if response.status in BUSY else None
        if wait is None and response.status == 429:
            wait = NO_WORD
        if wait is None:
            return await self._again(request, self._pause) or response
        host, until = place(request.url).authority, now + timedelta(seconds=wait)
        self._shut[host] = max(until, self._shut.get(host, until))
        if wait > self._longest_wait:
            raise _later(host, until, response.status)
        again = await self._again(request, wait)
        if again is None:
            raise _later(host, until, response.status)
        return again

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        errand = errand_of(request)
        if (
            isinstance(exception, Undelivered)
            and exception.kind in {"connection", "bad-answer"}
            and not (errand and errand.role == "robots")
        ):
            return await self._again(request, self._pause)
        return None

    async def _again(self, request: Request, wait: float) -> Request | None:
        tries = request.meta.get("tries", 1)
        if tries >= TRIES:
            return None
        await asyncio.sleep(wait)
        return request.replace(meta={**request.meta, "tries": tries + 1})


def retry_after(value: bytes | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as seconds or as a date; None when there is none or it is nonsense."""
    text = (value or b"").decode("ascii", "replace").strip()
    if not text:
        return None
    if text.isdigit() and len(text) < 10:
        return min(float(text), LONGEST.total_seconds())
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST.total_seconds())


def _later(host: str, until: datetime, status: int) -> Undelivered:
    return Undelivered(
        "later", f"{host} asks to be left alone until {until:%Y-%m-%d %H:%M} UTC: tried again then",
        status=status, retry_at=until, passing=True,
    )  # fmt: skip
