"""Where older entries of a list stand."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from crawler.discover.page import base_of, first, words
from crawler.discover.words import absolute
from crawler.model import Source

_NEXT = re.compile(
    r"(?:next|next page|older(?: posts| news| entries)?|下一?页|下一頁|后页|suivant|siguiente|próxima?|weiter)?\s*[›»>→]*",
    re.IGNORECASE,
)


def next_page(root: etree._Element, url: str, source: Source | None) -> str | None:
    """The following page of a list: as the source file says, else as the page itself says."""
    listing = source.listing if source else None
    if listing and listing.pages:
        return _numbered(url, listing.pages, listing.first, source.lists if source else ())
    base = base_of(root, url)
    if listing and listing.next_page:
        found = first(root, listing.next_page)
        href = found.get("href") if isinstance(found, etree._Element) else found
        return _other(absolute(base, href), url)
    for node in root.iter("link", "a"):
        if "next" in (node.get("rel") or "").lower().split():
            return _other(absolute(base, node.get("href")), url)
    for node in root.iter("a"):
        text = words(node)
        if text and len(text) <= 20 and _NEXT.fullmatch(text) and re.search(r"\w", text):
            return _other(absolute(base, node.get("href")), url)
    return None


def _numbered(url: str, template: str, start: int, lists: tuple[str, ...]) -> str | None:
    """The next number in a template such as `{list}index_{n}.html`."""
    for home in lists or (url,):
        whole = template.replace("{list}", home)
        before, _, behind = whole.partition("{n}")
        found = re.fullmatch(re.escape(before) + r"(\d{1,6})" + re.escape(behind), url)
        if found:
            return whole.replace("{n}", str(int(found[1]) + 1))
    return template.replace("{list}", url).replace("{n}", str(start)) if url in lists else None


def _other(found: str | None, url: str) -> str | None:
    """The address, if it lies on the same host and is another page."""
    if not found or found == url:
        return None
    return found if urlsplit(found).netloc == urlsplit(url).netloc else None
