"""What the end of a date says of its zone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo

_OFFSETS: dict[str, float] = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "WAT": 1, "CEST": 2, "EET": 2, "CAT": 2, "SAST": 2,
    "EEST": 3, "MSK": 3, "EAT": 3, "GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "MYT": 8,
    "PHT": 8, "BJT": 8, "JST": 9, "KST": 9, "WIT": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6,
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "BRT": -3, "ART": -3,
}  # fmt: skip
"""Hours east of Greenwich; RFC 822 gives the American ones their meaning. A source whose own zone uses the name goes before."""

ZONE = r"(?P<zone>(?:UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d{2})?|[A-Z]{2,5}|Z|Beijing [Tt]ime)"
"""What may stand for a zone behind a time."""
_SHIFT = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?")


def zone_of(words: str | None, moment: datetime, home: tzinfo | None) -> tzinfo | None:
    """The zone that the words name, or `home`. `moment` (naive) tells summer time; `CST` is China's in a Chinese source."""
    if not words:
        return home
    if words.lower() == "beijing time":
        words = "BJT"
    if home and words in (home.tzname(moment), home.tzname(moment + timedelta(days=182))):
        return home
    if words in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[words]))
    found = _SHIFT.fullmatch(words)
    if not found:
        return home
    shift = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if shift > timedelta(hours=14):
        return home
    return timezone(shift if found[1] == "+" else -shift)
