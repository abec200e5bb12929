"""Which of a site's entry points a source file should name: a pure rule over what they answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from scheduler.inspection import STALE, Entry

FEW = 3
"""An entry point with fewer links is taken only when there is no better one."""
MOST_CHOSEN = 4
"""Entry points of one file: what is polled together."""
KINDS = ("feed", "sitemap", "list")
_ASIDE = re.compile(
    r"(?<![a-z])(?:comments?|podcasts?|audio|videos?|photos?|galler(?:y|ies)|multimedia|events?|calendar|jobs?|vacanc(?:y|ies)|careers?|tenders?"
    r"|procurement|sports?|opinions?|blogs?|entertainment|lifestyle|horoscopes?|weather)(?![a-z])",
    re.IGNORECASE,
)
"""Words in an address of what is no news; it is taken only when a site offers nothing else."""


def choose(entries: Sequence[Entry], now: datetime) -> tuple[Entry, ...]:
    """The best entry points: feeds before dated sitemaps before lists before sitemaps of whatever a site holds, living before
    stale, full before nearly empty. Beside the best, those of its kind that mostly list what the chosen do not: a site with a feed
    or a list for each section has no other way to all of its news."""
    good = [entry for entry in entries if len(entry.links) >= FEW and not _stale(entry, now)]
    usable = good or [entry for entry in entries if entry.links]
    if not usable:
        return ()
    best = min(usable, key=lambda entry: (_rank(entry), not _titled(entry), -len(entry.links)))
    chosen = [best]
    for entry in good if family(best) != "sitemap" else ():
        if (
            len(chosen) < MOST_CHOSEN
            and family(entry) == family(best)
            and not _ASIDE.search(entry.url)
            and _adds(entry, chosen)
        ):
            chosen.append(entry)
    return tuple(chosen)


def family(entry: Entry) -> str:
    """Under which key of a source file the entry point belongs, in the singular."""
    kind = entry.kind or ""
    return "sitemap" if "sitemap" in kind else "list" if kind == "listing" else "feed"


def _adds(entry: Entry, chosen: Sequence[Entry]) -> bool:
    """Whether most of what it lists is missing from the chosen ones. Where all have dates, only their own time counts: the list of
    a section reaches further back than that of the whole site, and says nothing new."""
    links = [link for one in chosen for link in one.links]
    known = {link.url for link in links}
    since = min((link.published for link in links if link.published), default=None)
    recent = [link for link in entry.links if not since or not link.published or link.published >= since]
    missing = sum(link.url not in known for link in recent)
    return missing >= FEW and 2 * missing > len(recent)


def _titled(entry: Entry) -> bool:
    """Whether it says what its articles are called, as a news sitemap does."""
    return any(link.title for link in entry.links)


def _rank(entry: Entry) -> int:
    dateless = family(entry) == "sitemap" and not any(link.published for link in entry.links)
    return len(KINDS) if dateless else KINDS.index(family(entry))


def _stale(entry: Entry, now: datetime) -> bool:
    dates = [link.published for link in entry.links if link.published]
    return bool(dates) and now - max(dates) > STALE
