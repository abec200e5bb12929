"""Text of an entry as one clean line, and its address as one we may use."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.discover.limits import MAX_SUMMARY, MAX_TITLE, MAX_URL

_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, as JSON can spell it: no encoding holds it."""
_SPACE = re.compile("[\\s\ud800-\udfff]+")
_SOUND = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9]\d{0,3})?/[\w./?=&%~+,:;@!-]*", re.ASCII)
"""An absolute address that needs no further look: 50,000 of a sitemap are checked ten times faster."""
_MOST_MARKUP = 50_000
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d|#x|\w+;)")


def line(text: str | None, most: int = MAX_TITLE) -> str | None:
    """The text in one line of at most `most` characters, cut at a word; None when nothing is left."""
    if not text:
        return None
    found = _SPACE.sub(" ", text[: most * 4]).strip()
    if len(found) > most:
        found = found[:most].rsplit(" ", 1)[0].rstrip() + "…"
    return found or None


def plain(markup: str | None, most: int = MAX_SUMMARY) -> str | None:
    """HTML, escaped once or twice or not at all, as one line of text."""
    text = (markup or "")[:_MOST_MARKUP]
    for _ in range(2):
        if not _MARKUP.search(text):
            break
        text = _without_tags(text)
    return line(text, most)


def text_of(node: etree._Element) -> str:
    """All text in an element, as it stands."""
    return "".join(str(piece) for piece in node.itertext())


def _without_tags(markup: str) -> str:
    """The text of an HTML fragment; a block or line break parts words. lxml, as patterns are slow on hostile markup."""
    root = etree.fromstring(f"<div>{markup}</div>", etree.HTMLParser(remove_comments=True, remove_pis=True))
    for node in list(root.iter("script", "style")):
        node.text = None
    for node in root.iter("p", "br", "div", "li", "td", "tr", "h1", "h2", "h3", "h4", "img"):
        node.tail = f" {node.tail or ''}"
    return text_of(root)


def absolute(base: str, href: str | None) -> str | None:
    """An http(s) address without its fragment, or None when it is no such address."""
    if not href:
        return None
    href = re.sub(r"[\t\r\n]", "", href.strip())
    if not href or len(href) > MAX_URL or href[0] == "#" or _HALF.search(href):
        return None
    if _SOUND.fullmatch(href):
        return href.partition("#")[0]
    try:
        found = urljoin(base, href.replace(" ", "%20"))
        parts = urlsplit(found)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            return None
    except ValueError:
        return None
    return found.partition("#")[0] if len(found) <= MAX_URL else None
