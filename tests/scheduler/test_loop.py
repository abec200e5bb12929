"""The service inside one process, with clocks that a test moves: jumps, a store that fails, upkeep, a clean end."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import PublishError, StoreBusy, StoreFull
from crawler.model import Alarm
from crawler.store import Store
from scheduler import jobs
from scheduler.config import load_config
from scheduler.service.crew import FIRST_PAUSE, Crew
from scheduler.service.service import Service
from tests.scheduler.test_parts import Clocks
from tests.scheduler.world import Site, World

HOUR = timedelta(hours=1)


class Offset:
    """The real time, moved by what a test likes."""

    def __init__(self) -> None:
        self.by = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.by


async def until(true: Callable[[], object], what: str) -> None:
    for _ in range(600):
        if true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{what} did not happen")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    names = ", ".join(f'"{name}"' for name in jobs.load(load_config(tmp_path)).sources)
    (tmp_path / "silkwire.toml").write_text(f"ignore_sources = [{names}]\nworkers = 1\ntimeout = 3\n")
    return tmp_path


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_moved_by_an_hour_stops_neither_crawls_nor_feeds(home: Path, hours: int) -> None:
    site, clock = Site(), Offset()
    site.publish(2, site.day)
    site.write_source(home / "sources", every='"1s"')
    config = load_config(home)
    config.home.make()

    async def life() -> None:
        with Store(config.home.database) as store:
            service = Service(config, store, clock=clock)
            work = asyncio.create_task(service.work())
            await until(lambda: service.crew.crawls if hasattr(service, "crew") else 0, "the first crawl")
            clock.by = hours * HOUR
            for job in service._scheduler.get_jobs():  # as if the jobs' own clock had been moved too
                job.modify(next_run_time=datetime.now(UTC) - hours * HOUR)
            before = service.crew.crawls
            site.publish(2, site.day)
            await until(lambda: service.crew.crawls > before + 1, "a crawl after the jump")
            await until(lambda: "number 4" in (home / "feeds" / "all.atom").read_text(), "the news in the feed")
            service.stopping.set()
            await asyncio.wait_for(work, 30)

    asyncio.run(life())
    site.served.close()


class Quiet:
    """A publisher of which nothing is asked."""

    def ask(self, *_: object, **__: object) -> None:
        """Nothing."""


def crew_of(world: World, clocks: Clocks, **more: Any) -> Crew:
    crew = Crew(world.config, world.store, world.pool, Quiet(), clock=clocks.wall, monotonic=clocks.monotonic, **more)
    crew.loaded = world.loaded
    jobs.replan(world.config, world.store, world.loaded, clocks.wall())
    return crew


def only_herald(world: World) -> None:
    world.loaded = type(world.loaded)(sources={"herald": world.source}, errors=())


def test_a_disk_that_is_full_pauses_the_crawls_and_they_go_on_by_themselves(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_herald(world)
    clocks, full = Clocks(), [True]
    world.site.publish(2, world.now)
    keep_many, keep = Store.keep_many, Store.keep

    def failing(kept: Any) -> Any:
        def or_full(*arguments: Any, **more: Any) -> Any:
            if full[0]:
                raise StoreFull("news.db: the disk is full: make room")
            return kept(*arguments, **more)

        return or_full

    monkeypatch.setattr(Store, "keep_many", failing(keep_many))
    monkeypatch.setattr(Store, "keep", failing(keep))
    crew = crew_of(world, clocks)

    async def attempt() -> int:
        before = len(world.site.served.hits)
        await crew.start_due()
        await until(lambda: not crew.running, "the end of the crawl")
        return len(world.site.served.hits) - before

    assert world.run(attempt()) > 0
    assert world.run(attempt()) == 0, "nothing is fetched in vain"
    clocks.passes(FIRST_PAUSE + 1)
    assert world.run(attempt()) > 0
    clocks.passes(FIRST_PAUSE + 1)
    assert world.run(attempt()) == 0, "the pause has grown"
    full[0] = False
    clocks.passes(FIRST_PAUSE * 4)
    assert world.run(attempt()) > 0
    assert crew.crawls == 1
    assert world.store.stats()["articles"] == 2


def test_a_crawl_whose_end_a_full_disk_did_not_take_is_begun_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_herald(world)
    clocks = Clocks()
    world.site.publish(2, world.now)

    def full(*_: Any, **__: Any) -> Any:
        raise StoreFull("news.db: the disk is full: make room")

    crew = crew_of(world, clocks)

    async def attempt() -> None:
        await crew.start_due()
        await until(lambda: not crew.running, "the end of the crawl")

    with monkeypatch.context() as disk:
        for name in ("keep", "keep_many", "release"):
            disk.setattr(Store, name, full)
        world.run(attempt())
    clocks.passes(FIRST_PAUSE + 1)
    world.run(attempt())
    assert world.store.stats()["articles"] == 2


def test_a_source_file_that_is_taken_away_is_noticed_and_shown(world: World) -> None:
    service = Service(world.config, world.store, clock=lambda: world.now)
    service.crew = crew_of(world, Clocks())
    service.publisher = Quiet()

    def herald() -> tuple[bool, str | None]:
        (found,) = [one for one in world.store.source_statuses() if one.name == "herald"]
        return found.enabled, found.reason

    world.run(service.reload())
    assert herald() == (True, None)
    (world.config.home.sources / "herald.toml").unlink()
    world.run(service.reload())
    enabled, reason = herald()
    assert not enabled
    assert "No source file" in (reason or "")


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


def test_crawls_that_fail_together_make_the_pause_no_longer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"outlet{number}" for number in range(6)]
    world.loaded = type(world.loaded)(sources={name: replace(world.source, name=name) for name in names}, errors=())
    clocks, claimed = Clocks(), []

    def held(_: Store, name: str, *__: object) -> bool:
        claimed.append(name)
        raise StoreBusy("news.db is held by another process: end it, or try again later")

    monkeypatch.setattr(Store, "claim", held)
    crew = crew_of(world, clocks)

    async def attempt() -> int:
        claimed.clear()
        await crew.start_due()
        await until(lambda: not crew.running, "the end of the crawls")
        return len(claimed)

    assert world.run(attempt()) == 6
    assert world.run(attempt()) == 0
    clocks.passes(FIRST_PAUSE + 1)
    assert world.run(attempt()) == 6, "one failure of the database is one, however many crawls were under way"


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


def test_an_accident_with_one_source_leaves_the_others_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    only_herald(world)
    clocks = Clocks()

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("nobody thought of this")

    monkeypatch.setattr("scheduler.jobs.crawl_and_publish", broken)
    crew = crew_of(world, clocks)

    async def attempt() -> tuple[str, ...]:
        await crew.start_due()
        started = crew.running
        await until(lambda: not crew.running, "the end of the crawl")
        return started

    assert world.run(attempt()) == ("herald",)
    assert world.run(attempt()) == (), "not again at once"
    clocks.passes(400)
    assert world.run(attempt()) == ("herald",)


def test_upkeep_is_done_recorded_and_one_failure_does_not_stop_the_rest(world: World) -> None:
    world.crawl(new=2)
    half = world.config.home.feeds / ".new-77-all.atom"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"<fe")
    done = jobs.maintain(world.config, world.store, clock=lambda: world.now)
    assert not half.exists()
    assert [one.job for one in done] == list(jobs.JOBS)
    assert all(one.ok for one in done), done
    assert len(list(world.config.home.backups.glob("news-*.db"))) == 1
    world.config.home.backups.rename(world.config.home.root / "elsewhere")
    world.config.home.backups.write_text("no folder")
    again = {one.job: one for one in jobs.maintain(world.config, world.store, clock=lambda: world.now)}
    assert not again["backup"].ok
    assert again["checkpoint"].ok
    assert {run.job for run in world.store.runs(20)} == set(jobs.JOBS)


def test_crawls_go_on_while_the_database_is_checked_and_copied(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(world.config, world.store, clock=lambda: world.now)
    service.crew = crew_of(world, Clocks())
    service.publisher = jobs.Publisher(world.config, world.store, clock=lambda: world.now)
    copying, copied = threading.Event(), threading.Event()

    def slow(store: Store, *_: object, **__: object) -> str:
        with store.db.alone():
            copying.set()
            assert copied.wait(60)
        return "a large copy"

    monkeypatch.setattr(Store, "backup", slow)

    async def night() -> None:
        world.now += 31 * HOUR
        work = asyncio.create_task(service.upkeep())
        try:
            await until(copying.is_set, "the copy")
            claim = asyncio.to_thread(world.store.claim, "herald", "service", world.now + HOUR, world.now)
            assert await asyncio.wait_for(claim, 10)
        finally:
            copied.set()
        await work

    world.run(night())
    service.publisher.close()
    assert {run.job for run in world.store.runs(20) if run.ok} == set(jobs.JOBS)


def test_a_stop_does_not_wait_for_the_work_of_the_night(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config, clock = load_config(home), Offset()
    config.home.make()
    copying, enough = threading.Event(), threading.Event()

    def endless(*_: object, **__: object) -> str:
        copying.set()
        enough.wait(60)
        return "a large copy"

    monkeypatch.setattr(Store, "backup", endless)

    async def life() -> None:
        with Store(config.home.database) as store:
            service = Service(config, store, clock=clock)
            work = asyncio.create_task(service.work())
            await until(lambda: hasattr(service, "crew") and service.crew.loaded, "the start")
            clock.by = 31 * HOUR
            await service.jumped(clock.by)
            await until(copying.is_set, "the copy")
            service.stopping.set()
            await work

    began = time.monotonic()
    asyncio.run(life())
    assert copying.is_set()
    assert time.monotonic() - began < 45
    enough.set()


def test_alarms_of_a_source_that_is_not_crawled_any_more_are_closed(world: World) -> None:
    for kind in ("broken", "thin"):
        world.store.open_alarm(
            Alarm(source="gone" if kind == "thin" else "herald", kind=kind, since=world.now, message="m", advice="a")
        )
    jobs.close_orphans(world.store, world.loaded.sources, world.now)
    assert set(world.alarms()) == {"broken"}
    off = {"herald": replace(world.source, enabled=False)}
    jobs.close_orphans(world.store, off, world.now)
    assert world.alarms() == {}


def test_a_restart_polls_nothing_early_and_a_changed_file_counts_at_once(world: World) -> None:
    for _ in range(8):
        world.crawl(new=1)
    before = world.due_in()
    soon = world.now + timedelta(minutes=1)
    assert before > timedelta(minutes=5)
    jobs.replan(world.config, world.store, world.loaded, soon)
    only_herald(world)
    assert jobs.ready(world.store, world.loaded, soon) == ()
    assert abs(world.due_in() - before) < timedelta(seconds=2)
    every = type(world.loaded)(sources={"herald": replace(world.source, every=timedelta(seconds=30))}, errors=())
    jobs.replan(world.config, world.store, every, soon)
    assert [source.name for source in jobs.ready(world.store, every, soon + timedelta(seconds=2))] == ["herald"]
