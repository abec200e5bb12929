"""A headless browser, for the few sources whose pages are put together in the browser (`fetch = "browser"`)."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy.http import Headers, HtmlResponse

from crawler.errors import AddressRefused
from crawler.fetch.address import place
from crawler.fetch.errand import Errand, errand_of, headers_for
from crawler.fetch.gate import Gate
from crawler.fetch.undelivered import Undelivered

if TYPE_CHECKING:
    from scrapy import Request

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Names of the system's browser."""
AT_ONCE = 2
"""Pages that are open at the same time; each takes about 100 MB."""
QUIET = 5.0
"""Seconds that a page may go on loading after its document is there."""
NEEDED = frozenset({"document", "script", "xhr", "fetch", "stylesheet"})
"""Kinds of what a page loads that its text can depend on; pictures, fonts and films are left out."""
ALLOWED = "allowed"
"""Key of a request's meta: tells of an address of the page's own origin whether robots.txt allows it."""
FLAGS = (
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--no-pings",
    "--disable-background-networking",
)
"""Nothing goes out but through the gate."""


def wants_browser(errand: Errand) -> bool:
    """Whether an errand's answer is to be seen as a browser shows it: pages and lists of a source that says so, never feeds."""
    source = errand.source
    return source.fetch == "browser" and (errand.role in {"page", "home", "any"} or errand.url in source.lists)


class Browser:
    """One Chromium for a crawl, begun when first needed; each page has a context and a gate of its own."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._places = asyncio.Semaphore(AT_ONCE)
        self._starting = asyncio.Lock()
        self._aside = contextlib.AsyncExitStack()
        self._chromium: Any = None

    async def fetch(self, request: Request, errand: Errand) -> HtmlResponse:
        """The page as it stands once its scripts have run.

        Raises:
            Undelivered: there is no browser, or no page.
        """
        async with self._places, Gate(errand.source) as gate:
            chromium = await self._begun()
            from playwright.async_api import Error

            context = await chromium.new_context(
                proxy={"server": gate.address, "bypass": "<-loopback>"},
                user_agent=_text(request, "User-Agent"),
                ignore_https_errors=not errand.source.verify_tls,
                service_workers="block",
                accept_downloads=False,
            )
            try:
                if cookies := _cookies(request):
                    await context.add_cookies(cookies)
                async with asyncio.timeout(self._timeout + QUIET):
                    return await self._shown(context, request, errand)
            except (TimeoutError, Error) as error:
                if gate.refused:
                    raise Undelivered("refused", gate.refused[0]) from error
                if isinstance(error, TimeoutError) or "Timeout" in str(error):
                    raise Undelivered(
                        "timeout", f"the browser had no page within {self._timeout:.0f} s", passing=True
                    ) from error
                reason = str(error).partition("\n")[0][:160]
                raise Undelivered(
                    "connection", f"the browser could not load it ({reason}): tried again later", passing=True
                ) from error
            finally:
                await context.close()

    async def close(self) -> None:
        await self._aside.aclose()

    async def _shown(self, context: Any, request: Request, errand: Errand) -> HtmlResponse:
        from playwright.async_api import TimeoutError as StillLoading

        page = await context.new_page()
        await page.route("**/*", partial(_only_what_is_needed, request))
        referer = _text(request, "Referer")
        answer = await page.goto(
            request.url, wait_until="domcontentloaded", timeout=self._timeout * 1000, referer=referer or None
        )
        with contextlib.suppress(StillLoading):
            await page.wait_for_load_state("networkidle", timeout=QUIET * 1000)
        body = (await page.content()).encode("utf-8", "replace")
        if len(body) > errand.unpacked_limit:
            raise Undelivered("too-big", f"the page has {len(body) / 2**20:.0f} MB once its scripts have run: left out")
        headers = Headers({"Content-Type": "text/html; charset=utf-8"})
        return HtmlResponse(
            page.url, status=answer.status if answer else 200, headers=headers, body=body, request=request
        )

    async def _begun(self) -> Any:
        async with self._starting:
            if self._chromium is None:
                self._chromium = await self._begin()
        return self._chromium

    async def _begin(self) -> Any:
        try:
            from playwright.async_api import Error, async_playwright
        except ImportError as error:
            raise Undelivered(
                "browser",
                "its source asks for a browser, which is not installed: pip install 'silkwire[browser]'",
                passing=True,
            ) from error
        path = next(filter(None, map(shutil.which, NAMES)), None)
        if path is None:
            raise Undelivered(
                "browser", "its source asks for a browser: install Chromium (apt-get install chromium)", passing=True
            )
        playwright = await self._aside.enter_async_context(async_playwright())
        try:
            chromium = await playwright.chromium.launch(
                executable_path=path,
                args=list(FLAGS),
                chromium_sandbox=os.geteuid() != 0,
                handle_sigint=False,
                handle_sigterm=False,
            )
        except Error as error:
            reason = str(error).partition("\n")[0][:160]
            raise Undelivered(
                "browser", f"{path} does not start ({reason}): check that it runs at all", passing=True
            ) from error
        self._aside.push_async_callback(chromium.close)
        return chromium


def _text(request: Request, name: str) -> str:
    return (request.headers.get(name) or b"").decode("latin-1")


def _cookies(request: Request) -> list[dict[str, str]]:
    """The cookies of a request, for its host: of a header of that name a browser takes no notice."""
    pairs = (pair.strip().partition("=") for pair in _text(request, "Cookie").split(";"))
    return [{"name": name, "value": value, "url": request.url} for name, equals, value in pairs if name and equals]


async def _only_what_is_needed(page: Request, route: Any) -> None:
    """Lets through what the text can depend on: no frame within the page, and of the page's own origin what robots.txt allows.

    Other hosts (libraries of scripts) are not asked for a robots.txt: the gate alone looks at where they lie.
    """
    wanted = route.request
    needed = wanted.resource_type in NEEDED and not (wanted.is_navigation_request() and _framed(wanted))
    if needed and _may_be_asked(page, wanted.url):
        errand = errand_of(page)
        added = headers_for(errand.source, wanted.url) if errand else {}
        await route.continue_(headers={**wanted.headers, **{name.lower(): value for name, value in added.items()}})
    else:
        await route.abort()


def _framed(navigation: Any) -> bool:
    from playwright.async_api import Error

    try:
        return navigation.frame.parent_frame is not None
    except Error:  # asked for before there is a frame: that of the page itself is there before its first request
        return True


def _may_be_asked(page: Request, url: str) -> bool:
    try:
        same = place(url).origin == place(page.url).origin
    except AddressRefused:
        return True  # the gate refuses it, and notes why
    return not same or page.meta.get(ALLOWED, _anything)(url)


def _anything(_: str) -> bool:
    return True
