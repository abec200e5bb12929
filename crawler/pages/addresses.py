"""Addresses as pages write them."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def absolute(base: str, address: str) -> str | None:
    """The absolute http(s) address, or nothing when there is none in it."""
    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return whole if good else None
