"""The standing feeds: all, changes, health, and one for each source, country, pair, kind, sector and language with a story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from feeds import names
from feeds.model import Feed, Query

HEALTH = "health"
"""Name of the feed about the sources themselves; its entries are alarms, not stories."""
CHANGES = "changes"
"""Name of the feed of corrections."""

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?\Z")
_PAIR = re.compile(r"([A-Z]{2})-([A-Z]{2})\Z")

_MAIN = {
    "all": Feed(
        name="all",
        title="All cooperation news",
        description="Every piece of international cooperation news, once.",
        query=Query(),
        group="main",
    ),
    CHANGES: Feed(
        name=CHANGES,
        title="Corrections",
        description="Stories whose outlet changed them in substance, with what changed.",
        query=Query(revised=True),
        group="main",
    ),
    HEALTH: Feed(
        name=HEALTH,
        title="Health of the sources",
        description="Sources that broke or fell silent, and those that recovered.",
        query=Query(),
        group="main",
    ),
}


def standing(facets: Mapping[str, int], source_titles: Mapping[str, str] = {}) -> tuple[Feed, ...]:
    """The feeds of the store's facets, in the order of lists: main ones, then by group, the fullest first.

    `all`, `changes` and `health` always exist. A facet whose name cannot stand in an address (an outlet that a one-off crawl
    met under the name of its host) has no feed of its own.
    """
    found = [
        feed
        for name in facets
        if name not in _MAIN and (feed := find(name, source_titles=source_titles, facets=facets))
    ]
    order = list(names.names("groups"))
    found.sort(key=lambda feed: (order.index(feed.group), -facets[feed.name], feed.title, feed.name))
    return (*_MAIN.values(), *found)


def find(
    name: str,
    own: Iterable[Feed] = (),
    *,
    source_titles: Mapping[str, str] = {},
    facets: Mapping[str, int] = {},
) -> Feed | None:
    """The feed of that name: one that has a story or could have one (its document may be empty); None: there is no such feed."""
    mine = next((feed for feed in own if feed.name == name), None)
    if mine or name in _MAIN:
        return mine or _MAIN[name]
    group, _, rest = name.partition("/")
    make = _GROUPS.get(group)
    return make(name, rest, source_titles, name in facets) if make else None


def _source(name: str, source: str, titles: Mapping[str, str], told: bool) -> Feed | None:
    if not _SLUG.match(source) or not (told or source in titles):
        return None
    title = titles.get(source, source)
    return _news(name, title, Query(sources=(source,)), f"Cooperation news told by {title}.")


def _country(name: str, code: str, _: Mapping[str, str], __: bool) -> Feed | None:
    if code not in names.countries():
        return None
    return _news(name, names.country(code), Query(countries=(code,)), f"Cooperation news about {names.country(code)}.")


def _pair(name: str, codes: str, _: Mapping[str, str], __: bool) -> Feed | None:
    match = _PAIR.match(codes)
    if match is None or match[1] >= match[2] or not {match[1], match[2]} <= names.countries().keys():
        return None
    one, other = names.country(match[1]), names.country(match[2])
    return _news(
        name, f"{one} – {other}", Query(countries=(match[1], match[2])), f"Cooperation between {one} and {other}."
    )


def _kind(name: str, slug: str, _: Mapping[str, str], __: bool) -> Feed | None:
    known = names.names("kinds")
    return (
        _news(name, known[slug], Query(kinds=(slug,)), f"Cooperation news: {known[slug]}.") if slug in known else None
    )


def _sector(name: str, slug: str, _: Mapping[str, str], __: bool) -> Feed | None:
    known = names.names("sectors")
    return (
        _news(name, known[slug], Query(sectors=(slug,)), f"Cooperation news: {known[slug]}.") if slug in known else None
    )


def _language(name: str, code: str, _: Mapping[str, str], told: bool) -> Feed | None:
    if not _LANGUAGE.match(code) or not (told or code in names.names("languages")):
        return None
    language = names.language(code)
    return _news(name, language, Query(languages=(code,)), f"Cooperation news in {language}.")


_GROUPS = {
    "source": _source,
    "country": _country,
    "pair": _pair,
    "kind": _kind,
    "sector": _sector,
    "language": _language,
}


def _news(name: str, about: str, query: Query, description: str) -> Feed:
    return Feed(
        name=name,
        title=f"{about}: cooperation news",
        query=query,
        description=description,
        group=name.partition("/")[0],
    )
