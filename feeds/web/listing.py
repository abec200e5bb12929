"""What the page of stories lists: the stories of a selection, and the ways to narrow it down."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.model import Hit
from feeds import names
from feeds.build.rights import allowed
from feeds.model import Feed, Query
from feeds.web import render
from feeds.web.cards import Card, card
from feeds.web.directory import Directory
from feeds.web.params import Wish, cursor
from feeds.web.readers import Reader

SUFFIX = ": cooperation news"
"""End of the titles of standing feeds: needless in a list of our own."""


def standing_of(feed: Feed, listed: Directory) -> Feed:
    """The standing feed with the same stories, where there is one: its document is ready, and its address is shorter."""
    q = feed.query
    names_of = {
        Query(): "all",
        Query(countries=q.countries[:1]): f"country/{next(iter(q.countries), '')}",
        Query(countries=q.countries[:2]): "pair/" + "-".join(q.countries[:2]),
        Query(kinds=q.kinds[:1]): f"kind/{next(iter(q.kinds), '')}",
        Query(sectors=q.sectors[:1]): f"sector/{next(iter(q.sectors), '')}",
        Query(sources=q.sources[:1]): f"source/{next(iter(q.sources), '')}",
        Query(languages=q.languages[:1]): f"language/{next(iter(q.languages), '')}",
    }
    name = "all" if q == Query() else names_of.get(q)
    return next((one for one in listed.feeds if one.name == name), feed)


def found_cards(reader: Reader, wanted: Wish, base_url: str) -> tuple[Sequence[Card], bool]:
    """The stories of one page, and whether there are more below."""
    limit = wanted.feed.limit
    if wanted.query.text:
        offset = (wanted.page - 1) * limit
        hits = reader.search(wanted.query.text, wanted.rest, limit=limit + 1, offset=offset)
        cards = tuple(card(hit.story, base_url, _quote(hit)) for hit in hits[:limit])
        return cards, len(hits) > limit and not wanted.last
    stories = reader.stories(wanted.query, limit=limit + 1, before=wanted.before)
    return tuple(card(story, base_url) for story in stories[:limit]), len(stories) > limit


def _quote(hit: Hit) -> str | None:
    """The words found, where the outlet allows a quotation."""
    return hit.snippet if allowed(hit.story) != "link" else None


def by_days(cards: Sequence[Card], wanted: Wish) -> list[tuple[str, list[Card]]]:
    """The latest stories under their days; what a search found is in its own order."""
    if wanted.query.text:
        return [("", list(cards))] if cards else []
    return render.by_day(cards)


def older_page(wanted: Wish, cards: Sequence[Card]) -> str:
    """The query string of the page below."""
    if wanted.query.text:
        return "?" + wanted.encoded(page=wanted.page + 1)
    return "?" + wanted.encoded(before=cursor(cards[-1].seen, cards[-1].number))


def facets_of(listed: Directory, most: int = 12) -> list[tuple[str, str, list[tuple[str, str, int | None]]]]:
    """What there is most of, by group: parameter, heading, and code, label, number of stories."""
    found = []
    for group in ("country", "kind", "sector", "language"):
        rows = [
            (one.feed.name.partition("/")[2], one.feed.title.removesuffix(SUFFIX), one.stories)
            for one in listed.listed
            if one.feed.group == group
        ]
        if rows:
            found.append((group, names.names("groups").get(group, group), rows[:most]))
    return found


def menus(listed: Directory, wanted: Wish) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The menus of the form: parameter, and value, label, chosen."""
    q = wanted.query
    chosen = {
        "country": q.countries,
        "kind": q.kinds,
        "sector": q.sectors,
        "source": q.sources,
        "language": q.languages,
    }
    found = []
    for group, values in chosen.items():
        rows = {
            one.feed.name.partition("/")[2]: one.feed.title.removesuffix(SUFFIX)
            for one in listed.listed
            if one.feed.group == group
        }
        rows |= {value: value for value in values if value not in rows}
        menu = sorted((label, code) for code, label in rows.items())
        found.append((group, [(code, label, code in values) for label, code in menu]))
    return found
