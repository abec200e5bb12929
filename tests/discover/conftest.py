"""What the tests of this room share: a page at a fixed moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawler.model import Page

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MakePage = Callable[..., Page]


@pytest.fixture
def page() -> MakePage:
    """page(body, url=..., **headers): the page as fetched on 21 November 2026 at noon."""

    def make(body: bytes | str, url: str = "https://herald.example/feed.xml", **headers: str) -> Page:
        raw = body if isinstance(body, bytes) else body.encode()
        return Page(
            url=url,
            body=raw,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            fetched_at=NOW,
        )

    return make
