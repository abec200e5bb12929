"""A site on loopback that answers as each test says, and a store of its own for each test."""

from __future__ import annotations

import asyncio
import random
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from crawler.engine import CrawlOptions, Manners, crawl
from crawler.model import CrawlReport, Source
from crawler.reading import ReadingPool
from crawler.store import Store

Answer = bytes | str | web.Response | Callable[[web.Request], Any]

WORDS = (
    "bridge", "ministry", "engineer", "harvest", "turbine", "cable", "village", "forest", "workshop", "laboratory", "fleet", "market",
    "library", "terminal", "reservoir", "classroom", "clinic", "quarry", "vessel", "depot", "freight", "valve", "sensor", "orchard",
    "nursery", "pipeline", "canal", "tunnel", "survey", "auditor", "farmer", "council", "bank", "insurer", "crane", "tower", "carriage",
)  # fmt: skip


def article(number: int, title: str | None = None) -> str:
    """A news page that is unlike every other one."""
    pick = random.Random(number).choice
    sentences = (
        f"The {pick(WORDS)} of the {pick(WORDS)} near the {pick(WORDS)} joins a {pick(WORDS)} and its new {pick(WORDS)}."
        for _ in range(12)
    )
    first = "The governments of Kenya and Laos signed a cooperation agreement in Nairobi on Saturday."
    body = "".join(f"<p>{sentence}</p>" for sentence in (first, *sentences))
    title = title or f"Kenya and Laos sign cooperation agreement number {number}"
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>"
        f'<meta property="article:published_time" content="2026-11-0{number % 9 + 1}T08:00:00Z"></head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


@dataclass
class Site:
    """Paths and their answers, and what was asked for."""

    host: str = "127.0.0.1"
    port: int = 0
    scheme: str = "http"
    routes: dict[str, Answer] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"

    def paths(self, *, robots: bool = False) -> list[str]:
        """What was asked for, in order."""
        return [request.path_qs for request in self.asked if robots or request.path != "/robots.txt"]

    def feed(self, paths: Sequence[str]) -> str:
        """An RSS feed that names these paths, or whole addresses."""
        items = "".join(
            f"<item><title>Kenya and Laos sign agreement {at}</title>"
            f"<link>{path if ':' in path[:8] else self.base + path}</link>"
            f"<pubDate>Sat, 07 Nov 2026 0{at % 10}:00:00 GMT</pubDate></item>"
            for at, path in enumerate(paths)
        )
        head = f"<title>T</title><link>{self.base}</link><description>d</description>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'

    def source(self, name: str = "herald", **changes: Any) -> Source:
        """A source of this site, which may be on loopback."""
        fields = {"feeds": (self.base + "/feed.xml",), "delay": 0.0, "allow_private": True} | changes
        return Source(name=name, title=name.title(), url=self.base + "/", **fields)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        answer = self.routes.get(request.path)
        if callable(answer):
            answer = answer(request)
            if asyncio.iscoroutine(answer):
                answer = await answer
        if answer is None:
            return web.Response(status=404, text="not here")
        if isinstance(answer, web.StreamResponse):
            return answer
        body = answer.encode() if isinstance(answer, str) else answer
        kind = (
            "text/plain"
            if request.path == "/robots.txt"
            else "text/html"
            if body.startswith(b"<!doctype html")
            else "application/xml"
        )
        return web.Response(body=body, headers={"Content-Type": kind})


class Served:
    """Sites in a thread with a loop of its own, so that the crawler's loop is the tests' alone."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._runners: list[web.AppRunner] = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def site(self, host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> Site:
        return asyncio.run_coroutine_threadsafe(self._begin(host, context), self._loop).result()

    async def _begin(self, host: str, context: ssl.SSLContext | None) -> Site:
        site = Site(host=host, scheme="https" if context else "http")
        app = web.Application(client_max_size=2**20)
        app.router.add_route("*", "/{tail:.*}", site._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        listener = web.TCPSite(runner, host, 0, ssl_context=context)
        await listener.start()
        site.port = runner.addresses[0][1]
        self._runners.append(runner)
        return site

    def close(self) -> None:
        async def end() -> None:
            for runner in self._runners:
                await runner.cleanup()

        asyncio.run_coroutine_threadsafe(end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def served() -> Iterator[Served]:
    found = Served()
    yield found
    found.close()


@pytest.fixture
def site(served: Served) -> Site:
    """A site with a feed of three articles."""
    site = served.site()
    for number in range(3):
        site.routes[f"/{number}.html"] = article(number)
    site.routes["/feed.xml"] = site.feed(["/0.html", "/1.html", "/2.html"])
    return site


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "news.db") as store:
        yield store


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.Runner]:
    """One loop for all tests, so that they share the reading process below."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def pool(loop: asyncio.Runner) -> Iterator[ReadingPool]:
    pool = ReadingPool(1)
    yield pool
    loop.run(pool.close())


@pytest.fixture
def crawled(store: Store, loop: asyncio.Runner, pool: ReadingPool) -> Callable[..., tuple[CrawlReport, ...]]:
    """Crawl sources into the test's store, with short waits and the one reading process."""

    def go(
        *sources: Source,
        progress: Any = None,
        manners: Manners | None = None,
        later: timedelta = timedelta(0),
        **options: Any,
    ) -> tuple[CrawlReport, ...]:
        chosen = CrawlOptions(**({"timeout": 10.0, "retry_pause": 0.01, "longest_wait": 2.0} | options))
        return loop.run(
            crawl(
                sources,
                store=store,
                pool=pool,
                manners=manners,
                options=chosen,
                progress=progress,
                clock=lambda: datetime.now(UTC) + later,
            )
        )

    return go


@pytest.fixture
def make_article() -> Callable[..., str]:
    return article


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 8, 12, tzinfo=UTC)
