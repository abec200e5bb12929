"""What `silkwire sources add` is offered."""

from __future__ import annotations

import pytest

from crawler.discover import suggest
from crawler.errors import DiscoverError
from tests.discover.conftest import MakePage
from tests.discover.sites import SITES, Site


@pytest.mark.parametrize("site", [site for site in SITES if len(site.articles) > 4], ids=lambda site: site.name)
def test_a_page_that_lists_articles_is_offered_itself(page: MakePage, site: Site) -> None:
    found = suggest(page(site.html, site.url))
    assert found.lists[0] == site.url
    assert not set(found.lists) & set(site.articles)


def test_declared_feeds_but_not_those_of_comments(page: MakePage) -> None:
    weblog = suggest(page(SITES[0].html, SITES[0].url))
    assert weblog.feeds == ("https://weblog.example/feed/",)
    assert (weblog.title, weblog.language) == ("Weblog Times", "en-GB")
    assert "https://weblog.example/sitemap.xml" in weblog.guesses
    assert "https://weblog.example/feed/" not in weblog.guesses


def test_feeds_sitemaps_and_sections_that_are_only_linked(page: MakePage) -> None:
    body = """<html><head><title>The Gazette | Home</title><link rel="sitemap" href="/maps/all.xml"></head><body>
    <a href="/about/">About</a><a href="/latest/">Latest news</a><a href="/press/releases">Press releases</a><a href="/xw/">国际新闻</a>
    <a href="/rss/world.xml"><img src="rss.png"></a><a href="/sitemap-news.xml.gz">Map</a>
    <a href="https://other.example/rss.xml">Their feed</a>
    <a href="/en/comments/feed/">Comments</a></body></html>"""
    found = suggest(page(body, "https://gazette.example/"))
    assert found.feeds == ("https://gazette.example/rss/world.xml",)
    assert found.sitemaps == ("https://gazette.example/maps/all.xml", "https://gazette.example/sitemap-news.xml.gz")
    assert found.lists == (
        "https://gazette.example/latest/",
        "https://gazette.example/press/releases",
        "https://gazette.example/xw/",
    )
    assert found.title == "The Gazette"


def test_robots(page: MakePage) -> None:
    body = (
        "User-agent: *\nDisallow: /x\nSitemap: https://gazette.example/a.xml\n  sitemap:/b.xml\nSitemap: javascript:1\n"
        + "\n" * 100_000
    )
    found = suggest(page(body, "https://gazette.example/robots.txt"))
    assert found.sitemaps == ("https://gazette.example/a.xml", "https://gazette.example/b.xml")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<rss><channel></channel></rss>", "feeds"),
        ('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feeds"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feeds"),
        ("<urlset></urlset>", "sitemaps"),
        ("<sitemapindex></sitemapindex>", "sitemaps"),
    ],
)
def test_an_entry_point_is_offered_itself(page: MakePage, body: str, kind: str) -> None:
    assert getattr(suggest(page(body, "https://gazette.example/it")), kind) == ("https://gazette.example/it",)


def test_what_cannot_be_read(page: MakePage) -> None:
    with pytest.raises(DiscoverError):
        suggest(page(b"\x1f\x8bno", "https://gazette.example/"))
