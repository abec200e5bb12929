"""Days of the solar calendar of Iran and Afghanistan and of the Buddhist years of Thailand, in the figures of everybody's calendar.

Their ministries and newspapers date all they write so (۷ آذر ۱۴۰۵, 28 พ.ย. 2569). The lunar Hijri year is not read: its months begin
with the sight of the moon, and who writes it writes the common date beside it.
"""

from __future__ import annotations

import re

from crawler import solar_days

_THAI = (
    r"มกราคม|ม\.ค\.", r"กุมภาพันธ์|ก\.พ\.", r"มีนาคม|มี\.ค\.", r"เมษายน|เม\.ย\.", r"พฤษภาคม|พ\.ค\.", r"มิถุนายน|มิ\.ย\.", r"กรกฎาคม|ก\.ค\.",
    r"สิงหาคม|ส\.ค\.", r"กันยายน|ก\.ย\.", r"ตุลาคม|ต\.ค\.", r"พฤศจิกายน|พ\.ย\.", r"ธันวาคม|ธ\.ค\.",
)  # fmt: skip
"""Names of the months, the first to the twelfth, in full and cut short."""
_THAI_DAY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s?(?P<word>{'|'.join(_THAI)})\s?(?:พ\.ศ\.\s?)?(?P<year>25\d\d|\d\d)(?!\d)"
    r"|(?<!\d)(?P<first>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<digits>25\d\d)(?!\d)"
)


def in_common_years(text: str) -> str:
    """The text (its figures 0 to 9) with such days as 2026-11-28; the same where there is none."""
    parts, end = list[str](), 0
    for found in sorted(solar_days.written(text), key=lambda one: one.start):
        parts += text[end : found.start], str(found.day)
        end = found.end
    text = "".join((*parts, text[end:]))
    return _THAI_DAY.sub(_from_buddhist, text) if not text.isascii() or "25" in text else text


def _from_buddhist(found: re.Match[str]) -> str:
    year, month = int(found["year"] or found["digits"]), int(found["month"] or _number(found["word"]))
    return f"{year + (2500 if year < 100 else 0) - 543}-{month:02}-{int(found['day'] or found['first']):02}"


def _number(word: str) -> int:
    return next(number for number, names in enumerate(_THAI, 1) if re.fullmatch(names, word))
