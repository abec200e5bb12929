"""Conditional requests and what an answer says of its own freshness: pure readings of headers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Response

from crawler.fetch.errand import Errand
from crawler.model import Page, Validators, Visit

_MAX_AGE = re.compile(rb"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
LONGEST_VALIDATOR = 1024
"""Characters; a longer ETag is not worth keeping."""


def conditional_headers(validators: Validators | None, now: datetime, full_every: timedelta) -> dict[str, str]:
    """Headers that ask for a page only if it changed; none when it was long ago that we had it whole."""
    if validators is None or now - validators.full_at >= full_every:
        return {}
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def page_of(response: Response, now: datetime) -> Page:
    """The last sight of a Scrapy response."""
    return Page(url=response.url, body=response.body, headers=headers_of(response), fetched_at=now)


def headers_of(response: Response) -> dict[str, str]:
    """The headers by lower-case name."""
    # of a mapping, as Scrapy's own `items` looks each name up once more
    pairs: Iterable[tuple[bytes, list[bytes]]] = dict.items(response.headers)
    return {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in pairs}


def visit_of(errand: Errand, response: Response, result: str) -> Visit:
    """What is to be remembered of an answer."""
    return Visit(
        url=errand.url, source=errand.source.name, result=result, status=response.status,
        etag=_text(response, "ETag"), last_modified=_text(response, "Last-Modified"),
        final_url=response.url if response.url != errand.url else None,
    )  # fmt: skip


def max_age(response: Response) -> float | None:
    """Seconds that an answer calls itself fresh: `max-age` of Cache-Control, else Expires less Date (RFC 9111, 4.2.1)."""
    control = response.headers.get("Cache-Control") or b""
    if found := _MAX_AGE.search(control):
        return float(found.group(1))
    ends, sent = _moment(response, "Expires"), _moment(response, "Date")
    if b"no-" in control.lower() or ends is None or sent is None:
        return None
    return max(0.0, (ends - sent).total_seconds())


def _moment(response: Response, name: str) -> datetime | None:
    try:
        found = parsedate_to_datetime((response.headers.get(name) or b"").decode("ascii", "replace"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _text(response: Response, name: str) -> str | None:
    value = (response.headers.get(name) or b"").decode("latin-1").strip()
    return value if value and len(value) <= LONGEST_VALIDATOR and value.isprintable() else None
