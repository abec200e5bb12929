"""How often one client may ask: a token bucket for each."""

from __future__ import annotations

import ipaddress
import math
import re
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

MOST_CLIENTS = 10_000
"""Buckets remembered; about 2 MB. The client that was quiet for longest is forgotten first, and its bucket was full by then."""


class Limiter:
    """Token buckets: `burst` requests at once, refilled by `rate` a second."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> int:
        """Take one token. 0 when there was one, else the whole seconds until there is one again (for Retry-After)."""
        now = self._clock()
        left, since = self._buckets.get(client, (float(self._burst), now))
        left = min(self._burst, left + max(0.0, now - since) * self._rate)
        if left < 1:
            self._keep(client, left, now)
            return max(1, math.ceil((1 - left) / self._rate))
        self._keep(client, left - 1, now)
        return 0

    def _keep(self, client: str, left: float, now: float) -> None:
        self._buckets[client] = (left, now)
        self._buckets.move_to_end(client)
        if len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)


@lru_cache(maxsize=4096)
def client_key(address: str) -> str:
    """Who counts as one client: an IPv4 address, or the /64 that one IPv6 household has; `local` for loopback."""
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return "unknown"
    mapped = getattr(parsed, "ipv4_mapped", None)
    parsed = mapped or parsed
    if parsed.is_loopback:
        return LOCAL
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


LOCAL = "local"
_WITH_PORT = re.compile(r"\[([^\[\]]*)\](?::\d+)?|([\d.]+):\d+")
"""`[2001:db8::7]`, `[2001:db8::7]:443` or `198.51.100.7:443`; an IPv6 address without brackets has no port."""


def forwarded_client(header: str) -> str | None:
    """The last address of `X-Forwarded-For`: what our own proxy saw, some write it with its port. None when it is no address."""
    last = header.rsplit(",", 1)[-1].strip().strip('"')
    match = _WITH_PORT.fullmatch(last)
    key = client_key(match[1] or match[2] if match else last)
    return None if key == "unknown" else key
