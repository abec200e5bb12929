"""Which links may be followed: those on a source's own hosts that its patterns allow, each once."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler.model import Link, Source

_DEFAULT_PORTS = ("80", "443")


def acceptable(source: Source, links: Iterable[Link]) -> tuple[Link, ...]:
    """The links that may be articles of the source, in their order: http(s), on its hosts, as its patterns say, without
    doubles (an address with or without fragment, over http or https, or with the same `page_id`, is one)."""
    own = {address.partition("#")[0] for address in (source.url, *source.feeds, *source.sitemaps, *source.lists)}
    kept: dict[str, Link] = {}
    for link in links:
        if link.url not in own and on_hosts(source, link.url) and fits(source, link.url):
            kept.setdefault(_identity(source, link.url), link)
    return tuple(kept.values())


def fits(source: Source, url: str) -> bool:
    """Whether the source's `article` and `ignore` patterns let this address be an article."""
    if source.article and not re.search(source.article, url):
        return False
    return not (source.ignore and re.search(source.ignore, url))


def on_hosts(source: Source, url: str) -> bool:
    """Whether an address lies on a host of the source: one that its file names, with or without `www.`, at the same port."""
    place = place_of(url)
    if place is None:
        return False
    exact, domains = _hosts(
        source.url, source.feeds, source.sitemaps, source.lists, tuple(api.url for api in source.apis), source.hosts
    )
    return place in exact or any(place == domain or place.endswith("." + domain) for domain in domains)


def place_of(url: str) -> str | None:
    """`host` or `host:port` of an http(s) address, without `www.` and without the default ports; None for any other address."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return _plain(host if port is None else f"{host}:{port}")


@functools.lru_cache(maxsize=256)
def _hosts(
    home: str,
    feeds: tuple[str, ...],
    sitemaps: tuple[str, ...],
    lists: tuple[str, ...],
    apis: tuple[str, ...],
    hosts: tuple[str, ...],
) -> tuple[frozenset[str], tuple[str, ...]]:
    """(hosts, domains whose subdomains count too) of a source."""
    named = {place for url in (home, *feeds, *sitemaps, *lists, *apis) if (place := place_of(url))}
    exact = {_plain(host) for host in hosts if not host.startswith("*.")}
    return frozenset(named | exact), tuple(_plain(host[2:]) for host in hosts if host.startswith("*."))


def _plain(place: str) -> str:
    host, colon, port = place.lower().rpartition(":") if not place.endswith("]") else (place.lower(), "", "")
    if not colon or not port.isdigit():
        host, port = place.lower(), ""
    host = in_ascii(host.rstrip(".")).removeprefix("www.")
    return f"{host}:{port}" if port and port not in _DEFAULT_PORTS else host


def in_ascii(host: str) -> str:
    """A host as it goes over the wire (`новости.example` -> `xn--b1amnebsh.example`): files and links write it in either form."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:  # a label that is empty or too long: there is no such host
        return host


def _identity(source: Source, url: str) -> str:
    """What tells one page from another: the groups of `page_id`, else the address without scheme, `www.` and fragment."""
    found = re.search(source.page_id, url) if source.page_id else None
    if found:
        return "id:" + "\x1f".join(group or "" for group in found.groups())
    plain = url.partition("#")[0]
    return f"{place_of(url)}{plain.partition('://')[2].partition('/')[2]}"
