"""Dates as lists write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from crawler.discover.address import date_in
from crawler.discover.dates import Clock, only_a_date, read_date

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
        ("22.10.26", HERE, utc(2026, 10, 22)),
        ("22/10/26 14:05", SHANGHAI, utc(2026, 10, 22, 6, 5)),
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
        ("11-21 19:59", HERE, utc(2026, 11, 21, 19, 59)),  # in whatever zone: this evening, not that of a year ago
        ("11月21日", SHANGHAI, utc(2026, 11, 21)),
        ("20 ноября", HERE, utc(2026, 11, 20)),
        ("Publié le 20 novembre", HERE, utc(2026, 11, 20)),
        ("20 de noviembre, 15:30", HERE, utc(2026, 11, 20, 15, 30)),
        ("30. Dezember", HERE, utc(2025, 12, 30)),
        ("٢٠ نوفمبر", HERE, utc(2026, 11, 20)),
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
        ("二〇二六年十月五日", HERE, utc(2026, 10, 5)),
        ("发布时间：二○二六年十月二十八日 16:02", SHANGHAI, utc(2026, 10, 28, 8, 2)),
        ("二零二六年 一 月 十 日", HERE, utc(2026, 1, 10)),
        ("一九九八年元月廿三日", HERE, utc(1998, 1, 23)),
        ("二O二六年十月三十一號", HERE, utc(2026, 10, 31)),
        ("1790000000", HERE, utc(2026, 9, 21, 14, 13, 20)),
        ("1790000000123", HERE, utc(2026, 9, 21, 14, 13, 20)),
    ],
)
def test_a_date(raw: str, clock: Clock, meant: datetime) -> None:
    assert read_date(raw, clock) == meant


@pytest.mark.parametrize(
    "raw",
    [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1970-01-01T03:00:00+03:00",
        "Version 1.12.26.4",
        "192.168.11.26",
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
        "二〇二六年十三月五日",
        "二〇二六年二月三十日",
        "二〇二六年计划",
        "二〇三〇年十月五日",
    ],
)
def test_no_date(raw: str | None) -> None:
    assert read_date(raw, HERE) is None


AGO = {
    "il y a 2 heures": 2,
    "Publié il y a environ 5 heures": 5,
    "Il y a une heure": 1,
    "il y a 3 jours | Politique internationale": 72,
    "hace 3 horas": 3,
    "Hace una hora": 1,
    "Actualizado hace 2 días": 48,
    "há 2 horas": 2,
    "2 horas atrás": 2,
    "2 часа назад": 2,
    "5 часов назад · Экономика": 5,
    "час назад": 1,
    "Обновлено: 2 дня назад": 48,
    "منذ ساعتين": 2,
    "منذ ساعة": 1,
    "قبل 3 ساعات": 3,
    "منذ ٣ ساعات": 3,
    "قبل يومين": 48,
    "2 saat önce": 2,
    "1 GÜN ÖNCE": 24,
    "60 MİN ÖNCE": 1,
    "2 jam lalu": 2,
    "2 jam yang lalu": 2,
    "Kompas Nasional - 3 hari lalu": 72,
    "vor 2 Stunden": 2,
    "Vor einer Stunde": 1,
    "Veröffentlicht vor 3 Tagen": 72,
    "2 giờ trước": 2,
    "Cập nhật 1 tuần trước": 168,
    "۲ ساعت پیش": 2,
    "۲ ساعت قبل": 2,
    "یک ساعت پیش": 1,
}


@pytest.mark.parametrize("raw", AGO)
def test_how_long_ago(raw: str) -> None:
    assert read_date(raw, HERE) == NOON - timedelta(hours=AGO[raw])


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("hier", utc(2026, 11, 20)),
        ("Hier à 15h30", utc(2026, 11, 20, 7, 30)),
        ("Ayer, 15:30", utc(2026, 11, 20, 7, 30)),
        ("Publicado ontem às 15h30", utc(2026, 11, 20, 7, 30)),
        ("вчера в 15:30", utc(2026, 11, 20, 7, 30)),
        ("Вчера, 15:30 · Общество", utc(2026, 11, 20, 7, 30)),
        ("أمس 15:30", utc(2026, 11, 20, 7, 30)),
        ("أول أمس", utc(2026, 11, 19)),
        ("Dün 15:30", utc(2026, 11, 20, 7, 30)),
        ("Kemarin, 15.30 WIB", utc(2026, 11, 20, 8, 30)),
        ("Gestern, 15:30 Uhr", utc(2026, 11, 20, 7, 30)),
        ("Vorgestern", utc(2026, 11, 19)),
        ("Hôm qua lúc 15:30", utc(2026, 11, 20, 7, 30)),
        ("دیروز", utc(2026, 11, 20)),
        ("دیروز ۱۵:۳۰", utc(2026, 11, 20, 7, 30)),
        ("Aujourd’hui à 15:30", utc(2026, 11, 21, 7, 30)),
        ("Сегодня, 15:30", utc(2026, 11, 21, 7, 30)),
    ],
)
def test_a_day_by_its_name(raw: str, meant: datetime) -> None:
    assert read_date(raw, SHANGHAI) == meant


@pytest.mark.parametrize(
    "raw",
    [
        "Hier, le ministre a signé deux accords",
        "Le ministre a signé hier deux accords",
        "Deux accords signés hier",
        "Hier et aujourd'hui",
        "Il y a 2 heures, le train partait de Dakar",
        "Le train est parti il y a 2 heures de Dakar",
        "Il y a 3 jours fériés",
        "Ayer el presidente firmó el convenio",
        "El convenio se firmó hace 3 horas en Lima",
        "Hace 3 horas se firmó el convenio",
        "O acordo foi assinado ontem",
        "Há 2 horas de diferença",
        "Вчера министры подписали соглашение",
        "Поезд отправился 2 часа назад из Москвы",
        "Два часа назад",
        "20 ноября министры подписали соглашение",
        "Le 20 novembre, les ministres ont signé",
        "20 ministres",
        "Несколько дней назад",
        "منذ يوم الأحد",
        "قبل 3 ساعات من القمة",
        "قبل أيام",
        "قبل ساعات",
        "اليوم السابع",
        "اليوم",
        "Heute",
        "Hoy",
        "Bakanlar dün imzaladı",
        "Menteri kemarin menandatangani",
        "Kemarin menteri tiba",
        "Der Präsident landete vor 2 Stunden in Berlin",
        "Vor 2 Stunden landete der Präsident",
        "Gestern in Berlin",
        "Hôm qua hai bộ trưởng ký kết",
        "Hai bộ trưởng gặp nhau 2 giờ trước cuộc họp",
        "2 saat önce Ankara'ya indi",
        "п\u1c82завчера",  # an old form of the letter, which case alone tells from it
        "دیروز وزیران امضا کردند",
    ],
)
def test_a_sentence_that_counts_back_dates_no_link(raw: str) -> None:
    assert read_date(raw, HERE) is None
    assert not only_a_date(raw, HERE)


@pytest.mark.parametrize(
    "raw", ["vor 2 Stunden", "2 часа назад", "hier", "Вчера, 15:30", "二〇二六年十月五日", "منذ ساعتين"]
)
def test_nothing_but_a_date(raw: str) -> None:
    assert only_a_date(raw, HERE)


HOSTILE = (
    "il y a ",
    "hier ",
    "| hier ",
    "| ",
    "1 ",
    "hier 1:",
    "vor 2 Stunden vor ",
    "منذ ",
    "二〇二六年",
    "二〇",
    "hier, à ",
    " - ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_line_takes_no_time(piece: str) -> None:
    began = process_time()
    for number in range(100):  # each another text, for the last ones are remembered
        read_date((piece * 400)[: 400 - number], HERE)
    assert process_time() - began < 1


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
