"""Tell a WebSub hub that documents changed, so that its subscribers hear of it at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx

from feeds.build.address import below
from feeds.model import Feed

TOPICS = 50
"""Topics told in one request."""
TRIES = 6
"""With pauses of about 1, 2, 4, 8 and 16 seconds: half a minute; then the hub is left alone until the next publication."""
LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Announced:
    """What came of it."""

    told: int
    """Topics that the hub took."""
    failed: int
    error: str | None = None
    """Why the last one failed."""


def topics(feeds: Sequence[Feed], base_url: str) -> tuple[str, ...]:
    """Addresses of the documents of these feeds. Private ones are left out: a hub is a third party."""
    public = [feed for feed in feeds if not feed.private]
    return tuple(below(base_url, f"feeds/{feed.name}.{ext}") for feed in public for ext in ("atom", "rss", "json"))


async def announce(
    hub: str,
    changed: Sequence[str],
    *,
    client: httpx.AsyncClient | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    jitter: Callable[[], float] = random.random,
) -> Announced:
    """Tell the hub, with patience; never raises for what the hub does.

    Args:
        hub: its address.
        changed: addresses of the documents that changed.
        client: to ask with; a new one when none is given.
        jitter: a number from 0 to 1 that spreads the pauses.
    """
    if client is None:
        async with httpx.AsyncClient(timeout=20, follow_redirects=False) as own:
            return await announce(hub, changed, client=own, sleep=sleep, jitter=jitter)
    told, failed, error = 0, 0, None
    for start in range(0, len(changed), TOPICS):
        some = list(changed[start : start + TOPICS])
        why = await _tell(client, hub, some, sleep, jitter)
        if why is None:
            told += len(some)
        else:
            failed, error = failed + len(some), why
    return Announced(told, failed, error)


async def _tell(
    client: httpx.AsyncClient,
    hub: str,
    some: list[str],
    sleep: Callable[[float], Awaitable[None]],
    jitter: Callable[[], float],
) -> str | None:
    """None when the hub took it, else why not."""
    why: str | None = None
    for attempt in range(TRIES):
        pause = 2.0**attempt * (0.75 + jitter() / 2)
        try:
            answer = await client.post(hub, data={"hub.mode": "publish", "hub.url": some})
        except httpx.HTTPError as error:
            why = f"{hub} cannot be reached ({error.__class__.__name__}): check websub.hub"
        else:
            if answer.is_success:
                return None
            why = f"{hub} answers {answer.status_code}: check websub.hub"
            if answer.status_code < 500 and answer.status_code != 429:
                return why
            pause = max(pause, _asked_pause(answer))
        if attempt + 1 < TRIES:
            await sleep(min(pause, LONGEST_PAUSE))
    return why


def _asked_pause(answer: httpx.Response) -> float:
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 0.0
