"""What keeping answers, and the story that subscribers see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.model.annotations import Annotation, Evidence
from crawler.model.articles import Article
from crawler.model.words import Outcome, Rights


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What became of an article in the store: exactly one outcome."""

    outcome: Outcome
    article_id: int
    story_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """One outlet's telling of a story."""

    source: str
    name: str
    """The outlet as readers know it."""
    title: str
    url: str
    """Address it was fetched from."""
    published: datetime | None
    likeness: float
    """Share of the lead's words that it has, 0..1."""
    lead: bool
    article: int | None = None
    """Number of its article in the store, by which `silkwire story split` knows it."""
    canonical_url: str | None = None
    """Address that its page calls its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DealField:
    """One field of a deal record, with the sentence it comes from."""

    value: str
    evidence: Evidence
    outlet: str | None = None
    """Source that says so, where outlets disagree."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deal:
    """A story as a record: an empty field stays empty, and outlets that disagree both stand there."""

    parties: tuple[DealField, ...] = ()
    kind: tuple[DealField, ...] = ()
    sector: tuple[DealField, ...] = ()
    amount: tuple[DealField, ...] = ()
    stage: tuple[DealField, ...] = ()
    date: tuple[DealField, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One piece of news, told by one or more articles: the unit that subscribers see."""

    id: int
    lead: Article
    annotation: Annotation
    outlets: tuple[Outlet, ...]
    """The lead first, then by time."""
    first_seen: datetime
    updated: datetime
    """Last change of substance."""
    revision: int
    """0 for the first version."""
    change: str | None
    """What the last revision changed, in a line."""
    rights: Rights = "excerpt"
    """How much of the lead's text its source lets a feed carry; the page's own notice may allow less."""
    rights_note: str | None = None
    """What the source's terms say, in words."""
    deal: Deal | None = None
    related: tuple[int, ...] = ()
    """Stories that share some of its words: weak links, never merged."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A story found by a search."""

    story: Story
    snippet: str
    """Plain text around the words found, each found word between U+0002 and U+0003."""
    score: float
