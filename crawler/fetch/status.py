"""Downloader middleware: an answer that is no page becomes one clear `Undelivered`."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.http import Request, Response

from crawler.fetch.errand import Errand, errand_of
from crawler.fetch.undelivered import Undelivered
from crawler.pages.challenge import HEADERS, challenge

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

GONE = frozenset({400, 404, 405, 406, 410, 414, 451})
"""Answers that will be the same next time."""


class Statuses:
    """Lets pass what is a page or `304 Not Modified`; a robots.txt is judged by its own rules."""

    @classmethod
    def from_crawler(cls, _: Crawler) -> Statuses:
        return cls()

    def process_response(self, request: Request, response: Response) -> Response:
        errand = errand_of(request)
        if errand is not None and errand.role == "robots":
            return response
        if response.status == 304:
            if _conditional(request):
                return response
            raise Undelivered(
                "bad-answer", "the server answers 304 Not Modified to who has nothing of it: tried again later", status=304,
                passing=True,
            )  # fmt: skip
        if owner := wall(response):
            raise challenged(response.status, owner)
        if response.status in {200, 203}:
            return response
        raise Undelivered(
            "status",
            f"the server answers {phrase(response.status)}: {_advice(response.status, errand)}",
            status=response.status,
            passing=response.status not in GONE,
        )


def wall(response: Response) -> str | None:
    """Who asks for a check of visitors in the place of the page; None: nobody does."""
    told = {name: (response.headers.get(name) or b"").decode("latin-1") for name in HEADERS}
    return challenge(response.body, told)


def challenged(status: int, owner: str) -> Undelivered:
    """A wall instead of the page, whatever its status: the site may let us pass another day, or never."""
    return Undelivered(
        "challenge",
        f"the server answers {phrase(status)} with a check of visitors ({owner}): it does not want to be read by programs",
        status=status,
        passing=True,
    )


def _conditional(request: Request) -> bool:
    return "If-None-Match" in request.headers or "If-Modified-Since" in request.headers


def phrase(status: int) -> str:
    """`404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _advice(status: int, errand: Errand | None) -> str:
    if status in {401, 403}:
        return "it does not want to be read by programs"
    if status not in GONE:
        return "tried again later"
    if errand is not None and errand.role in {"index", "sitemap", "home"}:
        return "look for its new address with `silkwire sources add`"
    return "the address is gone" if status in {404, 410} else "left out"
