"""Templates into pages. Everything is escaped unless it was made safe by `feeds.build`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from feeds import names
from feeds.build import moments
from feeds.build.address import web_address
from feeds.build.link import article_link
from feeds.build.text import clean
from feeds.web.assets import version

_IMAGE = re.compile(r"</?img\b[^>]*>", re.IGNORECASE)
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SPANS = ((129_600, 86_400, "days"), (5_400, 3_600, "hours"), (90, 60, "minutes"))


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("feeds.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        day=day,
        moment=moment,
        marked=marked,
        address=web_address,
        article_link=article_link,
        pathpart=pathpart,
        tidy=tidy,
        noimages=noimages,
        byorder=byorder,
    )
    env.globals.update(
        country=names.country, kind=names.kind, sector=names.sector, language=names.language, stage=names.stage
    )
    env.globals.update(version=version)
    return env


def page(template: str, values: Mapping[str, Any]) -> str:
    """A page of `templates/`."""
    return _environment().get_template(template).render(values)


def day(when: datetime) -> str:
    """`Saturday, 21 November 2026`, in UTC."""
    when = _in_utc(when)
    return f"{_DAYS[when.weekday()]}, {moments.day(when)}"


def moment(when: datetime) -> str:
    """`21 Nov 2026, 23:15 UTC`."""
    when = _in_utc(when)
    return f"{when.day} {moments.MONTHS[when.month - 1][:3]} {when.year}, {when:%H:%M} UTC"


def _in_utc(when: datetime) -> datetime:
    """The moment in UTC; the first or last that there is where its zone leads beyond these: outlets write any date."""
    try:
        return when.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if when.year == 1 else datetime.max.replace(tzinfo=UTC)


def distance(when: datetime, now: datetime) -> str:
    """`5 minutes ago`, `in 3 hours`."""
    seconds = (now - when).total_seconds()
    size = abs(seconds)
    for least, unit, name in _SPANS:
        if size >= least:
            words = f"{round(size / unit)} {name}"
            return f"{words} ago" if seconds > 0 else f"in {words}"
    return "just now" if seconds >= 0 else "in a moment"


def pathpart(text: str) -> str:
    """The text as one part of a path, or a value in a query."""
    return quote(text, safe="")


def noimages(html: str) -> Markup:
    """Safe HTML without its pictures: pages load nothing from elsewhere, so nobody learns who reads them."""
    return Markup(_IMAGE.sub("", html))  # noqa: S704 - made safe by feeds.build.markup


def byorder(groups: Iterable[tuple[str, list[Any]]], order: Mapping[str, str]) -> list[tuple[str, list[Any]]]:
    """Groups in the order of a table; those that it does not know come last."""
    places = {name: place for place, name in enumerate(order)}
    return sorted(groups, key=lambda group: places.get(group[0], len(places)))


def tidy(text: str | None) -> str:
    """A text of others without what a page must not hold."""
    return clean(text or "").strip()


def marked(snippet: str) -> Markup:
    """The words found (between U+0002 and U+0003) as `mark` elements; everything else is escaped."""
    first, *rest = snippet.split("\x02")
    found = escape(clean(first))
    for part in rest:
        words, _, after = part.partition("\x03")
        found += Markup("<mark>{}</mark>{}").format(clean(words), clean(after))
    return found


def within(sentence: str, words: str) -> str:
    """The sentence with its words between U+0002 and U+0003, for `marked`."""
    sentence, words = clean(sentence), clean(words)
    start = sentence.find(words) if words.strip() else -1
    if start < 0:
        return sentence
    return f"{sentence[:start]}\x02{words}\x03{sentence[start + len(words) :]}"


def by_day(cards: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """Cards under the day on which their story was first seen."""
    found: list[tuple[str, list[Any]]] = []
    for card in cards:
        label = day(card.seen)
        if not found or found[-1][0] != label:
            found.append((label, []))
        found[-1][1].append(card)
    return found
