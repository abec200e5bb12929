"""Characters to one parsed tree, with everything left out that no reader needs and that makes pages dangerous or slow."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from crawler.errors import Unreadable
from crawler.streamed import in_place
from crawler.wide import narrowed

LIMIT = 10_000_000
"""Characters of markup that are parsed, after scripts and the like are gone. The parse of 10 MB of links costs 1 s and 200 MB."""

_OPENING = re.compile(r"<(?=[!snt])(?:!--|(script|style|svg|noscript|template)\b)", re.IGNORECASE)
_CLOSING = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "svg", "noscript", "template")
}
_SHADOW = re.compile(r"<template\b[^>]{0,500}?\sshadowroot(?:mode)?\b[^>]{0,500}>", re.IGNORECASE)
"""The declaration of a shadow tree (HTML Living Standard)."""
_LONG_ATTRIBUTE = re.compile(r"=\"[^\"<]{20000,}+\"|='[^'<]{20000,}+'|=\"[^\"]{1000000,}+\"|='[^']{1000000,}+'")
_NESTING = re.compile(
    r"</?(?:div|span|font|b|i|u|em|strong|small|big|center|table|tbody|thead|tr|td|th|ul|ol|li|dl|section)\b[^>]{0,2000}>",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|p|div|article|br|h1|meta|title|table|span|a)\b", re.IGNORECASE
)


class Markup(NamedTuple):
    """A page's tree, and the structured data that lay in its scripts."""

    root: etree._Element
    scripts: tuple[str, ...]
    """JSON-LD blocks, as written."""


def has_markup(text: str) -> bool:
    """Whether the text is HTML at all, and not a document of plain text."""
    return _MARKUP.search(text, 0, 20_000) is not None


def parse(text: str) -> Markup:
    """The tree of an HTML page. Raises Unreadable when there is no element in it."""
    lean, scripts = prune(in_place(text))
    lean = narrowed(lean)
    root, too_deep = _tree(lean)
    if too_deep:
        root, _ = _tree(_NESTING.sub(" ", lean))
    if root is None:
        raise Unreadable("no element of HTML can be found in this page: look at it in a browser")
    return Markup(root, scripts)


def _tree(lean: str) -> tuple[etree._Element | None, bool]:
    """The tree, and whether the parser gave up on elements nested deeper than it allows (256)."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(lean.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    return root, any("depth" in error.message for error in parser.error_log)


def prune(text: str) -> tuple[str, tuple[str, ...]]:
    """The markup without comments, scripts, styles and drawings, and the JSON-LD blocks that were among them.

    One pass with `find` alone: a regular expression over both ends costs quadratic time on pages that open a thousand
    scripts and close none.
    """
    if "\0" in text:  # to look for it costs a hundredth of the attempt to replace it
        text = text.replace("\0", "")
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    kept: list[str] = []
    scripts: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while match := _OPENING.search(text, at):
        name = (match[1] or "!--").lower()
        start = match.start()
        if name == "template" and (shown := _SHADOW.match(text, start)):  # its content is shown, and in its place
            kept.append(text[at:start])
            at = shown.end()
            continue
        end, inner = (-1, -1) if name in unclosed else _end(text, match.end(), name)
        if end < 0:
            unclosed.add(name)
            kept.append(text[at : match.end()])
            at = match.end()
            continue
        kept.append(text[at:start])
        if name == "script" and (body := _json_ld(text, start, inner)):
            scripts.append(body)
        at = end
    kept.append(text[at:])
    lean = "".join(kept)
    if len(lean) > 200_000:
        lean = _LONG_ATTRIBUTE.sub('=""', lean)
    return lean[:LIMIT], tuple(scripts)


def _end(text: str, start: int, name: str) -> tuple[int, int]:
    """Where an element ends, and where its content does; (-1, -1) when it never ends."""
    if name == "!--":
        inner = text.find("-->", start)
        return (inner + 3, inner) if inner >= 0 else (-1, -1)
    match = _CLOSING[name].search(text, start)
    return (match.end(), match.start()) if match else (-1, -1)


def _json_ld(text: str, start: int, inner: int) -> str | None:
    opened = text.find(">", start, inner)
    if opened < 0 or "ld+json" not in text[start:opened].lower():
        return None
    return text[opened + 1 : inner]
