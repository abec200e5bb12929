"""What a request is made for: it travels in the request's meta, through every redirect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scrapy import Request

from crawler.discover import on_hosts
from crawler.model import Link, Page, Source

META = "errand"
PAGE_MB = 10
INDEX_MB = 10
SITEMAP_MB = 32
SITEMAP_UNPACKED_MB = 50
"""The protocol of sitemaps allows 50 MB unpacked."""
ROBOTS_KB = 512
"""RFC 9309: at least 500 KiB of a robots.txt must be read; the rest may be left."""

PLAIN = frozenset({"accept", "accept-language", "user-agent", "referer"})
"""Headers of a source file that are no secret, and without which many a host does not answer."""

Role = Literal["index", "sitemap", "home", "page", "any", "robots"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand:
    """One address on behalf of one source."""

    source: Source
    role: Role
    url: str
    """As it was first asked for."""
    link: Link | None = None
    """The link that led to a page."""
    depth: int = 0
    """Indexes above this one: children of sitemap indexes, further pages of lists."""
    named: bool = False
    """An entry point that only a home page names, not the source's file."""
    following: bool = False
    """A further page of a list, for back-fill: that there is none is the end of the list."""
    before: tuple[Page, ...] = ()
    """Pages of the same article that come before."""
    revisit: bool = False
    """A known article, looked at again for corrections."""

    @property
    def wire_limit(self) -> int:
        """Most bytes that are taken from the wire."""
        if self.role == "robots":
            return ROBOTS_KB * 1024
        return {"page": PAGE_MB, "sitemap": SITEMAP_MB}.get(self.role, INDEX_MB) * 2**20

    @property
    def unpacked_limit(self) -> int:
        """Most bytes after unpacking."""
        return {"sitemap": SITEMAP_UNPACKED_MB}.get(self.role, PAGE_MB) * 2**20


def headers_for(source: Source, url: str) -> dict[str, str]:
    """What a source file adds to a request. It may be a key or a password: only the source's own hosts hear it."""
    if not source.headers:
        return {}
    own = on_hosts(source, url)
    return {name: value for name, value in source.headers.items() if own or name.lower() in PLAIN}


def errand_of(request: Request) -> Errand | None:
    """The errand of a request; None for one that Scrapy's own commands made."""
    errand = request.meta.get(META)
    return errand if isinstance(errand, Errand) else None
