"""The forms in which dates are written, and the names of the months."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from crawler.discover.zones import ZONE

TIME = (
    r"(?:[T\s,|at-]{0,4}(?P<hour>\d{1,2})(?:[:时点h.](?P<minute>\d{2}))(?:分|[:.](?P<second>\d{2})秒?(?:[.,]\d{1,9})?)?"
    rf"(?:\s?(?P<half>[AaPp](?=\.?[Mm]\b)|[صم]\b)(?:\.?[Mm]\.?)?)?(?:\s?{ZONE}\b)?)?"
)
"""A time behind a day, if there is one."""
_DAY = r"(?P<day>\d{1,2})"
_YEAR_OR_TWO = r"(?P<year>(?:19|20)\d\d|\d\d(?=\s\d|\s*$))"
_WORD = r"(?P<word>[^\W\d_]{3,12})"
_ENGLISH = (
    r"(?P<word>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?)\b"
)
_COMPACT = (
    r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)T"
    r"(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d{4})?"
)
_CLOCKED = (
    r"\b(?P<word>[A-Za-z]{3})\s{1,2}(?P<day>\d{1,2})\s(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    rf"(?:\s{ZONE})?\s(?P<year>(?:19|20)\d\d)(?!\d)"
)
"""`Sat Nov 28 10:20:00 CST 2026`: how C, Perl and Java write a date by themselves."""
FORMS: tuple[re.Pattern[str], ...] = (
    re.compile(_COMPACT),
    re.compile(_CLOCKED),
    *(
        re.compile(form + TIME)
        for form in (
            rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{{1,2}})\s?[-/.月]\s?{_DAY}(?!\d)日?",
            r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d{1,5}(?!\d))",
            rf"(?<!\d){_DAY}\s(?:tháng|thg)\s(?P<month>\d{{1,2}})(?:,|,? năm)?\s(?P<year>20\d\d)(?!\d)",
            rf"(?<!\d){_DAY}(?:st|nd|rd|th|\.|er)?[\s-](?:de |of )?{_WORD}\.?(?:,|،| de| of)?[\s-]+{_YEAR_OR_TWO}(?!\d)",
            rf"\b{_WORD}\.?\s?{_DAY}(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)",
            r"(?<!\d)(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)(?!\d)",
            r"(?<![\d./])(?P<one>\d{1,2})(?P<sign>[./])(?P<two>\d{1,2})(?P=sign)(?P<year>2\d)(?![\d./])",
            rf"(?<![\d/.-])(?P<month>\d{{1,2}})(?:-|月|/){_DAY}(?![\d/-])日?",
            rf"\b{_ENGLISH}\.?\s{_DAY}(?!\d)",
            rf"(?<!\d){_DAY}\s{_ENGLISH}",
        )
    ),
    re.compile(rf"(?<!\d){_DAY}\.?\s(?:de )?{_WORD}\.?{TIME}\s*$"),
)
"""Dates with or without a time, the surest first. `one` and `two` are day and month in either order. The last, a day without a year in
any language, is believed only where nothing follows: `le 20 novembre` heads many a sentence."""
AGO = re.compile(
    r"(?<!\d)(?P<count>\d{1,3})\s?(?:(?P<m>minutes?|mins?|分钟)|(?P<h>hours?|hrs?|小时)|(?P<d>days?|天|日)|(?P<w>weeks?|周))\s?(?:ago|前)"
)
"""A length of time before now."""
NAMED = re.compile(r"(?P<name>today|yesterday|今天|昨天|前天)" + TIME, re.IGNORECASE)
NAMED_DAYS = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1, "前天": 2}
"""Days before today."""
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds or milliseconds since 1970."""


@functools.cache
def _months() -> Mapping[str, int]:
    """Each name, and each beginning of three letters or more that belongs to one month alone."""
    rows = tomllib.loads(Path(__file__).with_name("months.toml").read_text(encoding="utf-8"))
    meant: dict[str, set[int]] = {}
    for number, names in rows.items():
        for name in names:
            for size in range(3, len(name) + 1):
                meant.setdefault(name[:size], set()).add(int(number))
    return {name: numbers.pop() for name, numbers in meant.items() if len(numbers) == 1}


def month_of(word: str | None) -> int:
    """Number of the month that a word names, else 0."""
    return _months().get(word.lower(), 0) if word else 0
