"""What one entry point says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crawler.model import Link, Page

Kind = Literal["rss", "atom", "jsonfeed", "sitemap", "sitemapindex", "api", "listing"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """An entry point as read: which articles it names, and what it says of itself."""

    kind: Kind
    links: tuple[Link, ...] = ()
    """What may be articles, as the page orders them; of sitemaps the newest first."""
    sitemaps: tuple[str, ...] = ()
    """Further indexes to read: the children of a sitemap index, or the document that an API's page names."""
    pages: tuple[Page, ...] = ()
    """The entries as pages of their own, where the source file says `fetch = "feed"`: read these, fetch none of `links`."""
    next_page: str | None = None
    """Where older entries stand, for back-fill."""
    title: str | None = None
    ttl: int | None = None
    """Seconds that the feed asks not to be asked again (`ttl`, `sy:updatePeriod`)."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, UTC, in which the feed asks not to be asked (RSS `skipHours`)."""
    mended: bool = False
    """Whether it was not well-formed and was read leniently."""

    @property
    def newest(self) -> datetime | None:
        """Date of the newest entry, where entries have dates."""
        return max((link.published for link in self.links if link.published), default=None)
