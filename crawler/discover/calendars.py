"""Days of the solar calendar of Iran and Afghanistan and of the Buddhist years of Thailand, in the figures of everybody's calendar.

Their ministries and newspapers date all they write so (۷ آذر ۱۴۰۵, 28 พ.ย. 2569). The lunar Hijri year is not read: its months begin
with the sight of the moon, and who writes it writes the common date beside it.
"""

from __future__ import annotations

import re
from datetime import date

_SOLAR = tuple(
    names.replace("ی", "[یي]")  # the second is typed on an Arabic keyboard
    for names in (
    "فروردین|حمل", "اردیبهشت|ثور", "خرداد|جوزا", "تیر|سرطان", "مرداد|اسد", "شهریور|سنبله", "مهر|میزان", "آبان|عقرب", "آذر|قوس",
    "دی|جدی", "بهمن|دلو", "اسفند|حوت",
    )
)  # fmt: skip
_THAI = (
    r"มกราคม|ม\.ค\.", r"กุมภาพันธ์|ก\.พ\.", r"มีนาคม|มี\.ค\.", r"เมษายน|เม\.ย\.", r"พฤษภาคม|พ\.ค\.", r"มิถุนายน|มิ\.ย\.", r"กรกฎาคม|ก\.ค\.",
    r"สิงหาคม|ส\.ค\.", r"กันยายน|ก\.ย\.", r"ตุลาคม|ต\.ค\.", r"พฤศจิกายน|พ\.ย\.", r"ธันวาคม|ธ\.ค\.",
)  # fmt: skip
"""Names of the months, the first to the twelfth; in Iran and in Afghanistan; in full and cut short."""
_SOLAR_DAY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?: ماه)?\s(?P<word>{'|'.join(_SOLAR)})(?: ماه)?،?\s(?:سال )?(?P<year>1[34]\d\d)(?!\d)"
    r"|(?<!\d)(?P<digits>1[34]\d\d)(?P<sign>[/-])(?P<month>\d{1,2})(?P=sign)(?P<last>\d{1,2})(?!\d)"
)
_THAI_DAY = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s?(?P<word>{'|'.join(_THAI)})\s?(?:พ\.ศ\.\s?)?(?P<year>25\d\d|\d\d)(?!\d)"
    r"|(?<!\d)(?P<first>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<digits>25\d\d)(?!\d)"
)
_EPOCH = date(2021, 3, 21).toordinal() - 1
"""The day before the first of Farvardin 1400."""


def in_common_years(text: str) -> str:
    """The text (its figures 0 to 9) with such days as 2026-11-28; the same where there is none."""
    if "13" in text or "14" in text:
        text = _SOLAR_DAY.sub(_from_solar, text)
    return _THAI_DAY.sub(_from_buddhist, text) if not text.isascii() or "25" in text else text


def _from_solar(found: re.Match[str]) -> str:
    year, month = int(found["year"] or found["digits"]), int(found["month"] or _number(found["word"], _SOLAR))
    day = int(found["day"] or found["last"])
    return str(solar(year, month, day)) if 1 <= month <= 12 and 1 <= day <= 31 else found[0]


def _from_buddhist(found: re.Match[str]) -> str:
    year, month = int(found["year"] or found["digits"]), int(found["month"] or _number(found["word"], _THAI))
    return f"{year + (2500 if year < 100 else 0) - 543}-{month:02}-{int(found['day'] or found['first']):02}"


def solar(year: int, month: int, day: int) -> date:
    """The common date of a day of the solar Hijri calendar. Leap years come eight times in 33 years: right from 1206 to 1497."""
    past = _days_before(year) - _days_before(1400)
    return date.fromordinal(_EPOCH + past + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day)


def _days_before(year: int) -> int:
    """Days of all years before, from any beginning."""
    year += 1595
    return 365 * year + year // 33 * 8 + (year % 33 + 3) // 4


def _number(word: str, months: tuple[str, ...]) -> int:
    return next(number for number, names in enumerate(months, 1) if re.fullmatch(names, word))
