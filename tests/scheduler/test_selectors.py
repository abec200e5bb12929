"""Each of a source's selectors breaks in turn, in real crawls: told within two polls, and over when it is mended."""

from __future__ import annotations

import pytest

from scheduler import jobs
from scheduler.demo.render import Resource
from tests.scheduler.world import World, story

LISTING = '[listing]\nitem = "div.item"\nlink = "a.more"\n'
SELECTORS = '[[selectors]]\ntitle = "h1.title"\nbody = "div.story"\npublished = "span.when"\nauthors = "span.who"\n'


class Redesign:
    """The site with class names of its own, each of which may be changed, with a menu beside the news."""

    def __init__(self, world: World) -> None:
        self.world, self.changed = world, ""
        world.site.fault = self.answer

    def name(self, word: str) -> str:
        return f"{word}-2" if word == self.changed else word

    def answer(self, path: str) -> Resource | None:
        site = self.world.site
        if path == "/list.html":
            rows = "".join(
                f'<div class="{self.name("item")}"><a class="{self.name("more")}" href="/a/{n}.html">{story(n)[0]}</a></div>'
                for n in range(max(1, site.articles - 9), site.articles + 1)
            )
            menu = "".join(f'<li><a href="/about/{n}">About the Herald {n}</a></li>' for n in range(5))
            return Resource(f"<html><body><ul>{menu}</ul>{rows}</body></html>".encode())
        if not path.startswith("/a/"):
            return None
        title, told = story(int(path[3:-5]))
        page = (
            f'<html lang="en"><body><h1 class="{self.name("title")}">{title}</h1><span class="{self.name("when")}">'
            f'2026-03-01 10:00</span><span class="{self.name("who")}">Jane Roe</span><p>Read this too: a word from our desk.</p>'
            f'<div class="{self.name("story")}">{told}</div></body></html>'
        )
        return Resource(page.encode())


@pytest.fixture
def site(world: World) -> Redesign:
    found = Redesign(world)
    path = world.config.home.sources / "herald.toml"
    path.write_text(path.read_text().partition("[listing]")[0] + LISTING + SELECTORS)
    world.loaded = jobs.load(world.config)
    for _ in range(4):
        assert world.crawl(new=3).ok
    assert world.alarms() == {}
    return found


@pytest.mark.parametrize("broken", ["item", "more", "title", "story", "when", "who"])
def test_a_selector_that_breaks_is_told_within_two_polls_and_over_when_mended(site: Redesign, broken: str) -> None:
    site.changed, world = broken, site.world
    for _ in range(2):
        world.crawl(new=2)
    alarms = world.alarms()
    assert len(alarms) == 1, alarms
    alarm = alarms.get("broken") or alarms["thin"]
    assert "selector" in alarm.message + alarm.advice
    samples = {"/list.html"} if broken in ("item", "more") else {"/a/15.html", "/a/16.html"}
    assert (alarm.sample or "").removeprefix(world.site.served.base) in samples
    assert world.store.stats()["articles"] == 16, "nothing is lost meanwhile: what can be guessed is"
    site.changed = ""
    world.crawl(new=2)
    assert world.alarms() == {}
