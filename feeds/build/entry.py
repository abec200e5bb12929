"""Entry: what a subscriber sees of one story (or of one alarm), as neutral as possible; every format renders it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from crawler.model import Story
from feeds import names
from feeds.build import deal, rights
from feeds.build.address import below, site, web_address
from feeds.build.link import article_link
from feeds.build.markup import paragraphs, picture_address, safe_html
from feeds.build.moments import EPOCH, believable
from feeds.build.text import excerpt, line, shorten

AUTHORITY = "tag:silkwire,2026:"
"""Begin of every id (RFC 4151). It never depends on where the feeds are served: an id must outlive a move."""

Names = None
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_TITLE, _SUMMARY, _EVIDENCE = 300, 600, 280
_MOST_AUTHORS, _MOST_OUTLETS, _MOST_REASONS = 6, 40, 2


class Category(NamedTuple):
    """A label with its scheme: readers filter by it.

    A tuple hashes itself quickly: every entry looks up some twenty categories in every format.
    """

    scheme: str
    """`country`, `kind` or `sector`."""
    term: str
    label: str

    @property
    def scheme_uri(self) -> str:
        return f"{AUTHORITY}{self.scheme}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Teller:
    """Another outlet that tells the story."""

    name: str
    title: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """All texts are clean, all addresses safe."""

    id: str
    title: str
    link: str
    """What a click opens: the article where it was published."""
    page: str
    """Our own page about it."""
    published: datetime
    precise: bool
    """Whether the time of day is known."""
    updated: datetime
    """As `changed_at` says."""
    order: tuple[datetime, int]
    authors: tuple[str, ...]
    language: str | None
    source: str
    source_url: str
    summary: str
    """Plain text, one or two lines."""
    html: str
    """As much of the text as may be shown; empty when none may."""
    image: str | None = None
    whole: bool = False
    """Whether `html` is the full text."""
    tellers: tuple[Teller, ...] = ()
    categories: tuple[Category, ...] = ()
    deal: str | None = None
    reasons: tuple[str, ...] = ()
    """Why it is in."""
    notice: str | None = None
    """What the outlet says on copying."""
    revision: int = 0
    change: str | None = None


def story_id(number: int) -> str:
    """The id of a story in every feed and format."""
    return f"{AUTHORITY}story/{number}"


def changed_at(updated: datetime, number: int) -> datetime:
    """When an entry changed, to the second; the fraction is its number, for no two entries of a feed may have changed in the
    same instant (the W3C's validator warns of it, and some readers take them for one)."""
    return believable(updated).replace(microsecond=number % 1_000_000)


def feed_id(name: str) -> str:
    """The id of a feed in every format that has one."""
    return f"{AUTHORITY}feed/{name}"


def entry_of(story: Story, base_url: str) -> Entry:
    """What of a story may be shown, as its rights allow."""
    lead = story.lead
    page = f"{below(base_url, 'stories')}/{story.id}"
    link = article_link(lead.url, lead.canonical_url) or page
    allowed = rights.allowed(story)
    title = shorten(line(lead.title), _TITLE) or f"Story {story.id}"
    source = _source_name(story, link)
    start = excerpt(lead.text)
    return Entry(
        id=story_id(story.id),
        title=title,
        link=link,
        page=page,
        published=_published(story),
        precise=lead.published_precision in ("second", "minute") or lead.published is None,
        updated=changed_at(story.updated, story.id),
        order=(story.first_seen, story.id),
        authors=_authors(story) or (source,),
        language=lead.language if lead.language and _LANGUAGE.match(lead.language) else None,
        source=source,
        source_url=site(link),
        summary="" if allowed == "link" else shorten(line(start), _SUMMARY),
        html=_html(story, allowed, start),
        image=None if allowed == "link" else next(filter(None, map(picture_address, lead.images[:3])), None),
        whole=allowed == "full",
        tellers=_tellers(story, link),
        categories=_categories(story),
        deal=deal.in_one_line(story.deal),
        reasons=_reasons(story, quote=allowed != "link"),
        notice=rights.notice(story),
        revision=story.revision,
        change=shorten(line(story.change), _SUMMARY) or None if story.revision else None,
    )


def _html(story: Story, allowed: str, start: str) -> str:
    if allowed == "link":
        return ""
    if allowed == "excerpt":
        return paragraphs(start)
    lead = story.lead
    return safe_html(lead.html, web_address(lead.url) or "") if lead.html else paragraphs(lead.text)


def _published(story: Story) -> datetime:
    """When the lead was published; a date that cannot be (before the epoch, or after we saw it) gives way to first sight."""
    seen, said = believable(story.first_seen), story.lead.published
    if said is None or not EPOCH.year < said.year <= seen.year + 1:
        return seen
    return min(said.astimezone(UTC), seen)


def _source_name(story: Story, link: str) -> str:
    lead = next((outlet for outlet in story.outlets if outlet.lead), None)
    return shorten(line(lead.name if lead else story.lead.source), 120) or site(link).split("/")[2]


def _authors(story: Story) -> tuple[str, ...]:
    written = [*story.lead.authors, *([story.lead.agency] if story.lead.agency and not story.lead.authors else [])]
    found = dict.fromkeys(shorten(line(name), 120) for name in written)
    return tuple(name for name in found if name)[:_MOST_AUTHORS]


def _tellers(story: Story, link: str) -> tuple[Teller, ...]:
    """The outlets beside the lead, each address once."""
    found: dict[str, Teller] = {}
    for outlet in story.outlets:
        url = None if outlet.lead else article_link(outlet.url, outlet.canonical_url)
        if url and url != link and url not in found:
            name = shorten(line(outlet.name), 120) or site(url).split("/")[2]
            found[url] = Teller(name=name, title=shorten(line(outlet.title), _TITLE) or name, url=url)
    return tuple(found.values())[:_MOST_OUTLETS]


def _categories(story: Story) -> tuple[Category, ...]:
    about = story.annotation
    return _of_codes(
        tuple([one.code for one in about.main_countries]),
        tuple([one.code for one in about.kinds]),
        tuple([one.code for one in about.sectors]),
    )


@lru_cache(maxsize=4096)
def _of_codes(countries: tuple[str, ...], kinds: tuple[str, ...], sectors: tuple[str, ...]) -> tuple[Category, ...]:
    """Many stories are about the same; the formats write their categories once for all of them."""
    found = [_category("country", code) for code in countries]
    found += [_category("kind", code) for code in kinds]
    found += [_category("sector", code) for code in sectors]
    return tuple(dict.fromkeys([category for category in found if category.term]))


_LABELS = {"country": names.country, "kind": names.kind, "sector": names.sector}


@lru_cache(maxsize=2048)
def _category(scheme: str, code: str) -> Category:
    term = line(code)
    return Category(scheme=scheme, term=term, label=line(_LABELS[scheme](term)))


def _reasons(story: Story, *, quote: bool) -> tuple[str, ...]:
    """The weightiest evidence, each sentence with what was found in it."""
    out = []
    for evidence in story.annotation.evidence[:_MOST_REASONS]:
        why, words = line(evidence.why), shorten(line(evidence.text), _EVIDENCE)
        out.append(f"{why}: “{words}”" if quote and words else why)
    return tuple(filter(None, out))
