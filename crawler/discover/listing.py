"""HTML pages that list articles: by the source's selectors, by its pattern of addresses, or by guessing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from crawler.discover.accept import fits
from crawler.discover.address import date_in
from crawler.discover.anchors import Target, holders, name_of, targets
from crawler.discover.dates import Clock, read_date
from crawler.discover.embedded import embedded_entries
from crawler.discover.entry import Entry, merged
from crawler.discover.guess import guess
from crawler.discover.index import Index
from crawler.discover.limits import MAX_TITLE
from crawler.discover.near import date_near
from crawler.discover.page import base_of, first, pick, tree, words
from crawler.discover.paging import next_page
from crawler.discover.site import same_site
from crawler.discover.words import absolute, line, plain
from crawler.errors import DiscoverError
from crawler.model import Listing, Source

_SCRIPTED = 5
"""Links that run a script (ASP.NET's `__doPostBack`), from which a list without articles is taken for one of those."""


def read_listing(text: str, url: str, source: Source | None, clock: Clock) -> Index:
    """The articles that a page lists. Where a layout has changed and the selectors find nothing, it is read without them.

    Raises:
        DiscoverError: no link of the page looks like an article.
    """
    root = tree(text, url)
    listing = source.listing if source else Listing()
    found = list(_selected(root, url, source, clock)) if source and (listing.item or listing.link) else []
    missed = bool(listing.item or listing.link) and not found
    if not found:
        found = _unselected(root, url, source, clock) or _in_data(text, url, source, clock)
    if not found:
        raise DiscoverError(f"{url}: {_why_none(root, url, source)}")
    title = line(words(next(root.iter("title"), None)))
    return Index(
        kind="listing",
        links=merged(found, url),
        title=title,
        next_page=next_page(root, text, url, source),
        mended=missed,
    )


def _why_none(root: etree._Element, url: str, source: Source | None) -> str:
    """Why no article was found, and what to do."""
    scripted = sum((node.get("href") or "").strip().lower().startswith("javascript:") for node in root.iter("a"))
    if scripted >= _SCRIPTED:
        return (
            f"{scripted} of its links have a script instead of an address: name its feed or sitemap in the source file"
        )
    if not targets(root, url):
        return "it links to nothing, perhaps because a script puts it together: name its feed or sitemap in the source file"
    told = "no link fits its article pattern" if source and source.article else "no link looks like an article"
    return f"{told}: name its feed, or selectors for the list, in the source file"


def _selected(root: etree._Element, url: str, source: Source, clock: Clock) -> Iterator[Entry]:
    """The entries that the source's selectors find."""
    listing, base = source.listing, base_of(root, url)
    for item, node in _items(root, source, base):
        address = absolute(base, node if isinstance(node, str) else node.get("href"))
        if not address or address == url or not fits(source, address):
            continue
        title = words(first(item, listing.title)) if listing.title else ""
        title = title or (name_of(node) if isinstance(node, etree._Element) else None) or ""
        yield Entry(
            url=address,
            title=line(title, MAX_TITLE),
            published=_date(item, title, listing, clock) or date_in(address),
            summary=plain(words(first(item, listing.summary))) if listing.summary else None,
        )


def _items(root: etree._Element, source: Source, base: str) -> Iterator[tuple[etree._Element, etree._Element | str]]:
    """(entry, its link): as the selectors say. Without `item` an entry is whatever holds no other entry's link."""
    listing = source.listing
    if listing.item:
        for item in pick(root, listing.item):
            if isinstance(item, etree._Element) and (node := _link(item, source, base)) is not None:
                yield item, node
        return
    found: dict[str, Target] = {}
    for node in pick(root, listing.link or "a"):
        address = absolute(base, node.get("href")) if isinstance(node, etree._Element) else None
        if isinstance(node, etree._Element) and address and fits(source, address):
            found.setdefault(address, Target(address)).nodes.append(node)
    around = holders(found.values())
    for address, target in found.items():
        yield from zip(around[address], target.nodes, strict=False)


def _link(item: etree._Element, source: Source, base: str) -> etree._Element | str | None:
    """The link of an entry: as the selector says, else of those that may be articles the one with the longest name."""
    if source.listing.item and source.listing.link:
        node = first(item, source.listing.link)
        if isinstance(node, etree._Element) and not node.get("href"):
            node = next((below for below in node.iter("a") if below.get("href")), None)
        return node
    nodes = [node for node in item.iter("a") if (address := absolute(base, node.get("href"))) and fits(source, address)]
    return max(nodes, key=lambda node: len(name_of(node) or ""), default=None)


def _date(item: etree._Element, title: str, listing: Listing, clock: Clock) -> datetime | None:
    if not listing.published:
        return date_near((item,), title, clock)
    found = first(item, listing.published)
    if isinstance(found, etree._Element) and (date := read_date(found.get("datetime"), clock)):
        return date
    return read_date(words(found), clock)


def _unselected(root: etree._Element, url: str, source: Source | None, clock: Clock) -> list[Entry]:
    """The entries without selectors: all that fit the source's pattern, else those that look like articles of the same site."""
    found, here = targets(root, url), urljoin(url, "/")
    if source and source.article:
        return _fitting({address: target for address, target in found.items() if fits(source, address)}, clock)
    own = {
        address: target
        for address, target in found.items()
        if (address.startswith(here) or same_site(address, url, source))
        and not (source and source.ignore and re.search(source.ignore, address))
    }
    return guess(own, clock)


def _in_data(text: str, url: str, source: Source | None, clock: Clock) -> list[Entry]:
    """The entries of a page that a script puts together, from the data that it holds for it."""
    found = embedded_entries(text, url, source, clock)
    return found if source is None else [entry for entry in found if fits(source, entry.url)]


def _fitting(found: dict[str, Target], clock: Clock) -> list[Entry]:
    around = holders(found.values())
    return [
        Entry(
            url=address,
            title=target.title,
            published=(date_near(around[address], target.title, clock) if address in around else None)
            or date_in(address),
        )
        for address, target in found.items()
    ]
