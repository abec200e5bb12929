"""Dates as lists write them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.discover.address import date_in
from crawler.discover.dates import Clock, read_date

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HERE = Clock(now=NOON)
SHANGHAI = Clock(now=NOON, home=ZoneInfo("Asia/Shanghai"))
NEW_YORK = Clock(now=NOON, home=ZoneInfo("America/New_York"))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]  # year, month, day and so on


@pytest.mark.parametrize(
    ("raw", "clock", "meant"),
    [
        ("Wed, 07 Oct 2026 10:20:30 +0800", HERE, utc(2026, 10, 7, 2, 20, 30)),
        ("Wed, 7 Oct 26 10:20:30 GMT", HERE, utc(2026, 10, 7, 10, 20, 30)),
        ("2026-10-04T16:02:36.123456+05:30", HERE, utc(2026, 10, 4, 10, 32, 36)),
        ("2026-10-04T16:02Z", HERE, utc(2026, 10, 4, 16, 2)),
        ("20261004T160236Z", HERE, utc(2026, 10, 4, 16, 2, 36)),
        ("2026-10-04", SHANGHAI, utc(2026, 10, 4)),
        ("2026-10-04 16:02:36", SHANGHAI, utc(2026, 10, 4, 8, 2, 36)),
        ("２０２６年１０月４日 16：02", SHANGHAI, utc(2026, 10, 4, 8, 2)),
        ("2026年10月04日23:52", SHANGHAI, utc(2026, 10, 4, 15, 52)),
        ("[2026-11-20 17:20:00]", SHANGHAI, utc(2026, 11, 20, 9, 20)),
        ("2017-05-03 15:03 GMT+8", HERE, utc(2017, 5, 3, 7, 3)),
        ("Dec.19, 2025", HERE, utc(2025, 12, 19)),
        ("Published: Feb 17, 2026 10:37 AM", SHANGHAI, utc(2026, 2, 17, 2, 37)),
        ("By Xu Lan | China Daily | Updated: 2026-10-04 12:05", SHANGHAI, utc(2026, 10, 4, 4, 5)),
        ("Monday, 5th October 2026 at 9.30pm", HERE, utc(2026, 10, 5, 21, 30)),
        ("12:15 am is midnight, on October 5, 2026", HERE, utc(2026, 10, 5)),
        ("Oct 05 2026, 12:15 am EDT", HERE, utc(2026, 10, 5, 4, 15)),
        ("5 de octubre de 2026", HERE, utc(2026, 10, 5)),
        ("12 août 2026", HERE, utc(2026, 8, 12)),
        ("3 мая 2026, 12:30", HERE, utc(2026, 5, 3, 12, 30)),
        ("22/10/2026", HERE, utc(2026, 10, 22)),
        ("10/22/2026", HERE, utc(2026, 10, 22)),
        ("12/11/2026", HERE, utc(2026, 11, 12)),
        ("11/12/2026", HERE, utc(2026, 11, 12)),  # 11 December has not come yet
        ("Fri, 20 Nov 2026 10:00:00 CST", SHANGHAI, utc(2026, 11, 20, 2)),
        ("Fri, 20 Nov 2026 10:00:00 CST", HERE, utc(2026, 11, 20, 16)),
        ("Fri, 20 Nov 2026 10:00:00 EST", NEW_YORK, utc(2026, 11, 20, 15)),
        ("Fri, 20 Nov 2026 10:00:00 +9900", HERE, utc(2026, 11, 20, 10)),
        ("11-22 22:26", SHANGHAI, utc(2025, 11, 22, 14, 26)),
        ("11-21 19:59", SHANGHAI, utc(2026, 11, 21, 11, 59)),
        ("11月21日", SHANGHAI, utc(2026, 11, 21)),
        ("Sept. 5", HERE, utc(2026, 9, 5)),
        ("5 set 2026", HERE, utc(2026, 9, 5)),
        ("Wed Mar 05 10:20:00 2014", HERE, utc(2014, 3, 5, 10, 20)),
        ("Wed Mar  5 10:20:00 2014", SHANGHAI, utc(2014, 3, 5, 2, 20)),
        ("Fri Nov 20 10:20:00 CST 2026", SHANGHAI, utc(2026, 11, 20, 2, 20)),
        ("Fri Nov 20 10:20:00 UTC 2020", HERE, utc(2020, 11, 20, 10, 20)),
        ("Fri Nov 20 10:20:00 +0800 2026", HERE, utc(2026, 11, 20, 2, 20)),
        ("20 Nov 14", HERE, utc(2014, 11, 20)),
        ("20 نوفمبر 2026", HERE, utc(2026, 11, 20)),
        ("الجمعة، 20 نوفمبر، 2026 - 10:20", HERE, utc(2026, 11, 20, 10, 20)),
        ("٥ أبريل ٢٠٢٦", HERE, utc(2026, 4, 5)),
        ("5 جويلية 2026", HERE, utc(2026, 7, 5)),
        ("20 نوفمبر 2026 03:20 م", HERE, utc(2026, 11, 20, 15, 20)),
        ("20 نوفمبر 2026 03:20 ص", HERE, utc(2026, 11, 20, 3, 20)),
        ("20/11/2026 3:20 P.M.", HERE, utc(2026, 11, 20, 15, 20)),
        ("20/11/2026 13:20 a mediodía", HERE, utc(2026, 11, 20, 13, 20)),
        ("Nov 22", HERE, utc(2025, 11, 22)),
        ("3 hours ago", HERE, utc(2026, 11, 21, 9)),
        ("5分钟前", SHANGHAI, utc(2026, 11, 21, 11, 55)),
        ("昨天 10:20", SHANGHAI, utc(2026, 11, 20, 2, 20)),
        ("Yesterday", HERE, utc(2026, 11, 20)),
        ("1790000000", HERE, utc(2026, 9, 21, 14, 13, 20)),
        ("1790000000123", HERE, utc(2026, 9, 21, 14, 13, 20)),
    ],
)
def test_a_date(raw: str, clock: Clock, meant: datetime) -> None:
    assert read_date(raw, clock) == meant


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "soon",
        "31-02-2026",
        "2026-13-01",
        "2099-01-01",
        "chapter 12",
        "page 3 of 2026",
        "Market 12",
        "List 5",
        "12 people",
        "Decision 5 of the board",
        "x" * 500,
        "Mon, 31 Feb 2026",
        "99:99",
        "0-0",
    ],
)
def test_no_date(raw: str | None) -> None:
    assert read_date(raw, HERE) is None


def test_the_formats_of_a_source_go_first() -> None:
    clock = Clock(now=NOON, home=ZoneInfo("Asia/Tokyo"), formats=("%d.%m.%y %H:%M", "%m/%d/%Y", "%d %b"))
    assert read_date("04.10.26 09:00", clock) == utc(2026, 10, 4)
    assert read_date("03/04/2026", clock) == utc(2026, 3, 4)
    assert read_date("30 Nov", clock) == utc(2025, 11, 30)
    assert read_date("2026-10-04", clock) == utc(2026, 10, 4)


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("https://h.example/202609/t20260925_12031181.html", utc(2026, 9, 25)),
        ("https://h.example/n1/2024/0424/c1001-40223222.html", utc(2024, 4, 24)),
        ("https://h.example/gj/2026/11-20/10501.shtml", utc(2026, 11, 20)),
        ("https://h.example/2026/11/20/title/", utc(2026, 11, 20)),
        ("https://h.example/details/240815.html", None),
        ("https://h.example/2026/02/31/title/", None),
        ("https://h.example/p/12026112099.html", None),
    ],
)
def test_the_day_in_an_address(url: str, meant: datetime | None) -> None:
    assert date_in(url) == meant
