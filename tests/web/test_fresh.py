"""What is made on demand: so many at a time, and each in time or not at all."""

from __future__ import annotations

import asyncio
import time

import pytest

from crawler.errors import StoreBusy
from feeds.web.fresh import TOGETHER, Fresh
from feeds.web.held import Held


class Scene:
    """Something that is made while a gate is open."""

    def __init__(self, seconds: float) -> None:
        self.gate, self.running = asyncio.Event(), 0
        self.fresh = Fresh(self.mark, memory=10**6, seconds=seconds, clock=time.monotonic)

    async def mark(self) -> int:
        return 1

    async def make(self) -> Held:
        self.running += 1
        try:
            await self.gate.wait()
        finally:
            self.running -= 1
        return Held(b"made", "text/plain", modified=None, headers=(), cache_control="no-store")

    async def begin(self, number: int) -> list[asyncio.Task[Held]]:
        tasks = [asyncio.create_task(self.fresh.get(key, self.make)) for key in range(number)]
        while self.running < TOGETHER:
            await asyncio.sleep(0)
        for _ in range(20):
            await asyncio.sleep(0)
        return tasks


def test_no_more_than_a_few_hold_their_stories_at_a_time():
    async def story() -> None:
        scene = Scene(seconds=60)
        tasks = await scene.begin(5 * TOGETHER)
        assert scene.running == TOGETHER
        scene.gate.set()
        assert {held.body for held in await asyncio.gather(*tasks)} == {b"made"}
        assert scene.fresh.counts.made == 5 * TOGETHER

    asyncio.run(asyncio.wait_for(story(), 10))


def test_who_waits_too_long_for_a_turn_is_told():
    async def story() -> None:
        scene = Scene(seconds=0.05)
        for answer in await asyncio.gather(*await scene.begin(2 * TOGETHER), return_exceptions=True):
            with pytest.raises(StoreBusy, match="too long"):
                raise answer
        assert scene.running == 0
        scene.gate.set()
        assert (await scene.fresh.get("again", scene.make)).body == b"made"

    asyncio.run(asyncio.wait_for(story(), 10))
