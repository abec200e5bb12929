"""Days of other calendars, and days in parts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.discover import read_index
from crawler.discover.dates import Clock, only_a_date, read_date
from crawler.solar_days import gregorian
from tests.discover.conftest import NOW, MakePage

CLOCK = Clock(now=NOW)


@pytest.mark.parametrize(
    ("day", "common"),
    [
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1405, 7, 1), date(2026, 9, 23)),
        ((1375, 12, 30), date(1997, 3, 20)),
    ],
)
def test_the_solar_year(day: tuple[int, int, int], common: date) -> None:
    assert gregorian(*day) == common


@pytest.mark.parametrize(
    "text",
    [
        "۲۸ آبان ۱۴۰۵", "28 آبان 1405", "1405/08/28", "۱۴۰۵/۸/۲۸", "تاریخ انتشار: ۲۸ آبان ماه ۱۴۰۵", "۲۸ عقرب ۱۴۰۵",
        "19 พ.ย. 2569", "19 พฤศจิกายน 2569", "วันที่ 19 พฤศจิกายน พ.ศ. 2569", "19 พ.ย. 69", "19/11/2569", "๑๙ พ.ย. ๒๕๖๙",
        "19 novembra 2026", "19. новембра 2026", "19 листопада 2026", "19 listopada 2026", "19 қараша 2026", "19 Νοεμβρίου 2026",
        "19 Novemba 2026", "19 noiembrie 2026", "19 ноември 2026", "19 tháng 11, 2026", "ngày 19 tháng 11 năm 2026",
    ],
)  # fmt: skip
def test_one_day_in_many_words(text: str) -> None:
    assert read_date(text, CLOCK) == datetime(2026, 11, 19, tzinfo=UTC)
    assert only_a_date(text, CLOCK)


@pytest.mark.parametrize("text", ["1403 farmers", "1405/13/01", "1405/08/40", "Room 25/3", "۱۲ سال ۱۴۰۵"])
def test_what_is_no_day(text: str) -> None:
    assert read_date(text, CLOCK) is None


@pytest.mark.parametrize(
    "leaf",
    [
        "<div class=t><b>19</b><em>2026-11</em></div>",
        "<div class=t><em>2026.11</em>\n <b>19</b></div>",
        "<p class=d><span>19</span> <span>Nov</span> <span>2026</span></p>",
        "<p class=d><span>19日</span><span>2026年11月</span></p>",
        "<p class=d><span>Nov</span><span>19</span></p>",
    ],
)
def test_a_calendar_leaf(page: MakePage, leaf: str) -> None:
    rows = "".join(
        f'<li>{leaf}<a href="/news/{n}.htm">Ministers of both countries sign agreement number {n}</a></li>'
        for n in range(10, 18)
    )
    found = read_index(page(f"<html><body><ul>{rows}</ul></body></html>", "https://school.example/")).links
    assert len(found) == 8
    assert {link.published for link in found} == {datetime(2026, 11, 19, tzinfo=UTC)}
