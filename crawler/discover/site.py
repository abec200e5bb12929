"""Whether two addresses belong to one site."""

from __future__ import annotations

import re

from crawler.discover.accept import on_hosts, place_of
from crawler.model import Source

_SHARED = re.compile(
    r"(?:com|net|org|gov|edu|ac|co|go|or|ne|gob|gouv|mil)\.[a-z]{2}|(?:github|blogspot|wordpress|pages|netlify|web)\.\w+"
)
"""Ends of a host under which strangers register their names."""


def same_site(url: str, home: str, source: Source | None = None) -> bool:
    """Whether `url` lies on a host of the source, or under the registered name of `home`."""
    if source and on_hosts(source, url):
        return True
    one, two = place_of(url), place_of(home)
    return one is not None and two is not None and (one == two or _registered(one) == _registered(two))


def _registered(place: str) -> str:
    """The registered name of a host; figures and ports stand for themselves."""
    if ":" in place or re.fullmatch(r"[\d.]+", place):
        return place
    labels = place.split(".")
    size = 3 if len(labels) > 2 and _SHARED.fullmatch(".".join(labels[-2:])) else 2
    return ".".join(labels[-size:])
