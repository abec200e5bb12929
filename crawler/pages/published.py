"""When a page was published and changed: of all dates on it, those that a reader would take for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from . import dayorder, moments, permalink, sightings
from .blocks import Block
from .claims import Claim, Claims
from .moments import Clock, Moment
from .permalink import Named
from .sightings import Sighting

_STATE_NAMES = (
    "datePublished", "publishedAt", "published_at", "publishDate", "publishedDate", "publishedTime",
    "first_publication_date", "firstPublishedAt", "pubDate", "postedAt",
)  # fmt: skip
_STATE = re.compile(rf"\\?\"(?:{'|'.join(_STATE_NAMES)})\\?\"\s?:\s?\\?\"(?P<date>[^\"\\]{{8,40}})")
_NUMERIC = re.compile(r"[\d./ -]+")
_BLOCKS = 3000  # in which other dates are looked for: a page of more is a list, or wants to cost time
_CLAIMS = 12  # the most trusted ones; the rest are those of other articles
_EVER_SET = datetime(1970, 1, 3, tzinfo=UTC)  # an earlier claim is the zero of a clock, in some zone
_SAME = timedelta(hours=36)  # one day in two zones
_REVIVED = timedelta(days=7)  # from then on an update is no correction, but the text given out anew
# `article:published_time` is the day of the post itself, as its system keeps it; other claims are often made anew.
_VOUCHING = frozenset({"article", "og"})


class Dated(NamedTuple):
    """A moment and where it stands."""

    moment: Moment
    origin: str
    updated: Moment | None = None
    """When it was changed, as the page shows near its headline."""

    @property
    def day(self) -> date:
        """Its day in UTC."""
        return self.moment.when.date()


class _Evidence(NamedTuple):
    """All that speaks of a page's day of publication."""

    claimed: Sequence[Dated]
    modified: Sequence[Dated]
    posted: Sequence[Sighting]
    """Shown days that nothing calls a change, the likeliest first."""
    updates: Sequence[Sighting]
    """Shown days of a change."""
    address: Named | None
    clock: Clock


def find(claims: Claims, blocks: Sequence[Block], title: str | None, url: str, clock: Clock) -> Dated | None:
    """When the page was published, as it shows or says itself; none when it does neither.

    What stands under the headline goes before what the head claims: systems fill the claim with the day of their last
    rebuild (on 14 of 589 dated pages this prefers the visible day, each time the right one).
    """
    evidence = _gather(claims, blocks, title, url, clock)
    found = _weigh(evidence)
    if found is None or not dayorder.open_to_doubt(found.moment):
        return _with_update(found, evidence)
    others = [entry.moment for entry in (*evidence.claimed, *evidence.modified)]
    others += [evidence.address.moment] if evidence.address else []
    known = dayorder.day_first(found.moment, (block.text for block in blocks[:_BLOCKS]), others)
    if known is not None:
        clock = clock._replace(day_first=known, month_first=not known)
        evidence = _gather(claims, blocks, title, url, clock)
        found = _weigh(evidence)
    return _with_update(found, evidence)


def _with_update(found: Dated | None, evidence: _Evidence) -> Dated | None:
    """The same with the change that the page shows, and calls one; where both tell the time, both name their zone, or neither does."""
    changes = (entry.moment for entry in evidence.updates if entry.changed and entry.near and entry.clear)
    if found is None:
        return None
    zoned, day = "zone" in found.moment.inferred, found.moment.precision == "day"
    later = (entry for entry in changes if entry.when > found.moment.when)
    after = (entry for entry in later if day or ("zone" in entry.inferred) == zoned)
    return found._replace(updated=next(after, None))


def in_state(text: str, clock: Clock) -> Dated | None:
    """The date in the data that a page's scripts work with, for pages that show none without running them."""
    places = [at for name in _STATE_NAMES if (at := text.find(name)) >= 0]
    match = _STATE.search(text, max(0, min(places) - 2)) if places else None
    return next(_claimed([Claim(match["date"], "script")], clock), None) if match else None


def changed(claims: Sequence[Claim], clock: Clock) -> Moment | None:
    """When the page was last changed, as it says itself."""
    return next((dated.moment for dated in _claimed(claims, clock)), None)


def in_address(url: str, clock: Clock) -> Moment | None:
    """The day that an address names (`/2024/04/03/`, `t20240403_`)."""
    named = permalink.read(url, clock)
    return named.moment if named else None


def _claimed(claims: Sequence[Claim], clock: Clock) -> Iterator[Dated]:
    for claim in claims[:_CLAIMS]:
        moment = moments.parse(claim.value, clock)
        if moment is not None and moment.when >= _EVER_SET:
            yield Dated(moment, claim.origin)


def _gather(claims: Claims, blocks: Sequence[Block], title: str | None, url: str, clock: Clock) -> _Evidence:
    claimed, modified = list(_claimed(claims["published"], clock)), list(_claimed(claims["modified"], clock))
    seen = sightings.read(blocks, title, clock, near_only=bool(claimed))
    # A bare day that is shown as an update as well, or that the head calls one, is one.
    changes = {entry.day for entry in seen if entry.changed} | {dated.day for dated in modified}
    changes -= {dated.day for dated in claimed[:1]}
    posted: list[Sighting] = []
    updates: list[Sighting] = []
    for entry in seen:
        update = entry.changed or (claimed and not entry.named and entry.day in changes)
        (updates if update else posted).append(entry)
    return _Evidence(claimed, modified, posted, updates, permalink.read(url, clock), clock)


def _weigh(evidence: _Evidence) -> Dated | None:
    return _of_claims(evidence) if evidence.claimed else _of_sightings(evidence)


def _of_sightings(evidence: _Evidence) -> Dated | None:
    """The day of a page that claims none."""
    posted, address = next(iter(evidence.posted), None), evidence.address
    if address is not None and (posted is None or address.parted):
        near = [entry for entry in evidence.posted if entry.named or _apart(entry, address) <= _SAME]
        return Dated(near[0].moment, "visible") if near else Dated(address.moment, "url")
    return next((_as_shown(entry) for entry in (*evidence.posted, *evidence.updates)), None)


def _of_claims(evidence: _Evidence) -> Dated:
    """The day of a page that claims one: the claim, unless what is shown or the address speaks against it."""
    sure, address = [entry for entry in evidence.posted if entry.sure], evidence.address
    borne_out = [dated for dated in evidence.claimed if address is not None and _apart(dated, address) <= _SAME]
    for dated in (*borne_out, *evidence.claimed):
        if shown := next((entry for entry in sure if entry.day == dated.day), None):
            return _finer(dated, shown, evidence.clock)
    claimed = (*borne_out, *evidence.claimed)[0]
    # An update before the publication is the publication in the words of another zone, or makes the claim a rebuild.
    earlier = (entry for entry in evidence.updates if entry.near and entry.day < claimed.day)
    posted = next(iter((*evidence.posted, *earlier)), None)
    if posted is not None and not _swapped(posted.moment, claimed.moment):
        if _apart(posted, claimed) <= _SAME:
            return _in_words(claimed, posted, evidence.clock)
        if not borne_out and (posted.sure or (posted.clear and posted.day < claimed.day and _rebuilt(evidence))):
            return _as_shown(posted)
    if borne_out:
        return claimed
    if address is not None and address.parted:
        return Dated(address.moment, "url")
    return _revived(evidence) or claimed


def _revived(evidence: _Evidence) -> Dated | None:
    """The day of an update, when it is all the page shows, and lies long behind a claim that nothing vouches for.

    A page that hides when it was first written dates itself anew. Of 51 development pages that show nothing but an update, a
    week and more from the claim, `article:published_time` bore the claim out on 28, and 24 of these were dated by the claim;
    of the other 23, 21 were dated by the day they show.
    """
    claimed = evidence.claimed[0]
    shown = next((entry for entry in evidence.updates if entry.near and entry.clear), None)
    if shown is None or shown.moment.when - claimed.moment.when <= _REVIVED:
        return None
    vouched = any(dated.origin in _VOUCHING and _apart(dated, claimed) <= _SAME for dated in evidence.claimed)
    return None if vouched else _as_shown(shown)


def _as_shown(entry: Sighting) -> Dated:
    return Dated(entry.moment, "visible-updated" if entry.changed else "visible")


def _rebuilt(evidence: _Evidence) -> bool:
    """Whether the claim is but the time of the last change."""
    return any(dated.moment.when == evidence.claimed[0].moment.when for dated in evidence.modified)


def _finer(claimed: Dated, shown: Sighting, clock: Clock) -> Dated:
    """A claim and the same day as it is shown: whichever tells the time as well."""
    timed = ("minute", "second")
    if claimed.moment.precision not in timed and shown.moment.precision in timed:
        return Dated(shown.moment, "visible")
    return _in_words(claimed, shown, clock)


def _in_words(claimed: Dated, shown: Sighting, clock: Clock) -> Dated:
    """A claim with the words that are shown for it, where these name the day beside it: that of the page's own zone."""
    told = moments.parse(shown.moment.raw, clock)
    if told is None or told.when.date() == claimed.day:
        return claimed
    return Dated(claimed.moment._replace(raw=shown.moment.raw), claimed.origin)


def _apart(one: Sighting | Dated | Named, other: Sighting | Dated | Named) -> timedelta:
    return abs(one.moment.when - other.moment.when)


def _swapped(shown: Moment, claimed: Moment) -> bool:
    """Whether a shown day is the claimed one, with day and month read the wrong way round."""
    turned = (shown.when.day, shown.when.month) == (claimed.when.month, claimed.when.day)
    return turned and shown.when.day != shown.when.month and _NUMERIC.fullmatch(shown.raw) is not None
