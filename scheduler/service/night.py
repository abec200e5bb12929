"""When upkeep is due: once a night, and soon after a start when nights were missed. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MISSED = timedelta(hours=30)
"""After so long without upkeep it is not waited for the night."""
ONCE = timedelta(hours=12)
"""Never twice within this time, whatever the clock does."""


def upkeep_due(last: datetime | None, now: datetime, hour: int, began: datetime) -> bool:
    """Whether upkeep is to be done now.

    Args:
        last: when it was last begun; None: never
        now: the moment
        hour: hour of the day (UTC) that is configured
        began: when the service was started; a fresh home waits for its first night
    """
    now = now.astimezone(UTC)
    since = last or began
    if abs(now - since) < ONCE:
        return False
    return now.hour == hour or now - since > MISSED
