"""The fields of an article while they are being found, each with the reader that won it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from crawler.model import Link

from .blocks import Block
from .moments import Moment


@dataclass(slots=True)
class Draft:
    """What is known so far. Whoever fills a field first wins it, and signs for it in `winners`."""

    title: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    """The blocks that the paragraphs were read from."""
    summary: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    agency: str | None = None
    place: str | None = None
    published: Moment | None = None
    modified: datetime | None = None
    keywords: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    rights: str | None = None
    reading_minutes: int | None = None
    outlet: str | None = None
    credit: str | None = None
    """Whom the page says it took the text from."""
    beside_date: str | None = None
    """A name that stands before the date."""
    canonical: str | None = None
    languages: tuple[str | None, ...] = ()
    winners: dict[str, str] = field(default_factory=dict)

    def win(self, name: str, value: object, reader: str) -> bool:
        """Fill an empty field; whether it was filled."""
        if not value or getattr(self, name):
            return False
        setattr(self, name, value)
        self.winners[name] = reader
        return True
