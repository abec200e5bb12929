"""Which links of an unknown page are articles: by address, by words, by place, and by the company they keep."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
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
_LIKELY = 0.5
"""Score from which a date is looked for near a link."""
_ENOUGH = 2.5
"""Score from which a link is an article. Tuned on synthetic lists of differently built sites (tests/discover)."""


def guess(found: Mapping[str, Target], clock: Clock) -> list[Entry]:
    """The targets that look like articles, in the page's order."""
    own = {url: _own(target, clock) for url, target in found.items()}
    likely = [target for url, target in found.items() if own[url] >= _LIKELY]
    around = holders(likely)  # of those alone: a link to the author stands beside each headline
    dates = {target.url: date_near(around[target.url], target.title, clock) for target in likely}
    for url, date in dates.items():
        own[url] += 1.5 if date else 0.0
    shapes = {url: shape(url) for url in found}
    groups: dict[str, list[float]] = defaultdict(list)
    for url, score in own.items():
        groups[shapes[url]].append(score)
    company = {form: max(-2.0, min(3.0, fsum(scores) / len(scores))) for form, scores in groups.items()}
    return [
        Entry(url=url, title=target.title, published=dates.get(url) or date_in(url))
        for url, target in found.items()
        if own[url] + 0.5 * company[shapes[url]] >= _ENOUGH
    ]


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
    score = 1.0 if next(node.iter("h1", "h2", "h3", "h4"), None) is not None else 0.0
    entry = False
    for above in node.iterancestors():
        tag = above.tag
        if tag in ("nav", "footer") or _APART.search(_named(above)):
            return score - 4.0
        if tag == "header" and not entry:
            return score - 3.0
        if tag in ("h1", "h2", "h3", "h4"):
            score += 1.0
        if tag in ("li", "article", "tr", "dd", "dt") and not entry:
            entry, score = True, score + 0.5
        if tag == "aside":
            score -= 1.0
    return score


def _named(node: etree._Element) -> str:
    """What an element is called by its class, id and role."""
    return f"{node.get('class', '')} {node.get('id', '')} {node.get('role', '')}".lower()[:300]
