"""Addresses as every format takes them: absolute, http(s), ASCII, rightly escaped; whatever cannot be mended is left out."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

_LABELS = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?\Z"
)
_PLAIN = re.compile(
    r"https?://(?=[^/?#]{1,200}(?:[/?#]|\Z))(?:[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.)+[a-z]{2,20}(?:/[\w/.~:@!$&'()*+,;=-]*)?\Z",
    re.ASCII,
)
"""An address as nearly all are: nothing to mend in it."""
_SITE = re.compile(r"https?://[^/?#]*")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PATH = "/:@!$&'()*+,;=-._~%"
_QUERY = _PATH + "?"
LONGEST = 2000
"""Longer addresses are dropped: browsers and readers stop at about that."""


@lru_cache(maxsize=4096)
def web_address(url: str | None) -> str | None:
    """The address as it may stand in a document, or None when it is none for the web: another scheme, no host, too long.

    A host must have a name or an IPv4 address: brackets of IPv6 are refused by the W3C's validator, and no outlet lives there.
    Names and passwords in it are taken out; a host in another script becomes its IDNA form (RFC 3490), and what a URI may
    not hold (RFC 3986) is escaped.
    """
    if not url or len(url) > LONGEST:
        return None
    if _PLAIN.match(url):
        return url
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    netloc = host if port is None else f"{host}:{port}"
    query = f"?{_escape(parts.query, _QUERY)}" if parts.query else ""
    fragment = f"#{_escape(parts.fragment, _QUERY)}" if parts.fragment else ""
    address = f"{parts.scheme}://{netloc}{_escape(parts.path, _PATH)}{query}{fragment}"
    return address if len(address) <= LONGEST else None


def site(address: str) -> str:
    """The home page of the site that a web address lies on."""
    match = _SITE.match(address)
    return f"{match[0]}/" if match else address


@lru_cache(maxsize=1024)
def below(base_url: str, path: str) -> str:
    """An address of our own: the path (unescaped) below the base address."""
    return f"{base_url.rstrip('/')}/{quote(path.lstrip('/'), safe=_PATH)}"


def _escape(text: str, safe: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe=safe, errors="replace")


def _host(host: str) -> str | None:
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    return host if _LABELS.match(host) else None
