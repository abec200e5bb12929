"""Texts that run from right to left, among words of ours that run the other way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.model import Story
from feeds import build
from feeds.build.body import body_of
from feeds.build.direction import among_others, from_the_right, right_to_left
from feeds.build.entry import entry_of
from feeds.model import Feed, Query
from tests.feeds.stories import article, outlet, story

BASE = "http://127.0.0.1:8000"
MARK = "\u200e"


def arabic() -> Story:
    lead = article(
        title="الصين ومصر توقعان اتفاقية (MoU) بقيمة 200 مليون دولار.",
        text="وقعت الصين ومصر اتفاقية.\n\nيبدأ العمل في يونيو 2026.",
        authors=("أحمد",),
        language="ar",
        images=("https://herald.example/port.jpg",),
    )
    return replace(story(), lead=lead, outlets=(outlet(lead, name="الأهرام"),))


@pytest.mark.parametrize("language", ["ar", "AR-eg", "fa", "he", "ur", "ps"])
def test_these_languages_run_from_right_to_left(language: str) -> None:
    assert right_to_left(language)


@pytest.mark.parametrize("language", [None, "", "en", "zh", "az", "uz-Latn", "ar-Latn", "arn"])
def test_these_do_not(language: str | None) -> None:
    assert not right_to_left(language)


def test_a_text_begins_where_its_language_does() -> None:
    assert from_the_right("<p>وقعت</p><ul><li>مصر</li></ul>") == '<p dir="rtl">وقعت</p><ul dir="rtl"><li>مصر</li></ul>'
    assert from_the_right("&lt;p> <a>b</a>") == "&lt;p> <a>b</a>"
    assert "rtl" not in body_of(entry_of(story(), BASE))


def test_a_name_does_not_turn_about_the_number_behind_it() -> None:
    for language in ("ar", None):
        assert among_others(language)("الأهرام") == f"الأهرام{MARK}"
        assert among_others(language)("R&D 新华社 Агентство") == "R&amp;D 新华社 Агентство"
    assert among_others("en")("<R&D>") == "&lt;R&amp;D&gt;"
    body = body_of(entry_of(arabic(), BASE))
    assert f">الأهرام{MARK}</a>, 1 May 2026" in body
    assert f"by أحمد{MARK}." in body
    assert '<p dir="rtl">وقعت الصين ومصر اتفاقية. ' in body


def test_the_page_of_a_feed_tells_titles_and_words_of_ours_apart() -> None:
    page = build.html(Feed(name="all", title="All", query=Query()), [arabic()], BASE).decode()
    assert '<article id="story-1" lang="ar">\n<h2 dir="auto">' in page
    assert '<p class="meta" lang="en">' in page


def test_the_page_of_a_feed_has_no_picture_of_an_outlet_and_the_feed_has() -> None:
    feed = Feed(name="all", title="All", query=Query())
    whole = replace(
        arabic(),
        rights="full",
        lead=replace(
            arabic().lead, html='<p>وقعت</p><figure><img src="https://herald.example/a.png" alt="a > b"></figure>'
        ),
    )
    for told in (arabic(), whole):
        assert b"<img" not in build.html(feed, [told], BASE)
        assert b"herald.example/port.jpg" in build.atom(feed, [told], BASE)
    assert b"herald.example/a.png" in build.rss(feed, [whole], BASE)
