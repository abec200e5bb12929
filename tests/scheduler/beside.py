"""The service and its crew beside a test: what it waits for, and clocks that it moves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler import jobs
from scheduler.service.crew import Crew
from tests.scheduler.test_parts import Clocks
from tests.scheduler.world import World

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
