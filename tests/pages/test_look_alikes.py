"""What looks like a part of an article, or like the day of its publication, and is none; and what only looks like noise."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from crawler.pages import parse_article
from tests.pages.making import SENTENCE, page, story


def test_a_caption_is_no_part_of_the_paragraph_above_it() -> None:
    lines = [
        f"　　{part}，两国签署了铁路货运合作协议，并商定了首列列车的开行日期。"
        for part in ("14日", "15日", "16日", "17日")
    ]
    caption = '<p><img src="/a.jpg"></p><p><font color="navy">7月14日，两国代表在签字仪式上握手。新华社记者 赵明 摄</font></p>'
    told = "".join(f"<p>{text}</p>" for text in lines[:2]) + caption + "".join(f"<p>{text}</p>" for text in lines[2:])
    article = parse_article(
        page(f"<html><title>两国签署铁路协议</title><body><div><h1>两国签署铁路协议</h1>{told}</div></body></html>")
    )
    assert article.text.split("\n\n") == [text.strip("　") for text in lines]
    under = caption.replace("新华社记者 赵明 摄", "")  # what does not say who took it stays, and stays apart
    article = parse_article(page(f"<html><body><div>{told.replace(caption, under)}</div></body></html>"))
    assert "7月14日，两国代表在签字仪式上握手。" in article.text.split("\n\n")


def test_behind_the_line_of_a_chinese_editor_the_article_is_over() -> None:
    lines = [f"第{number}，两国签署了铁路货运合作协议，并商定了首列列车的开行日期。" for number in "一二三四五"]
    other = "某地举行冰雪节采冰仪式，仪式主要展示了头冰的开采上岸过程。"
    told = "".join(f"<p>{text}</p>" for text in (*lines, "[ 责编：杨明 ]", other))
    article = parse_article(page(f"<html><body><h1>两国签署铁路协议</h1><div>{told}</div></body></html>"))
    assert article.text.split("\n\n") == lines
    assert article.editor == "杨明"


def test_a_quote_set_apart_that_repeats_the_text() -> None:
    words = "This is what it looks like when two neighbours agree"
    said = f"<p>&ldquo;{words},&rdquo; the minister said at the ceremony in the capital.</p>"
    pulled = (
        f"<figure class=wp-block-pullquote><blockquote><p>{words}</p><cite>The minister</cite></blockquote></figure>"
    )
    assert parse_article(page(story(said + pulled))).text.count(words) == 1
    assert "The minister" not in parse_article(page(story(said + pulled))).text
    assert words in parse_article(page(story(pulled))).text, "what is said nowhere else is part of the text"


def test_quotes_that_only_repeat_each_other_are_kept() -> None:
    words = "The bridge belongs to both of us, said the mayors"
    quoted = f"<blockquote><p>{words}</p></blockquote>"
    assert parse_article(page(story(f"{quoted}<p>They said so twice.</p>{quoted}"))).text.count(words) == 2


def test_a_heading_of_contacts_ends_a_release_and_no_guide() -> None:
    heading, address = "<h2>For more information</h2>", "<p>Ana Prado, Head of the Press Office of the port.</p>"
    assert "Ana Prado" not in parse_article(page(story(heading + address))).text
    rest = "".join(
        f"<p>Chapter {number} of the treaty names the duties of each port and its fees.</p>" for number in range(6)
    )
    assert "Chapter 5" in parse_article(page(story(heading + address + rest))).text


def test_where_a_film_was_shot_is_no_credit_of_a_picture() -> None:
    lines = [
        f"第{number}，两国签署了铁路货运合作协议，并商定了首列列车的开行日期，双方代表出席了签字仪式。"
        for number in "一二三四五"
    ]
    film = "两国合作的纪录片下月开播。该片在两国首都拍摄。"
    told = f"<p>{lines[0]}</p><img src='/a.jpg' width=600 height=400><p>{film}</p>" + "".join(
        f"<p>{text}</p>" for text in lines[1:]
    )
    assert film in parse_article(page(f"<html><body><h1>两国签署铁路协议</h1><div>{told}</div></body></html>")).text


def test_an_amount_alone_is_no_meta_line() -> None:
    body = story().replace("</h1>", "</h1><p>$337</p><p>…</p>")
    assert parse_article(page(body)).text.startswith("$337\n\n1. ")


def test_what_accelerated_pages_lay_over_the_text() -> None:
    over = "<amp-consent><div><p>We use cookies to make this page your own, and for the ads.</p></div></amp-consent>"
    assert "cookies" not in parse_article(page(story(over))).text


def test_a_line_of_strokes_is_no_paragraph() -> None:
    assert "_" not in parse_article(page(story("<p>___</p><p>* * *</p>"))).text


def test_the_change_that_a_page_shows() -> None:
    line = "<p>Published: 14 March 2025, 10:00 | Updated: 15 March 2025, 18:00</p>"
    article = parse_article(page(story().replace("</h1>", f"</h1>{line}")))
    assert (article.published, article.modified) == (
        datetime(2025, 3, 14, 10, tzinfo=UTC),
        datetime(2025, 3, 15, 18, tzinfo=UTC),
    )
    chinese = "<p>来源：新华社　2025-03-14 10:00　更新时间：2025-03-15 18:00</p>"
    article = parse_article(page(story().replace("</h1>", f"</h1>{chinese}")))
    assert (article.published, article.modified) == (
        datetime(2025, 3, 14, 2, tzinfo=UTC),
        datetime(2025, 3, 15, 10, tzinfo=UTC),
    )


def test_the_day_of_reading_above_the_headline_is_no_date() -> None:
    bar = "<body><div class=topbar>Sunday, November 1, 2026</div>"
    assert parse_article(page(story().replace("<body>", bar))).published is None
    inside = story().replace("<h1>", "<header><p>Sunday, November 1, 2026</p><h1>").replace("</h1>", "</h1></header>")
    assert parse_article(page(inside)).published == datetime(2026, 11, 1, tzinfo=UTC)


def test_of_several_described_articles_the_one_with_the_title_is_the_pages_own() -> None:
    title = "Two governments agree on rail freight"
    nodes = [
        {"@type": "NewsArticle", "headline": headline, "datePublished": f"2025-03-{day}", "author": {"name": name}}
        for headline, day, name in (("Another story", 11, "Ana Prado"), (title, 14, "Awa Ndiaye"))
    ]
    described = f'<title>{title} - The Herald</title><script type="application/ld+json">{json.dumps(nodes)}</script>'
    article = parse_article(page(story(head=described)))
    assert (article.authors, article.published) == (("Awa Ndiaye",), datetime(2025, 3, 14, tzinfo=UTC))


def test_a_section_within_the_headline_is_none_of_it() -> None:
    body = story().replace("<h1>", "<h1><span>Rail</span> <span>").replace("</h1>", "</span></h1>")
    assert parse_article(page(body)).title == "Two governments agree on rail freight"


def test_what_says_whose_points_they_are_belongs_to_them() -> None:
    points = "".join(f"<li>{number}. {SENTENCE}</li>" for number in range(5))
    lead = "The ports agreed on five points in Mombasa on Tuesday:"
    body = f"<html><body><main><h1>Two ports agree</h1><p>{lead}</p><ol>{points}</ol></main></body></html>"
    assert parse_article(page(body)).text.startswith(lead)


def test_a_headline_below_a_banner_is_no_paragraph() -> None:
    banner = (
        "<body><div id=cookie-banner><p>We use cookies, and "
        + "so do all our partners on this page. " * 3
        + "</p></div>"
    )
    brief = f"<h1>Two ports agree</h1><p>{SENTENCE}</p><p>{SENTENCE}</p>"
    assert parse_article(page(f"<html>{banner}<main>{brief}</main></body></html>")).text == f"{SENTENCE}\n\n{SENTENCE}"


def test_a_line_of_two_dates_and_a_byline_is_none_of_the_text() -> None:
    line = "<div>เผยแพร่: 20 พ.ค. 2569 14:30 ปรับปรุง: 20 พ.ค. 2569 15:45 โดย: ผู้จัดการออนไลน์</div>"
    article = parse_article(page(story().replace("</h1>", f"</h1>{line}")))
    assert article.text.startswith("1. The two")
    assert (article.published, article.modified) == (
        datetime(2026, 5, 20, 14, 30, tzinfo=UTC),
        datetime(2026, 5, 20, 15, 45, tzinfo=UTC),
    )


def test_a_persian_day_in_figures_of_the_west() -> None:
    line = "<div>تاریخ انتشار : چهارشنبه 30 اردیبهشت 1405 ساعت 14:30</div>"
    article = parse_article(page(story().replace("</h1>", f"</h1>{line}")))
    assert article.published == datetime(2026, 5, 20, 14, 30, tzinfo=UTC)
