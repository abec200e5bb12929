"""Every key of a source file: how it is read and what it means. docs/sources.md is checked against this table."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, Literal

from crawler.model import Api, Listing, Selectors, Source
from crawler.sources import values as v
from crawler.sources.selector import selector

Table = Literal["", "listing", "selectors", "apis"]
RECORDS: dict[Table, type[Any]] = {"": Source, "listing": Listing, "selectors": Selectors, "apis": Api}
"""The record that each table of a file becomes; the keys are the names of its fields."""
_TAKEN = {
    "pattern": v.text, "pattern with groups": v.text, "selector": v.text, "list of selectors": v.many(v.text),
    "list of formats": v.many(v.text),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """One key of a source file."""

    name: str
    table: Table
    type: str
    """What to write, in a word or two."""
    read: v.Reader
    meaning: str

    @property
    def take(self) -> v.Reader:
        """Reads a value that is known to be good, without compiling what can be compiled."""
        return _TAKEN.get(self.type, self.read)

    @property
    def default(self) -> Any:
        """Value when the key is left out; `MISSING` when it must be given."""
        return _default(self.table, self.name)

    @property
    def required(self) -> bool:
        return self.default is MISSING


@cache
def _default(table: Table, name: str) -> Any:
    """What a record's field holds when nobody says anything: asked for once for each key of each file."""
    field = next(field for field in fields(RECORDS[table]) if field.name == name)
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _keys(table: Table, *rows: tuple[str, str, v.Reader, str]) -> tuple[Key, ...]:
    return tuple(
        Key(name=name, table=table, type=kind, read=read, meaning=meaning) for name, kind, read, meaning in rows
    )


_MAIN = _keys(
    "",
    ("name", "text", v.text, "The file's own name without `.toml`: lower-case letters, digits and hyphens."),
    ("title", "text", v.text, "Name of the outlet as readers know it."),
    ("url", "address", v.address, "Home page."),
    ("language", "language", v.language, "Language of its articles (`en`, `zh`); without it, found from each text."),
    ("country", "country", v.country, "Two-letter code of the outlet's own country, not of its news."),
    ("zone", "time zone", v.zone, "Zone of dates that name none (`Asia/Shanghai`); without it, UTC."),
    ("feeds", "list of addresses", v.many(v.address), "RSS, Atom or JSON feeds."),
    ("sitemaps", "list of addresses", v.many(v.address), "Sitemaps or sitemap indexes, gzipped or not."),
    ("lists", "list of addresses", v.many(v.address), "HTML pages that list articles."),
    ("hosts", "list of hosts", v.many(v.host), "Further hosts of its articles (`*.example.com`: subdomains too)."),
    ("article", "pattern", v.pattern, "Regular expression, searched in the address: only these are articles."),
    ("ignore", "pattern", v.pattern, "Regular expression, searched in the address: these are not."),
    ("page_id", "pattern with groups", v.grouped, "Groups that, joined, are a page's identity whatever its address."),
    ("date_formats", "list of formats", v.many(v.strptime), "`strptime` formats of its dates, tried first."),
    ("aliases", "list of texts", v.many(v.text), "Other names of the outlet on its pages; never an author."),
    ("agency", "true/false", v.flag, "Whether it is a news agency, whose datelines name it."),
    ("rights", "full, excerpt, link", v.choice("full", "excerpt", "link"), "How much of its text a feed may carry."),
    ("rights_note", "text", v.text, "What its terms say, in words; a notice on a page goes before it."),
    ("trust", "number 0..1", v.share, "Weight when several outlets tell one story and one must lead."),
    ("every", "length of time", v.span, "Poll that often (`30m`), neither more nor less; without it the plan decides."),
    ("shortest", "length of time", v.span, "Never poll more often than that."),
    ("longest", "length of time", v.span, "Never poll less often than that."),
    ("delay", "seconds", v.number, "Seconds between two requests to one host; robots.txt may demand more."),
    ("headers", "table", v.headers, "Further request headers."),
    ("encoding", "encoding", v.encoding, "Encoding of its pages, whatever they say of themselves."),
    ("fetch", "http, browser, feed", v.choice("http", "browser", "feed"), "`feed`: its entries say all."),
    ("verify_tls", "true/false", v.flag, "Whether its certificate must be valid."),
    ("allow_private", "true/false", v.flag, "Allow private addresses for the host:port pairs named here."),
    ("enabled", "true/false", v.flag, "Whether it is crawled."),
    ("reason", "text", v.text, "Why it is not enabled, or a remark."),
    ("example", "address", v.address, "Address of an article to try the file with."),
)  # fmt: skip

_LISTING = _keys(
    "listing",
    ("item", "selector", selector, "Element that holds one entry."),
    ("link", "selector", selector, "The link in an entry; without it the entry's best link."),
    ("title", "selector", selector, "The headline in an entry; without it the link's text."),
    ("published", "selector", selector, "The date in an entry; without it any date found there."),
    ("summary", "selector", selector, "The teaser in an entry."),
    ("next_page", "selector", selector, "Link to the following page of the list."),
    (
        "pages",
        "address with {n}",
        v.text,
        "Address of the following pages: `{n}` is the number, `{list}` the list's own address.",
    ),
    ("first", "whole number", v.whole, "Number of the page that follows the list itself."),
)

_SELECTORS = _keys(
    "selectors",
    ("valid_until", "date", v.day, "Last day of publication for which this layout holds; without it, it holds today."),
    ("title", "selector", selector, "Headline."),
    ("body", "selector", selector, "Element or elements whose paragraphs are the text."),
    ("published", "selector", selector, "Date of publication."),
    ("modified", "selector", selector, "Date of the last change."),
    ("authors", "selector", selector, "Authors."),
    ("editor", "selector", selector, "Editor in charge."),
    ("agency", "selector", selector, "Agency or outlet credited."),
    ("summary", "selector", selector, "Lead written apart from the text."),
    ("keywords", "selector", selector, "Keywords."),
    ("image", "selector", selector, "Lead image."),
    ("next_page", "selector", selector, "Link to the next page of the same article."),
    ("remove", "list of selectors", v.many(selector), "Elements that are no part of the article."),
)

_APIS = _keys(
    "apis",
    ("url", "address", v.address, "Address of the API, or of the HTML page that names it (then `follow` says how)."),
    ("entries", "dotted path", v.text, "Path to the list or mapping of entries; without it the document itself."),
    ("skip", "list of texts", v.many(v.text), "Keys of a mapping that are no entries."),
    (
        "link",
        "dotted path",
        v.text,
        "Path in an entry to its address; or the address with such paths in braces: `/news/{slug}`.",
    ),
    ("title", "dotted path", v.text, "Path in an entry to its headline."),
    ("published", "dotted path", v.text, "Path in an entry to its date."),
    ("summary", "dotted path", v.text, "Path in an entry to its teaser."),
    ("follow", "pattern with groups", v.grouped, "On an HTML page: its first group fills `{}` in `template`."),
    ("template", "address with {}", v.text, "Address of the JSON document, with `{}` for what `follow` found."),
    ("next_offset", "text", v.text, "Query parameter that counts entries, for back-fill."),
    ("next_page", "text", v.text, "Query parameter that counts pages, from 1 if the address does not say."),
)

KEYS: tuple[Key, ...] = _MAIN + _LISTING + _SELECTORS + _APIS
"""Every key, in the order of the documentation."""
