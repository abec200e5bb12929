"""The source's own selectors: where one layout of a site keeps its fields."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from lxml import etree

from crawler.errors import SourceError
from crawler.model import Selectors, Source

from .clean import line
from .tree import drop, text_of

_SUFFIX = re.compile(r"::(?:attr\((?P<attribute>[\w-]+)\)|text)\s*$")


def choose(source: Source | None, root: etree._Element, day: datetime | None) -> Selectors | None:
    """The first layout that held on the day of publication and finds its body (or title) in the page."""
    for layout in source.selectors if source else ():
        if layout.valid_until is not None and day is not None and day.date() > layout.valid_until:
            continue
        key = layout.body or layout.title
        if key is None or select(root, key, source):
            return layout
    return None


def remove(root: etree._Element, layout: Selectors | None, source: Source | None) -> None:
    """Take out the elements that a layout names as no part of the article; the text behind them stays."""
    for expression in layout.remove if layout else ():
        for element in select(root, expression, source):
            drop(element)


def select(root: etree._Element, expression: str | None, source: Source | None) -> list[etree._Element]:
    """The elements that a selector finds. Raises SourceError when it is no selector."""
    return [found for found in _find(root, expression, source) if isinstance(found, etree._Element)]


def texts(root: etree._Element, expression: str | None, source: Source | None) -> list[str]:
    """The texts (or attributes) that a selector finds, each on one line."""
    suffix = _SUFFIX.search(expression or "")
    found: list[str] = []
    for value in _find(root, expression, source):
        if isinstance(value, etree._Element):
            attribute = suffix["attribute"] if suffix else None
            value = (
                value.get(attribute, "")
                if attribute
                else value.get("content")
                if value.tag == "meta"
                else text_of(value)
            )
        if isinstance(value, str) and (text := line(value)):
            found.append(text)
    return found


def _find(root: etree._Element, expression: str | None, source: Source | None) -> list[object]:
    if not expression:
        return []
    try:
        found = _compiled(expression)(root)
    except (etree.XPathError, ValueError, SyntaxError) as error:
        reason = f"{expression!r} is neither a CSS selector nor an XPath: {error}"
        raise SourceError(source.path if source else None, "selectors", reason) from error
    return list(found) if isinstance(found, list) else [str(found)] if found not in (False, None, "") else []


@lru_cache(maxsize=1024)
def _compiled(expression: str) -> etree.XPath:
    if expression.startswith(("/", "(", ".")) and not re.match(r"\.[\w-]", expression):
        return etree.XPath(expression)
    from cssselect import HTMLTranslator

    return etree.XPath(HTMLTranslator().css_to_xpath(_SUFFIX.sub("", expression)))
