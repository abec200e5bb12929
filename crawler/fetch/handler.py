"""The download handler: takes an answer from a guarded connection, within bounds of bytes and time."""

from __future__ import annotations

import asyncio
import logging
import os
import ssl
from typing import TYPE_CHECKING, Any

import aiohttp
import yarl
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from crawler.discover import on_hosts
from crawler.errors import AddressRefused
from crawler.fetch.address import may_be_private, place
from crawler.fetch.browser import Browser, wants_browser
from crawler.fetch.dial import Forbidden, Policy, session
from crawler.fetch.errand import Errand, errand_of
from crawler.fetch.patience import Patience
from crawler.fetch.undelivered import Undelivered
from crawler.fetch.unpack import unpack

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.spiders.tally import Tally

log = logging.getLogger(__name__)


class GuardedHandler(BaseDownloadHandler):
    """Fetches http and https. One client for each policy, so that connections are never shared across policies."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._bound = aiohttp.ClientTimeout(total=self._timeout)
        self._patience: Patience | None = None
        self._browser: Browser | None = None
        self._sessions: dict[Policy, aiohttp.ClientSession] = {}

    async def download_request(self, request: Request) -> Response:
        """The answer, undecoded; counted for the source that it was asked for, redirects and robots.txt included.

        Raises:
            Undelivered: there is none, or not within the bounds.
        """
        errand = errand_of(request)
        if errand is None:
            raise Undelivered("refused", "a request without an errand is not made")
        # here, and not by signals: for each of them Scrapy looks up who wants to hear it, and what of it
        tally: Tally = self.crawler.spider.session.tally(errand.source)  # type: ignore[union-attr]  # our spiders have it
        tally.requests += 1
        response = await self._answer(request, errand)
        tally.bytes += len(response.body)
        return response

    async def _answer(self, request: Request, errand: Errand) -> Response:
        policy = self._policy(request, errand)
        if self._patience is None:
            self._patience = self.crawler.get_downloader_middleware(Patience)
        if self._patience is not None:
            await self._patience.hold(request)
        if wants_browser(errand):
            return await self._browse(request, errand)
        try:
            return await self._download(request, errand, policy)
        except Undelivered:
            raise
        except TimeoutError as error:
            raise Undelivered(
                "timeout", f"no whole answer within {self._timeout:.0f} s: tried again later", passing=True
            ) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise explain(error) from error

    async def _browse(self, request: Request, errand: Errand) -> Response:
        """The page as a browser shows it; where it leads by itself is guarded as a redirect is."""
        if self._browser is None:
            self._browser = Browser(self._timeout)
        response = await self._browser.fetch(request, errand)
        if errand.role == "page" and not on_hosts(errand.source, response.url):
            raise Undelivered("off-host", f"it leads to {response.url[:100]}, which is no host of {errand.source.name}")
        return response

    async def close(self) -> None:
        if self._browser is not None:
            await self._browser.close()
        for client in self._sessions.values():
            await client.close()
        self._sessions.clear()

    def _policy(self, request: Request, errand: Errand) -> Policy:
        try:
            where = place(request.url)
        except AddressRefused as error:
            raise Undelivered("refused", str(error)) from error
        return Policy(private=may_be_private(errand.source, where), verify=errand.source.verify_tls)

    async def _download(self, request: Request, errand: Errand, policy: Policy) -> Response:
        client = self._sessions.get(policy)
        if client is None:
            client = self._sessions[policy] = session(policy)
        async with client.request(
            request.method,
            yarl.URL(request.url, encoded=True),
            data=request.body or None,
            headers=request.headers.to_tuple_list(),
            allow_redirects=False,
            timeout=self._bound,
        ) as answer:
            body = await _take(answer, errand)
        body = unpack(body, ",".join(answer.headers.getall("Content-Encoding", ())), errand.unpacked_limit)
        # as bytes: a header in GBK is none that text could hold
        raw = ((name.title(), value) for name, value in answer.raw_headers)
        headers = [pair for pair in raw if pair[0] != b"Content-Encoding"]
        kind = responsetypes.from_args(headers=dict(headers), url=request.url, body=body[:4096])
        return kind(url=request.url, status=answer.status, headers=headers, body=body, request=request)


async def _take(answer: aiohttp.ClientResponse, errand: Errand) -> bytes:
    """The body. What goes beyond the bound ends the request; of a robots.txt it is cut off."""
    limit, cut = errand.wire_limit, errand.role == "robots"
    if answer.content_length and answer.content_length > limit and not cut:
        answer.close()
        raise _too_big(answer.content_length, limit)
    taken, chunks = 0, []
    async for chunk in answer.content.iter_any():
        taken += len(chunk)
        chunks.append(chunk)
        if taken > limit:
            answer.close()
            if cut:
                return b"".join(chunks)[:limit]
            chunks.clear()  # the error's traceback would hold them for as long as the error lives
            raise _too_big(taken, limit)
    return b"".join(chunks)


def _too_big(size: int, limit: int) -> Undelivered:
    return Undelivered(
        "too-big", f"its body has {size / 2**20:.0f} MB or more, at most {limit / 2**20:.0f} MB are taken: left out"
    )


def explain(error: Exception) -> Undelivered:
    """An error of the network, as what a user can do about it."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Undelivered(
            "dns", f"the host {error.host} has no address: check its spelling and this machine's DNS", passing=True
        )
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _certificate(error.host, error.certificate_error)
    if isinstance(error, aiohttp.ClientConnectorError):
        inner = error.os_error
        if isinstance(inner, Forbidden) or "Forbidden" in type(inner).__name__:
            return Undelivered(
                "refused",
                f"{error.host}: {inner}; no request was made (allow_private in the source's file opens the hosts that it names)",
            )
        if isinstance(inner, ssl.SSLError) and "WRONG_VERSION" in str(inner):
            return Undelivered(
                "connection",
                f"{error.host} does not speak TLS at this port: write http:// or another port",
                passing=True,
            )
        if isinstance(inner, ssl.SSLError):
            return _certificate(error.host, inner)
        return Undelivered(
            "connection",
            f"{error.host} cannot be reached ({os.strerror(inner.errno) if inner.errno else inner}): tried again later",
            passing=True,
        )
    if isinstance(error, aiohttp.ClientPayloadError):
        return Undelivered("connection", "the answer broke off before its end: tried again later", passing=True)
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return Undelivered("refused", f"no web address: {error}")
    if isinstance(error, aiohttp.ClientResponseError):
        return Undelivered(
            "bad-answer", f"the answer is no good HTTP ({str(error.message)[:120]}): tried again later", passing=True
        )
    if isinstance(error, asyncio.IncompleteReadError | aiohttp.ClientError | OSError):
        return Undelivered(
            "connection",
            f"the connection broke ({str(error)[:120] or type(error).__name__}): tried again later",
            passing=True,
        )
    return Undelivered("refused", f"it cannot be asked for ({str(error)[:120]})")


def _certificate(host: str, error: Any) -> Undelivered:
    reason = getattr(error, "verify_message", None) or str(error)[:120]
    return Undelivered(
        "certificate",
        f"the certificate of {host} is not good ({reason}): mend it, or say verify_tls = false in the source's file",
        passing=True,
    )
