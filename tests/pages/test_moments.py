"""Dates in the words of many languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.pages import zones
from crawler.pages.moments import Clock, moments, parse

CLOCK = Clock(now=datetime(2026, 11, 1, 12, tzinfo=UTC), zone=zones.home("Asia/Shanghai"))
MOMENTS = [
    ("2024-04-03 15:30", "2024-04-03T07:30", "minute", ("zone",)),
    ("2024-04-03T15:30:00+02:00", "2024-04-03T13:30", "second", ()),
    ("2024-04-03T15:30:00.123Z", "2024-04-03T15:30", "second", ()),
    ("Wed, 03 Apr 2024 15:30:00 +0800", "2024-04-03T07:30", "second", ()),
    ("November 9th", "2025-11-09T00:00", "day", ("year",)),
    ("11-22 22:26", "2025-11-22T14:26", "minute", ("year", "zone")),
    ("2025年11月22日 22:26　来源：某报", "2025-11-22T14:26", "minute", ("zone",)),
    ("2024年4月3日下午3时30分", "2024-04-03T07:30", "minute", ("zone",)),
    ("2024年04月24日23:52", "2024-04-24T15:52", "minute", ("zone",)),
    ("Dec.19, 2025", "2025-12-19T00:00", "day", ()),
    ("2017-05-03 15:03 GMT+8", "2017-05-03T07:03", "minute", ()),
    ("3. April 2024, 14:05 Uhr", "2024-04-03T06:05", "minute", ("zone",)),
    ("le 3 avril 2024 à 14h05", "2024-04-03T06:05", "minute", ("zone",)),
    ("3 de abril de 2024", "2024-04-03T00:00", "day", ()),
    ("3 апреля 2024, 15:30", "2024-04-03T07:30", "minute", ("zone",)),
    ("7 أبريل 2025", "2025-04-07T00:00", "day", ()),
    ("2024년 4월 3일 오후 3:30", "2024-04-03T07:30", "minute", ("zone",)),
    ("Wed Apr 03 15:30:00 +0800 2024", "2024-04-03T07:30", "second", ()),
    ("Wednesday, 3 April, 15:30, 2024", "2024-04-03T07:30", "minute", ("zone",)),
    ("2024. április 3.", "2024-04-03T00:00", "day", ()),
    ("2024 m. balandžio 3 d.", "2024-04-03T00:00", "day", ()),
    ("2024-Apr-03", "2024-04-03T00:00", "day", ()),
    ("3 мамыр 2024", "2024-05-03T00:00", "day", ()),
    ("3. мај 2024.", "2024-05-03T00:00", "day", ()),
    ("٣ أبريل ٢٠٢٤", "2024-04-03T00:00", "day", ()),
    ("৩ এপ্রিল ২০২৪", "2024-04-03T00:00", "day", ()),
    ("3 เมษายน 2567", "2024-04-03T00:00", "day", ()),
    ("３月４日 ２０２４年４月３日", "2024-04-03T00:00", "day", ()),
    ("令和6年4月3日", "2024-04-03T00:00", "day", ()),
    ("中華民國113年4月3日", "2024-04-03T00:00", "day", ()),
    ("2024. 4. 3. 15:30", "2024-04-03T07:30", "minute", ("zone",)),
    ("ngày 3 tháng 4 năm 2024", "2024-04-03T00:00", "day", ()),
    ("10:37 AM EST, Tue April 3, 2024", "2024-04-03T15:37", "minute", ()),
    ("Sept. 5, 2023 at 6:00 a.m. EDT", "2023-09-05T10:00", "minute", ()),
    ("Updated 5:51 PM ET, Mon June 7, 2021", "2021-06-07T21:51", "minute", ()),
    ("2020/03/04 10:00 CST", "2020-03-04T02:00", "minute", ()),
    ("20240403153000", "2024-04-03T07:30", "second", ("zone",)),
    ("1712127600", "2024-04-03T07:00", "second", ()),
    ("April 2024", "2024-04-01T00:00", "month", ()),
    ("2小时前", "2026-11-01T10:00", "minute", ("year", "month", "day", "time")),
    ("3 hours ago", "2026-11-01T09:00", "minute", ("year", "month", "day", "time")),
    ("vor 3 Stunden", "2026-11-01T09:00", "minute", ("year", "month", "day", "time")),
    ("3 ore fa", "2026-11-01T09:00", "minute", ("year", "month", "day", "time")),
    ("3 saat önce", "2026-11-01T09:00", "minute", ("year", "month", "day", "time")),
    ("3 години тому", "2026-11-01T09:00", "minute", ("year", "month", "day", "time")),
    ("۳ ساعت پیش", "2026-11-01T09:00", "minute", ("year", "month", "day", "time")),
    ("昨天 15:30", "2026-10-31T07:30", "minute", ("year", "month", "day", "zone")),
    ("Вчера в 15:30", "2026-10-31T07:30", "minute", ("year", "month", "day", "zone")),
    ("أمس 15:30", "2026-10-31T07:30", "minute", ("year", "month", "day", "zone")),
    ("час назад", "2026-11-01T11:00", "minute", ("year", "month", "day", "time")),
    ("منذ ساعتين", "2026-11-01T10:00", "minute", ("year", "month", "day", "time")),
    ("قبل 3 ساعات", "2026-11-01T09:00", "minute", ("year", "month", "day", "time")),
    ("3 نيسان 2024", "2024-04-03T00:00", "day", ()),
    ("3 تشرين الثاني 2024", "2024-11-03T00:00", "day", ()),
    ("3 كانون الأول / ديسمبر 2024", "2024-12-03T00:00", "day", ()),
    ("3 غشت 2024", "2024-08-03T00:00", "day", ()),
    ("3 جويلية 2024", "2024-07-03T00:00", "day", ()),
    ("3 جوان 2024", "2024-06-03T00:00", "day", ()),
    ("3 أبريل 2024م، 03:30 م", "2024-04-03T07:30", "minute", ("zone",)),
    ("3 أبريل 2024 03:30 صباحًا", "2024-04-02T19:30", "minute", ("zone",)),
    ("3 أبريل 2024 الساعة 15:30 بتوقيت غرينتش", "2024-04-03T15:30", "minute", ()),
    ("3 апреля 2024 г., 15:30 (мск)", "2024-04-03T12:30", "minute", ()),
    ("03.04.2024, 15:30 Uhr MESZ", "2024-04-03T13:30", "minute", ()),
    ("3 de abril de 2024, 3:30 p. m.", "2024-04-03T07:30", "minute", ("zone",)),
    ("2024年4月3日（水）午後3時30分", "2024-04-03T07:30", "minute", ("zone",)),
    ("2024.04.03. 오후 3:30", "2024-04-03T07:30", "minute", ("zone",)),
    ("2024 04 / 03 15:30:20", "2024-04-03T07:30", "second", ("zone",)),
    ("二〇二六年十月五日", "2026-10-05T00:00", "day", ()),
    ("二○二五年十一月二十八日", "2025-11-28T00:00", "day", ()),
    ("外交部发言人　二零二六年 一 月 十 日", "2026-01-10T00:00", "day", ()),
    ("一九九八年元月廿三日 15:30", "1998-01-23T07:30", "minute", ("zone",)),
    ("二O二六年十月三十一號", "2026-10-31T00:00", "day", ()),
    ("二〇二六年十月", "2026-10-01T00:00", "month", ()),
    ("2 jam yang lalu", "2026-11-01T10:00", "minute", ("year", "month", "day", "time")),
    ("۳ ساعت قبل", "2026-11-01T09:00", "minute", ("year", "month", "day", "time")),
    ("Kemarin, 15:30", "2026-10-31T07:30", "minute", ("year", "month", "day", "zone")),
    ("Hôm qua 15:30", "2026-10-31T07:30", "minute", ("year", "month", "day", "zone")),
    ("چهارشنبه ۲۱ مرداد ۱۴۰۵ ساعت ۱۵:۳۰", "2026-08-12T07:30", "minute", ("zone",)),
    ("تاریخ انتشار: ۱۴۰۵/۰۱/۰۱", "2026-03-21T00:00", "day", ()),
    ("۳۰ اسفند ۱۴۰۳", "2025-03-20T00:00", "day", ()),
    ("۱۴ اسد ۱۴۰۴", "2025-08-05T00:00", "day", ()),
    ("12 พ.ค. 2569 เวลา 15:30 น.", "2026-05-12T07:30", "minute", ("zone",)),
    ("12 มี.ค. 69", "2026-03-12T00:00", "day", ()),
    ("วันที่ 12 มีนาคม พ.ศ. 2569", "2026-03-12T00:00", "day", ()),
    ("12/05/2569", "2026-05-12T00:00", "day", ()),
    ("2026（令和8）年5月20日 15:30", "2026-05-20T07:30", "minute", ("zone",)),
    ("2026年（令和8年）5月20日", "2026-05-20T00:00", "day", ()),
    ("20. svibnja 2026. u 15:30", "2026-05-20T07:30", "minute", ("zone",)),
    ("20. listopada 2025.", "2025-10-20T00:00", "day", ()),
    ("20 listopada 2025", "2025-11-20T00:00", "day", ()),
    ("20 ga Mayu, 2026", "2026-05-20T00:00", "day", ()),
    ("2026 оны 5-р сарын 20", "2026-05-20T00:00", "day", ()),
    ("20 maja 2026", "2026-05-20T00:00", "day", ()),
]


@pytest.mark.parametrize(("words", "moment", "precision", "inferred"), MOMENTS)
def test_moment(words: str, moment: str, precision: str, inferred: tuple[str, ...]) -> None:
    found = parse(words, CLOCK)
    assert found is not None
    assert (found.when.isoformat()[:16], found.precision, found.inferred) == (moment, precision, inferred)
    assert found.when.tzinfo is UTC


@pytest.mark.parametrize(
    "words",
    [
        "2030-01-01",
        "2024-13-45",
        "10.1.2",
        "version 3",
        "",
        "2026-11-03",
        "call 020-7946-0018",
        "Today's paper",
        "Сегодняшний выпуск",
        "اليوم السابع",
        "今天的北京",
        "今天，三个项目开工",
        "Oggi 3 accordi",
        "منذ يوم الأحد",
        "حضور ۲۵ جوان ایرانی در چین",
        "دیدار 20 جوان دو کشور",
        "Несколько дней назад",
        "Два часа назад",
        "Пару минут назад",
        "قبل أيام",
        "قبل ساعات",
        "۳۰ اسفند ۱۴۰۴",
        "20 مهر 2026",
        "بیش از ۱۴۰۰ نفر",
        "二〇二六年十三月五日",
        "二〇二六年二月三十日",
        "二〇二六年十月三十二日",
        "三〇二六年十月五日",
        "二〇二六年计划",
        "二〇三〇年十月五日",
    ],
)
def test_no_moment(words: str) -> None:
    assert parse(words, CLOCK) is None


def test_a_moment_that_only_zones_put_ahead_is_now() -> None:
    found = parse("2026-11-02", CLOCK)
    assert found is not None
    assert found.when == CLOCK.now


def test_the_order_of_day_and_month() -> None:
    american, british = parse("03/04/2024", CLOCK), parse("03/04/2024", Clock(now=CLOCK.now, day_first=True))
    assert american is not None
    assert british is not None
    assert (american.when.month, british.when.month) == (3, 4)


def test_a_day_that_would_lie_ahead_is_read_the_other_way_round() -> None:
    found = parse("12/03/2026", CLOCK)
    assert found is not None
    assert found.when.date().isoformat() == "2026-03-12"
    assert parse("The fair opens on 12/03/2026", CLOCK) is None


@pytest.mark.parametrize(
    "stamp",
    [
        "2024-04-03",
        "2024-04-03 15:30",
        "2024-04-03T15:30:00.123Z",
        "2024-04-03T23:30:05-07:00",
        "2024-04-03T01:00+0530",
    ],
)
def test_a_stamp_alone_is_read_as_in_a_line(stamp: str) -> None:
    assert parse(stamp, CLOCK) == parse(f"{stamp} ·", CLOCK)


def test_formats_of_the_source_come_first() -> None:
    found = parse("04/03/24", Clock(now=CLOCK.now, formats=("%Y/%m/%d", "%d/%m/%y")))
    assert found is not None
    assert found.when.date().isoformat() == "2024-03-04"


@pytest.mark.parametrize("words", ["January 6-9, 2026", "January 6 to 9, 2026", "January 6 – 9, 2026"])
def test_a_stretch_of_days_lends_its_year_to_none(words: str) -> None:
    found = parse(words, CLOCK)
    assert found is None or "year" in found.inferred


def test_two_dates_in_one_line() -> None:
    days = [
        moment.when.date().isoformat() for moment in moments("Published March 2, 2025 | Updated March 5, 2025", CLOCK)
    ]
    assert days == ["2025-03-02", "2025-03-05"]


def test_a_zone_that_one_of_two_times_names_is_that_of_both() -> None:
    first, second = moments("Published 14 March 2025 10:00 | Updated 15 March 2025 12:00 IST", CLOCK)
    assert (first.when.hour, first.inferred, second.when.hour) == (4, (), 6)
