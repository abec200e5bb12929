"""What a subscriber asks of the hub, read strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from feeds.build.address import web_address

_SITE = re.compile(r"[A-Za-z]+://[^/?#]*")

SHORTEST_LEASE, LEASE, LONGEST_LEASE = 3_600, 7 * 86_400, 15 * 86_400
"""Seconds. A subscriber renews before the end; who forgot us is forgotten within two weeks."""


class Refusal(Exception):
    """The wish cannot be met; the message says why."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A subscription wanted, or no longer."""

    mode: Literal["subscribe", "unsubscribe"]
    topic: str
    callback: str
    lease: int
    """Seconds."""
    secret: str | None

    @property
    def host(self) -> str:
        return urlsplit(self.callback).hostname or ""


def read(body: bytes) -> Wish | None:
    """Read a form; None for `hub.mode=publish`, which only says: look.

    Raises:
        Refusal: it is incomplete, or asks what we do not do.
    """
    try:
        form = parse_qs(body.decode(), max_num_fields=200, errors="strict")
    except (UnicodeDecodeError, ValueError) as error:
        raise Refusal("send a form in UTF-8") from error
    mode = _one(form, "hub.mode")
    if mode == "publish":
        return None
    if mode not in ("subscribe", "unsubscribe"):
        raise Refusal("hub.mode must be subscribe, unsubscribe or publish")
    callback = _with_small_host(_one(form, "hub.callback") or "")
    if web_address(callback) != callback or "@" in urlsplit(callback).netloc or urlsplit(callback).fragment:
        raise Refusal("hub.callback must be a plain http or https address")
    secret = _one(form, "hub.secret")
    if secret is not None and not 1 <= len(secret.encode()) < 200:
        raise Refusal("hub.secret must have less than 200 bytes")
    return Wish(
        "subscribe" if mode == "subscribe" else "unsubscribe",
        _one(form, "hub.topic") or "",
        callback,
        _lease(form),
        secret,
    )


def _with_small_host(address: str) -> str:
    """The address with scheme and host in small letters, which mean the same (RFC 3986, 6.2.2.1): a subscriber that comes back with
    others is the same one."""
    found = _SITE.match(address)
    return address[: found.end()].lower() + address[found.end() :] if found else address


def _lease(form: Mapping[str, Sequence[str]]) -> int:
    value = _one(form, "hub.lease_seconds")
    if value is None:
        return LEASE
    if not (value.isascii() and value.isdecimal() and len(value) < 12):
        raise Refusal("hub.lease_seconds must be a whole number")
    return min(LONGEST_LEASE, max(SHORTEST_LEASE, int(value)))


def _one(form: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = form.get(name, ())
    if len(values) > 1:
        raise Refusal(f"{name} may stand once")
    return values[0] if values else None
