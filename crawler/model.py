"""The records that cross a doorway of the house: frozen, slotted, keyword-only, standard library only.

Every moment is an aware `datetime` in UTC. Tuples and mappings are never changed after a record is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

Outcome = Literal["new", "seen", "revised", "copy"]
Precision = Literal["second", "minute", "day", "month", "year", "unknown"]
Rights = Literal["full", "excerpt", "link"]

KINDS: tuple[str, ...] = (
    "agreement", "memorandum", "talks", "visit", "forum", "project", "finance", "aid", "trade", "training", "exercise",
    "statement", "commentary",
)  # fmt: skip
"""The slugs of what a piece of news can be about."""


# --- sources ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Selectors:
    """Where one layout of a site keeps its fields. Each value is a CSS selector, or an XPath when it begins with `/` or `(`."""

    valid_until: date | None = None
    """Last day of publication for which this layout holds; none: it holds today."""
    title: str | None = None
    body: str | None = None
    """Element (or elements) whose paragraphs are the text."""
    published: str | None = None
    modified: str | None = None
    authors: str | None = None
    editor: str | None = None
    agency: str | None = None
    summary: str | None = None
    keywords: str | None = None
    image: str | None = None
    next_page: str | None = None
    """Link to the next page of the same article."""
    remove: tuple[str, ...] = ()
    """Elements that are no part of the article."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """How to read one kind of HTML listing of a source; every selector may be left out."""

    item: str | None = None
    """Element that holds one entry."""
    link: str | None = None
    title: str | None = None
    published: str | None = None
    summary: str | None = None
    next_page: str | None = None
    """Link to the following page of the list."""
    pages: str | None = None
    """Address of the following pages, for back-fill: `{n}` is the page's number, `{list}` the list's own address."""
    first: int = 2
    """Number of the page that follows the list itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Api:
    """How to read one JSON API: a dotted path to the entries, and paths inside an entry."""

    url: str
    """Address of the API, or of the HTML page that names it (then `follow` says how)."""
    entries: str = ""
    """Dotted path to the list (or mapping) of entries; empty: the document itself."""
    skip: tuple[str, ...] = ()
    """Keys of a mapping that are no entries (the World Bank's `facets`)."""
    link: str = "url"
    title: str = "title"
    published: str | None = None
    summary: str | None = None
    follow: str | None = None
    """Regular expression on an HTML page whose first group fills `{}` in `template`."""
    template: str | None = None
    """Address of the JSON document, with `{}` for what `follow` found."""
    next_offset: str | None = None
    """Query parameter that counts entries, for back-fill."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A site we watch: one TOML file. `docs/sources.md` documents every key."""

    name: str
    """The file's own name: lower-case letters, digits and hyphens."""
    title: str
    """Name of the outlet as readers know it."""
    url: str
    """Home page."""
    language: str | None = None
    """BCP 47 language of its articles; none: found from the text."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the outlet's own country (of the outlet, not of its news)."""
    zone: str | None = None
    """IANA time zone of dates that name none; none: such dates stay without a zone guessed (read as UTC, and said so)."""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    apis: tuple[Api, ...] = ()
    hosts: tuple[str, ...] = ()
    """Further hosts (with `:port` when not the default) that its pages may lie on; those of its addresses always may."""
    article: str | None = None
    """Regular expression (searched in the address): only these are articles."""
    ignore: str | None = None
    """Regular expression (searched in the address): these are not."""
    page_id: str | None = None
    """Regular expression whose groups, joined, are the identity of a page whatever its address (mobile page, alias path)."""
    listing: Listing = Listing()
    selectors: tuple[Selectors, ...] = ()
    """Layouts, the one of today first."""
    date_formats: tuple[str, ...] = ()
    """`strptime` formats of its dates, tried before the general ones."""
    aliases: tuple[str, ...] = ()
    """Other names of the outlet, as its own pages write them (never an author)."""
    agency: bool = False
    """Whether it is a news agency, whose datelines name it."""
    rights: Rights = "excerpt"
    """How much of its text a feed may carry."""
    rights_note: str | None = None
    """What its terms say, in words; a notice found on a page goes before it."""
    trust: float = 0.5
    """Weight 0..1 when several outlets tell one story and one must lead."""
    every: timedelta | None = None
    """Poll that often, neither more nor less; none: the plan decides."""
    shortest: timedelta | None = None
    longest: timedelta | None = None
    delay: float | None = None
    """Seconds between two requests to one host (robots.txt may demand more); none: the polite default."""
    headers: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    """Encoding of its pages whatever they say of themselves."""
    fetch: Literal["http", "browser", "feed"] = "http"
    """How its pages are got; `feed`: they cannot be read, and what its feeds say of an entry is the article."""
    verify_tls: bool = True
    allow_private: bool = False
    """Private addresses are allowed for exactly the host:port pairs named in this file."""
    enabled: bool = True
    reason: str | None = None
    """Why it is not enabled, or a remark."""
    example: str | None = None
    """Address of an article to try the file with."""
    path: str | None = None
    """File that it was read from, for messages."""


# --- pages and articles -----------------------------------------------------------------------------------------------


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


# --- annotations ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Words of the article that a finding rests on."""

    text: str
    """The sentence."""
    start: int
    """Offset of the found words in `title + "\\n\\n" + text`."""
    end: int
    why: str
    """The phrase or rule, and its weight."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A country (ISO code), kind, sector or stage (slug) that an article is about."""

    code: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """An actor of the cooperation."""

    name: str
    type: Literal["country", "organisation", "framework", "ministry", "company", "bank"]
    country: str | None = None
    """ISO code of the country it belongs to, where known."""
    score: float = 1.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A sum of money, with the original words."""

    value: float
    currency: str
    """ISO 4217 code."""
    words: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Words of a person quoted."""

    speaker: str
    role: str | None
    words: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotation:
    """What we understand in an article, each finding with its evidence."""

    cooperation: float
    """Relevance 0..1."""
    is_cooperation: bool
    kinds: tuple[Mention, ...]
    """Slugs of `KINDS`, the surest first."""
    sectors: tuple[Mention, ...]
    countries: tuple[Mention, ...]
    parties: tuple[Party, ...]
    amounts: tuple[Amount, ...]
    quotes: tuple[Quote, ...]
    evidence: tuple[Evidence, ...]
    """Why it is (or is not) cooperation, the weightiest first."""
    version: str
    """Version of the rules."""
    stages: tuple[Mention, ...] = ()
    """planned, signed, under-way, done."""
    places: tuple[Mention, ...] = ()
    """Where the event took place: code is the place's name."""


# --- reading and keeping ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprint:
    """What of an article the duplicate search needs; made in the reading pool, so that keeping is cheap."""

    version: int
    """Version of the algorithm (shingle length, seed, bands)."""
    content: bytes
    """Hash of the normalised title and text: equal hash, equal article."""
    sentences: tuple[int, ...]
    """Hashes of the sentences, in order."""
    bands: tuple[int, ...]
    """Keys of the MinHash bands."""
    sketch: bytes
    """FracMinHash of the shingles, packed, for containment."""
    length: int
    """Number of characters of the normalised text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """All that reading one page gives."""

    article: Article
    annotation: Annotation
    fingerprint: Fingerprint


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
    published: datetime | None
    likeness: float
    """Share of the lead's words that it has, 0..1."""
    lead: bool


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


# --- crawling ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something that went wrong with one address."""

    url: str | None
    kind: str
    """A slug: `robots`, `refused`, `status`, `timeout`, `too-big`, `not-an-article`, `unreadable`, `hung`, `bad-list` ..."""
    message: str
    """One line that says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """One article that a dry run would keep."""

    url: str
    title: str
    published: datetime | None
    cooperation: float
    kept: bool
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlReport:
    """What one crawl of one source brought. `scrapy`'s exit code says nothing: this does."""

    source: str
    ok: bool
    """Whether an entry point answered and could be read (a 304 counts)."""
    began: datetime
    ended: datetime
    outcomes: Mapping[str, int]
    """Count by outcome: new, seen, revised, copy, and not-an-article, unreadable, failed, refused, known."""
    found: int = 0
    """Links that the entry points named."""
    requests: int = 0
    bytes: int = 0
    not_modified: int = 0
    """Entry points that answered 304."""
    newest: datetime | None = None
    """Date of the newest entry of its lists."""
    problems: tuple[Problem, ...] = ()
    samples: tuple[Sample, ...] = ()
    hints: Mapping[str, Any] = field(default_factory=dict)
    """For the plan: `published` (dates of new articles), `ttl`, `max_age`, `retry_after` (seconds)."""
    fields: Mapping[str, float] = field(default_factory=dict)
    """Share of the articles read that have each field, and `characters`, the median length of their text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Validators:
    """What a server told us to ask with next time."""

    etag: str | None
    last_modified: str | None
    full_at: datetime
    """Last full answer: a 304 is not believed for ever."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One answer of one address, for the store's memory of addresses."""

    url: str
    """As it was asked for."""
    source: str
    result: str
    """`kept`, `list`, `not-modified`, or the kind of a Problem."""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_at: datetime | None = None
    """Not to be asked again before this."""
    final_url: str | None = None


# --- health -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """Something is wrong with a source, and a person should know. Opens once, closes once."""

    source: str
    kind: Literal["broken", "silent", "thin", "stale", "blocked"]
    since: datetime
    message: str
    """What was seen."""
    advice: str
    """What to try."""
    sample: str | None = None
    """An address to look at."""
    closed: datetime | None = None
    muted: bool = False
    id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceStatus:
    """How a source is doing, for people and for the health pages."""

    name: str
    title: str
    url: str
    language: str | None
    country: str | None
    enabled: bool
    reason: str | None
    last_attempt: datetime | None
    last_success: datetime | None
    last_new: datetime | None
    next_due: datetime | None
    articles: int
    """All it ever brought."""
    articles_week: int
    alarms: tuple[Alarm, ...] = ()
