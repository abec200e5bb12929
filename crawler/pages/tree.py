"""A typed door to lxml's trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree


def finder(expression: str) -> Callable[[etree._Element], list[etree._Element]]:
    """A compiled XPath that finds elements."""
    compiled = etree.XPath(expression)

    def find(root: etree._Element) -> list[etree._Element]:
        found = compiled(root)
        return [item for item in found if isinstance(item, etree._Element)] if isinstance(found, list) else []

    return find


def tagged(root: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """All elements of some tags, in order: one pass takes a fifth of the time of an XPath for each tag.

    A page that goes on behind `</html>` may have elements beside its root.
    """
    for top in (root, *root.itersiblings()):
        yield from top.iter(*tags)


def drop(element: etree._Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def text_of(element: etree._Element) -> str:
    """All text in an element, its parts divided by a blank."""
    if not len(element):
        return element.text or ""
    return " ".join(str(part) for part in element.itertext())


def length_of(element: etree._Element) -> float:
    """Number of characters in an element."""
    found = _LENGTH(element)
    return found if isinstance(found, float) else 0.0


_LENGTH = etree.XPath("string-length(.)")
