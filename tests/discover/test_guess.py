"""What tells an article from the rest of a page, where the page is built in ways of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.discover import links, read_index
from crawler.errors import DiscoverError
from tests.discover.conftest import MakePage

HERE = "https://agency.example/news"
NAV = '<div class="nav"><a href="/">Home</a><a href="/world/">World</a><a href="/about-us">About the agency and its people</a></div>'


def whole(body: str) -> str:
    return f"<html><body>{NAV}{body}</body></html>"


def test_a_weblogs_entries_have_headers_of_their_own(page: MakePage) -> None:
    posts = (("port-deal", "Port deal signed"), ("rail-pact", "Rail pact done"), ("visas", "No visas from May on"))
    rows = "".join(
        f'<article><header><h2><a href="/blog/{slug}">{title}</a></h2><time datetime="2026-11-1{at}">then</time></header></article>'
        for at, (slug, title) in enumerate(posts)
    )
    head = '<header><h1><a href="/give">Give to our work in Africa today</a></h1></header>'
    found = links(page(whole(head + rows), HERE))
    assert [link.title for link in found] == [title for _, title in posts]
    assert [link.published and link.published.day for link in found] == [10, 11, 12]


def test_people_are_no_articles(page: MakePage) -> None:
    names = ("ada-mwangi", "jean-martin", "li-wei", "amina-sayed", "ivan-petrov")
    rows = "".join(
        f'<article><h3><a href="/people/{name}">{name.title()}</a></h3><p>Director since 2019</p></article>'
        for name in names
    )
    with pytest.raises(DiscoverError):
        links(page(whole(rows), "https://agency.example/people"))


def test_a_short_headline_among_longer_ones(page: MakePage) -> None:
    titles = (
        "外交部长会见老挝副总理", "中老铁路国际旅客列车开行一周年", "两国签署农产品贸易协定", "援外医疗队启程赴几内亚", "论坛在南宁举行",
        "商务部召开例行新闻发布会",
    )  # fmt: skip
    rows = "".join(f'<li><a href="/gjhz/content_{4400 + at}.html">{title}</a></li>' for at, title in enumerate(titles))
    menu = "".join(f'<li><a href="/node_{at}.html">{name}</a></li>' for at, name in enumerate(("专题", "图片", "公告")))
    found = links(page(whole(f"<ul>{menu}</ul><ul>{rows}</ul>"), "http://ministry.example/gjhz/"))
    assert [link.title for link in found] == list(titles)


def test_a_short_headline_has_its_date_like_the_others(page: MakePage) -> None:
    titles = (
        "Встреча министров иностранных дел", "Подписано соглашение о поставках зерна", "Делегация парламента посетила Ташкент",
        "О визите в Ханой", "Открыт новый пункт пропуска на границе", "Совместные учения завершились",
    )  # fmt: skip
    rows = "".join(
        f'<p><b>{20 - at} ноября</b><br><a href="/news.php?nid={500 + at}">{title}</a></p>'
        for at, title in enumerate(titles)
    )
    found = links(page(whole(rows), "https://ministry.example/news.php"))
    assert [link.title for link in found] == list(titles)
    assert [link.published for link in found] == [datetime(2026, 11, 20 - at, tzinfo=UTC) for at in range(6)]


def test_sections_and_articles_that_one_program_shows_by_a_word_and_a_number(page: MakePage) -> None:
    menu = "".join(
        f'<a href="spip.php?rubrique{n}">{name}</a>' for n, name in enumerate(("Visas", "Le ministère", "Nos services"))
    )
    rows = "".join(
        f'<li><a href="spip.php?article{900 + n}">Signature d\'un accord de pêche avec le pays numéro {n}</a></li>'
        for n in range(6)
    )
    found = links(page(whole(f"<div>{menu}</div><ul>{rows}</ul>"), "https://diplo.example/spip.php?rubrique3"))
    assert [link.url for link in found] == [f"https://diplo.example/spip.php?article{900 + n}" for n in range(6)]


@pytest.mark.parametrize(
    "pair",
    [
        '<dt>{day} November 2026</dt><dd><a href="/node/{n}">{title}</a></dd>',
        '<dt><a href="/node/{n}">{title}</a></dt><dd>Colombo</dd><dd>{day} November 2026</dd>',
    ],
)
def test_the_day_in_the_other_half_of_a_definition(page: MakePage, pair: str) -> None:
    rows = "".join(
        pair.format(day=20 - at, n=1200 + at, title=f"Ministers open the joint railway, part {at}") for at in range(5)
    )
    found = links(page(whole(f"<dl>{rows}</dl>"), HERE))
    assert [link.published and link.published.day for link in found] == [20, 19, 18, 17, 16]


def test_a_day_of_one_heading_holds_for_all_below_it(page: MakePage) -> None:
    rows = "".join(
        f"<dt>{day} November 2026</dt>"
        + "".join(f'<dd><a href="/node/{day}{n}">Ministers open the joint railway, part {n}</a></dd>' for n in range(3))
        for day in (20, 19)
    )
    found = links(page(whole(f"<dl>{rows}</dl>"), HERE))
    assert [link.published and link.published.day for link in found] == [20, 20, 20, 19, 19, 19]


def test_addresses_with_the_name_of_a_month_or_a_number_before_their_word(page: MakePage) -> None:
    titles = [f"Ministers open joint railway {name}" for name in ("one", "two", "three", "four", "five")]
    dated = "".join(f'<div><a href="/world/2026/nov/1{n}/railway">{title}</a></div>' for n, title in enumerate(titles))
    found = read_index(page(whole(dated), HERE)).links
    assert [link.published and link.published.day for link in found] == [10, 11, 12, 13, 14]
    numbered = "".join(f'<div><a href="/en/{330 + n}/story">{title}</a></div>' for n, title in enumerate(titles))
    assert [link.title for link in links(page(whole(numbered), HERE))] == titles


def test_links_that_have_a_script_for_an_address_are_told(page: MakePage) -> None:
    rows = "".join(
        f"<li><a href=\"javascript:__doPostBack('list','{n}')\">Ministers open the joint railway, part {n}</a></li>"
        for n in range(6)
    )
    with pytest.raises(DiscoverError, match=r"6 of its links have a script instead of an address: name its feed"):
        links(page(whole(f"<ul>{rows}</ul>"), HERE))
