"""The wall clock may jump: somebody sets it, a machine sleeps, a virtual one is moved. The monotonic clock tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.interval import IntervalTrigger

JUMP = timedelta(seconds=30)
"""A difference that slewing and a busy machine do not explain."""


class JumpWatch:
    """Compares the two clocks from one look to the next."""

    def __init__(self, wall: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._last = (wall(), monotonic())

    def look(self) -> timedelta | None:
        """By how much the wall clock jumped since the last look; None when it did not."""
        (wall, steady), self._last = self._last, (self._wall(), self._monotonic())
        jump = (self._last[0] - wall) - timedelta(seconds=self._last[1] - steady)
        return jump if abs(jump) > JUMP else None


class Every(IntervalTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Every so many seconds. What was missed is not made up for: APScheduler counts each time that a jump of the clock or a long
    sleep passed over, a second each, before it makes one of them, which for ten years took all memory."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=seconds, timezone=UTC)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        due: datetime | None = super().get_next_fire_time(previous_fire_time, now)
        return due if due is None or due > now else now + self.interval
