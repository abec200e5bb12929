"""The publisher beside the crawls: what it names, what it owes, and that nobody waits for it."""

from __future__ import annotations

import shutil

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
