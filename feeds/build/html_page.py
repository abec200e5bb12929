"""The readable page of a feed: one article, and a page joined from articles."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from feeds.build.body import when
from feeds.build.direction import among_others
from feeds.build.entry import Category, Entry
from feeds.build.escape import attribute, escape
from feeds.build.moments import EPOCH, day, iso
from feeds.build.piece import Pieces
from feeds.build.place import BARE_TYPES, Place
from feeds.build.slots import fill, slot
from feeds.build.templating import render
from feeds.build.text import line
from feeds.model import Feed

_PICTURE = re.compile(r"<p><img [^>]*></p>|<img [^>]*>")
"""Pages load nothing from elsewhere, so no outlet learns who reads them: their policy would stop its pictures, and leave gaps."""
_NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
_SLOTS = ("title", "description", "here", "home", "style", "older", "updated")
_HERE = "\0articles\0"


def article(one: Entry, body: str) -> bytes:
    """The story as an `article` element."""
    anchor = one.id.rpartition(":")[2].replace("/", "-")
    language = f' lang="{one.language}"' if one.language else ""
    shown = _PICTURE.sub("", body) if "<img" in body else body
    return (
        f'<article id="{anchor}"{language}>\n'
        f'<h2 dir="auto"><a href={attribute(one.link)}>{escape(one.title)}</a></h2>\n'
        f'<p class="meta" lang="en"><time datetime="{iso(one.published)}">{when(one)}</time> · '
        f"{among_others(one.language)(one.source)}{_labels(one.categories)}</p>\n"
        f"{shown}\n</article>\n"
    ).encode()


@lru_cache(maxsize=4096)
def _labels(all_: tuple[Category, ...]) -> str:
    return "".join(map(_label, all_))


@cache
def _label(one: Category) -> str:
    return f" · {escape(one.label)}"


def document(feed: Feed, pieces: Pieces, place: Place) -> bytes:
    """The page."""
    updated, older = pieces.updated, place.older_than_this(feed, "html")
    values = {
        "title": line(feed.title) or feed.name,
        "description": line(feed.description),
        "here": place.here(feed, "html"),
        "home": place.home,
        "style": place.style(feed, "page"),
        "older": older or "",
        "updated": day(updated) if updated > EPOCH else "",
        **{extension: place.document(feed, extension) for extension in _NAMES},
    }
    above, below = _template(frozenset(name for name, value in values.items() if value), bool(pieces))
    return b"".join((fill(above, values), *pieces.texts["html"], fill(below, values)))


@lru_cache(maxsize=64)
def _template(given: frozenset[str], filled: bool) -> tuple[str, str]:
    """The page of that shape with its slots, above and below the articles."""
    slots = {name: slot(name) if name in given else "" for name in _SLOTS}
    documents = [
        {"name": name, "type": BARE_TYPES[extension], "url": slot(extension)} for extension, name in _NAMES.items()
    ]
    page = render("page.html", **slots, documents=documents, articles=_HERE, empty=not filled)
    above, _, below = page.partition(_HERE)
    return above, below
