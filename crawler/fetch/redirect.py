"""Downloader middleware: follows redirects of HTTP and of interstitial pages, a few of them, each guarded anew."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy.http import Headers, Request, Response
from w3lib.url import safe_url_string

from crawler.fetch.errand import PLAIN, errand_of, headers_for
from crawler.fetch.undelivered import Undelivered

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

MOST = 6
"""Redirects of one request; RFC 9309 asks for at least five for robots.txt, and no honest site needs more."""
LONGEST_WAIT = 30
"""Seconds of a meta refresh that is still an interstitial; a longer one reloads a page that is read."""
_META = re.compile(rb"<meta[^>]{0,200}http-equiv\s*=\s*[\"']?refresh[\"']?[^>]{0,2000}>", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_WHERE = re.compile(r"^\s*(\d{1,5})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'>]+)", re.IGNORECASE)


class Redirects:
    """Every step is a request of its own, which passes the guard and robots.txt again."""

    @classmethod
    def from_crawler(cls, _: Crawler) -> Redirects:
        return cls()

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status in {301, 302, 303, 307, 308}:
            target = (response.headers.get("Location") or b"").strip()
            return _follow(request, target) if target else response
        target_in_page = refresh(response.body) if response.status == 200 else None
        if target_in_page and _joined(request.url, target_in_page) != request.url.partition("#")[0]:
            return _follow(request, target_in_page)
        return response


def refresh(body: bytes) -> str | None:
    """Where the head of a page sends its reader at once, if it does."""
    head = body[:8192]
    if b"efresh" not in head and b"EFRESH" not in head:
        return None
    tag = _META.search(
        re.sub(rb"<noscript.*?(</noscript>|$)|<!--.*?(-->|$)", b"", head, flags=re.IGNORECASE | re.DOTALL)
    )
    content = _CONTENT.search(tag.group().decode("utf-8", "replace")) if tag else None
    where = _WHERE.match(unescape(next(filter(None, content.groups()), ""))) if content else None
    if where is None or int(where.group(1)) > LONGEST_WAIT:
        return None
    return where.group(2).strip()


def _follow(request: Request, target: str | bytes) -> Request:
    times = request.meta.get("redirect_times", 0) + 1
    if times > MOST:
        raise Undelivered("redirects", f"it is redirected more than {MOST} times: left out")
    url = _joined(request.url, target)
    scheme = urlsplit(url).scheme
    if scheme not in {"http", "https"}:
        raise Undelivered("refused", f"it is redirected to a {scheme[:20]} address: only http and https are fetched")
    return request.replace(
        url=url,
        headers=_headers(request, url),
        meta={**request.meta, "redirect_times": times},
        priority=request.priority + 2,  # what has begun is ended first
    )


def _headers(request: Request, url: str) -> Headers:
    """The headers for where a redirect leads: without what the source file adds for its own hosts where it leads to another one, or
    away from TLS."""
    errand, headers = errand_of(request), request.headers.copy()
    if errand is not None:
        left_tls = request.url.startswith("https:") and not url.startswith("https:")
        kept = PLAIN if left_tls else {name.lower() for name in headers_for(errand.source, url)}
        for name in errand.source.headers:
            if name.lower() not in kept:
                headers.pop(name, None)
    return headers


def _joined(base: str, target: str | bytes) -> str:
    """Where a target leads from an address, without its fragment; bytes that are no UTF-8 stay what they are, as browsers have it.
    Raises Undelivered when it is no address at all."""
    try:
        url = urljoin(base, safe_url_string(target))
        urlsplit(url).port  # noqa: B018  # it is looked at only here, and raises
    except ValueError as error:
        raise Undelivered("refused", f"it is redirected to a broken address ({str(error)[:80]}): left out") from error
    return url.partition("#")[0]
