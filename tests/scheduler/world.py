"""A site of our own on loopback, a home, and a clock that a test moves: crawls are real, days pass in no time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.model import Alarm, CrawlReport, Source
from crawler.reading import ReadingPool
from crawler.store import Store
from scheduler import jobs
from scheduler.config import Config, load_config
from scheduler.demo.render import Resource
from scheduler.demo.server import Served
from scheduler.jobs.options import crawl_options

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
PLACES = (
    "Nairobi",
    "Lima",
    "Hanoi",
    "Cairo",
    "Belgrade",
    "Havana",
    "Amman",
    "Jakarta",
    "Dakar",
    "Quito",
    "Accra",
    "Tirana",
)
WORKS = (
    "bridge",
    "clinic",
    "harbour",
    "school",
    "reservoir",
    "laboratory",
    "railway",
    "market",
    "library",
    "depot",
    "farm",
)


def story(number: int) -> tuple[str, str]:
    """Title and paragraphs of an article unlike all others."""
    place, work = PLACES[number % len(PLACES)], WORKS[number % len(WORKS)]
    title = f"China and partners agree on {work} number {number} near {place}"
    told = "".join(
        f"<p>The {work} near {place} that bears number {number} is part {part} of a cooperation agreement which the two "
        f"governments signed in the year {1900 + number}; engineers {number * part + 7} and {number + part * 31} report from "
        f"site {number * 13 + part}, where {place} keeps {number * 7 + part} workers busy.</p>"
        for part in range(1, 5)
    )
    return title, told


class Site:
    """A small news site with an HTML list. A fault is a function from a path to an answer; None: it answers as usual."""

    def __init__(self, name: str = "herald") -> None:
        self.name, self.articles, self.day = name, 0, START
        self.show = 10
        self.fault: Callable[[str], Resource | None] | None = None
        self.served = Served(self.answer, 0)

    def publish(self, count: int, now: datetime) -> None:
        self.articles, self.day = self.articles + count, now

    def answer(self, path: str) -> Resource:
        if self.fault and (wrong := self.fault(path)):
            return wrong
        if path == "/robots.txt":
            return Resource(b"User-agent: *\nAllow: /\n", "text/plain")
        if path == "/list.html":
            rows = "".join(
                f'<div class="item"><a href="/a/{n}.html">{story(n)[0]}</a></div>'
                for n in range(max(1, self.articles - self.show + 1), self.articles + 1)
            )
            return Resource(f"<html><body><h1>{self.name}</h1>{rows}</body></html>".encode())
        if path.startswith("/a/"):
            title, told = story(int(path[3:-5]))
            page = f'<html lang="en"><body><h1>{title}</h1><div class="story">{told}</div></body></html>'
            return Resource(page.encode())
        return Resource(b"<title>Not here</title>", status=404)

    def write_source(self, folder: Path, **more: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        rows = {
            "name": f'"{self.name}"', "title": f'"{self.name}"', "url": f'"{self.served.base}/"', "language": '"en"',
            "lists": f'["{self.served.base}/list.html"]', "delay": "0", "allow_private": "true",
        }  # fmt: skip
        text = "".join(f"{key} = {value}\n" for key, value in (rows | more).items())
        text += '\n[listing]\nitem = "div.item"\nlink = "a"\n\n[[selectors]]\ntitle = "h1"\nbody = "div.story"\n'
        (folder / f"{self.name}.toml").write_text(text)


class World:
    """A home with one site, crawled through the same function as everywhere."""

    def __init__(self, home: Path, run: Callable, pool: ReadingPool) -> None:
        self.now, self.run, self.pool = START, run, pool
        self.site = Site()
        self.site.write_source(home / "sources")
        self.config: Config = load_config(home)
        self.config.home.make()
        self.store = Store(self.config.home.database)
        self.loaded = jobs.load(self.config)
        self.store.sync_sources(self.loaded.sources.values())

    @property
    def source(self) -> Source:
        return self.loaded.sources["herald"]

    def crawl(self, *, later: timedelta = timedelta(hours=1), new: int = 0, publish: bool = False) -> CrawlReport:
        """Time passes, articles appear, the source is crawled."""
        self.now += later
        if new:
            self.site.publish(new, self.now)
        crawled = self.run(
            jobs.crawl_and_publish(
                self.config,
                self.store,
                [self.source],
                options=replace(crawl_options(self.config), retry_pause=0.0),
                pool=self.pool,
                clock=lambda: self.now,
                publish=publish,
            )
        )
        return crawled.reports[0]

    def alarms(self) -> dict[str, Alarm]:
        return {alarm.kind: alarm for alarm in self.store.alarms(open_only=True)}

    def due_in(self) -> timedelta:
        status = next(one for one in self.store.source_statuses() if one.name == "herald")
        assert status.next_due is not None
        return status.next_due - self.now

    def close(self) -> None:
        self.store.close()
        self.site.served.close()


class Loop:
    """One event loop and one reading pool for many tests: both take a while to start."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self.pool = self._runner.run(self._start())

    async def _start(self) -> ReadingPool:
        return ReadingPool(1)

    def run(self, work):  # whatever the coroutine gives
        return self._runner.run(work)

    def close(self) -> None:
        self._runner.run(self.pool.close())
        self._runner.close()
