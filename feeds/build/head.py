"""The head of Atom and RSS feeds, and the only home of feedgen: it writes everything but the entries.

Of feedgen's own ways (1.0.0) these are gone round here: Atom links lose their attributes and RSS keeps only rel=self (so links
come from the extension below), `updated` defaults to now (it follows from the entries), and RSS dates switch the locale of the
whole process to and fro, which is not safe beside other threads (so `lastBuildDate` comes from the extension, too).

feedgen writes each shape of head once, with slots for what differs from feed to feed: written anew, the heads took a tenth of a
full build.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from crawler.errors import PublishError
from feeds.build.entry import feed_id
from feeds.build.moments import EPOCH, iso, rfc822
from feeds.build.piece import Pieces
from feeds.build.place import BARE_TYPES, Place
from feeds.build.slots import fill, slot
from feeds.build.text import line
from feeds.model import Feed

_ATOM = "{http://www.w3.org/2005/Atom}"
_HISTORY = "http://purl.org/syndication/history/1.0"
_RSS_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
_END = {"atom": "</feed>", "rss": "</channel></rss>"}


class _Extra(BaseExtension):  # type: ignore[misc]  # feedgen carries no types
    """What feedgen leaves out: every link with its attributes, the mark of an archive (RFC 5005), the date of RSS."""

    def __init__(self) -> None:
        self.links: list[dict[str, str]] = []
        self.archive = False
        self.built: str | None = None

    def extend_ns(self) -> dict[str, str]:
        # Atom takes the mark of an archive alone; the prefixes of RSS are used by its items
        return {"fh": _HISTORY} if self.built is None else {"fh": _HISTORY, **_RSS_NAMESPACES}

    def extend_atom(self, feed: Any) -> Any:
        for link in self.links:
            etree.SubElement(feed, "link", link)
        if self.archive:
            etree.SubElement(feed, f"{{{_HISTORY}}}archive")
        return feed

    def extend_rss(self, feed: Any) -> Any:
        channel = feed[0]
        etree.SubElement(channel, "lastBuildDate").text = self.built
        for link in self.links:
            etree.SubElement(channel, f"{_ATOM}link", link)
        if self.archive:
            etree.SubElement(channel, f"{{{_HISTORY}}}archive")
        return feed


def atom(feed: Feed, pieces: Pieces, place: Place) -> tuple[bytes, bytes]:
    """What stands above and below the entries of an Atom feed."""
    return _head("atom", feed, place, {"updated": iso(pieces.updated)})


def rss(feed: Feed, pieces: Pieces, place: Place) -> tuple[bytes, bytes]:
    """What stands above and below the items of an RSS feed."""
    return _head("rss", feed, place, {"updated": rfc822(pieces.updated), "ttl": str(pieces.rhythm())})


def _head(extension: str, feed: Feed, place: Place, values: dict[str, str]) -> tuple[bytes, bytes]:
    links = _links(feed, place, extension)
    languages = feed.query.languages
    title = line(feed.title) or feed.name
    shape = tuple([(relation, kind) for relation, kind, _ in links])
    above, below = _template(extension, shape, place.key is not None, len(languages) == 1)
    values |= {
        "id": feed_id(feed.name),
        "title": title,
        "description": line(feed.description) or f"{title}, by Silkwire",
        "page": place.document(feed, "html"),
        "style": place.style(feed, "feed"),
        "language": "".join(languages[:1]),
    }
    values |= {name: address for name, (_, _, address) in zip(_LINKS, links, strict=False)}
    return fill(above, values), below


_LINKS = "abcdefgh"
"""Names of the slots for the addresses of links, in their order."""
_MINUTES = 1234567
"""Stands for the slot of `ttl`, where feedgen takes numbers alone."""


@lru_cache(maxsize=64)
def _template(
    extension: str, links: tuple[tuple[str, str | None], ...], archive: bool, language: bool
) -> tuple[str, bytes]:
    """The head of that shape with its slots, and what stands below the entries."""
    generator = FeedGenerator()
    generator.register_extension("extra", _Extra)
    generator.id(slot("id"))
    generator.title(slot("title"))
    generator.description(slot("description"))
    generator.updated(EPOCH)
    generator.author(name="Silkwire")
    generator.generator("Silkwire")
    generator.link(href=slot("page"), rel="alternate", type="text/html")
    if language:
        generator.language(slot("language"))
    extra: _Extra = generator.extra
    hrefs = map(slot, _LINKS)
    extra.links = [{"rel": rel} | ({"type": kind} if kind else {}) | {"href": next(hrefs)} for rel, kind in links]
    extra.archive = archive
    if extension == "atom":
        xml = generator.atom_str(xml_declaration=False).decode().replace(EPOCH.isoformat(), slot("updated"))
    else:
        extra.built = slot("updated")
        # feedgen has no way to leave it out, and would format it by switching the locale of the process
        generator._FeedGenerator__rss_lastBuildDate = None
        generator.ttl(_MINUTES)
        xml = generator.rss_str(xml_declaration=False).decode().replace(str(_MINUTES), slot("ttl"))
    return _halves(xml, extension)


def _links(feed: Feed, place: Place, extension: str) -> list[tuple[str, str | None, str]]:
    """Relation, media type and address of each."""
    kind = BARE_TYPES[extension]
    links: list[tuple[str, str | None, str]] = [("self", kind, place.here(feed, extension))]
    links += [("alternate", BARE_TYPES[other], place.document(feed, other)) for other in _OTHERS[extension]]
    if place.hub and place.key is None:
        links.append(("hub", None, place.hub))
    older = place.older_than_this(feed, extension)
    if older:
        links += [("prev-archive", kind, older), ("next", kind, older)]
    if place.key is not None:
        address = place.document(feed, extension)
        links += [("current", kind, address), ("first", kind, address)]
    return links


_OTHERS: dict[str, tuple[str, ...]] = {"atom": (), "rss": ("atom", "json")}
"""Formats that a head names beside its own. Atom's names none: the page is the link of its feed, and newsboat takes the last
`alternate` for that."""


def _halves(xml: str, extension: str) -> tuple[str, bytes]:
    """feedgen's document, cut where the entries belong, below a declaration that names the stylesheet."""
    end = _END[extension]
    above, found, rest = xml.rpartition(end)
    if not found or rest.strip():
        raise PublishError(
            "feedgen wrote a document that ends otherwise than we know: install the version of constraints.txt"
        )
    style = f'<?xml-stylesheet type="text/css" href="{slot("style")}"?>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{style}\n{above}\n', f"{end}\n".encode()
