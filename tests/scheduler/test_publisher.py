"""The publisher beside the crawls: what it names, what it owes, and that nobody waits for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crawler.errors import PublishError
from scheduler import jobs
from tests.scheduler.beside import HOUR, Quiet, crew_of, only_herald, until
from tests.scheduler.test_parts import Clocks
from tests.scheduler.world import World


def test_what_is_published_names_the_crawls_that_brought_something_and_no_others(world: World) -> None:
    only_herald(world)
    clocks = Clocks()
    asked: list[str | None] = []

    class Asked(Quiet):
        def ask(self, cause: str | None, **_: object) -> None:
            asked.append(cause)

    crew = crew_of(world, clocks)
    crew._publisher = Asked()

    async def crawl() -> None:
        await crew.start_due()
        await until(lambda: not crew.running, "the end of the crawl")

    for new in (2, 0, 1):
        clocks.passes(3 * HOUR.total_seconds())
        if new:
            world.site.publish(new, clocks.wall())
        world.run(crawl())
    assert [bool(cause) for cause in asked] == [True, False, True]


def test_feeds_that_cannot_be_written_are_owed_and_made_up_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from feeds.shelf import FileShelf

    world.crawl(new=2)
    clocks = Clocks()
    stage = FileShelf.stage

    def full(*_: object) -> bool:
        raise PublishError("feeds/all.atom cannot be written (No space left on device): make room")

    async def publish() -> object:
        publisher = jobs.Publisher(world.config, world.store, monotonic=clocks.monotonic)
        try:
            monkeypatch.setattr(FileShelf, "stage", full)
            with pytest.raises(PublishError):
                await publisher.publish_dirty()
            assert await publisher.publish_dirty() is None, "it rests for a while"
            monkeypatch.setattr(FileShelf, "stage", stage)
            clocks.passes(60)
            return await publisher.publish_dirty()
        finally:
            publisher.close()

    assert world.run(publish()).written > 0
    assert "number 2" in (world.config.home.feeds / "all.atom").read_text()


def test_a_folder_of_feeds_that_somebody_empties_is_filled_again_without_news(world: World) -> None:
    world.crawl(new=2, publish=True)
    clocks = Clocks()

    async def publish() -> tuple[object, object]:
        publisher = jobs.Publisher(world.config, world.store, monotonic=clocks.monotonic)
        try:
            before = await publisher.publish_dirty()
            shutil.rmtree(world.config.home.feeds)
            return before, await publisher.publish_dirty()
        finally:
            publisher.close()

    before, after = world.run(publish())
    assert before is None
    assert after.written > 0
    assert "number 2" in (world.config.home.feeds / "country" / "CN.atom").read_text()


def test_a_stop_does_not_wait_for_feeds_that_take_long_and_owes_them(world: World) -> None:
    world.crawl(new=3)
    clocks = Clocks()

    async def stop(patience: float) -> bool:
        publisher = jobs.Publisher(world.config, world.store, monotonic=clocks.monotonic)
        try:
            return await publisher.finish(patience)
        finally:
            publisher.close()

    assert world.run(stop(-1)) is False
    assert world.store.dirty()[1]
    assert world.run(stop(60)) is True
    assert not world.store.dirty()[1]


def test_what_is_made_anew_is_written_by_two_processes_where_there_is_much_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = _scribes(monkeypatch, lost=False)
    world.crawl(new=2)
    feeds = world.config.home.feeds
    jobs.publish_all(world.config, world.store)
    assert begun == [], "a handful of feeds is not worth it"
    monkeypatch.setattr("scheduler.jobs.writing.MANY", 3)
    world.crawl(new=1)
    changed = jobs.publish_all(world.config, world.store)
    assert begun == [], "nor is what changes"
    shutil.rmtree(feeds)
    again = jobs.publish_all(world.config, world.store)
    assert len(begun) == 1
    assert again.written == again.feeds * 4 + 3 > changed.written
    jobs.publish_all(world.config, world.store, full=True)
    assert len(begun) == 2
    monkeypatch.setattr("scheduler.jobs.writing.cores", lambda: 1)
    jobs.publish_all(world.config, world.store, full=True)
    assert len(begun) == 2, "on one core a second process makes nothing faster"


def test_one_process_does_without_the_other(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun = _scribes(monkeypatch, lost=True)
    monkeypatch.setattr("scheduler.jobs.writing.MANY", 3)
    world.crawl(new=2)
    report = jobs.publish_all(world.config, world.store)
    assert len(begun) == 1
    assert report.written == report.feeds * 4 + 3
    assert (world.config.home.feeds / "all.atom").exists()
    assert not list(world.config.home.feeds.glob(".new-*"))
    assert "without a second process" in caplog.text


def _scribes(monkeypatch: pytest.MonkeyPatch, *, lost: bool) -> list[int]:
    """Counts scribes, which are killed as soon as they have begun if they are to be lost."""
    from feeds import scribe

    begun: list[int] = []

    class Counted(scribe.Scribe):
        def __init__(self, folder: Path, held: int) -> None:
            super().__init__(folder, held)
            begun.append(held)
            if lost:
                self._process.kill()

    monkeypatch.setattr(scribe, "Scribe", Counted)
    monkeypatch.setattr("scheduler.jobs.writing.cores", lambda: 2)
    return begun
