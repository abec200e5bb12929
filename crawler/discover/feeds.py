"""RSS 0.9x, 1.0 and 2.0, and Atom, from a well-formed tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml import etree

from crawler.discover.dates import Clock, read_date
from crawler.discover.entry import Entry
from crawler.discover.index import Index
from crawler.discover.limits import MAX_TITLE
from crawler.discover.words import absolute, plain, text_of
from crawler.model import Link

_DATES = ("pubdate", "published", "date", "issued", "created", "updated", "modified")
"""Elements with a date, the surest first: `date` is Dublin Core's, `issued` and `modified` Atom 0.3's."""
_SUMMARIES = ("description", "summary")
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}


def entries(root: etree._Element, url: str, clock: Clock) -> Iterator[Entry]:
    """The entries of a feed, in its order. Those without an address of their own are left out."""
    base = urljoin(url, root.get(_XML_BASE) or "")
    for node in _items(root):
        fields = _fields(node)
        link = _link(fields, urljoin(base, node.get(_XML_BASE) or ""))
        if link:
            yield Entry(
                url=link,
                title=plain(_text(fields, "title"), MAX_TITLE),
                published=next((date for name in _DATES if (date := read_date(_text(fields, name), clock))), None),
                summary=plain(next((text for name in _SUMMARIES if (text := _text(fields, name))), None)),
                content=next(
                    (text for name in ("encoded", "content", *_SUMMARIES) if (text := _text(fields, name))), None
                ),
            )


def _items(root: etree._Element) -> Iterator[etree._Element]:
    """The elements of the entries; where there are none in small letters, those that old programs write in capitals."""
    if next(root.iter("{*}item", "{*}entry"), None) is not None:
        return root.iter("{*}item", "{*}entry")
    return (node for node in root.iter(etree.Element) if _name(node) in ("item", "entry"))


def head(root: etree._Element, links: tuple[Link, ...], url: str) -> Index:
    """The index of these links, with what the feed says of itself."""
    channel = next((child for child in root.iterchildren(etree.Element) if _name(child) == "channel"), root)
    fields = _fields(channel)
    hours = (hour.text or "" for group in fields.get("skiphours", ()) for hour in group.iterchildren(etree.Element))
    return Index(
        kind="atom" if _name(root) == "feed" else "rss",
        links=links,
        title=plain(_text(fields, "title"), MAX_TITLE),
        ttl=_ttl(fields),
        skip_hours=tuple(sorted({int(hour) % 24 for hour in hours if re.fullmatch(r"\s*\d{1,2}\s*", hour)})),
        next_page=_next(fields, url) if links else None,
    )


def _fields(node: etree._Element) -> dict[str, list[etree._Element]]:
    """The children by local name, lower-case. Media and iTunes extensions repeat names: those without a namespace go first."""
    fields: dict[str, list[etree._Element]] = {}
    for child in node:
        if isinstance(child.tag, str):
            fields.setdefault(_name(child), []).append(child)
    for group in fields.values():
        if len(group) > 1:
            group.sort(key=lambda child: bool(re.search(r"mrss|itunes|media", etree.QName(child).namespace or "")))
    return fields


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname.lower()


def _text(fields: dict[str, list[etree._Element]], name: str) -> str | None:
    """The text of the first such child that has one, its markup as text."""
    for child in fields.get(name, ()):
        if found := text_of(child).strip():
            return found
    return None


def _link(fields: dict[str, list[etree._Element]], base: str) -> str | None:
    """The address of an entry: the original one, else its link, else a guid or id that is an address."""
    candidates = [child.text for child in fields.get("origlink", ())]
    links = fields.get("link", ())
    candidates += [link.text for link in links if (link.text or "").strip()]
    alternates = [link for link in links if link.get("href") and link.get("rel", "alternate") == "alternate"]
    alternates.sort(key=lambda link: "html" not in (link.get("type") or "html"))
    candidates += [link.get("href") for link in alternates]
    for child in (*fields.get("guid", ()), *fields.get("id", ())):
        if _is_link(child) and (child.text or "").strip().lower().startswith("http"):
            candidates.append(child.text)
    return next((found for href in candidates if (found := absolute(base, href))), None)


def _is_link(guid: etree._Element) -> bool:
    """Whether it may be an address: feed readers, too, believe `isPermaLink="false"` over whatever looks like one."""
    return all(value.lower() != "false" for name, value in guid.items() if name.lower() == "ispermalink")


def _ttl(fields: dict[str, list[etree._Element]]) -> int | None:
    """Seconds: RSS `ttl` counts minutes; the syndication module counts updates in a period."""
    minutes = _text(fields, "ttl") or ""
    if re.fullmatch(r"\d{1,6}", minutes):
        return int(minutes) * 60 or None
    period = _PERIODS.get((_text(fields, "updateperiod") or "").lower())
    frequency = _text(fields, "updatefrequency") or "1"
    if period and re.fullmatch(r"\d{1,4}", frequency):
        return period // max(1, int(frequency))
    return None


def _next(fields: dict[str, list[etree._Element]], url: str) -> str | None:
    """The page with older entries: RFC 5005's link, or WordPress's own counting."""
    for link in fields.get("link", ()):
        if link.get("rel") in ("next", "prev-archive"):
            return absolute(url, link.get("href"))
    if "wordpress.org" not in (_text(fields, "generator") or ""):
        return None
    query = dict(parse_qsl(urlsplit(url).query))
    paged = query.get("paged", "1")
    query["paged"] = str(int(paged) + 1 if re.fullmatch(r"\d{1,4}", paged) else 2)
    return urlsplit(url)._replace(query=urlencode(query)).geturl()
