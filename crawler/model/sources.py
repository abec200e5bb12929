"""A source and how its pages are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from crawler.model.words import Rights


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
    """Path to its address; or an address that holds such paths in braces."""
    title: str = "title"
    published: str | None = None
    summary: str | None = None
    follow: str | None = None
    """Regular expression on an HTML page whose first group fills `{}` in `template`."""
    template: str | None = None
    """Address of the JSON document, with `{}` for what `follow` found."""
    next_offset: str | None = None
    """Query parameter that counts entries, for back-fill."""
    next_page: str | None = None
    """Query parameter that counts pages, where the API counts so."""


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
