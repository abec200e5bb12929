"""OPML 2.0: the public feeds by group, for readers that import lists."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from feeds import names
from feeds.build.escape import attribute
from feeds.build.place import DEFAULT_BASE, Place
from feeds.build.text import line
from feeds.model import Feed


def opml(feeds: Iterable[Feed], base_url: str = DEFAULT_BASE) -> bytes:
    """One outline a group, in it one a feed (its Atom document). Private feeds are left out."""
    place = Place(base_url=base_url)
    order = list(names.names("groups"))
    public = sorted((feed for feed in feeds if not feed.private), key=lambda f: (_rank(f, order), f.group))
    groups = []
    for group, members in groupby(public, key=lambda feed: feed.group):
        title = attribute(line(names.names("groups").get(group, group)) or "Feeds")
        groups.append(
            f"<outline text={title} title={title}>\n{''.join(_outline(one, place) for one in members)}</outline>\n"
        )
    body = "".join(groups) or '<outline text="Silkwire"/>\n'
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n<head><title>Silkwire</title></head>\n<body>\n'
    )
    return f"{head}{body}</body>\n</opml>\n".encode()


def _rank(feed: Feed, order: list[str]) -> int:
    return order.index(feed.group) if feed.group in order else len(order)


def _outline(feed: Feed, place: Place) -> str:
    title = attribute(line(feed.title) or feed.name)
    description = line(feed.description)
    more = f" description={attribute(description)}" if description else ""
    address, page = attribute(place.document(feed, "atom")), attribute(place.document(feed, "html"))
    return f'<outline type="rss" version="Atom" text={title} title={title}{more} xmlUrl={address} htmlUrl={page}/>\n'
