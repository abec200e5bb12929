"""What the list that named an article says of it, where its own page says nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, time
from zoneinfo import ZoneInfo

from crawler.model import Article, Link

_CUT = re.compile(r"(?:…|\.\.\.?)\s*$")
"""The end of a headline that a list has cut short."""


def completed(article: Article, link: Link | None, zone: str | None = None) -> Article:
    """The article with the headline and the day of publication that its list tells, if the page itself tells none; `zone` is the IANA
    zone of the source, in which a day without an hour begins at midnight.

    A list that names no headline is a sitemap of whatever a site holds: its dates are those of the last change, and no day of publication.
    """
    if link is None or not link.title:
        return article
    if article.title_derived and not _CUT.search(link.title):
        article = replace(
            article,
            title=link.title,
            title_raw=link.title,
            title_derived=False,
            extractor=_won(article.extractor, "title"),
        )
    if article.published is None and link.published:
        midnight = ZoneInfo(zone) if zone else UTC
        article = replace(
            article,
            published=link.published,
            published_raw=link.published.isoformat(),
            published_precision="day" if link.published.astimezone(midnight).time() == time() else "minute",
            extractor=_won(article.extractor, "published"),
        )
    return article


def _won(extractor: str, field: str) -> str:
    """The winners of all fields, with the list as that of this one, in its place."""
    pairs = [part.partition("=")[::2] for part in extractor.split()]
    if field not in dict(pairs):
        at = next((n for n, (name, _) in enumerate(pairs) if name not in ("title", "text")), len(pairs))
        pairs.insert(at, (field, ""))
    return " ".join(f"{name}={'list' if name == field else winner}" for name, winner in pairs)
