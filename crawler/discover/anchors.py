"""The links of an HTML page: what each is called and where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from crawler.discover.address import is_file, shape
from crawler.discover.limits import MAX_ANCHORS, MAX_TITLE
from crawler.discover.page import base_of, words
from crawler.discover.words import absolute, line

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MORE = re.compile(
    r"(?:read|learn|see|view|find out|know)?\s*(?:more|full (?:story|article))|continue(?: reading.*)?|details?|more\s*[>»›…]*"
    r"|\d+ (?:comments?|replies)\b.*|(?:leave|add|post) a (?:comment|reply)\b.*|permalink.*|publish(?:ed)? date"
    r"|\[?(?:详细|详情|更多|查看|全文|阅读全文|点击查看)\]?.{0,3}|[>»›\s…]+",
    re.IGNORECASE,
)
"""Text of a link that names no article. Other languages are known by its standing at several articles."""
_SHARED, _LABEL = 3, 32
"""From so many addresses on a name that they share is a label (Подробнее), if it has no more characters."""
_HEADLINE, _FIGURES = 24, 0.15
"""Least width of a text that may be a headline, and the most of it that may be figures: a date has more."""
_READ_ABOUT = re.compile(r"(?:read|learn|find out) more (?:about|on)\s*:?\s+(?=\S{3})", re.IGNORECASE)
"""What stands before a headline in the text for screen readers."""


@dataclass(slots=True)
class Target:
    """One address that a page links to, with all its links."""

    url: str
    nodes: list[etree._Element] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        """The longest name that a link gives it; a `read more` is no name."""
        return max((title for title in self.titles if not _MORE.fullmatch(title)), key=len, default=None)


def targets(root: etree._Element, url: str, *, files: bool = False) -> dict[str, Target]:
    """The http(s) pages that a page links to, in its order, but for itself and (unless asked for) files."""
    found: dict[str, Target] = {}
    here, base = url.partition("#")[0], base_of(root, url)
    for number, node in enumerate(root.iter("a")):
        if number >= MAX_ANCHORS:
            break
        address = absolute(base, node.get("href"))
        if address and address != here and (files or not is_file(address)):
            target = found.setdefault(address, Target(address))
            target.nodes.append(node)
            title = name_of(node)
            if title is None or _MORE.fullmatch(title):
                title = _heading_beside(node) or title
            if title:
                target.titles.append(title)
    _name_by_what_is_beside(found)
    return found


def _name_by_what_is_beside(found: Mapping[str, Target]) -> None:
    """Name links that have no name of their own by the first text in their entry that may be a headline: where only the picture of
    a card is linked, or a `details` at the end of a row. It takes several of one shape: a list has no single entry."""
    counts = Counter(title for target in found.values() for title in set(target.titles))
    bare = defaultdict[str, list[Target]](list)
    for target in found.values():
        title = target.title
        if title is None or (len(title) <= _LABEL and counts[title] >= _SHARED):
            bare[shape(target.url)].append(target)
    entries = [target for targets in bare.values() if len(targets) >= _SHARED for target in targets]
    if not entries:
        return
    around = holders(found.values())
    beside = {target.url: [text for entry in around[target.url] for text in _headlines_in(entry)] for target in entries}
    shared = Counter(text for texts in beside.values() for text in set(texts))  # the section's name above each headline
    for target in entries:
        if headline := next((text for text in beside[target.url] if shared[text] < _SHARED), None):
            target.titles[:] = [headline]


def _headlines_in(entry: etree._Element) -> Iterator[str]:
    for piece in islice(entry.itertext(), 20):
        text = line(str(piece), MAX_TITLE)
        if text and width(text) >= _HEADLINE and sum(map(str.isdigit, text)) < _FIGURES * len(text):
            yield text


def width(text: str) -> int:
    """Characters of a text; a wide one (Chinese, Japanese, Korean) says about as much as two others."""
    return len(text) + (0 if text.isascii() else sum(unicodedata.east_asian_width(char) in "WF" for char in text))


def _heading_beside(node: etree._Element) -> str | None:
    """The one heading that stands near a link which says no more than `read more`."""
    for above in islice(node.iterancestors(), 3):
        headings = list(islice(above.iter(*_HEADINGS), 2))
        if headings:
            return line(words(headings[0]), MAX_TITLE) if len(headings) == 1 else None
    return None


def name_of(node: etree._Element) -> str | None:
    """What a link calls its page: the heading in it, its text, its `title` where the text is cut short, or its picture's `alt`."""
    heading = next(node.iter(*_HEADINGS), None)
    text = words(heading) or words(node)
    whole = " ".join((node.get("title") or node.get("aria-label") or "").split())
    if whole and (not text or (text.endswith(("…", "...")) and len(whole) > len(text))):
        text = whole
    if not text:
        text = next((alt for img in node.iter("img") if (alt := (img.get("alt") or "").strip())), "")
    return line(_READ_ABOUT.sub("", text), MAX_TITLE)


def holders(found: Iterable[Target], levels: int = 6) -> dict[str, list[etree._Element]]:
    """For each of its links the largest element around it (within so many levels) that holds none of the other addresses."""
    found = list(found)
    owners: dict[etree._Element, str | None] = {}
    for target in found:
        for node in target.nodes:
            for above in _upward(node, levels):
                owners[above] = target.url if owners.get(above, target.url) == target.url else None
    return {target.url: [_largest(node, target.url, owners, levels) for node in target.nodes[:4]] for target in found}


def _largest(
    node: etree._Element, url: str, owners: Mapping[etree._Element, str | None], levels: int
) -> etree._Element:
    return [
        above
        for above in _upward(node, levels)
        if owners[above] in (url, None) and (above is node or owners[above] == url)
    ][-1]


def _upward(node: etree._Element, levels: int) -> Iterator[etree._Element]:
    """The node and what is around it, below `body`, as long as it is all one entry's."""
    for _ in range(levels):
        if node.tag in ("body", "html"):
            return
        yield node
        above = node.getparent()
        if above is None:
            return
        node = above
