"""What of a story may be shown, and what an entry says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.model import Deal, DealField, Evidence
from feeds.build.body import body_of
from feeds.build.entry import entry_of
from feeds.build.rights import forbids_reproduction
from tests.feeds.stories import BEGIN, article, outlet, story

BASE = "http://127.0.0.1:8000"
LONG = "First sentence of the article, which says what matters. " * 12 + "\n\nThe last words of it."


def _said(*values: str, outlet: str | None = None) -> tuple[DealField, ...]:
    evidence = Evidence(text="", start=0, end=0, why="")
    return tuple(DealField(value=value, evidence=evidence, outlet=outlet) for value in values)


def test_full_rights_show_the_whole_text() -> None:
    entry = entry_of(story(lead={"text": LONG}, rights="full"), BASE)
    assert entry.whole
    assert "The last words of it." in entry.html
    assert "Read it at" not in body_of(entry)


def test_an_excerpt_is_the_default_and_ends_with_a_link() -> None:
    entry = entry_of(story(lead={"text": LONG}), BASE)
    assert "The last words" not in body_of(entry)
    assert entry.html.endswith("matters.</p>")
    assert f'<a href="{entry.link}">Read it at The Herald</a>' in body_of(entry)


def test_a_link_is_a_link_alone() -> None:
    entry = entry_of(story(lead={"text": LONG, "images": ("https://herald.example/a.jpg",)}, rights="link"), BASE)
    assert (entry.html, entry.summary, entry.image) == ("", "", None)
    assert "First sentence" not in body_of(entry)
    assert "signed an agreement on a port" not in body_of(entry), "the evidence quotes the text too"


@pytest.mark.parametrize(
    "notice",
    [
        "未经授权,禁止转载。",
        "版权声明:本网内容不得转载使用",
        "All rights reserved.",
        "No part may be reproduced without the prior written permission of the publisher.",
        "Reproduction in whole or in part is strictly prohibited.",
        "Do not republish this article.",
        "Перепечатка материалов запрещена",
    ],
)
def test_a_notice_that_forbids_copying_lowers_full_to_an_excerpt(notice: str) -> None:
    assert forbids_reproduction(notice)
    entry = entry_of(story(lead={"text": LONG, "rights": notice}, rights="full"), BASE)
    assert not entry.whole
    assert "The last words" not in entry.html
    assert entry.notice == notice
    assert notice in body_of(entry)


@pytest.mark.parametrize(
    "notice",
    ["转载请注明出处", "May be reproduced with a link to the source.", "CC BY 4.0", "Reprinted from the Herald"],
)
def test_a_notice_that_allows_copying_lowers_nothing(notice: str) -> None:
    assert not forbids_reproduction(notice)
    assert entry_of(story(lead={"text": LONG, "rights": notice}, rights="full"), BASE).whole


def test_a_notice_never_raises_what_the_source_allows() -> None:
    assert entry_of(story(lead={"rights": "CC BY 4.0"}, rights="link"), BASE).html == ""


def test_the_source_note_stands_in_for_a_missing_notice() -> None:
    assert entry_of(story(rights_note="Ask the editors."), BASE).notice == "Ask the editors."


def test_full_text_keeps_the_articles_own_html_made_safe() -> None:
    entry = entry_of(story(lead={"html": "<p>Safe <script>alert(1)</script><b>words</b></p>"}, rights="full"), BASE)
    assert entry.html == "<p>Safe <b>words</b></p>"


def test_the_other_outlets_stand_there_once_each() -> None:
    lead = article()
    copy = outlet(lead, lead=False, name="The Mirror", title="Port agreed", url="https://mirror.example/p")
    entry = entry_of(story(lead=lead, outlets=(outlet(lead), copy, copy, replace(copy, url="javascript:x"))), BASE)
    assert [(one.name, one.title, one.url) for one in entry.tellers] == [
        ("The Mirror", "Port agreed", "https://mirror.example/p")
    ]
    assert '<a href="https://mirror.example/p">Port agreed</a>' in body_of(entry)


def test_the_deal_record_is_one_line_and_keeps_disagreement() -> None:
    deal = Deal(
        parties=_said("China", "Kenya"),
        kind=_said("agreement"),
        sector=_said("transport"),
        amount=_said("200 million USD", outlet="herald") + _said("300 million USD", outlet="mirror"),
        stage=_said("under-way"),
    )
    line = "China – Kenya · Agreements · Transport · 200 million USD (herald) / 300 million USD (mirror) · under way"
    assert entry_of(story(deal=deal), BASE).deal == line
    assert entry_of(story(deal=Deal()), BASE).deal is None


def test_an_entry_says_why_it_is_in() -> None:
    assert entry_of(story(), BASE).reasons == (
        "signed an agreement (+2): “Kenya and China signed an agreement on a port on Friday.”",
    )


def test_a_correction_is_told() -> None:
    corrected = story(revision=2, change="the sum is 300 million", updated=BEGIN + timedelta(days=1))
    assert "<strong>Corrected</strong>: the sum is 300 million (revision 2, 2 May 2026)" in body_of(
        entry_of(corrected, BASE)
    )
    assert "Corrected" not in body_of(entry_of(story(change="new outlet"), BASE))


def test_categories_have_schemes_and_names() -> None:
    found = [(one.scheme, one.term, one.label) for one in entry_of(story(), BASE).categories]
    assert found == [
        ("country", "CN", "China"),
        ("country", "KE", "Kenya"),
        ("kind", "agreement", "Agreements"),
        ("sector", "transport", "Transport"),
    ]


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (None, "first"),
        (datetime(1, 1, 1, tzinfo=UTC), "first"),
        (datetime(9999, 12, 31, tzinfo=UTC), "first"),
        (BEGIN + timedelta(days=30), "first"),
        (BEGIN + timedelta(hours=1), "first"),
        (BEGIN - timedelta(days=30), "said"),
    ],
)
def test_a_date_that_cannot_be_gives_way_to_first_sight(published: datetime | None, shown: str) -> None:
    one = story(lead={"published": published})
    assert entry_of(one, BASE).published == (one.first_seen if shown == "first" else published)


def test_a_story_without_a_usable_address_links_to_its_own_page() -> None:
    entry = entry_of(story(7, lead={"url": "javascript:alert(1)"}), BASE)
    assert entry.link == entry.page == f"{BASE}/stories/7"


def test_the_lead_image_is_the_first_picture_that_is_one() -> None:
    images = ("https://t.example/pixel.gif", "https://herald.example/port.jpg")
    assert entry_of(story(lead={"images": images}), BASE).image == "https://herald.example/port.jpg"
