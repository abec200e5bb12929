"""Every field of an article, and who won it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from crawler.errors import SourceError
from crawler.model import Selectors
from crawler.pages import parse_article
from tests.pages.making import NOW, SENTENCE, page, source, story


def head(**data: object) -> str:
    described = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **data})
    return f'<title>x</title><script type="application/ld+json">{described}</script>'


def test_structured_data() -> None:
    data = head(
        headline="Two governments agree on rail freight",
        datePublished="2025-03-14T09:30:00+08:00",
        dateModified="2025-03-15T00:00:00Z",
        author=[{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "The Herald"}],
        keywords="rail, freight",
        image={"url": "/lead.jpg"},
        description="An agreement between two neighbours.",
        publisher={"name": "The Herald"},
    )
    article = parse_article(page(story(head=data + '<link rel="canonical" href="/2025/rail.html">')))
    assert article.published == datetime(2025, 3, 14, 1, 30, tzinfo=UTC)
    assert (article.published_precision, article.published_inferred) == ("second", ())
    assert article.modified == datetime(2025, 3, 15, tzinfo=UTC)
    assert article.authors == ("Ann Lee",)
    assert article.keywords == ("rail", "freight")
    assert article.images == ("https://news.example/lead.jpg",)
    assert article.summary == "An agreement between two neighbours."
    assert article.canonical_url == "https://news.example/2025/rail.html"
    assert article.source == "The Herald"
    assert article.language == "en"
    assert {"title=h1", "published=json-ld", "authors=json-ld", "text=scorer"} <= set(article.extractor.split())


def test_headline_without_the_name_of_the_site() -> None:
    titles = (
        "<meta property=og:site_name content='The Herald'><title>Grain terminal opens at Marrow Bay - World "
        "- The Herald</title>"
    )
    body = story(head=titles).replace("<h1>Two governments agree on rail freight</h1>", "<h1>The Herald</h1>")
    assert parse_article(page(body)).title == "Grain terminal opens at Marrow Bay"


def test_a_headline_before_the_name_of_the_site_and_what_it_says_of_itself() -> None:
    titles = (
        "<meta property=og:site_name content='The Herald'>"
        "<title>Rail, ports, power - three deals in a day - The Herald - News of the coast</title>"
    )
    body = story(head=titles).replace("<h1>Two governments agree on rail freight</h1>", "")
    assert parse_article(page(body)).title == "Rail, ports, power - three deals in a day"


def test_a_chinese_headline_that_is_broken_to_fit() -> None:
    title = "两国铁路货运合作3.0版协议正式生效"
    body = story(head=f"<title>{title}</title>").replace(
        "<h1>Two governments agree on rail freight</h1>", f"<h1>{title[:12]}<br>{title[12:]}</h1>"
    )
    assert parse_article(page(body)).title == title


def test_a_heading_that_ends_the_title_of_another_is_the_name_of_the_site() -> None:
    for title in (
        "Grain terminal opens at Marrow Bay - Harbour Post",
        "Harbour Post | Grain terminal opens at Marrow Bay",
    ):
        heads = "<h1>Harbour Post</h1><h2>Grain terminal opens at Marrow Bay</h2>"
        body = story(head=f"<title>{title}</title>").replace("<h1>Two governments agree on rail freight</h1>", heads)
        article = parse_article(page(body))
        assert article.title == "Grain terminal opens at Marrow Bay"
        assert article.text.startswith("1. The two")


@pytest.mark.parametrize("suffix", ["--国际--人民网", "_国际_某某网", "_中华人民共和国外交部", "_一带一路_新华网"])
def test_a_chinese_headline_without_section_and_site(suffix: str) -> None:
    body = f"<title>两国签署铁路货运合作协议{suffix}</title>"
    body = story(head=body).replace("<h1>Two governments agree on rail freight</h1>", "")
    assert parse_article(page(body)).title == "两国签署铁路货运合作协议"


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("校长会见外宾-国际处", "校长会见外宾"),
        ("部长会见邻国客人-国际合作司", "部长会见邻国客人"),
        ("副省长率团访问三国-省外事办公室", "副省长率团访问三国"),
        ("两校签署联合培养协议-某某大学", "两校签署联合培养协议"),
        ("专家谈中国-东盟中心", "专家谈中国-东盟中心"),
        ("师生参观中国-东盟学院", "师生参观中国-东盟学院"),
    ],
)
def test_a_chinese_headline_without_the_office_behind_it(title: str, headline: str) -> None:
    body = story(head=f"<title>{title}</title>").replace("<h1>Two governments agree on rail freight</h1>", "")
    assert parse_article(page(body)).title == headline


def test_a_doubled_article_is_mended_in_the_title_alone() -> None:
    article = parse_article(
        page(story("<p>The the Belt.</p>").replace("on rail freight</h1>", "on the the rail freight</h1>"))
    )
    assert article.title == "Two governments agree on the rail freight"
    assert article.title_raw == "Two governments agree on the the rail freight"


def test_the_visible_day_goes_before_a_rebuilt_claim() -> None:
    body = story(head=head(datePublished="2025-10-20T00:00:00Z")).replace(
        "</h1>", "</h1><p class=meta>By Ann Lee | March 14, 2025</p>"
    )
    article = parse_article(page(body))
    assert article.published == datetime(2025, 3, 14, tzinfo=UTC)
    assert article.authors == ("Ann Lee",)


def test_a_date_never_lies_ahead() -> None:
    article = parse_article(page(story(head=head(datePublished="2031-01-01T00:00:00Z"))))
    assert article.published is None or article.published <= NOW


def test_zone_of_the_source() -> None:
    body = story().replace("</h1>", "</h1><p>2025-03-14 09:30</p>")
    assert parse_article(page(body)).published == datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
    local = parse_article(page(body), source(zone="Asia/Karachi"))
    assert local.published == datetime(2025, 3, 14, 4, 30, tzinfo=UTC)
    assert local.published_inferred == ("zone",)
    assert local.source == "herald"


@pytest.mark.parametrize("line", ["Signed on 3 April 2025.", "It opened 3 April 2025.", "两国签约于2025年4月3日。"])
def test_a_short_sentence_with_a_day_is_a_paragraph(line: str) -> None:
    assert parse_article(page(story().replace("</h1>", f"</h1><p>{line}</p>"))).text.startswith(line)


def test_words_of_origin_are_no_part_of_the_outlet() -> None:
    shown = story().replace("</h1>", "</h1><p>本文来源于 某某商报 2025-03-14 09:30</p>")
    assert parse_article(page(shown, url="https://news.example/a")).source == "某某商报"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Morning Lantern 14 March 2025", "Morning Lantern"),
        ("新华社 2025-03-14 09:30", "新华社"),
        ("Publié le 14 mars 2025", None),
        ("Приозёрная газета 14 марта 2025", "Приозёрная газета"),
        ("La voz del lago 14 de marzo de 2025", "La voz del lago"),
        ("Veröffentlicht am 14.03.2025", None),
        ("入力 2025年3月14日", None),
        ("Friday 14 March 2025", None),
        ("vendredi 14 mars 2025", None),
        ("Пятница, 14 марта 2025", None),
        ("الجمعة 14 مارس 2025", None),
        ("Paris, le 14 mars 2025", None),
        ("Nairobi, 14 March 2025", None),
        ("Por Ana Prado — 14 de março de 2025", None),
        ("by Ana 14 March 2025", None),
    ],
)
def test_an_outlet_stands_before_the_date(line: str, outlet: str | None) -> None:
    article = parse_article(page(story().replace("</h1>", f"</h1><p>{line}</p>"), url="https://news.example/a"))
    assert (article.source, article.published and article.published.date()) == (outlet, date(2025, 3, 14))
    assert article.text.startswith("1. The two")
    document = f"Two governments agree on rail freight\n{line}\n\n{SENTENCE} {SENTENCE}\n"
    assert parse_article(page(document, content_type="text/plain")).source == outlet


def test_a_channel_of_an_outlet_writes_its_local_time() -> None:
    body = story().replace("</h1>", "</h1><p>2025年03月14日09:30 来源：人民网-国际频道</p>")
    assert parse_article(page(body, url="https://news.example/a")).published == datetime(2025, 3, 14, 1, 30, tzinfo=UTC)


def test_a_headline_that_was_escaped_twice_or_ends_with_the_name_of_the_site() -> None:
    told = "Rail &amp;amp; port: two governments agree on freight"
    assert parse_article(page(f"<title>{told}</title><h1>{told}</h1>" + story(head="").replace("h1", "h3"))).title == (
        "Rail & port: two governments agree on freight"
    )
    told = "Two governments agree on rail freight – Artnews"
    body = story(head=f"<title>{told}</title>").replace("<h1>Two governments agree on rail freight", f"<h1>{told}")
    assert parse_article(page(body, url="https://artnews.example/a")).title == "Two governments agree on rail freight"


def test_a_dispatch_within_a_page() -> None:
    body = (
        story()
        .replace("<p>1. ", "<p>HAVANA, March 14 (Xinhua) -- ")
        .replace("</article>", "<p>Talks go on in 2025. Enditem</p></article>")
    )
    article = parse_article(page(body, url="https://news.example/a"))
    assert (article.agency, article.place, article.published_raw, article.published_inferred) == (
        "Xinhua",
        "Havana",
        "March 14",
        ("year",),
    )
    assert article.published == datetime(2025, 3, 14, tzinfo=UTC)
    assert article.text.startswith("The two governments")
    assert article.text.endswith("Talks go on in 2025.")


def test_notice_editor_and_related_behind_the_text() -> None:
    behind = (
        "<p>(Editor: Li Er)</p><p>Reproduction without written permission is prohibited.</p><h3>Related articles</h3>"
        "<ul><li><a href='/a.html'>A bridge opens at last</a></li><li><a href='/b.html'>A tunnel is "
        "planned</a></li></ul>"
    )
    article = parse_article(page(story(behind)))
    assert article.editor == "Li Er"
    assert article.rights == "Reproduction without written permission is prohibited."
    assert [(link.title, link.url) for link in article.related] == [
        ("A bridge opens at last", "https://news.example/a.html"),
        ("A tunnel is planned", "https://news.example/b.html"),
    ]
    assert article.text.endswith(SENTENCE)


def test_html_is_clean_and_absolute() -> None:
    body = story(
        '<p>See <a href="/map">the <b>map</b></a><script>alert(1)</script> of the new line, which is long enough.</p>'
        '<img src="/i.jpg" onerror="x()">'
    )
    html = parse_article(page(body)).html
    assert html is not None
    assert '<a href="https://news.example/map"' in html
    assert "<strong>map</strong>" in html
    assert "script" not in html
    assert "onerror" not in html
    assert "<h1>" not in html


def test_a_picture_within_a_sentence_does_not_part_it() -> None:
    body = story('<p>The line is <img src="/flag.png"> long enough to be built in stages.</p>')
    article = parse_article(page(body))
    assert article.text.endswith("The line is long enough to be built in stages.")
    assert "https://news.example/flag.png" in article.images


def test_selectors_of_the_source() -> None:
    body = story(
        "<div class=box><p class=t>A title of its own</p><i class=d>14.03.2025 09:30</i><div class=b><p>Only "
        "this text counts here.</p><p class=ad>Buy.</p></div></div>"
    )
    layout = Selectors(title=".t", published=".d", body=".b", remove=(".ad",), authors="//i[@class='none']")
    article = parse_article(page(body), source(selectors=(layout,), zone="UTC"))
    assert (article.title, article.text) == ("A title of its own", "Only this text counts here.")
    assert article.published == datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
    assert {"title=selector", "text=selector", "published=selector"} <= set(article.extractor.split())


def test_layouts_hold_until_their_last_day() -> None:
    old = Selectors(title=".old", valid_until=date(2024, 12, 31))
    body = story(
        "<p class=old>The old title of it</p><p class=new>The new title of it</p>",
        head=head(datePublished="2025-03-14"),
    )
    assert parse_article(page(body), source(selectors=(old, Selectors(title=".new")))).title == "The new title of it"
    earlier = body.replace("2025-03-14", "2024-03-14")
    assert parse_article(page(earlier), source(selectors=(old, Selectors(title=".new")))).title == "The old title of it"


def test_a_bad_selector_names_its_file() -> None:
    with pytest.raises(SourceError, match=r"herald\.toml: selectors: .*neither"):
        parse_article(page(story()), source(selectors=(Selectors(title="p[[["),), path="herald.toml"))


def test_learned_boilerplate() -> None:
    learned = frozenset({"Follow us for the latest from the rails and the ports."})
    body = story("<p>Trains ran on Friday too. Follow us for the latest from the rails and the ports.</p>")
    assert parse_article(page(body), boilerplate=learned).text.endswith("Trains ran on Friday too.")


def test_a_headline_of_two_lines_is_no_paragraph() -> None:
    article = parse_article(page(story().replace("agree on rail freight</h1>", "agree<br>on rail freight</h1>")))
    assert article.title == "Two governments agree on rail freight"
    assert article.text.startswith("1. The two")


def test_a_picture_that_is_referred_to() -> None:
    nodes = [
        {"@type": "NewsArticle", "headline": "x", "image": {"@id": "https://news.example/a#lead"}},
        {"@type": "ImageObject", "@id": "https://news.example/a#lead", "url": "https://news.example/lead.jpg"},
    ]
    referring = f'<script type="application/ld+json">{json.dumps({"@graph": nodes})}</script>'
    assert parse_article(page(story(head=referring))).images == ("https://news.example/lead.jpg",)
    assert parse_article(page(story(head=head(image={"@id": "#nowhere"})))).images == ()
