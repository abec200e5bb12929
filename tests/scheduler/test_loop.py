"""The service inside one process, with clocks that a test moves: jumps, a store that fails, upkeep, a clean end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import StoreBroken, StoreBusy, StoreFull
from crawler.model import Alarm
from crawler.sources import load_sources
from crawler.store import Store
from scheduler import jobs
from scheduler.config import load_config
from scheduler.jobs.opening import open_store
from scheduler.service.crew import FIRST_PAUSE
from scheduler.service.service import Service
from tests.scheduler.beside import HOUR, Offset, Quiet, crew_of, only_herald, until
from tests.scheduler.test_parts import Clocks
from tests.scheduler.world import Site, World


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


def test_a_source_file_that_gets_a_mistake_leaves_its_source_as_it_was(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    service = Service(world.config, world.store, clock=lambda: world.now)
    service.crew = crew_of(world, Clocks())
    service.publisher = Quiet()
    file, shipped = world.config.home.sources / "herald.toml", next(iter(load_sources().sources))
    world.run(service.reload())
    right = file.read_text()
    file.write_text(right + "every = = 3\n")
    file.with_name(f"{shipped}.toml").write_text("every = = 3\n")
    world.run(service.reload())
    assert service.crew.loaded.sources["herald"] == world.source
    assert shipped not in service.crew.loaded.sources, "what the file meant to forbid must not be crawled"
    assert caplog.text.count("source stays as it was") == caplog.text.count("source left out") == 1
    world.run(service.reload())
    assert caplog.text.count("source stays as it was") == 1
    file.write_text(right.replace('"herald"', '"herald"', 1) + "\n")
    world.run(service.reload())
    assert [error.path.name for error in service.crew.loaded.errors] == [f"{shipped}.toml"]


def test_settings_that_are_changed_are_told_of_once_with_their_mistake(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    service = Service(world.config, world.store, clock=lambda: world.now)
    service.crew = crew_of(world, Clocks())
    service.publisher = Quiet()
    for words, expected in (("", 0), ("workers = 1\n", 1), ("workers = many\n", 2)):
        if words:
            world.config.home.config.write_text(words)
        world.run(service.reload())
        world.run(service.reload())
        assert caplog.text.count("settings changed") == expected
    assert "restart the service" in caplog.text
    assert "silkwire.toml: is no TOML" in caplog.text
    assert service.config == world.config


def test_files_that_come_back_after_they_could_not_be_taken_are_read_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = Service(world.config, world.store, clock=lambda: world.now)
    service.crew = crew_of(world, Clocks())
    service.publisher = Quiet()
    world.run(service.reload())
    away = world.config.home.sources.rename(world.config.home.root / "away")

    def gone(*_: object, **__: object) -> None:
        raise StoreBroken("news.db was moved")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "sync_sources", gone)
        world.run(service.reload())
    assert "herald" not in service.crew.loaded.sources
    away.rename(world.config.home.sources)
    world.run(service.reload())
    assert "herald" in service.crew.loaded.sources


def test_a_folder_of_sources_that_cannot_be_read_leaves_them_as_they_were(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", forbidden)
    now, kept = jobs.as_before(jobs.load(world.config), world.loaded)
    assert now.sources["herald"] == world.source
    assert [str(error) for error in kept] == [
        f"{world.config.home.sources}: cannot be read (Permission denied): give your user the right to do so"
    ]
    assert "herald" not in jobs.load(world.config).sources


def test_a_database_that_was_lost_is_not_begun_anew_beside_its_backups(world: World) -> None:
    world.crawl(new=2)
    copy = world.store.backup(world.config.home.backups, world.now)
    world.store.close()
    path = world.config.home.database
    for lost in (path.unlink, path.touch):
        lost()
        with pytest.raises(StoreBroken, match="holds copies of it: put the newest"):
            open_store(world.config)
    copy.replace(path)
    with open_store(world.config) as store:
        assert store.stats()["articles"] == 2
    path.unlink()
    with open_store(world.config) as store:
        assert store.stats()["articles"] == 0, "no backups are there: it is a new home"


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
