"""The link to an article: its own address where that is sound, without what follows readers about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeds import build
from feeds.build.entry import entry_of
from feeds.build.link import article_link
from feeds.model import Feed, Query
from tests.feeds.stories import article, outlet, story

BASE = "http://127.0.0.1:8000"
FED = "https://herald.example/news/4101/port-of-lamu?utm_source=rss&utm_medium=feed"
OWN = "https://herald.example/news/4101/port-of-lamu"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (FED, OWN),
        ("https://h.example/a?id=5&utm_source=rss&page=2", "https://h.example/a?id=5&page=2"),
        ("https://h.example/a?utm_source=rss#comments", "https://h.example/a#comments"),
        ("https://h.example/a#utm_source=rss&utm_medium=x", "https://h.example/a"),
        ("https://h.example/a#xtor=RSS-1", "https://h.example/a"),
        ("https://h.example/a?%75tm_source=rss&FBCLID=1", "https://h.example/a"),
        ("https://h.example/a?id=5&&ref=x&b", "https://h.example/a?id=5&&ref=x&b"),
        ("https://h.example/a#!/news/5", "https://h.example/a#!/news/5"),
        ("http://[::1]/a?utm_source=rss", None),
        ("ftp://h.example/a", None),
    ],
)
def test_parameters_that_follow_readers_are_left_out_and_all_others_stay(url: str, link: str | None) -> None:
    assert article_link(url) == link


@pytest.mark.parametrize(
    ("url", "canonical", "link"),
    [
        (FED, OWN, OWN),
        (FED, f"{OWN}/?utm_campaign=x", f"{OWN}/"),
        (
            "https://m.h.example/a/12345.html",
            "https://www.h.example/a/12345.html",
            "https://www.h.example/a/12345.html",
        ),
        ("https://h.example/a/port-of-lamu-opens/amp", "https://h.example/a/port-of-lamu-opens", None),
        ("https://h.example/amp/a/port-of-lamu-opens.amp.html", "https://h.example/a/port-of-lamu-opens.html", None),
        ("https://h.example/print.php?id=20431", "https://h.example/a/port-20431", None),
        ("https://h.example/a/port-of-lamu-opens?page=2", "https://h.example/a/port-of-lamu-opens", None),
        ("http://h.example/a", "https://h.example/a", "https://h.example/a"),
        ("https://h.example/a", "http://www.h.example/a", "https://www.h.example/a"),
        ("https://h.example/a", "http://h.example:80/a", "http://h.example:80/a"),
        ("not an address", OWN, OWN),
    ],
)
def test_the_address_that_a_page_calls_its_own_is_taken(url: str, canonical: str, link: str | None) -> None:
    assert article_link(url, canonical) == (link or canonical)


@pytest.mark.parametrize(
    "canonical",
    [
        "https://herald.example/",
        "https://herald.example/news",
        "https://herald.example/news/4101",
        "https://herald.example/news/4102/bridge-of-lamu",
        "https://agency.example/news/4101/port-of-lamu",
        "http://herald.example:8080/news/4101/port-of-lamu",
        "http://localhost/news/4101/port-of-lamu",
        "javascript:alert(1)",
        "",
    ],
)
def test_one_that_may_be_another_page_is_not(canonical: str) -> None:
    assert article_link(FED, canonical) == OWN


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://h.example/show.php?id=12345", "https://h.example/show.php"),
        ("https://h.example/show.php?id=12345", "https://h.example/show.php?id=12346"),
        ("https://h.example/2026/05/t20260501_12345.html", "https://h.example/2026/05/t20260501_67890.html"),
        ("https://h.example/a/123456.html", "https://h.example/a/12345.html"),
        ("https://h.example/#!/news/12345", "https://h.example/"),
        ("https://h.example/app#/news/12345", "https://h.example/app"),
    ],
)
def test_nor_is_one_for_many_pages_of_a_site(url: str, canonical: str) -> None:
    assert article_link(url, canonical) == url


def test_every_format_carries_the_clean_link_and_ids_stay() -> None:
    lead = article(url=FED, canonical_url=OWN)
    other = outlet(
        lead,
        url="https://post.example/amp/port-of-lamu-opens?fbclid=1",
        canonical_url="https://post.example/port-of-lamu-opens",
        lead=False,
        name="The Post",
    )
    told = replace(story(), lead=lead, outlets=(outlet(lead), other))
    entry = entry_of(told, BASE)
    assert (entry.id, entry.link) == (build.story_id(told.id), OWN)
    assert [teller.url for teller in entry.tellers] == ["https://post.example/port-of-lamu-opens"]
    feed = Feed(name="all", title="All", query=Query())
    for render in (build.atom, build.rss, build.jsonfeed, build.html):
        document = render(feed, [told], BASE).decode()
        assert OWN in document
        assert "utm_" not in document
        assert "fbclid" not in document


def test_links_inside_a_text_are_still_told_from_where_it_was_fetched() -> None:
    lead = article(
        url="https://h.example/amp/port-of-lamu-opens/",
        canonical_url="https://h.example/port-of-lamu-opens",
        html='<p><a href="map">A map</a> of the port.</p>',
    )
    told = replace(story(), lead=lead, outlets=(outlet(lead),), rights="full")
    assert 'href="https://h.example/amp/port-of-lamu-opens/map"' in entry_of(told, BASE).html
