"""What sites allow, remembered from one crawl to the next: a poll that finds nothing new is then one request, not two."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.fetch.robots import Rules

FRESH = timedelta(hours=6)
"""RFC 9309 (2.4) lets a robots.txt be used for a day; a quarter of it keeps nobody's change waiting for long."""
MOST = 500
"""Sites remembered; a robots.txt takes some kilobytes, and rarely a megabyte."""
Key = tuple[str, bool, bool]
"""The site, and the policy under which it was asked."""


class Manners:
    """The rules of sites that have told them. Those of a site that could not be asked are not kept: it is asked again."""

    def __init__(self) -> None:
        self._known: dict[Key, tuple[datetime, Rules]] = {}

    def recall(self, key: Key, now: datetime) -> Rules | None:
        """The rules of a site, if they were told lately."""
        at, rules = self._known.get(key, (None, None))
        return rules if at is not None and timedelta() <= now - at < FRESH else None

    def remember(self, key: Key, rules: Rules, now: datetime) -> None:
        """Keep what a site told; the site that was asked longest ago makes room."""
        if rules.unknown is not None:
            return
        self._known.pop(key, None)
        self._known[key] = (now, rules)
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]
