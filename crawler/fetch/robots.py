"""robots.txt: what an answer means (pure), and the middleware that asks for it and obeys it (RFC 9309)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protego import Protego
from scrapy.http import Request, Response

from crawler.fetch.address import may_be_private, place
from crawler.fetch.browser import ALLOWED, wants_browser
from crawler.fetch.errand import META, ROBOTS_KB, Errand, errand_of
from crawler.fetch.guard import slow_down
from crawler.fetch.halt import STOPPED
from crawler.fetch.manners import Key
from crawler.fetch.status import challenged, phrase, wall
from crawler.fetch.undelivered import Undelivered, undelivered

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

NAME = "silkwire"
"""What we are called in a robots.txt."""
LONGEST_DELAY = 60.0
"""Seconds; a site that asks for more is asked once a minute."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site allows. `unknown`: why that cannot be told; then nothing is allowed. Neither: everything is."""

    parsed: Protego | None = None
    unknown: Undelivered | None = None

    def allows(self, url: str) -> bool:
        return self.parsed is None or bool(self.parsed.can_fetch(url, NAME))

    @property
    def delay(self) -> float:
        """Seconds between two requests that it asks for, by Crawl-delay or Request-rate."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(NAME)
        wanted = max(self.parsed.crawl_delay(NAME) or 0.0, rate.seconds / max(1, rate.requests) if rate else 0.0)
        return min(float(wanted), LONGEST_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(self.parsed.sitemaps) if self.parsed else ()


def judge(response: Response) -> Rules:
    """What an answer for robots.txt means.

    404, 410 and the other 4xx: no rules. 5xx, 429, 401 or 403 with a web page (a gate, not a file), and a check of visitors
    with any status: unknown, so nothing may be fetched. Any other web page with status 200 holds no rules.
    """
    status = response.status
    if owner := wall(response):
        return Rules(unknown=challenged(status, owner))
    where = place(response.url).authority
    if status in {200, 203}:
        return (
            Rules()
            if _is_html(response)
            else Rules(
                parsed=Protego.parse(response.body[: ROBOTS_KB * 1024].decode("utf-8", "replace").lstrip("\ufeff"))
            )
        )
    if status >= 500 or status == 429:
        return Rules(unknown=Undelivered(
            "robots", f"robots.txt of {where} answers {phrase(status)}: nothing is fetched until it is there", status=status, passing=True,
        ))  # fmt: skip
    if status in {401, 403} and _is_html(response):
        return Rules(unknown=Undelivered(
            "robots", f"robots.txt of {where} answers {phrase(status)} with a web page: whether we may is unknown, so nothing is fetched",
            status=status, passing=True,
        ))  # fmt: skip
    return Rules()


class Robots:
    """Asks for each site's robots.txt, at most once in a crawl, by the guarded way of everything else, and obeys it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[Key, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        errand = errand_of(request)
        if errand is None or errand.role == "robots":
            return
        where = place(request.url)
        rules = await self._allowing(request.url, errand, f"robots.txt of {where.authority} forbids it to {NAME}")
        if rules.delay:
            slow_down(self._crawler, where.authority, rules.delay)
        if wants_browser(errand):
            request.meta[ALLOWED] = rules.allows

    async def process_response(self, request: Request, response: Response) -> Response:
        """A browser follows redirects and scripts by itself: where it arrived must be allowed too, or the page is not read."""
        errand = errand_of(request)
        if errand is not None and errand.role != "robots" and response.url != request.url:
            told = f"it leads to {response.url[:100]}, which robots.txt forbids to {NAME}"
            await self._allowing(response.url, errand, told)
        return response

    async def _allowing(self, url: str, errand: Errand, told: str) -> Rules:
        """The rules that allow an address. Raises Undelivered: they do not, as `told`, or they are not known."""
        rules = await self.rules(place(url).origin, errand)
        if rules.unknown is not None:
            raise rules.unknown
        if not rules.allows(url):
            raise Undelivered("robots", told)
        return rules

    async def rules(self, origin: str, errand: Errand) -> Rules:
        """The rules of a site, for a source's policy."""
        key = (origin, may_be_private(errand.source, place(origin)), errand.source.verify_tls)
        asked = self._rules.get(key)
        if asked is None:
            asked = self._rules[key] = asyncio.ensure_future(self._known(key, errand))
        return asked.result() if asked.done() else await asyncio.shield(asked)

    async def _known(self, key: Key, errand: Errand) -> Rules:
        """The rules of a site as an earlier crawl heard them, or as it tells them now."""
        session = self._crawler.spider.session  # type: ignore[union-attr]  # our spiders have it
        rules: Rules | None = session.manners.recall(key, session.clock())
        if rules is None:
            rules = await self._ask(key[0], errand)
            session.manners.remember(key, rules, session.clock())
        return rules

    async def _ask(self, origin: str, errand: Errand) -> Rules:
        url = f"{origin}/robots.txt"
        errand = Errand(source=errand.source, role="robots", url=url)
        request = Request(url, headers={"Accept-Encoding": "identity"}, meta={META: errand}, dont_filter=True)
        try:
            return judge(await self._crawler.engine.download_async(request))
        except Exception as error:  # noqa: BLE001  # whatever it is, it leaves the rules unknown and is told as the request's end
            return Rules(unknown=_unread(origin, undelivered(error)))


def _unread(origin: str, error: Undelivered) -> Undelivered:
    """No robots.txt came. Where nothing of the site can be had, that is the reason to tell; else the rules are unknown."""
    if error.kind in {"refused", "dns", "certificate", "connection", STOPPED}:
        return error
    kind = "timeout" if error.kind == "timeout" else "robots"
    return Undelivered(
        kind, f"robots.txt of {origin} cannot be read ({error.message}): nothing is fetched until it can", passing=True
    )


def _is_html(response: Response) -> bool:
    head = response.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype", b"<html", b"<head", b"<?xml", b"<!--", b"<script", b"<body"))
