"""The publisher beside the crawls: what it names, what it owes, and that nobody waits for it."""

from __future__ import annotations

import errno
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


@pytest.mark.parametrize("refused", [False, True], ids=["can be started", "no more processes"])
def test_what_is_made_anew_is_written_by_two_processes_where_there_is_much_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, refused: bool
) -> None:
    from feeds import scribe

    begun: list[int] = []

    class Counted(scribe.Scribe):
        def __init__(self, folder: Path, held: int) -> None:
            begun.append(held)
            if refused:
                raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
            super().__init__(folder, held)

    monkeypatch.setattr(scribe, "Scribe", Counted)
    monkeypatch.setattr("scheduler.jobs.writing.cores", lambda: 2)
    world.crawl(new=2)
    feeds = world.config.home.feeds
    first = jobs.publish_all(world.config, world.store)
    assert begun == [], "a handful of feeds is not worth it"
    documents = {path.name: path.read_bytes() for path in feeds.rglob("*.atom")}
    monkeypatch.setattr("scheduler.jobs.writing.MANY", 3)
    world.crawl(new=1)
    jobs.publish_all(world.config, world.store)
    assert begun == [], "nor is what changes"
    shutil.rmtree(feeds)
    again = jobs.publish_all(world.config, world.store)
    assert len(begun) == 1
    assert again.written >= first.written
    assert documents.keys() <= {path.name for path in feeds.rglob("*.atom")}
    assert ("without a second process" in caplog.text) == refused
    jobs.publish_all(world.config, world.store, full=True)
    assert len(begun) == 2
    monkeypatch.setattr("scheduler.jobs.writing.cores", lambda: 1)
    jobs.publish_all(world.config, world.store, full=True)
    assert len(begun) == 2, "on one core a second process makes nothing faster"
