"""Addresses: what an address and its disguises have in common."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from crawler.tracking import tracks

_SESSION = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_id|sid)", re.IGNORECASE
)
_SESSION_VALUE = re.compile(r"[0-9a-z!.\-_]{16,}", re.IGNORECASE)
_USUAL = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)((?:/[\w:@!$&'()*+,=~.-]+)*)/?", re.ASCII)
"""Addresses that have nothing to drop but `www.` and a slash: most, and told by this in a fifth of the time."""

_PLAIN = re.compile(r"[\w/:@!$&'()*+,;=~.?-]*", re.ASCII)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?#]*", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Half a surrogate pair, but for those that stand for a byte that is no UTF-8."""
_HASHBANG = re.compile(r"!|/")
_PORTS = {"http": "80", "https": "443"}


def url_key(url: str) -> str:
    """What an address and its disguises have in common: same key, same page.

    Dropped: scheme, `www.`, default port, user name, fragment (not `#!` and `#/`, which choose a page), session and tracking
    parameters, one trailing slash, doubled slashes; host in lower case and punycode, escapes in one form, parameters in order
    of name. **Never** an unknown parameter, never the case of a path. Text that is no address is its own key.
    """
    usual = _USUAL.fullmatch(url)
    if usual:
        return _host(usual[1]) + usual[2]
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url.strip()
    if not host or parts.scheme.lower() not in ("http", "https"):
        return url.strip()
    path = _PATH_SESSION.sub("", parts.path) if ";" in parts.path else parts.path
    path = _escapes(_SLASHES.sub("/", path) if "//" in path else path).removesuffix("/")
    key = _host(host) + (f":{port}" if port and str(port) != _PORTS[parts.scheme.lower()] else "") + path
    query = _query(parts.query)
    if query:
        key += "?" + query
    if _HASHBANG.match(parts.fragment):
        key += "#" + _escapes(parts.fragment)
    return key


def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return host
    return host.removeprefix("www.") if host.count(".") > 1 else host


def _escapes(path: str) -> str:
    """One form of escapes: UTF-8 characters escaped, unreserved ones plain, a reserved one as it was."""
    if _PLAIN.fullmatch(path):
        return path
    pieces = re.split(r"(%2[fF]|%3[bBfF]|%23|%25|%26|%3[dD]|%2[bB])", _HALF.sub("\ufffd", path))
    return "".join(
        piece.upper() if at % 2 else quote(unquote(piece, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._?", errors="surrogateescape")
        for at, piece in enumerate(pieces)
    )  # fmt: skip


def _query(query: str) -> str:
    """The parameters that may choose a page, in order of name; equal names keep their order."""
    kept = []
    for part in re.split(r"[&]", query):
        if not part:
            continue
        name, equals, value = part.partition("=")
        if tracks(name):
            continue
        if _SESSION.fullmatch(unquote(name).lower()) and _SESSION_VALUE.fullmatch(value):
            continue
        kept.append((_escapes(name.replace("+", "%20")), equals + _escapes(value.replace("+", "%20"))))
    return "&".join(name + value for name, value in sorted(kept, key=lambda pair: pair[0]))
