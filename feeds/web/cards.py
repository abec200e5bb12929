"""A story as a list shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.model import Story
from feeds import names
from feeds.build.entry import Entry, entry_of


@dataclass(frozen=True, slots=True)
class Chip:
    """A country, kind or sector to go on with."""

    scheme: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """What stands in a list."""

    number: int
    entry: Entry
    seen: datetime
    outlets: int
    chips: tuple[Chip, ...]
    snippet: str | None = None
    """Of a search: text with the words found between U+0002 and U+0003."""


def card(story: Story, base_url: str, snippet: str | None = None) -> Card:
    """The card of a story."""
    return Card(story.id, entry_of(story, base_url), story.first_seen, len(story.outlets), chips(story), snippet)


def chips(story: Story, most: int = 4) -> tuple[Chip, ...]:
    """Its countries, kinds and sectors, those that are known by name."""
    about = story.annotation
    known = (
        ("country", about.main_countries, names.countries()),
        ("kind", about.kinds, names.names("kinds")),
        ("sector", about.sectors, names.names("sectors")),
    )
    found: list[Chip] = []
    for scheme, mentions, labels in known:
        codes = [code for code in dict.fromkeys(mention.code for mention in mentions) if code in labels]
        found += [Chip(scheme, code, labels[code]) for code in codes[:most]]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Documents:
    """Where a selection can be subscribed to."""

    title: str
    name: str
    """`all`, `country/CU` or `query`."""
    question: str = ""
    """`?` and the parameters of a query."""

    def path(self, extension: str) -> str:
        return f"/feeds/{self.name}.{extension}{self.question}"

    @property
    def formats(self) -> Sequence[tuple[str, str, str]]:
        """Extension, media type for `link`, and name."""
        return (
            ("atom", "application/atom+xml", "Atom"),
            ("rss", "application/rss+xml", "RSS"),
            ("json", "application/feed+json", "JSON Feed"),
        )


def documents(name: str, title: str) -> Documents:
    """Of a feed's name, as the catalogue writes it."""
    stem, question, selection = name.partition("?")
    return Documents(title, stem, question + selection)


ALL = documents("all", "All cooperation news")
