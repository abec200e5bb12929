"""How long a document may be kept by caches."""

from __future__ import annotations

_STEPS = (60, 120, 300, 600, 900)
"""Seconds. A minute while news arrive; never more than a quarter of an hour, because the next story may come at any time."""

AD_HOC = "public, max-age=60, stale-if-error=86400"
PRIVATE_AD_HOC = "private, max-age=60"
ARCHIVE = "public, max-age=3600, stale-if-error=86400"
"""Archive pages change when a story of theirs is corrected: seldom."""
PAGE = "no-cache"
"""Pages may be kept, but are asked about each time: a 304 is cheap."""
ASSET = "public, max-age=86400"
NEVER = "no-store"


def cache_control(age: float, *, private: bool = False) -> str:
    """The header for a document that changed `age` seconds ago.

    A tenth of the age is RFC 9111's own rule of thumb (4.2.2): what changed an hour ago may be kept for five minutes. In steps, so
    that the answer stays ready.
    """
    allowed = [step for step in _STEPS if step <= age / 10]
    seconds = allowed[-1] if allowed else _STEPS[0]
    if private:
        return f"private, max-age={seconds}"
    return f"public, max-age={seconds}, stale-if-error=86400"
