"""What a reader can take and what it has already: the conditional and coding headers of RFC 9110, read."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime

CODINGS = ("br", "gzip")
"""Codings we keep ready, the smaller first."""

ANY = frozenset({b"*"})
_TAG = re.compile(rb'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_WEIGHT = re.compile(r"^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$")


def coding(header: str | None) -> str:
    """The coding to answer with: `br`, `gzip` or empty for none. No header means none is asked for (12.5.3)."""
    if not header:
        return ""
    weights: dict[str, float] = {}
    for part in header.lower().split(",")[:32]:
        name, _, rest = part.strip().partition(";")
        weights[name.strip()] = _weight(rest)
    rest_weight = weights.get("*", 0.0)
    ranked = [(weights.get(name, rest_weight), -place, name) for place, name in enumerate(CODINGS)]
    if "gzip" not in weights and "x-gzip" in weights:
        ranked.append((weights["x-gzip"], -len(CODINGS), "gzip"))
    best, _, name = max(ranked)
    return name if best > 0 and best >= weights.get("identity", 0.0) else ""


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        key, _, value = parameter.strip().partition("=")
        if key.strip() == "q":
            value = value.strip()
            return float(value) if _WEIGHT.match(value) else 0.0
    return 1.0


def tags(header: bytes | None, *, strong: bool = False) -> frozenset[bytes] | None:
    """The opaque tags of If-None-Match without their quotes, `ANY` for `*`, None without the header (13.1.2); `strong`: those of
    If-Match, where weak ones count for nothing (13.1.1)."""
    if header is None:
        return None
    if header.strip() == b"*":
        return ANY
    return frozenset(match[2] for match in _TAG.finditer(header[:4096]) if not (strong and match[1]))


def moment(header: str | None) -> int | None:
    """Seconds since 1970 of an HTTP date; None without one, or when it cannot be read (then it counts as absent, 13.1.3)."""
    if not header:
        return None
    try:
        when = parsedate_to_datetime(header)
    except (ValueError, IndexError, OverflowError):
        return None
    try:
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None


def http_date(seconds: float) -> str:
    """An IMF-fixdate: `Sat, 21 Nov 2026 23:15:00 GMT`."""
    return formatdate(seconds, usegmt=True)
