"""Which addresses may be asked: decided here, without asking anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.discover import in_ascii
from crawler.errors import AddressRefused
from crawler.model import Source

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 4096
"""Characters; browsers and servers stop at 2,000 to 8,000."""
_MISLEADING = re.compile(r"[\x00-\x20\\\x7f]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads: a host as written, in lower case, and a port."""

    scheme: str
    host: str
    port: int

    @property
    def pair(self) -> tuple[str, int]:
        """What a source file names: host, as it goes over the wire, and port."""
        return in_ascii(self.host), self.port

    @property
    def authority(self) -> str:
        """The host, with its port when it is not the usual one of its scheme; the same for http and https."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"


@lru_cache(maxsize=4096)
def place(url: str) -> Place:
    """Where a URL leads.

    Raises:
        AddressRefused: it is no web address, or one that is written to mislead.
    """
    if len(url) > LONGEST_URL:
        raise AddressRefused(f"{url[:80]}... has {len(url)} characters: not asked for")
    if _MISLEADING.search(url):
        raise AddressRefused(
            f"{url[:200]!r} holds a space, a control character or a backslash: write the address without it"
        )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressRefused(f"{url[:200]} is no web address ({error})") from error
    if parts.scheme not in PORTS:
        raise AddressRefused(f"{url[:200]} is no http or https address: only these are fetched")
    if not host:
        raise AddressRefused(f"{url[:200]} names no host")
    if parts.username is not None or parts.password is not None or "%" in parts.netloc:
        raise AddressRefused(
            f"{parts.scheme}://...@{host} carries a user name or an escaped host: write the host alone"
        )
    return Place(parts.scheme, host.rstrip(".").lower(), PORTS[parts.scheme] if port is None else port)


@lru_cache(maxsize=1024)
def named_pairs(source: _Named) -> frozenset[tuple[str, int]]:
    """The host:port pairs that a source file names: with `allow_private` exactly these may be private."""
    pairs = set()
    for url in source.urls:
        try:
            pairs.add(place(url).pair)
        except AddressRefused:  # the request itself is refused in words, when it is made
            continue
    for host in source.hosts:
        for scheme in PORTS:
            try:
                pairs.add(place(f"{scheme}://{host}/").pair)
            except AddressRefused:
                continue
    return frozenset(pairs)


@dataclass(frozen=True, slots=True)
class _Named:
    """What of a source file names hosts (a `Source` itself cannot be hashed: its headers are a mapping)."""

    urls: tuple[str, ...]
    hosts: tuple[str, ...]


def may_be_private(source: Source, where: Place) -> bool:
    """Whether a source's file allows this very host and port to lie on a private address."""
    return source.allow_private and where.pair in named_pairs(_named(source))


def _named(source: Source) -> _Named:
    urls = (source.url, *source.feeds, *source.sitemaps, *source.lists)
    apis = tuple(url for api in source.apis for url in (api.url, (api.template or "").replace("{}", "0")) if url)
    return _Named(urls=urls + apis, hosts=source.hosts)
