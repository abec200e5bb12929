"""A small linter of feeds for the tests: what RFC 4287, RSS 2.0, JSON Feed 1.1 and OPML 2.0 demand of documents like ours.

`findings(name, body)` is empty for a good document. It knows the rules and the troubles that readers have, not our builders.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\Z")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
MARKUP = re.compile(r"</?[a-z][^<>]*>|&(amp|lt|gt|quot|#\d+);", re.IGNORECASE)
TAGS = {
    "a", "abbr", "article", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dl", "dt", "em", "figcaption",
    "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "small", "strong",
    "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
}  # fmt: skip
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {"content", "published", "rights", "summary", "source", "generator", "icon", "logo", "subtitle"}


def findings(name: str, body: bytes) -> list[str]:
    """What is wrong with a document; its name says which kind it is."""
    extension = name.rpartition(".")[2]
    check = {"atom": _atom, "rss": _rss, "json": _json, "opml": _opml, "html": _page, "css": lambda _: iter(())}[
        extension
    ]
    return [f"{name}: {found}" for found in check(body)]


# --- texts and addresses ----------------------------------------------------------------------------------------------


def _address(text: str) -> Iterator[str]:
    if not text.isascii() or re.search(r"[\x00-\x20<>\"{}|\\^`\x7f]|%(?![0-9A-Fa-f]{2})", text) or text.count("#") > 1:
        yield f"no address: {text[:80]!r}"
        return
    try:
        parts = urlsplit(text)
        good = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and (parts.port or 1) > 0
            and "@" not in parts.netloc
        )
    except ValueError:
        good = False
    if not good:
        yield f"no web address: {text[:80]!r}"


def _plain(what: str, text: str | None) -> Iterator[str]:
    if not (text or "").strip():
        yield f"{what} is empty"
    elif MARKUP.search(text or "") or "\ufffd" in (text or ""):
        yield f"{what} holds markup: {text!r:.80}"


def _moment(text: str | None) -> Iterator[str]:
    if not RFC3339.match((text or "").replace("+00:00", "Z")) or int((text or "0")[:4]) < 1990:
        yield f"no RFC 3339 time: {text!r}"


class _Markup(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcset", "srcdoc"):
                self.wrong.append(f"{name}=")
            if name in ("href", "src"):
                self.wrong.extend(_address(value or ""))


def _html(text: str) -> Iterator[str]:
    yield from (f"html: {wrong}" for wrong in _Markup(text).wrong)


# --- Atom -------------------------------------------------------------------------------------------------------------


def _atom(body: bytes) -> Iterator[str]:
    root = etree.fromstring(body)
    if root.tag != f"{ATOM}feed":
        yield f"the root is {root.tag}"
        return
    yield from _atom_part(root, {"author", "link", "entry", "category", *ONCE, *AT_MOST_ONCE})
    if not any(link.get("rel") == "self" for link in root.iterfind(f"{ATOM}link")):
        yield "no link rel=self"
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        yield from _atom_part(entry, {"author", "link", "category", *ONCE, *AT_MOST_ONCE})
        content = entry.find(f"{ATOM}content")
        if content is None or content.get("type") != "html":
            yield "an entry without HTML content"
        else:
            yield from _html(content.text or "")
        for text in (
            *entry.iterfind(f"{ATOM}title"),
            *entry.iterfind(f"{ATOM}summary"),
            *entry.iterfind(f"{ATOM}rights"),
        ):
            yield from _plain(text.tag, text.text)
    for what in ("id", "updated"):
        for value, number in Counter(entry.findtext(f"{ATOM}{what}") for entry in entries).items():
            if number > 1:
                yield f"{number} entries with the {what} {value}"


def _atom_part(part: etree._Element, allowed: set[str]) -> Iterator[str]:
    names = Counter(child.tag.removeprefix(ATOM) for child in part if isinstance(child.tag, str))
    for name in names:
        if not name.startswith("{") and name not in allowed:
            yield f"<{name}> in <{part.tag}>"
    yield from (f"{names[name]} times <{name}>" for name in ONCE if names[name] != 1)
    yield from (f"{names[name]} times <{name}>" for name in AT_MOST_ONCE if names[name] > 1)
    if not names["author"]:
        yield "no <author>"
    yield from _plain("a name", part.findtext(f"{ATOM}author/{ATOM}name"))
    if not (part.findtext(f"{ATOM}id") or "").startswith("tag:silkwire,2026:"):
        yield f"id {part.findtext(f'{ATOM}id')!r}"
    for when in (*part.iterfind(f"{ATOM}updated"), *part.iterfind(f"{ATOM}published")):
        yield from _moment(when.text)
    kinds = Counter()
    for link in part.iterfind(f"{ATOM}link"):
        yield from _address(link.get("href") or "")
        kinds[(link.get("type"), link.get("hreflang"))] += link.get("rel") in (None, "alternate")
        if link.get("title") is not None:
            yield from _plain("title of a link", link.get("title"))
    yield from (f"{number} alternate links of type {kind}" for kind, number in kinds.items() if number > 1)
    for category in part.iterfind(f"{ATOM}category"):
        yield from _plain("a term", category.get("term"))
        yield from _plain("a label", category.get("label"))
    language = part.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language is not None and not LANGUAGE.match(language):
        yield f"language {language!r}"


# --- RSS --------------------------------------------------------------------------------------------------------------

CHANNEL = {"title", "link", "description", "docs", "generator", "language", "lastBuildDate", "ttl", "item"}
ITEM = {"title", "link", "guid", "pubDate", "source", "category", "description"}
FOREIGN = {
    f"{ATOM}link", f"{ATOM}updated", f"{CONTENT}encoded", f"{DC}creator", f"{DC}language", f"{DC}rights", f"{MEDIA}content",
    f"{HISTORY}archive",
}  # fmt: skip


def _rss(body: bytes) -> Iterator[str]:
    root = etree.fromstring(body)
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        yield "no RSS 2.0"
        return
    channel = root[0]
    yield from _rss_part(channel, CHANNEL, {"title", "link", "description"}, {"item", f"{ATOM}link"})
    if not any(link.get("rel") == "self" for link in channel.iterfind(f"{ATOM}link")):
        yield "no atom:link rel=self"
    items = channel.findall("item")
    for item in items:
        yield from _rss_part(item, ITEM, {"title", "link", "guid", "pubDate"}, {"category"})
        order = [child.tag for child in item]
        if "description" not in order or order.index("description") > order.index(f"{CONTENT}encoded"):
            yield "no description before content:encoded"
        yield from _html(item.findtext(f"{CONTENT}encoded") or "")
        yield from _html(item.findtext("description") or "")
        source = item.find("source")
        if source is not None:
            yield from _address(source.get("url") or "")
    for guid, number in Counter(item.findtext("guid") for item in items).items():
        if number > 1 or not (guid or "").startswith("tag:silkwire,2026:"):
            yield f"guid {guid!r} {number} times"


def _rss_part(part: etree._Element, allowed: set[str], needed: set[str], repeated: set[str]) -> Iterator[str]:
    names = Counter(str(child.tag) for child in part)
    yield from (f"<{name}> in <{part.tag}>" for name in names if name not in allowed | FOREIGN)
    yield from (f"<{part.tag}> needs <{name}>" for name in needed if not names[name])
    yield from (f"<{name}> {n} times in <{part.tag}>" for name, n in names.items() if n > 1 and name not in repeated)
    yield from _plain("a title", part.findtext("title"))
    yield from _address(part.findtext("link") or "")
    for date in (*part.iterfind("pubDate"), *part.iterfind("lastBuildDate")):
        if parsedate_to_datetime(date.text).year < 1990 or not str(date.text).endswith(" GMT"):
            yield f"date {date.text!r}"


# --- JSON Feed, OPML, pages -------------------------------------------------------------------------------------------

TOP = {
    "version",
    "title",
    "description",
    "home_page_url",
    "feed_url",
    "next_url",
    "language",
    "authors",
    "hubs",
    "items",
}
JSON_ITEM = {
    "id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors", "tags", "language",
    "_silkwire",
}  # fmt: skip


def _json(body: bytes) -> Iterator[str]:
    feed = json.loads(body)
    yield from (f"unknown key {key}" for key in feed.keys() - TOP)
    yield from (f"{key} is missing" for key in {"version", "title", "feed_url", "home_page_url", "items"} - feed.keys())
    for key in ("home_page_url", "feed_url", "next_url"):
        yield from _address(feed[key]) if key in feed else ()
    ids = Counter(item.get("id") for item in feed["items"])
    yield from (f"id {one!r} {number} times" for one, number in ids.items() if number > 1)
    for item in feed["items"]:
        yield from (f"unknown key {key}" for key in item.keys() - JSON_ITEM)
        yield from (f"{key} is missing" for key in {"id", "url", "content_html"} - item.keys())
        yield from _html(item["content_html"])
        yield from _address(item["url"])
        yield from _address(item["image"]) if "image" in item else ()
        yield from (*_moment(item["date_published"]), *_moment(item["date_modified"]))
        yield from (f"tag {tag!r}" for tag in item.get("tags", []) if not tag)


def _opml(body: bytes) -> Iterator[str]:
    root = etree.fromstring(body)
    if root.tag != "opml" or root.get("version") != "2.0" or [part.tag for part in root] != ["head", "body"]:
        yield "no OPML 2.0"
        return
    if not len(root[1]):
        yield "an empty body"
    for outline in root[1].iter("outline"):
        yield from _plain("text of an outline", outline.get("text"))
        if outline.get("type") == "rss":
            yield from (*_address(outline.get("xmlUrl") or ""), *_address(outline.get("htmlUrl") or ""))


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "form", "style", "base", "svg", "math"):
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.wrong.append(f"{name}=")
            if tag == "link" and dict(attrs).get("rel") == "stylesheet":
                continue  # relative: a page looks the same wherever it is opened
            if name in ("href", "src") and not (value or "").startswith("#"):
                self.wrong.extend(_address(value or ""))


def _page(body: bytes) -> Iterator[str]:
    text = body.decode("utf-8")
    if not text.startswith("<!DOCTYPE html>"):
        yield "no doctype"
    yield from _Page(text).wrong
