"""Pages that mean harm, or were made by accident, cost little and end as an article or a PageError."""

from __future__ import annotations

from contextlib import suppress

import pytest

from crawler.errors import PageError
from crawler.pages import parse_article
from tests.pages.making import SENTENCE, page, story

PAGES = {
    "nested boxes": "<div>" * 50_000 + story(),
    "nested inline": story() + "<span>" * 50_000,
    "unclosed scripts": "<script>" * 5_000 + story(),
    "unclosed comments": "<!--" * 5_000 + story(),
    "many links": "<ul>" + "<li><a href=/n>more news</a></li>" * 20_000 + "</ul>" + story(),
    "long attribute": f'<div data-x="{"a" * 3_000_000}">' + story(),
    "wide": f"<main {' '.join(f'a{n}' for n in range(60_000))}>" + story(),
    "wide with brackets": "<main " + " ".join(f"a{n}='>'" for n in range(60_000)) + ">" + story(),
    "spaces": f"<p>{' ' * 2_000_000}</p>" + story(),
    "digits": f"<p>{'2020-' * 100_000}</p>" + story(),
    "years in numerals": f"<p>{'二〇二六年' * 100_000}</p><p>{'二〇' * 70}年</p>" + story(),
    "entities": f"<p>{'&amp;lt;' * 100_000}</p>" + story(),
    "headings": "<h1>News</h1>" * 5_000 + story(),
    "meta tags": story(head="<title>Rail</title>" + "<meta property=og:title content=Rail>" * 10_000),
    "deep data": story(head=f"<title>R</title><script type=application/ld+json>{'[' * 50_000}{']' * 50_000}</script>"),
    "odd data": story(
        head='<script type=application/ld+json>{"@type":["NewsArticle",null,7],"headline":[null,{"a":1}],"author":[[{"name":{"x":[1]}}],5],'
        '"image":[[null]]}</script>'
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_article_is_read_all_the_same(name: str) -> None:
    article = parse_article(page(PAGES[name]))
    assert SENTENCE in article.text
    assert len(article.text) < 1_100_000


@pytest.mark.parametrize(
    "body",
    [
        "<p>" * 20_000,
        "<b><p>words " * 3_000,
        "<table><tr><td>" * 3_000 + "x",
        "<frameset cols='*'><frame src=a></frameset>",
        "\ud7ff" * 10,
        "".join(
            f"<figure>What number {n} said is set apart.</figure><p>Number {n} has said it.</p>" for n in range(9_000)
        ),
    ],
)
def test_whatever_it_is_it_ends(body: str) -> None:
    with suppress(PageError):
        assert parse_article(page(body)).text
