"""What kind of document a body is, told by the body itself: servers label feeds as anything."""

from __future__ import annotations

import re
from typing import Literal

Form = Literal["feed", "urlset", "sitemapindex", "json", "text", "html"]

_ROOTS: dict[str, Form] = {
    "rss": "feed", "rdf:rdf": "feed", "feed": "feed", "urlset": "urlset", "sitemapindex": "sitemapindex",
}  # fmt: skip
_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(rss|feed|urlset|sitemapindex)(?=[\s>/])|<(rdf:rdf)(?=[\s>])", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEAD = 20_000


def form_of(text: str) -> Form:
    """The form of a document, by its root element or first character; whatever else is HTML."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head[:1] in "{[" and head:
        return "json"
    if head[:4].lower() == "http" and "<" not in head:
        return "text"
    root = _ROOT.search(head)
    page = _HTML.search(head)
    if root and not (page and page.start() < root.start()):
        return _ROOTS[(root[1] or root[2]).lower()]
    return "html"


def from_root(text: str) -> str:
    """The XML document from its root element on: what servers print before it (warnings, blank lines) is dropped."""
    root = _ROOT.search(text, 0, _HEAD)
    return text[root.start() :] if root else text
