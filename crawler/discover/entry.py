"""One entry of an index, before it becomes a Link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from crawler.discover.limits import MAX_LINKS
from crawler.model import Link


class Entry(NamedTuple):
    """What an index says of one article."""

    url: str
    title: str | None = None
    published: datetime | None = None
    summary: str | None = None
    content: str | None = None
    """Markup of the article, or as much of it as a feed carries."""

    @property
    def link(self) -> Link:
        return Link(url=self.url, title=self.title, published=self.published, summary=self.summary)


def merged(found: Iterable[Entry], here: str) -> tuple[Link, ...]:
    """The entries as links, each address once, without the index's own: what the first does not say is taken from a later one."""
    links: dict[str, Link] = {}
    for entry in found:
        old = links.get(entry.url)
        if entry.url == here:
            continue
        if old is None:
            if len(links) >= MAX_LINKS:
                break
            links[entry.url] = entry.link
        elif not (old.title and old.published and old.summary):
            links[entry.url] = Link(
                url=entry.url,
                title=old.title or entry.title,
                published=old.published or entry.published,
                summary=old.summary or entry.summary,
            )
    return tuple(links.values())
