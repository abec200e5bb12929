"""Whose words stand for a story: a pure rule, the same whenever and in whatever order the tellings came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.model import Rights

_RIGHTS = {"full": 2, "excerpt": 1, "link": 0}

FULL_TEXT = 0.6
"""A telling shorter than this share of the longest is an excerpt, and leads only among excerpts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """One article of a story, with what the rule asks about it."""

    article_id: int
    source: str
    length: int
    """Characters of its text."""
    first_seen: datetime
    published: datetime | None = None
    rights: Rights = "excerpt"
    trust: float = 0.5
    is_agency: bool = False
    """Whether its outlet is a news agency."""
    agency: str | None = None
    """Agency that it credits."""
    names: frozenset[str] = frozenset()
    """Names of its outlet, case-folded: a credit to oneself is no reprint."""
    derived_title: bool = False

    @property
    def reprint(self) -> bool:
        """Whether it credits another outlet."""
        return self.agency is not None and self.agency.casefold() not in self.names


def lead(tellings: Sequence[Telling]) -> int:
    """The article whose words subscribers see.

    In this order: complete before excerpt (an excerpt of a free text is less news than a whole one that may only be quoted),
    what may be shown in full, trust of its source, the agency's own words, original before reprint, a headline of its own,
    earlier before later.

    Raises:
        ValueError: no tellings.
    """
    longest = max(one.length for one in tellings)

    def rank(one: Telling) -> tuple[object, ...]:
        when = min(one.published, one.first_seen) if one.published else one.first_seen
        return (
            one.length < FULL_TEXT * longest, -_RIGHTS[one.rights], -round(one.trust, 3), one.reprint, not one.is_agency,
            one.derived_title, when, one.article_id,
        )  # fmt: skip

    return min(tellings, key=rank).article_id
