"""Everything that the page of one story shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.errors import NotFound
from crawler.model import DealField, Evidence, Mention, Story
from feeds import names
from feeds.build.entry import Entry, entry_of
from feeds.build.rights import allowed
from feeds.build.text import line
from feeds.web.cards import Card, Chip, card, chips
from feeds.web.readers import Reader
from feeds.web.render import within
from feeds.web.revision import Correction, corrections

MOST_RELATED = 6
MOST_EVIDENCE = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that a finding rests on."""

    why: str
    sentence: str
    """With the words found between U+0002 and U+0003; empty where the outlet allows no quotation."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A country, kind or sector, how sure it is, and why."""

    scheme: str
    code: str
    label: str
    score: float
    reasons: tuple[Reason, ...]
    in_passing: bool
    """Whether the story is not about it, and stands in no feed of it."""


@dataclass(frozen=True, slots=True)
class DealRow:
    """One field of the deal record."""

    label: str
    values: tuple[tuple[str, str | None, Reason], ...]
    """Value, the outlet that says so where they disagree, and the sentence."""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """The page's content."""

    story: Story
    entry: Entry
    chips: tuple[Chip, ...]
    quotable: bool
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    deal: tuple[DealRow, ...]
    revisions: tuple[Correction, ...]
    related: tuple[Card, ...]


def story_page(reader: Reader, number: int, base_url: str) -> StoryPage:
    """Ask the store all that the page needs.

    Raises:
        NotFound: there is no such story.
    """
    story = reader.story(number)
    quotable = allowed(story) != "link"
    about = story.annotation
    return StoryPage(
        story=story,
        entry=entry_of(story, base_url),
        chips=chips(story),
        quotable=quotable,
        reasons=_reasons(story, about.evidence, quotable),
        findings=(
            *_findings(story, "country", about.countries, quotable),
            *_findings(story, "kind", about.kinds, quotable),
            *_findings(story, "sector", about.sectors, quotable),
        ),
        deal=_deal(story, quotable),
        revisions=corrections(reader.revisions(story.id), quotable=quotable),
        related=_related(reader, story, base_url),
    )


def _related(reader: Reader, story: Story, base_url: str) -> tuple[Card, ...]:
    found: dict[int, Card] = {}
    for number in story.related[:MOST_RELATED]:
        try:
            other = reader.story(number)
        except NotFound:  # taken out since
            continue
        if other.id != story.id:
            found[other.id] = card(other, base_url)
    return tuple(found.values())


def _reasons(story: Story, evidence: Sequence[Evidence], quotable: bool) -> tuple[Reason, ...]:
    return tuple(_reason(story, one, quotable) for one in evidence[:MOST_EVIDENCE])


def _reason(story: Story, evidence: Evidence, quotable: bool) -> Reason:
    whole = f"{story.lead.title}\n\n{story.lead.text}"
    words = whole[max(0, evidence.start) : max(0, evidence.end)]
    return Reason(line(evidence.why), within(evidence.text, words) if quotable else "")


_LABELS = {"country": names.country, "kind": names.kind, "sector": names.sector}


def _findings(story: Story, scheme: str, mentions: Sequence[Mention], quotable: bool) -> list[Finding]:
    aside = set(story.annotation.countries) - set(story.annotation.main_countries)
    return [
        Finding(
            scheme,
            m.code,
            _LABELS[scheme](m.code),
            min(1.0, max(0.0, m.score)),
            _reasons(story, m.evidence[:2], quotable),
            scheme == "country" and m in aside,
        )
        for m in mentions[:12]
    ]


def _deal(story: Story, quotable: bool) -> tuple[DealRow, ...]:
    deal = story.deal
    if deal is None:
        return ()
    rows = (
        ("Parties", deal.parties, str),
        ("Kind", deal.kind, names.kind),
        ("Sector", deal.sector, names.sector),
        ("Amount", deal.amount, str),
        ("Stage", deal.stage, names.stage),
        ("Date", deal.date, str),
    )
    return tuple(DealRow(label, _values(story, fields, show, quotable)) for label, fields, show in rows if fields)


def _values(
    story: Story, fields: Sequence[DealField], show: object, quotable: bool
) -> tuple[tuple[str, str | None, Reason], ...]:
    label = show if callable(show) else str
    return tuple((line(label(f.value)), f.outlet, _reason(story, f.evidence, quotable)) for f in fields)
