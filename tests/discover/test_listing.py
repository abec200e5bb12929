"""HTML lists: with selectors, by the source's pattern, and on pages never seen before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.discover import links, read_index
from crawler.errors import DiscoverError
from crawler.model import Link, Listing, Source
from tests.discover.conftest import MakePage
from tests.discover.sites import SITES, Site

HERALD = Source(name="herald", title="Herald", url="https://herald.example/", lists=("https://herald.example/list/",))
PAGE = """<html><head><title>Herald: list</title><base href="/list/"></head><body>
<ul class="nav"><li><a href="/about/">All about the people behind the Herald</a></li></ul>
<div class="row"><a class="pic" href="a1.html"></a><a class="t" href="a1.html">First</a><b class="d">20.11.26</b><p>Teaser one</p></div>
<div class="row"><a class="t" href="a2.html">Second</a><b class="d">19.11.26</b></div>
<div class="row"><span>an advertisement</span></div>
<a class="following" href="?page=2">on</a></body></html>"""


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_page_never_seen_before(page: MakePage, site: Site) -> None:
    found = links(page(site.html, site.url))
    assert [link.url for link in found] == list(site.articles)
    assert all(link.title and len(link.title) > 12 for link in found)
    assert all(bool(link.published) is site.dated for link in found)


def test_a_list_that_the_server_streams_late(page: MakePage) -> None:
    titles = [
        f"Ministers of {name} and Peru open the joint harbour" for name in ("Laos", "Kenya", "Egypt", "Cuba", "Chile")
    ]
    late = "".join(
        f'<a href="/world/joint-harbour-{number}"><h3>{title}</h3></a>' for number, title in enumerate(titles)
    )
    body = (
        '<nav><a href="/world/">World</a><a href="/sport/">Sport</a></nav><main><!--$?--><template id="B:0"></template>'
        f'<p>Loading...</p><!--/$--></main><div hidden id="S:0">{late}</div>'
    )
    assert [link.title for link in links(page(body, "https://herald.example/world/"))] == titles


def test_a_page_without_articles(page: MakePage) -> None:
    body = "<nav><a href='/'>Home</a></nav><h1>Contact</h1><p><a href='/form'>Write</a></p><footer><a href='/terms'>Terms</a></footer>"
    with pytest.raises(DiscoverError, match="no link looks like an article"):
        links(page(body, "https://herald.example/contact"))


@pytest.mark.parametrize(
    "listing",
    [
        Listing(item="div.row", link="a.t", title="a.t", published=".d", summary="p", next_page="a.following"),
        Listing(
            item="//div[@class='row']",
            link=".//a[@class='t']/@href".removeprefix("."),
            title="a.t::text",
            published="//b/text()",
            summary="p",
        ),
        Listing(item=".row", published="b::text", summary="h5, p"),
        Listing(link="div.row > a.t", published="b"),
    ],
)
def test_selectors(page: MakePage, listing: Listing) -> None:
    source = replace(HERALD, listing=listing, date_formats=("%d.%m.%y",))
    index = read_index(page(PAGE, "https://herald.example/list/"), source)
    assert not index.mended
    assert [(link.url, link.title, link.published) for link in index.links] == [
        ("https://herald.example/list/a1.html", "First", datetime(2026, 11, 20, tzinfo=UTC)),
        ("https://herald.example/list/a2.html", "Second", datetime(2026, 11, 19, tzinfo=UTC)),
    ]
    if listing.summary:
        assert index.links[0].summary == "Teaser one"
    if listing.next_page:
        assert index.next_page == "https://herald.example/list/?page=2"


def test_selectors_that_find_nothing_any_more(page: MakePage) -> None:
    site = SITES[0]
    source = Source(name="weblog", title="Weblog", url=site.url, listing=Listing(item="div.gone", link="a"))
    index = read_index(page(site.html, site.url), source)
    assert index.mended
    assert [link.url for link in index.links] == list(site.articles)


def test_the_pattern_of_a_source(page: MakePage) -> None:
    source = replace(HERALD, article=r"/list/a\d\.html", ignore="a2", date_formats=("%d.%m.%y",))
    assert links(page(PAGE, "https://herald.example/list/"), source) == (
        Link(url="https://herald.example/list/a1.html", title="First", published=datetime(2026, 11, 20, tzinfo=UTC)),
    )
    with pytest.raises(DiscoverError, match="no link fits its article pattern"):
        links(page(PAGE, "https://herald.example/list/"), replace(HERALD, article="/never/"))


@pytest.mark.parametrize(
    ("markup", "following"),
    [
        ('<link rel="next" href="/list/?p=2">', "https://herald.example/list/?p=2"),
        ('<a rel="nofollow next" href="2.html">»</a>', "https://herald.example/list/2.html"),
        ('<a href="2.html">下一页</a>', "https://herald.example/list/2.html"),
        ('<a href="2.html">Older posts</a>', "https://herald.example/list/2.html"),
        ('<a href="https://elsewhere.example/2.html">Next</a>', None),
        ('<a href="2.html">Next of kin</a>', None),
        ('<a href="2.html">next month</a>', None),
    ],
)
def test_the_following_page(page: MakePage, markup: str, following: str | None) -> None:
    body = f"<html><body>{markup}<ul><li><a href='/2026/11/20/17.html'>A headline that is long enough</a></li></ul></body></html>"
    assert read_index(page(body, "https://herald.example/list/")).next_page == following


@pytest.mark.parametrize(
    ("url", "following"),
    [
        ("https://herald.example/list/", "https://herald.example/list/index_1.html"),
        ("https://herald.example/list/index_1.html", "https://herald.example/list/index_2.html"),
        ("https://herald.example/list/index_x.html", None),
        ("https://herald.example/other/", None),
    ],
)
def test_numbered_pages(page: MakePage, url: str, following: str | None) -> None:
    source = replace(HERALD, listing=Listing(pages="{list}index_{n}.html", first=1))
    body = "<ul><li><a href='/2026/11/20/17.html'>A headline that is long enough</a></li></ul><a rel='next' href='/wrong'>next</a>"
    assert read_index(page(body, url), source).next_page == following


def test_a_selector_that_cannot_be_evaluated(page: MakePage) -> None:
    source = replace(HERALD, listing=Listing(item="//div[unknown(.)]"))
    with pytest.raises(DiscoverError, match="is no selector"):
        links(page(PAGE, "https://herald.example/list/"), source)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/xw/{id}.html">{title}<span>2026-11-{day}</span></a>',
        '<a href="/xw/{id}.html"><em>11月{day}日</em>{title}</a>',
        '<a href="/xw/{id}.html"><p>{title}</p><p>发布时间：2026年11月{day}日 08:30</p></a>',
    ],
)
def test_a_link_may_hold_its_date_beside_a_short_headline(page: MakePage, link: str) -> None:
    titles = (
        "中老铁路开行国际列车",
        "两国外长在京举行会谈",
        "援外医疗队启程前往几内亚",
        "港口合作项目正式签约",
        "论坛发布合作倡议",
    )
    rows = "".join(f"<li>{link.format(id=3000 + at, day=20 - at, title=title)}</li>" for at, title in enumerate(titles))
    index = read_index(page(f"<html><body><ul>{rows}</ul></body></html>", "http://silk.example/xw/"))
    assert [link.url for link in index.links] == [f"http://silk.example/xw/{3000 + at}.html" for at in range(5)]
    assert [link.published and link.published.day for link in index.links] == [20 - at for at in range(5)]


def test_a_link_that_says_no_more_than_a_date_is_no_article(page: MakePage) -> None:
    rows = "".join(
        f'<article><h2><a href="/post/{slug}">{slug.replace("-", " ").capitalize()}</a></h2>'
        f'<a href="/day/{at}7">Published on 1{at} November 2026</a> <a href="/2026/11/1{at}/">1{at} de noviembre</a></article>'
        for at, slug in enumerate(
            ("kenya-and-laos-sign-a-railway-deal", "peru-opens-a-port", "a-loan-for-the-road-to-lome")
        )
    )
    index = read_index(page(f"<html><body>{rows}</body></html>", "https://blog.example/"))
    assert [link.url.rpartition("/")[2][:4] for link in index.links] == ["keny", "peru", "a-lo"]


@pytest.mark.parametrize(
    "address",
    [
        "/index.php?option=com_content&amp;view=article&amp;id={}:deal",
        "/index.php?m=content&amp;a=show&amp;catid=6&amp;id={}",
        "Default.aspx?newsid={}",
    ],
)
def test_a_program_that_shows_every_page_by_its_number(page: MakePage, address: str) -> None:
    titles = (
        "Kenya and Laos sign a railway agreement",
        "Ministers open a forum on water",
        "A loan for the road to Lome",
    )
    rows = "".join(f'<p><a href="{address.format(70 + at)}">{title}</a></p>' for at, title in enumerate(titles))
    index = read_index(page(f"<html><body><a href=index.php>Home</a>{rows}</body></html>", "http://ministry.example/"))
    assert [link.title for link in index.links] == list(titles)


@pytest.mark.parametrize("day", ["2026/11", "2026/11/07"])
def test_an_article_whose_address_ends_with_its_day(page: MakePage, day: str) -> None:
    slugs = ("kenya-and-laos-sign-a-railway-deal", "peru-opens-a-port-for-its-fruit", "a-loan-for-the-road-to-lome")
    rows = "".join(f'<p><a href="/world/{slug}/{day}">{slug.replace("-", " ")}</a></p>' for slug in slugs)
    rows += "".join(
        f'<p><a href="/world/2026/{month}">All news of month {month} of this year</a></p>' for month in (7, 8, 9)
    )
    index = read_index(page(f"<html><body>{rows}</body></html>", "https://herald.example/"))
    assert [link.url for link in index.links] == [f"https://herald.example/world/{slug}/{day}" for slug in slugs]


def test_no_comments_and_no_word_of_a_headline_that_is_set_apart(page: MakePage) -> None:
    rows = "".join(
        f'<p><a href="/news/{at}-deal.html">Ministers of Kenya sign railway deal {at} <em>today</em></a>'
        f' <a href="/comment/skin/default.html?newsid=5{at}7">Ministers of Kenya sign railway deal {at}</a></p>'
        for at in range(30015, 30020)
    )
    index = read_index(page(f"<html><body>{rows}</body></html>", "https://herald.example/"))
    assert {(link.url[:29], link.published) for link in index.links} == {("https://herald.example/news/3", None)}


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("vor 2 Stunden", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("منذ ساعتين", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("hier", datetime(2026, 11, 20, tzinfo=UTC)),
        ("dün", datetime(2026, 11, 20, tzinfo=UTC)),
        ("昨天", datetime(2026, 11, 20, tzinfo=UTC)),
        ("二〇二六年十月五日", datetime(2026, 10, 5, tzinfo=UTC)),
        ("Hier, les ministres ont signé", None),
        ("1/2", None),
    ],
)
def test_the_date_beside_a_headline_in_any_language(page: MakePage, told: str, meant: datetime | None) -> None:
    row = '<li><a href="/story/{n}-kenya-and-laos-sign.html">Kenya and Laos sign an agreement on freight, part {n}</a> <i>{told}</i></li>'
    body = f"<ul>{''.join(row.format(n=n, told=told) for n in range(1, 5))}</ul>"
    assert [link.published for link in links(page(body, "https://herald.example/list/"))] == [meant] * 4


@pytest.mark.parametrize("word", ["hier", "Hier", "昨天"])
def test_a_day_set_apart_in_a_headline_is_a_word_of_it(page: MakePage, word: str) -> None:
    row = '<li><a href="/story/{n}-kenya-and-laos-sign.html"><b>{word}</b> Kenya and Laos signed an agreement, {n}</a></li>'
    body = f"<ul>{''.join(row.format(n=n, word=word) for n in range(1, 5))}</ul>"
    assert [link.published for link in links(page(body, "https://herald.example/list/"))] == [None] * 4


def test_a_day_in_chinese_numerals_within_the_link(page: MakePage) -> None:
    row = '<li><a href="/story/{n}.html">两国外长在首都举行会谈并签署合作协定之{n} <i>二〇二六年十月五日</i></a></li>'
    body = f"<ul>{''.join(row.format(n=n) for n in range(1, 5))}</ul>"
    dates = [link.published for link in links(page(body, "https://herald.example/list/"))]
    assert dates == [datetime(2026, 10, 5, tzinfo=UTC)] * 4


DATASTORE = """<html><body><div class=list><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/next?page=1"></a>]]></nextgroup>
<recordset>{}</recordset></datastore></script><script>show(7)</script></div></body></html>"""
RECORD = "<record><![CDATA[<li><a href='/art/2026/11/{}/art_1229_59{}.html' title='{}'>{}</a><span>2026-11-{}</span></li>]]></record>"


def test_a_list_that_is_held_in_a_script_which_is_no_program(page: MakePage) -> None:
    title = "肯尼亚港口与铁路部门签署合作协议"
    rows = "".join(RECORD.format(day, day, title + str(day), title + str(day), day) for day in range(10, 20))
    found = read_index(page(DATASTORE.format(rows), "https://province.example/col/col1229/index.html")).links
    assert [link.title for link in found] == [title + str(day) for day in range(10, 20)]
    assert found[0].published == datetime(2026, 11, 10, tzinfo=UTC)


def test_a_template_with_holes_lists_nothing(page: MakePage) -> None:
    held = '<script type="text/template"><li><a href="/art/{{id}}.html">{{title}} of the ministries of both countries</a></li></script>'
    with pytest.raises(DiscoverError):
        read_index(page(f"<html><body>{held}</body></html>", "https://province.example/"))


CARD = (
    '<div class="card"><a href="press/{0}/a"><img src="{0}.jpg" alt=""></a><span>Press release</span><p>{1}</p>'
    "<small>{2} Nov 2026</small></div>"
)
ROW = '<tr><td>{2}/11/2026</td><td><span>{1}</span></td><td><a href="NewsDetail.aspx?id={0}">Подробнее</a></td></tr>'


@pytest.mark.parametrize(
    "entry", [CARD, ROW], ids=["the picture alone is linked", "a label at the end of a row is linked"]
)
def test_a_headline_that_is_no_link(page: MakePage, entry: str) -> None:
    nav = (
        "".join(f'<a href="Page.aspx?id={n}"><img src=i.gif></a>' for n in range(4))
        + '<a href="/about">About the agency</a>'
    )
    rows = "".join(entry.format(n, f"Ministers sign agreement {n} on a joint railway", n) for n in range(10, 16))
    found = read_index(
        page(f"<html><body><div class=nav>{nav}</div><table>{rows}</table></body></html>", "https://agency.example/")
    ).links
    assert [link.title for link in found] == [f"Ministers sign agreement {n} on a joint railway" for n in range(10, 16)]
    assert [link.published.day for link in found if link.published] == list(range(10, 16))


def test_sections_of_authors_and_subjects_in_other_languages(page: MakePage) -> None:
    story = '<article><h2><a href="/economia/kenia-firma-{0}.html">Kenia y Laos firman el acuerdo ferroviario {0}</a></h2>{1}</article>'
    aside = (
        '<a href="/temas/corredor-bioceanico-de-integracion/">Corredor bioceánico de integración</a>'
        '<a href="/autor/maria-perez-gonzalez/">María</a>'
    )
    rows = "".join(story.format(n, aside) for n in range(10, 20))
    found = read_index(page(f"<html><body>{rows}</body></html>", "https://diario.example/")).links
    assert len(found) == 10
    assert all("/economia/" in link.url for link in found)


def test_articles_in_a_folder_of_their_subject(page: MakePage) -> None:
    row = '<a href="/categoria/politica/kenia-y-laos-firman-{0}">Kenia y Laos firman {0}</a><br>'
    rows = "".join(row.format(word) for word in ("tratado-hoy", "otro-acuerdo", "su-pacto", "la-carta", "convenio"))
    found = read_index(page(f"<html><body>{rows}</body></html>", "https://diario.example/")).links
    assert len(found) == 5


def test_the_name_of_a_section_above_each_headline_is_none_of_them(page: MakePage) -> None:
    card = (
        "<div class=card><span>International Cooperation News</span><h3>Kenya and Laos sign agreement {0}</h3>"
        '<p><a href="/noticias/kenya-and-laos-agree-{0}">Leer la nota</a></p></div>'
    )
    rows = "".join(card.format(word) for word in ("one", "two", "three", "four"))
    found = read_index(page(f"<html><body>{rows}</body></html>", "https://diario.example/")).links
    assert [link.title for link in found] == [
        f"Kenya and Laos sign agreement {word}" for word in ("one", "two", "three", "four")
    ]
