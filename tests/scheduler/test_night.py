"""The jobs of the night: they are recorded, one failure is one, and neither crawls nor a stop wait for them."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import pytest

from crawler.store import Store
from scheduler import jobs
from scheduler.config import load_config
from scheduler.service.service import Service
from tests.scheduler.beside import HOUR, Offset, crew_of, until
from tests.scheduler.test_parts import Clocks
from tests.scheduler.world import World


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
