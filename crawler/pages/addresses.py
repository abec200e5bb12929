"""Addresses as pages write them."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_WHOLE = re.compile(r"https?://[A-Za-z0-9.-]{4,253}(?:/[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]*)?\Z")


def absolute(base: str, address: str) -> str | None:
    """The absolute http(s) address, or nothing when there is none in it."""
    if _WHOLE.match(address):
        return address
    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return whole if good else None
