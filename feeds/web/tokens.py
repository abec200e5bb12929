"""Who may read a private feed."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qsl

from feeds.web.answer import Header

LONGEST = 512


def admitted(tokens: Sequence[str], offered: Iterable[str]) -> bool:
    """Whether one of the tokens offered opens the feed. Compares in constant time, and all with all."""
    found = False
    for given in offered:
        for token in tokens:
            found |= bool(token) and hmac.compare_digest(token.encode(), given.encode("utf-8", "surrogatepass"))
    return found


def offered(query_string: str, headers: Iterable[Header]) -> tuple[str, ...]:
    """Tokens that a request brings: `?token=`, `Authorization: Bearer`, or the password of Basic (readers know that one)."""
    found = [value for name, value in parse_qsl(query_string[:4096], errors="replace") if name == "token"]
    for name, value in headers:
        if name == b"authorization":
            found += _authorization(value)
    return tuple(token for token in found[:4] if 0 < len(token) <= LONGEST)


def _authorization(value: bytes) -> list[str]:
    scheme, _, rest = _text(value).strip().partition(" ")
    if scheme.lower() == "bearer":
        return [rest.strip()]
    if scheme.lower() != "basic":
        return []
    try:
        pair = _text(base64.b64decode(rest.strip(), validate=True))
    except (binascii.Error, ValueError):
        return []
    return [pair.partition(":")[2]]


def _text(value: bytes) -> str:
    """What was sent, in the encoding of most readers, else of the others: RFC 9110 leaves letters beyond ASCII to both ends."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def opens(feed: str, tokens: Mapping[str, Sequence[str]], query_string: str, headers: Iterable[Header]) -> bool:
    """Whether a request may read this private feed; one without any token configured is closed to all."""
    return admitted(tokens.get(feed, ()), offered(query_string, headers))
