"""Which links of an unknown page are articles: by address, by words, by place, and by the company they keep."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import fsum

from lxml import etree

from crawler.discover.address import date_in, likeness, shape
from crawler.discover.anchors import Target, holders, width
from crawler.discover.dates import Clock, only_a_date
from crawler.discover.entry import Entry
from crawler.discover.near import date_near

_APART = re.compile(
    r"(?<![a-z])(?:nav(?:bar|igation)?|(?:sub)?menu|(?:bread)?crumbs?|foot(?:er)?|toolbar|topbar|pag(?:ination|er|ing)|tags?"
    r"|taglist|share|social|log-?in|sign-?in|cookies?|copyright|lang(?:uages?)?|sitelinks|friend-?links?)(?![a-z])"
)
"""Words in a class or id that tell a place without articles."""
_HEADINGS = ("h1", "h2", "h3", "h4")
_ENTRIES = ("li", "article", "tr", "dd", "dt")
_LIKELY = 0.5
"""Score from which a date is looked for near a link."""
_ENOUGH = 2.5
"""Score from which a link is an article. Tuned on synthetic lists of differently built sites (tests/discover)."""
_ENOUGH_IN_A_LIST, _A_LIST, _NEARLY_ALL = 1.0, 5, 0.75
"""... and from which one is in the company of so many articles that are that large a share of what has their form: one short headline
among longer ones."""


def guess(found: Mapping[str, Target], clock: Clock) -> list[Entry]:
    """The targets that look like articles, in the page's order."""
    own = {url: _own(target, clock) for url, target in found.items()}
    heads = {url for url, target in found.items() if _heads_an_article(target)}
    # of those alone that may be articles: a link to the author stands beside each headline
    likely = [target for url, target in found.items() if own[url] >= _LIKELY or url in heads]
    dates = _dates(likely, likely, clock)
    for url, date in dates.items():
        own[url] += 0.0 if date is None else 3.0 if url in heads else 1.5
    chosen = [found[url] for url in _chosen(own)]
    if late := [target for target in chosen if target.url not in dates]:
        dates |= _dates(late, chosen, clock)
    return [
        Entry(url=target.url, title=target.title, published=dates.get(target.url) or date_in(target.url))
        for target in chosen
    ]


def _chosen(own: Mapping[str, float]) -> list[str]:
    """The addresses that are enough of an article by their own score and that of the company which their form keeps."""
    shapes = {url: shape(url) for url in own}
    groups: dict[str, list[float]] = defaultdict(list)
    for url, score in own.items():
        groups[shapes[url]].append(score)
    company = {form: max(-2.0, min(3.0, fsum(scores) / len(scores))) for form, scores in groups.items()}
    total = {url: score + 0.5 * company[shapes[url]] for url, score in own.items()}
    good = Counter(shapes[url] for url, score in total.items() if score >= _ENOUGH)
    lists = {form for form, count in good.items() if count >= max(_A_LIST, _NEARLY_ALL * len(groups[form]))}
    return [url for url, score in total.items() if score >= (_ENOUGH_IN_A_LIST if shapes[url] in lists else _ENOUGH)]


def _dates(targets: Sequence[Target], among: Sequence[Target], clock: Clock) -> dict[str, datetime | None]:
    """The date that stands near each target, in what holds no other one of those that it stands among."""
    around = holders(among)
    return {target.url: date_near(around[target.url], target.title, clock) for target in targets}


def _own(target: Target, clock: Clock) -> float:
    """The score of a link for itself. A link that is called by a date is that of a comment or an archive."""
    if not target.title or (len(target.title) < 40 and only_a_date(target.title, clock)):
        return -5.0
    place = max(_place(node) for node in target.nodes[:4])
    return likeness(target.url) + _name(target.title) + place


def _name(title: str) -> float:
    """Headlines are long."""
    size = width(title)
    if size < 12 or re.fullmatch(r"[\d\s\W]+", title):
        return -2.5
    if size < 20:
        return -1.0
    return 1.0 if size < 28 else 2.0 if size < 40 else 3.0


def _place(node: etree._Element) -> float:
    """What stands around a link: headings and list entries hold articles, menus and footers do not."""
    score = 1.0 if next(node.iter(*_HEADINGS), None) is not None else 0.0
    entry = False
    for above in node.iterancestors():
        tag = above.tag
        if tag in ("nav", "footer") or _APART.search(_named(above)):
            return score - 4.0
        if tag == "header" and not entry and not _in_entry(above):
            return score - 3.0
        if tag in _HEADINGS:
            score += 1.0
        if tag in _ENTRIES and not entry:
            entry, score = True, score + 0.5
        if tag == "aside":
            score -= 1.0
    return score


def _heads_an_article(target: Target) -> bool:
    """Whether a link is the heading of an `article` element: with a date in it that is no person and no product."""
    return any(
        next(node.iterancestors("article"), None) is not None
        and (next(node.iter(*_HEADINGS), None) is not None or next(node.iterancestors(*_HEADINGS), None) is not None)
        for node in target.nodes[:4]
    )


def _in_entry(header: etree._Element) -> bool:
    """Whether a header is that of an entry, as weblogs write them, and not of the page."""
    return next(header.iterancestors(*_ENTRIES), None) is not None


def _named(node: etree._Element) -> str:
    """What an element is called by its class, id and role."""
    return f"{node.get('class', '')} {node.get('id', '')} {node.get('role', '')}".lower()[:300]
