"""DNS down for a day, with the system's own resolver: run by `test_names.py` in namespaces of its own, with a resolv.conf of its own.

unshare --mount --net python -m pytest tests/scheduler/names_scene.py
"""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler import jobs
from scheduler.service.crew import Crew
from scheduler.service.weather import PROBE
from tests.scheduler.names import NameServer, bring_up_loopback
from tests.scheduler.test_parts import Clocks
from tests.scheduler.world import World

NAMES = ("herald", "gazette", "courier")
STEP = 600.0
"""Seconds from one look to the next; the service looks every second."""


@pytest.fixture(scope="session", autouse=True)
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NameServer]:
    """The only name server that this process knows."""
    file = tmp_path_factory.mktemp("etc") / "resolv.conf"
    file.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
    subprocess.run(["mount", "--bind", str(file), str(Path("/etc/resolv.conf").resolve())], check=True)
    bring_up_loopback()
    server = NameServer()
    yield server
    server.close()


@pytest.fixture
def sources(world: World) -> World:
    """Three sources at three names of one site."""
    path = world.config.home.sources / "herald.toml"
    text, port = path.read_text(), world.site.served.base.rpartition(":")[2]
    for name in NAMES:
        mine = text.replace('"herald"', f'"{name}"').replace(world.site.served.base, f"http://{name}.test:{port}")
        path.with_name(f"{name}.toml").write_text(mine)
    loaded = jobs.load(world.config)
    world.loaded = type(loaded)(sources={name: loaded.sources[name] for name in NAMES}, errors=())
    world.store.sync_sources(world.loaded.sources.values())
    return world


class Day:
    """The service's crew with a clock that is moved: hours pass in no time."""

    def __init__(self, world: World) -> None:
        self.world, self.clocks = world, Clocks()
        self.publisher = jobs.Publisher(world.config, world.store, monotonic=self.clocks.monotonic)
        self.reports: list[bool] = []
        self.crew = Crew(
            world.config, world.store, world.pool, self.publisher, clock=self.clocks.wall, monotonic=self.clocks.monotonic,
            listener=lambda report: self.reports.append(report.ok),
        )  # fmt: skip
        self.crew.loaded = world.loaded
        self.crew.weather.expect(len(NAMES))
        jobs.replan(world.config, world.store, world.loaded, self.clocks.wall())

    def passes(self, hours: float, step: float = STEP) -> int:
        """How many crawls there were meanwhile."""
        before = len(self.reports)
        for _ in range(int(hours * 3600 / step)):
            self.clocks.passes(step)
            self.world.run(self._look())
        return len(self.reports) - before

    async def _look(self) -> None:
        await self.crew.start_due()
        await asyncio.gather(*self.crew._running.values())


@pytest.mark.parametrize(("fault", "hours"), [("failing", 24), ("silent", 3)])  # each silence costs a real second
def test_dns_is_down_for_hours(sources: World, names: NameServer, fault: str, hours: int) -> None:
    day = Day(sources)
    sources.site.publish(3, sources.now)
    assert day.passes(2) >= 3
    assert all(day.reports)
    assert sources.store.stats()["articles"] == 3 * len(NAMES)

    # what a user sees: the network is told once, no source is blamed, and they are asked on, seldom
    names.state = fault  # type: ignore[assignment]
    asked = names.asked
    day.reports.clear()
    crawls = day.passes(hours)
    assert not any(day.reports)
    assert names.asked > asked, "it is the system's resolver that fails"
    problem = sources.store.reports(limit=1)[0].problems[0]
    assert problem.kind == "dns"
    assert "has no address: check its spelling and this machine's DNS" in problem.message
    assert day.crew.weather.offline
    assert sources.alarms() == {}
    assert hours <= crawls <= (hours + 2) * 2 * len(NAMES), "never given up, never hammered"

    # it heals by itself within the hour, one source after the other
    names.state = "well"
    sources.site.publish(2, sources.now)
    day.reports.clear()
    day.passes(1.3, step=PROBE)
    assert day.reports.count(True) >= len(NAMES)
    assert not day.crew.weather.offline
    assert sources.store.stats()["articles"] == 5 * len(NAMES)
    assert sources.alarms() == {}
    day.publisher.close()


def test_one_name_that_is_gone_is_told_of_its_source_alone_and_heals(sources: World, names: NameServer) -> None:
    for _ in range(3):
        assert sources.crawl(new=1).ok
    names.state = "failing"
    for _ in range(9):
        assert not sources.crawl(later=timedelta(hours=1)).ok
    assert "has no address" in sources.alarms()["broken"].message
    names.state = "well"
    assert sources.crawl().ok
    assert sources.alarms() == {}
