"""Articles of several pages."""

from __future__ import annotations

import pytest

from crawler.model import Selectors
from crawler.pages import join_pages, next_page, parse_article
from tests.pages.making import page, source, story


@pytest.mark.parametrize(
    ("url", "link", "found"),
    [
        ("https://news.example/a/12.html", '<a href="12_2.html">Next page</a>', "https://news.example/a/12_2.html"),
        ("https://news.example/a/12_2.html", '<a href="/a/12_3.html">下一页</a>', "https://news.example/a/12_3.html"),
        (
            "https://news.example/a?id=7",
            '<link rel="next" href="/a?id=7&page=2">',
            "https://news.example/a?id=7&page=2",
        ),
        ("https://news.example/a/12.html", '<a href="13.html">Next</a>', None),
        ("https://news.example/a/12.html", '<a href="https://other.example/a/12_2.html">Next page</a>', None),
        ("https://news.example/a/12.html", '<a href="javascript:next()">Next page</a>', None),
    ],
)
def test_next_page(url: str, link: str, found: str | None) -> None:
    assert next_page(page(story(link), url=url)) == found


def test_next_page_by_selector() -> None:
    known = source(selectors=(Selectors(next_page="a.more"),))
    assert (
        next_page(page(story('<a class=more href="/b/part-two.html">On</a>')), known)
        == "https://news.example/b/part-two.html"
    )
    assert next_page(page(story()), known) is None


def test_pages_are_joined_in_order_and_repeat_nothing() -> None:
    first = parse_article(page(story("<p>This is the end of the first of the two pages.</p>")))
    second = parse_article(
        page(
            story("<p>This is the end of the second of the two pages.</p><p>(Editor: Li Er)</p>"),
            url="https://news.example/x_2.html",
        )
    )
    whole = join_pages([first, second])
    assert whole.url == first.url
    assert whole.text.endswith("first of the two pages.\n\nThis is the end of the second of the two pages.")
    assert whole.text.count("1. The two") == 1
    assert whole.editor == "Li Er"
    assert whole.extractor.endswith("pages=2")
    assert join_pages([first]) == first
    with pytest.raises(ValueError, match="at least one"):
        join_pages([])
