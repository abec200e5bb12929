"""Meta tags, links and microdata of a page: OpenGraph, Dublin Core, and the names that news systems use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import cast

from lxml import etree

from .addresses import absolute
from .claims import Claims, Field
from .tree import finder, tagged, text_of

_PROPS = finder("//@itemprop/..")  # an axis: a predicate on every element costs five times as much
_NAMED = finder(".//*[@itemprop='name']")
_MOST = 2000

_ITEMPROPS: dict[str, Field] = {
    "headline": "title", "datepublished": "published", "datecreated": "published", "datemodified": "modified", "author": "author",
    "creator": "author", "editor": "editor", "keywords": "keywords", "image": "image",
}  # fmt: skip
_RELATIONS: dict[str, tuple[int, Field]] = {
    "canonical": (-1, "canonical"), "amphtml": (0, "amp"), "image_src": (1000, "image"),
}  # fmt: skip


@cache
def _names() -> dict[str, tuple[int, Field]]:
    """Name of a meta tag -> its rank and the field it claims."""
    data = tomllib.loads(Path(__file__).with_name("metanames.toml").read_text("utf-8"))
    pairs = [(name, cast(Field, field)) for field, names in data.items() for name in names.split()]
    return {name: (rank, field) for rank, (name, field) in enumerate(pairs)}


def read(root: etree._Element, url: str) -> Claims:
    """What the head claims. Names that a page repeats (authors, keywords) are all kept."""
    claims = Claims()
    found: list[tuple[int, Field, str, str]] = []
    elements = [*tagged(root, "meta", "link")]
    metas = _with((element for element in elements if element.tag == "meta"), "content")
    names = _names()
    for element in metas:
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if known := names.get(name):
                found.append((*known, element.get("content") or "", name.split(":")[0] if ":" in name else "meta"))
                break
    for element in _with((element for element in elements if element.tag == "link"), "rel", "href"):
        rel = (element.get("rel") or "").lower().split()
        kind = next((kind for word, kind in _RELATIONS.items() if word in rel), None)
        if kind and (address := absolute(url, element.get("href") or "")):
            found.append((*kind, address, "link"))
    found.extend(_labelled(metas))
    for _, field, value, origin in sorted(found, key=lambda entry: entry[0]):
        claims.add(field, value, origin)
    return claims


def _with(elements: Iterable[etree._Element], *attributes: str) -> list[etree._Element]:
    """The first of some elements that have all of some attributes."""
    return list(islice((element for element in elements if all(name in element.attrib for name in attributes)), _MOST))


def _labelled(metas: Sequence[etree._Element]) -> list[tuple[int, Field, str, str]]:
    """`twitter:label1` "Written by" with its `twitter:data1`."""
    values = {(element.get("name") or "").lower(): element.get("content") or "" for element in metas}
    return [
        (0, "author", values.get(f"twitter:data{number}", ""), "twitter")
        for number in "12"
        if "written by" in values.get(f"twitter:label{number}", "").lower()
    ]


def microdata(root: etree._Element) -> Claims:
    """What attributes in the visible page claim (schema.org as microdata)."""
    claims = Claims()
    for element in _PROPS(root)[:_MOST]:
        if element.tag == "meta" and not _in_scope(element):
            continue
        for prop in (element.get("itemprop") or "").lower().split():
            field = _ITEMPROPS.get(prop)
            if field is None or (field in ("author", "editor", "title", "published") and _foreign(element)):
                continue
            claims.add(field, _value(element, prop), "microdata")
    return claims


def _in_scope(element: etree._Element) -> bool:
    return next(element.iterancestors("*"), None) is not None and any(
        a.get("itemscope") is not None for a in element.iterancestors()
    )


def _foreign(element: etree._Element) -> bool:
    """Whether a property belongs to something else on the page: a comment, a list of other articles."""
    for ancestor in element.iterancestors():
        kind = ancestor.get("itemtype") or ""
        if kind:
            return re.search(r"Comment|ItemList|Review|Product|Event$", kind) is not None
        if (ancestor.get("itemprop") or "").lower() in ("comment", "comments", "itemlistelement"):
            return True
    return False


def _value(element: etree._Element, prop: str) -> str:
    for attribute in ("content", "datetime"):
        if value := element.get(attribute):
            return value
    if prop in ("author", "creator", "editor") and (names := _NAMED(element)):
        return names[0].get("content") or text_of(names[0])
    if prop == "image":
        return element.get("src") or element.get("href") or ""
    return text_of(element)[:2000]
