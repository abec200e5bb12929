"""What was fetched, and what one page says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from crawler.model.words import Precision


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What was fetched."""

    url: str
    """Final address, after redirects."""
    body: bytes
    """The body, its transfer encoding undone, its characters undecoded."""
    headers: Mapping[str, str]
    """Names in lower case."""
    fetched_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A pointer to what may be an article, with what the list says of it."""

    url: str
    title: str | None = None
    published: datetime | None = None
    summary: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """What one page says. Text is free of what XML forbids, in Unicode NFC."""

    url: str
    """Address it was fetched from."""
    canonical_url: str | None
    """Address that the page calls its own."""
    title: str
    title_raw: str | None
    """The headline as written, before mending."""
    title_derived: bool
    """Whether there was no headline and the first sentence stands in."""
    text: str
    """Paragraphs joined by one blank line, without boilerplate."""
    summary: str | None
    authors: tuple[str, ...]
    editor: str | None
    agency: str | None
    """Agency whose dispatch it is, by dateline or credit."""
    place: str | None
    """Place of the dateline."""
    published: datetime | None
    """When published; a day without a time is 00:00 UTC of that day."""
    published_raw: str | None
    """The date as written."""
    published_precision: Precision
    published_inferred: tuple[str, ...]
    """Which parts the page does not say: `year`, `zone`."""
    modified: datetime | None
    language: str | None
    keywords: tuple[str, ...]
    images: tuple[str, ...]
    """Addresses, the lead image first."""
    related: tuple[Link, ...]
    """Other articles that the page points to; never part of the text."""
    rights: str | None
    """The page's own notice on copying, in its words."""
    reading_minutes: int | None
    source: str | None
    """Name of the source, or of the outlet that the page itself names."""
    fetched_at: datetime
    extractor: str
    """Which reader won each field: `title=h1 published=json-ld ...`."""
    html: str | None = None
    """The body as clean HTML with absolute links, for feeds that may carry it."""
