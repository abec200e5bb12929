"""What a list says of an article where its page says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.model import Article, Link, Page
from crawler.pages import parse_article
from crawler.reading.listed import completed

DAY, MOMENT = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
URL = "https://ministry.example/view?id=7"


@pytest.fixture
def article() -> Article:
    """One whose page tells neither headline nor day."""
    rows = "".join(
        f"<p>The ministries of both countries agreed on part {n} of the joint project at length.</p>" for n in range(9)
    )
    page = Page(url=URL, body=f"<html><body><div>{rows}</div></body></html>".encode(), headers={}, fetched_at=MOMENT)
    found = parse_article(page)
    assert (found.title_derived, found.published) == (True, None)
    return found


def test_headline_and_day(article: Article) -> None:
    found = completed(article, Link(url=URL, title="Two ministries agree on a project", published=DAY))
    assert (found.title, found.title_derived) == ("Two ministries agree on a project", False)
    assert (found.published, found.published_precision, found.published_inferred) == (DAY, "day", ())
    assert found.extractor.split()[0] == "title=list"
    assert "published=list" in found.extractor
    assert completed(article, Link(url=URL, title="Two", published=MOMENT)).published_precision == "minute"
    midnight = Link(url=URL, title="Two", published=datetime(2026, 11, 19, 16, tzinfo=UTC))
    assert completed(article, midnight).published_precision == "minute"
    assert completed(article, midnight, "Asia/Shanghai").published_precision == "day"


def test_what_the_page_says_stays(article: Article) -> None:
    whole = replace(article, title="Its own", title_derived=False, published=DAY, published_precision="day")
    assert completed(whole, Link(url=URL, title="Another headline", published=MOMENT)) == whole


@pytest.mark.parametrize("link", [None, Link(url=URL), Link(url=URL, published=DAY)])
def test_a_sitemap_tells_only_the_last_change(article: Article, link: Link | None) -> None:
    assert completed(article, link) == article


def test_a_headline_that_is_cut_short_is_none(article: Article) -> None:
    found = completed(article, Link(url=URL, title="Two ministries agree on ...", published=DAY))
    assert (found.title, found.published) == (article.title, DAY)
