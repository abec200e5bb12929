"""Two faults at once do not end the service: what could not be done is owed and made up for."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from crawler.errors import StoreTooNew
from crawler.store import Store, schema
from feeds.web.server import listen
from scheduler.config import load_config
from scheduler.service.child import WebChild
from scheduler.service.service import Service
from tests.scheduler.beside import HOUR, Offset, until
from tests.scheduler.world import Site


@contextlib.asynccontextmanager
async def served(folder: Path, clock: Offset) -> AsyncIterator[Service]:
    """A service at work in this process, stopped again."""
    config = load_config(folder)
    config.home.make()
    with Store(config.home.database) as store:
        service = Service(config, store, clock=clock)
        work = asyncio.create_task(service.work())
        await until(lambda: work.done() or (hasattr(service, "crew") and service.crew.crawls), "the first crawl")
        try:
            yield service
        finally:
            service.stopping.set()
            await asyncio.wait_for(work, 30)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The database held by another process, as far as SQLite can tell."""
    with contextlib.closing(sqlite3.connect(folder / "news.db", isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_clock_that_jumps_and_a_source_that_comes_while_the_database_is_locked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.store.connection.BUSY_SECONDS", 0.2)
    sites = [Site("herald"), Site("gazette")]
    for site in sites:
        site.publish(2, site.day)
    sites[0].write_source(home / "sources", every='"1s"')

    async def life() -> None:
        async with served(home, Offset()) as service:
            await until(
                lambda: "number 2" in (home / "feeds" / "all.atom").read_text(), "the first stories in the feed"
            )
            with locked(home):
                sites[1].write_source(home / "sources", every='"1s"')
                await service.reload()
                await service.jumped(HOUR)
                assert "number 2" in (home / "feeds" / "all.atom").read_text(), "the feeds stand"
            await service.reload()
            await until(lambda: sites[1].served.hits, "a crawl of the source that came meanwhile")
            before = service.crew.crawls
            await until(lambda: service.crew.crawls > before + 1, "crawls that go on")

    asyncio.run(life())
    for site in sites:
        site.served.close()


def test_a_database_that_a_newer_version_brings_forward_ends_the_service_which_writes_nothing_more(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = Site()
    site.publish(2, site.day)
    site.write_source(home / "sources", every='"1s"')
    config = load_config(home)
    config.home.make()

    def articles() -> int:
        with contextlib.closing(sqlite3.connect(config.home.database)) as other:
            return int(other.execute("SELECT count(*) FROM articles").fetchone()[0])

    async def life() -> None:
        with Store(config.home.database) as store:
            service = Service(config, store)
            work = asyncio.create_task(service.work())
            await until(lambda: hasattr(service, "crew") and service.crew.crawls, "the first crawl")
            with contextlib.closing(sqlite3.connect(config.home.database, timeout=30)) as newer:
                newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
            site.publish(2, site.day)
            with pytest.raises(StoreTooNew, match="restart the service"):
                await asyncio.wait_for(work, 30)

    asyncio.run(life())
    site.served.close()
    assert articles() == 2
    assert "restart" not in caplog.text, "it is told once, by who started the service"
    assert "Traceback" not in caplog.text


def test_a_web_process_that_dies_comes_back_with_the_settings_of_the_start(tmp_path: Path) -> None:
    (tmp_path / "silkwire.toml").write_text("workers = 1\n")
    config = load_config(tmp_path)
    config.home.make()

    async def life() -> None:
        with listen("127.0.0.1", 0) as listening:
            web = WebChild(config, listening)
            await web.start()

            async def answer() -> int:
                async with httpx.AsyncClient(timeout=30, trust_env=False) as reader:
                    port = listening.getsockname()[1]
                    return (await reader.get(f"http://127.0.0.1:{port}/healthz")).status_code

            assert await answer() == 200
            config.home.config.write_text("[somebody is writing here")
            assert web.pid is not None
            os.kill(web.pid, signal.SIGKILL)
            await until(lambda: web.starts == 2, "another web process")
            assert await answer() == 200
            assert web.starts == 2
            await web.stop()

    asyncio.run(life())


def test_a_web_process_that_cannot_be_started_is_started_as_soon_as_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    config = load_config(tmp_path)
    config.home.make()

    async def life() -> None:
        with listen("127.0.0.1", 0) as listening:
            web = WebChild(config, listening)
            await web.start()
            base = f"http://127.0.0.1:{listening.getsockname()[1]}"
            async with httpx.AsyncClient(timeout=30, trust_env=False) as reader:
                assert (await reader.get(f"{base}/healthz")).status_code == 200
                with monkeypatch.context() as patch:
                    patch.setattr(sys, "executable", str(tmp_path / "no-python"))
                    assert web.pid is not None
                    os.kill(web.pid, signal.SIGKILL)
                    await until(lambda: "cannot be started" in caplog.text, "a word of it")
                assert (await reader.get(f"{base}/healthz")).status_code == 200
            assert web.starts == 2
            await web.stop()

    asyncio.run(life())


def test_a_work_that_the_stop_ends_is_no_accident(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    site = Site()
    site.publish(1, site.day)
    site.write_source(home / "sources", every='"1s"')

    async def life() -> None:
        begun = asyncio.Event()

        async def endless() -> None:
            begun.set()
            await asyncio.Event().wait()

        async with served(home, Offset()) as service:
            service._scheduler.add_job(service._tracked, args=(endless,))
            await begun.wait()

    asyncio.run(life())
    site.served.close()
    assert "raised an exception" not in caplog.text
