"""The fixed words of the records."""

from __future__ import annotations

from typing import Literal

Outcome = Literal["new", "seen", "revised", "copy"]
Precision = Literal["second", "minute", "day", "month", "year", "unknown"]
Rights = Literal["full", "excerpt", "link"]

KINDS: tuple[str, ...] = (
    "agreement", "memorandum", "talks", "visit", "forum", "project", "finance", "aid", "trade", "training", "exercise",
    "statement", "commentary",
)  # fmt: skip
"""The slugs of what a piece of news can be about."""
