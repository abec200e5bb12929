"""What stands before the first sentence of a dispatch."""

from __future__ import annotations

import pytest

from crawler.pages.dateline import place_alone, read

DATELINES = [
    (
        "China News Service, Wuzhen, November 9th (Wang Yi and Li Er) The forum",
        "China News Service",
        "Wuzhen",
        "November 9th",
        ("Wang Yi", "Li Er"),
    ),
    ("BEIJING, Nov. 9 (Xinhua) -- The forum", "Xinhua", "Beijing", "Nov. 9", ()),
    ("BEIJING, Nov 9 (Reuters) - The forum", "Reuters", "Beijing", "Nov 9", ()),
    ("PARIS (AP) — The forum", "Associated Press", "Paris", None, ()),
    ("HAVANA, Cuba (AFP) - The forum", "Agence France-Presse", "Havana, Cuba", None, ()),
    ("ADDIS ABABA, 9 November 2023 (ENA) -- The forum", "ENA", "Addis Ababa", "9 November 2023", ()),
    ("MOSCOW, November 9. /TASS/. The forum", "TASS", "Moscow", "November 9", ()),
    ("AFP - The forum", "Agence France-Presse", None, None, ()),
    ("(ECNS) -- The forum", "China News Service", None, None, ()),
    ("New Delhi [India], May 20 (ANI): The forum", "ANI", "New Delhi", "May 20", ()),
    ("NEW DELHI, May 20 (PTI) The forum", "PTI", "New Delhi", "May 20", ()),
    ("VIENTIANE (KPL) The forum", "KPL", "Vientiane", None, ()),
    ("TUNIS, Nov 9 (XYZ) - The forum", None, "Tunis", "Nov 9", ()),
    ("TEHRAN, Nov 9 (MNA) – The forum", "Mehr", "Tehran", "Nov 9", ()),
    ("Geneva, 9 November 2023 – The forum", None, "Geneva", "9 November 2023", ()),
    ("Washington, DC, 9 November 2023 – The forum", None, "Washington, DC", "9 November 2023", ()),
    ("The Hague, Netherlands, November 9, 2023 – The forum", None, "The Hague, Netherlands", "November 9, 2023", ()),
    ("Dar es Salaam, November 9, 2023 - The forum", None, "Dar es Salaam", "November 9, 2023", ()),
    ("TAŞKENT (AA) - The forum", "Anadolu", "Taşkent", None, ()),
    ("(하노이=연합뉴스) 김지훈 기자 = The forum", "Yonhap", "하노이", None, ("김지훈",)),
    ("（中央社記者王小明台北9日電）论坛开幕", "CNA", "台北", "9日", ("王小明",)),
    ("【ソウル＝田中恵子】论坛开幕", None, "ソウル", None, ("田中恵子",)),
    ("【カイロ共同】论坛开幕", "Kyodo", "カイロ", None, ()),
    ("中新社乌镇11月9日电 (王A 张B)论坛开幕", "China News Service", "乌镇", "11月9日", ("王A", "张B")),
    ("中新网10月7日电 论坛开幕", "China News Service", None, "10月7日", ()),
    ("新华社北京11月9日电（记者王小明、张大海）论坛开幕", "Xinhua", "北京", "11月9日", ("王小明", "张大海")),
    ("本报讯（记者 王小明）论坛开幕", None, None, None, ("王小明",)),
    ("央视网消息：论坛开幕", "CCTV", None, None, ()),
]


@pytest.mark.parametrize(("text", "agency", "place", "date", "authors"), DATELINES)
def test_dateline(text: str, agency: str | None, place: str | None, date: str | None, authors: tuple[str, ...]) -> None:
    found = read(text)
    assert found is not None
    assert (found.agency, found.place, found.date, found.authors) == (agency, place, date, authors)
    assert text[found.end :] in ("The forum", "论坛开幕")


@pytest.mark.parametrize(
    "text",
    [
        "The meeting in Beijing, Nov. 9 was short.",
        "President X (Xinhua) said so.",
        "中新社北京11月9日电视剧开播",
        "On 9 November the forum opened.",
        "In Geneva, 9 November is a day of mourning - the forum",
        "Talks in Rome, Paris and Geneva, 9 November 2023-style, failed.",
        "On Monday, 9 November 2023 – a day before the forum – both sides met.",
        "Monday, November 9, 2023 - The forum",
        "The summit of Paris, 12 December 2015 – which nearly failed – is remembered.",
        "Signed in Beijing, 9 November 2023 – the pact lasts.",
        "(한국=친구) 라고 말했다.",
        "",
    ],
)
def test_no_dateline(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("BEIJING — The forum", "Beijing"),
        ("NAIROBI, Kenya -- The forum", "Nairobi, Kenya"),
        ("ADDIS ABABA - The forum", "Addis Ababa"),
        ("ABU DHABI - The forum", "Abu Dhabi"),
        ("RIO DE JANEIRO - The forum", "Rio de Janeiro"),
        ("DAR ES SALAAM - The forum", "Dar es Salaam"),
        ("WASHINGTON DC - The forum", "Washington DC"),
        ("MOBILE, AL - The forum", "Mobile, AL"),
        ("NAIROBI/KAMPALA - The forum", "Nairobi/Kampala"),
        ("JAKARTA, HERALD.com - The forum", "Jakarta"),
        ("UNITED NATIONS – The forum", "United Nations"),
        ("BREAKING NEWS — The forum", None),
        ("COVID-19 - The forum", None),
        ("AFP - The forum", None),
        ("Beijing — The forum", None),
        ("BEIJING The forum", None),
        ("BEIJING-The forum", None),
        ("BEIJING — ", None),
        ("", None),
    ],
)
def test_a_place_alone(text: str, place: str | None) -> None:
    assert place_alone(text) == place
