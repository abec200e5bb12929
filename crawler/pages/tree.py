"""A typed door to lxml's trees."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree


def finder(expression: str) -> Callable[[etree._Element], list[etree._Element]]:
    """A compiled XPath that finds elements."""
    compiled = etree.XPath(expression)

    def find(root: etree._Element) -> list[etree._Element]:
        found = compiled(root)
        return [item for item in found if isinstance(item, etree._Element)] if isinstance(found, list) else []

    return find


def text_of(element: etree._Element) -> str:
    """All text in an element, its parts divided by a blank."""
    return " ".join(str(part) for part in element.itertext())


def length_of(element: etree._Element) -> float:
    """Number of characters in an element."""
    found = _LENGTH(element)
    return found if isinstance(found, float) else 0.0


_LENGTH = etree.XPath("string-length(.)")
