"""Which feeds there are to subscribe to: the standing ones with a story, and the user's own that are not private."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.errors import StoreError
from feeds import catalogue
from feeds.model import Feed
from feeds.web.house import House
from feeds.web.names import document_name


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list."""

    feed: Feed
    stories: int | None
    """None: not counted."""


@dataclass(frozen=True, slots=True)
class Directory:
    """All public feeds."""

    listed: tuple[Listed, ...]
    complete: bool = True
    """False: the store does not answer, and this is what stands on the shelf."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return tuple(one.feed for one in self.listed)


async def titles(house: House) -> Mapping[str, str]:
    """Names of outlets, as the store knows them and as the settings say."""
    statuses = await house.readers.ask(lambda reader: reader.source_statuses())
    return {status.name: status.title for status in statuses} | dict(house.settings.source_titles)


async def directory(house: House) -> Directory:
    """Ask the store; when it does not answer, look at the shelf."""
    try:
        facets = dict(await house.readers.ask(lambda reader: reader.facets()))
        known, complete = await titles(house), True
    except StoreError:
        facets, known, complete = {}, house.settings.source_titles, False
        facets = dict.fromkeys(_on_shelf(house), 0)
    standing = [feed for feed in catalogue.standing(facets, known) if not feed.private]
    own = [feed for feed in house.settings.own if not feed.private]
    listed = tuple(Listed(feed, facets.get(feed.name) if complete else None) for feed in [*standing, *own])
    return Directory(listed, complete)


def _on_shelf(house: House) -> list[str]:
    found = (document_name(name) for name in house.shelf.names())
    return sorted({name.feed for name in found if name is not None and name.key is None})
