"""The article in the data that a page is put together from in the browser (`<script type="application/json">`), as paragraphs in a
list or as one text. Tried for pages that show hardly any text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

_TYPE = "application/json"
_TAG = 300  # characters of the tag of a script before its type, and behind it
_SCRIPTS = 50  # that are read
_LARGEST = 3_000_000  # characters of a page whose data are read
_NODES = 200_000  # of its data that are looked at
_DEEPEST = 6  # levels below the record of the article, and within a paragraph
_TEXTS = ("text", "content", "html", "value", "body", "paragraph", "data", "children", "nodes")
"""Keys under which a paragraph has its text."""
_HEADLINE, _SITE = 15, re.compile(r"\s*[-–—|_·]\s*\S")
"""Characters of a headline before the name of a site, and what divides them."""
_CARD = frozenset({"headline", "slug", "permalink"})
"""Keys of other articles."""
_OTHER = re.compile(
    r"(?i)image|photo|picture|figure|video|embed|caption|\bads?\b|advert|related|newsletter|promo|gallery"
)
_RELATED = re.compile(r"(?i)related|recommend|latest|popular|trending|sidebar|more")


def read(text: str, title: str | None) -> list[str]:
    """The longest text in a record that carries this title, a paragraph an entry, with the markup in it; none without a title."""
    longest: list[str] = []
    for record in _records(text[:_LARGEST], title) if title else ():
        for found in _bodies(record, 0):
            if sum(map(len, found)) > sum(map(len, longest)):
                longest = found
    return longest


def _records(text: str, title: str) -> Iterator[dict[str, Any]]:
    for content in islice(_scripts(text), _SCRIPTS):
        try:
            data = json.loads(content, strict=False)
        except (ValueError, RecursionError):
            continue
        waiting, looked = [data], 0
        while waiting and looked < _NODES:
            node = waiting.pop()
            looked += 1
            if isinstance(node, dict):
                if any(_same(value, title) for value in node.values()):
                    yield node
                waiting.extend(value for value in node.values() if isinstance(value, (dict, list)))
            elif isinstance(node, list):
                waiting.extend(value for value in node if isinstance(value, (dict, list)))


def _scripts(text: str) -> Iterator[str]:
    """What stands in the scripts of data."""
    at = -1
    while (at := text.find(_TYPE, at + 1)) >= 0:
        start = text.rfind("<script", max(0, at - _TAG), at)
        opened = text.find(">", start, at + _TAG) if start >= 0 else -1
        if opened < at:
            continue
        if (end := text.find("</script", opened)) < 0:
            return
        yield text[opened + 1 : end]
        at = end


def _same(value: object, title: str) -> bool:
    """Whether a value is the title, or all of it before the name of the site."""
    if not isinstance(value, str) or len(value) >= 400:
        return False
    name, whole = " ".join(value.split()).casefold(), title.casefold()
    return name == whole or (len(name) >= _HEADLINE and whole.startswith(name) and bool(_SITE.match(whole, len(name))))


def _bodies(node: dict[str, Any], depth: int) -> Iterator[list[str]]:
    """Whatever may be the body of a record."""
    for key, value in node.items():
        if _RELATED.search(key):
            continue
        if isinstance(value, str):
            yield [value]
        elif isinstance(value, list):
            yield [part for item in value if (part := _paragraph(item))]
        if depth < _DEEPEST:
            inner: Iterable[object] = value if isinstance(value, list) else (value,)
            for item in inner:
                if isinstance(item, dict) and not _CARD & item.keys():
                    yield from _bodies(item, depth + 1)


def _paragraph(item: object, depth: int = 0) -> str:
    """The text of one entry of a body; nothing for pictures, cards and the like."""
    if isinstance(item, str):
        return item
    if isinstance(item, list):
        return "".join(_paragraph(part, depth + 1) for part in item) if depth < _DEEPEST else ""
    if not isinstance(item, dict) or depth >= _DEEPEST or _CARD & item.keys():
        return ""
    if any(_OTHER.search(str(item.get(key, ""))) for key in ("type", "_type", "__typename", "name", "kind")):
        return ""
    return next((found for key in _TEXTS if (found := _paragraph(item.get(key), depth + 1))), "")
