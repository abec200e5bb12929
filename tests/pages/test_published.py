"""Which of the dates on a page is the day of publication."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.pages import parse_article
from tests.pages.dated import PLAIN, dated, day, ld, og, won
from tests.pages.making import page, story

UPDATED = "<p>Updated March 14, 2025</p>"


def test_an_update_alone_dates_an_old_text_anew() -> None:
    article = dated(UPDATED, ld(datePublished="2019-05-02T08:00:00Z", dateModified="2025-03-14T10:00:00Z"))
    assert (day(article), won(article)) == ("2025-03-14", "visible-updated")


def test_an_update_leaves_a_claim_that_two_places_make() -> None:
    claim = "2019-05-02T08:00:00Z"
    assert day(dated(UPDATED, ld(datePublished=claim) + og(claim))) == "2019-05-02"


def test_two_claims_that_differ_vouch_for_nothing() -> None:
    claims = ld(datePublished="2019-05-02T08:00:00Z") + og("2022-01-20T08:00:00Z")
    assert day(dated(UPDATED, claims)) == "2025-03-14"


def test_an_update_of_the_same_week_is_a_correction() -> None:
    assert day(dated(UPDATED, ld(datePublished="2025-03-10T08:00:00Z"))) == "2025-03-10"


def test_a_publication_does_not_follow_its_update() -> None:
    claim = "2025-10-20T08:00:00Z"
    assert day(dated(UPDATED, ld(datePublished=claim) + og(claim))) == "2025-03-14"


def test_a_bare_day_that_the_head_calls_a_change_is_an_update() -> None:
    claim, shown = "2024-02-01T08:00:00Z", "<p>March 14, 2025</p>"
    changed = ld(datePublished=claim, dateModified="2025-03-14T10:00:00Z")
    assert day(dated(shown, changed)) == "2025-03-14"
    assert day(dated(shown, changed + og(claim))) == "2024-02-01"


@pytest.mark.parametrize(
    "shown",
    [
        "<figure><img src=a.jpg><figcaption>The old line at Marrow Bay, 3 May 2019</figcaption></figure>",
        "<p class='wp-caption-text'>FILE PHOTO: The old line, 3 May 2019</p>",
        "<div><img src=a.jpg><div>The old line at Marrow Bay, 3 May 2019</div></div>",
        "<p><img src=a.jpg></p><p>2019年5月3日，签字仪式在两国边境举行。某社记者 李小明 摄</p>",
        "<h2>What the summit of 3 May 2019 began</h2>",
    ],
)
def test_the_day_of_a_picture_is_none_of_the_article(shown: str) -> None:
    article = dated(shown, ld(datePublished="2025-03-14T09:00:00Z"))
    assert (day(article), won(article), article.authors) == ("2025-03-14", "json-ld", ())
    assert dated(shown).published is None


@pytest.mark.parametrize("words", ["3 out of 5 stations are finished", "2 set out for the coast", "Today's news"])
def test_words_that_are_months_elsewhere(words: str) -> None:
    assert dated(f"<p>{words}</p>").published is None


def test_a_time_for_machines_goes_before_what_is_told_from_the_fetch() -> None:
    for words in ("2 weeks ago", "yesterday"):
        article = dated(f'<p><time datetime="2025-03-14T09:30:00+02:00">{words}</time></p>')
        assert article.published == datetime(2025, 3, 14, 7, 30, tzinfo=UTC)
        assert (article.published_precision, article.published_inferred) == ("second", ())


def test_a_line_under_a_picture_may_be_that_of_the_date() -> None:
    for line in (
        "By Ann Lee and Tom Moss, 14 March 2025",
        "World | Ann Lee | 14 March 2025",
        "Published on 14 March 2025",
        "Maria del Carmen Lopez 14 March 2025",
        "Marrow Bay, Friday 14 March 2025 at 10:30 local time",
        "某国国际新闻网综合频道 2025年3月14日",
        "2025-03-14 10:20 某某日报海外版 王小明",
    ):
        assert (
            day(dated(f"<p><img src=a.jpg></p><p>{line}</p>", ld(datePublished="2025-03-20T09:00:00Z"))) == "2025-03-14"
        )


def test_a_day_that_is_called_the_publication_is_one() -> None:
    shown = "<p>Published March 14, 2025 | Updated March 20, 2025</p>"
    changed = ld(datePublished="2025-03-20T10:00:00Z", dateModified="2025-03-20T10:00:00Z")
    assert day(dated(shown, changed)) == "2025-03-14"


def test_an_update_without_a_claim_is_better_than_nothing() -> None:
    assert (day(dated(UPDATED)), won(dated(UPDATED))) == ("2025-03-14", "visible-updated")


def test_of_two_claims_the_one_that_is_shown() -> None:
    claims = ld(datePublished="2025-10-20T08:00:00Z") + og("2025-03-14T08:00:00Z")
    article = dated("<p>14 March 2025</p>", claims)
    assert (day(article), won(article)) == ("2025-03-14", "article")


def test_the_day_over_the_headline() -> None:
    assert day(dated(head=ld(datePublished="2025-10-20T08:00:00Z"), above="<p>March 14, 2025</p>")) == "2025-03-14"


def test_a_shown_time_completes_a_claimed_day() -> None:
    article = dated("<p>14 March 2025, 09:30 UTC</p>", ld(datePublished="2025-03-14"))
    assert article.published == datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
    assert article.published_precision == "minute"


@pytest.mark.parametrize("shown", ["<p>December 18, 2024</p>", "<p>Last updated: 18 December 2024</p>"])
def test_a_claim_past_midnight_keeps_the_words_of_the_shown_day(shown: str) -> None:
    article = dated(shown, ld(datePublished="2024-12-19T03:05:00Z"))
    assert article.published == datetime(2024, 12, 19, 3, 5, tzinfo=UTC)
    assert "18" in (article.published_raw or "")


@pytest.mark.parametrize("path", ["/2025/03/14/", "/2025/mar/14/", "/2025/march/14/", "/2025-03/14/"])
def test_the_address_goes_before_a_rebuilt_claim(path: str) -> None:
    url = f"https://news.example{path}rail-freight.html"
    assert day(dated(head=ld(datePublished="2025-10-20T08:00:00Z"), url=url)) == "2025-03-14"
    assert day(dated(url=url)) == "2025-03-14"


def test_the_address_goes_before_a_bare_day_that_is_another() -> None:
    url = "https://news.example/2025/03/14/rail-freight.html"
    assert day(dated("<p>1 October 2025</p>", url=url)) == "2025-03-14"
    assert day(dated("<p>Published 1 October 2025</p>", url=url)) == "2025-10-01"
    article = dated("<p>14 March 2025, 09:30 UTC</p>", url=url)
    assert article.published == datetime(2025, 3, 14, 9, 30, tzinfo=UTC)


def test_a_claim_that_the_address_bears_out_stands() -> None:
    url, claim = "https://news.example/2019/05/02/rail-freight.html", ld(datePublished="2019-05-02T08:00:00Z")
    assert day(dated(UPDATED, claim, url=url)) == "2019-05-02"
    assert day(dated("<p>14 March 2025</p>", claim, url=url)) == "2019-05-02"


def test_a_claim_in_numbers_does_not_bear_itself_out() -> None:
    claim = ld(datePublished="03/10/2023 08:00")
    assert day(dated(head=claim, end="<p>Posted 25/09/2023</p>")) == "2023-10-03"
    assert day(dated(head=claim)) == "2023-03-10"


def test_eight_digits_in_a_row_may_be_a_number() -> None:
    url = "https://news.example/a/20110314.html"
    assert day(dated(head=ld(datePublished="2025-10-20T08:00:00Z"), url=url)) == "2025-10-20"
    assert day(dated("<p>1 October 2025</p>", url=url)) == "2025-10-01"
    assert day(dated(url=url)) == "2011-03-14"


@pytest.mark.parametrize(
    ("shown", "url", "end", "wanted"),
    [
        ("<p>03/10/2023</p>", PLAIN, "", "2023-03-10"),
        ("<p>03/10/2023</p>", PLAIN, "<p>Posted 25/09/2023</p>", "2023-10-03"),
        ("<p>03/10/2023</p>", "https://news.example/20231003/a.html", "", "2023-10-03"),
        ("<p>09.10.2024</p>", PLAIN, "", "2024-10-09"),
        ("<p>09.10.2024</p>", PLAIN, "<div>05.15.2024</div><div>07.15.2024</div>", "2024-09-10"),
        ("<p>03/10/2023</p>", PLAIN, "<p>Posted 25/09/2023</p><p>Posted 09/25/2023</p>", "2023-03-10"),
        ("<p>03/10/2023</p>", PLAIN, "<p>Posted 25.09.2023</p>", "2023-03-10"),
    ],
)
def test_the_page_tells_the_order_of_day_and_month(shown: str, url: str, end: str, wanted: str) -> None:
    assert day(dated(shown, url=url, end=end)) == wanted


def test_a_day_in_a_sentence_is_no_publication() -> None:
    sentence = "<p>For most people in both countries the last day of the sale of tickets is April 15, 2025.</p>"
    assert dated(sentence).published is None
    assert day(dated(sentence + "<p>Posted March 14, 2025</p>")) == "2025-03-14"


@pytest.mark.parametrize(
    ("label", "lang"),
    [
        ("Event date: ", "en"),
        ("Due date: ", "en"),
        ("Registration opens ", "en"),
        ("Accessed ", "en"),
        ("活动时间：", "zh"),
        ("报名截止日期：", "zh"),
        ("引用日期", "zh"),
        ("成立于", "zh"),
    ],
)
def test_a_day_of_something_else_is_no_publication(label: str, lang: str) -> None:
    assert dated(f"<p>{label}2025-03-14</p>", lang=lang).published is None


@pytest.mark.parametrize(
    "label", ["Publication date: ", "Date: ", "Article date ", "发布时间：", "时间：", "刊登日期："]
)
def test_a_label_far_from_the_headline(label: str) -> None:
    far = "<div>A line of small print about rights</div>" * 8 + f"<div>{label}2025-03-14</div>"
    assert day(dated(end=far + "<ul><li>2024-01-02</li><li>2023-05-06</li></ul>")) == "2025-03-14"


@pytest.mark.parametrize(
    "stretch",
    [
        "3-5 April 2025",
        "3 to 5 April 2025",
        "March 30 – April 5, 2025",
        "April 3-5, 2025",
        "2025年4月3日至5日",
        "Geneva, 3–5 April 2025",
    ],
)
def test_the_days_of_an_event_are_no_publication(stretch: str) -> None:
    assert dated(f"<p>{stretch}</p>").published is None


@pytest.mark.parametrize(
    "shown", ["14 March 2025 - 5 min read", "09:30 - 14 March 2025", "March 14, 2025 – 9 comments"]
)
def test_a_dash_beside_a_day_makes_no_stretch(shown: str) -> None:
    assert day(dated(f"<p>{shown}</p>")) == "2025-03-14"


def test_bare_days_far_from_the_headline_are_a_list() -> None:
    assert dated(end="<ul><li>2024-01-02</li><li>2023-05-06</li></ul>").published is None


def test_the_headline_of_a_title_with_the_name_of_the_site() -> None:
    body = story(
        "<div>2024-01-02</div><div>2023-05-06</div>",
        head="<title>Two governments agree on rail freight_Lantern</title>",
    )
    body = body.replace("h1>", "h2>").replace("</h2>", "</h2><div>2025-03-14 09:30</div>")
    assert day(parse_article(page(body, url=PLAIN))) == "2025-03-14"


def test_an_address_with_a_time() -> None:
    assert day(dated(url="https://news.example/v/20250314093000123")) == "2025-03-14"


@pytest.mark.parametrize(
    "unset", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0", "1970-01-01", "-0001-11-30T00:00:00+00:00"]
)
def test_a_date_that_was_never_set_is_none(unset: str) -> None:
    assert day(dated("<p>14 March 2025</p>", ld(datePublished=unset))) == "2025-03-14"
    assert dated(head=ld(datePublished=unset)).published is None


@pytest.mark.parametrize(
    "body",
    [
        "<main><header><p>News</p><p>1 November 2026</p></header><div>{article}</div></main>",
        "<header><p>News</p><time datetime='2026-11-01T09:00:00Z'>1 November 2026</time></header>{article}",
    ],
)
def test_the_day_of_reading_in_a_header_of_the_article_is_its_own(body: str) -> None:
    text = story()
    article = text[text.index("<h1>") : text.index("</article>")]
    head = text[: text.index("<article>")]
    found = parse_article(
        page(head + body.format(article=article) + "</body></html>", "https://news.example/rail-freight")
    )
    assert found.published is not None
    assert found.published.date().isoformat() == "2026-11-01"


def test_the_day_of_reading_in_the_header_of_the_site_is_none() -> None:
    body = story().replace("<article>", "<header><p>Sunday, 1 November 2026</p></header><article>")
    assert parse_article(page(body, "https://news.example/rail-freight")).published is None
