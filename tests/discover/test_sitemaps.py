"""Sitemaps of every kind."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from crawler.discover import links, read_index
from crawler.errors import DiscoverError
from crawler.model import Link, Source
from tests.discover.conftest import MakePage

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
URLSET = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by a machine -->
<urlset {NS}>
<url><loc>https://herald.example/old?a=1&amp;b=2</loc><lastmod>2026-10-01</lastmod></url>
<url><loc> https://herald.example/none </loc></url>
<url><image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><image:loc>https://herald.example/a.jpg</image:loc>
<image:title>A picture</image:title></image:image><loc>/relative</loc><lastmod>2026-11-20T10:00:00+08:00</lastmod></url>
<url><loc>ftp://herald.example/file</loc></url>
<url><loc>https://herald.example/news</loc><news:news><news:publication><news:name>H</news:name></news:publication>
<news:publication_date>2026-11-21</news:publication_date><news:title>Ministers &amp; mayors meet</news:title></news:news></url>
</urlset>"""
INDEX = f"""<sitemapindex {NS}><sitemap><loc>https://herald.example/old.xml.gz</loc><lastmod>2020-01-01</lastmod></sitemap>
<sitemap><loc>https://herald.example/sitemap.xml</loc></sitemap>
<sitemap><loc>https://herald.example/new.xml</loc><lastmod>2026-11-20</lastmod></sitemap>
<sitemap><loc>https://herald.example/new.xml</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda body: gzip.compress(gzip.compress(body))])
def test_pages_come_newest_first(page: MakePage, pack: type[bytes]) -> None:
    index = read_index(
        page(pack(URLSET.encode()), "https://herald.example/sitemap.xml.gz", content_type="application/x-gzip")
    )
    assert (index.kind, index.mended) == ("sitemap", False)
    assert index.links == (
        Link(
            url="https://herald.example/news",
            title="Ministers & mayors meet",
            published=datetime(2026, 11, 21, tzinfo=UTC),
        ),
        Link(url="https://herald.example/relative", published=datetime(2026, 11, 20, 2, tzinfo=UTC)),
        Link(url="https://herald.example/old?a=1&b=2", published=datetime(2026, 10, 1, tzinfo=UTC)),
        Link(url="https://herald.example/none"),
    )


def test_an_index_names_its_children_but_never_itself(page: MakePage) -> None:
    found = page(INDEX, "https://herald.example/sitemap.xml")
    index = read_index(found)
    assert (index.kind, index.links) == ("sitemapindex", ())
    assert index.sitemaps == ("https://herald.example/new.xml", "https://herald.example/old.xml.gz")
    assert [link.url for link in links(found)] == list(index.sitemaps)


def test_a_sitemap_that_is_cut_off(page: MakePage) -> None:
    index = read_index(page(URLSET[: URLSET.index("<url><loc>ftp")], "https://herald.example/sitemap.xml"))
    assert index.mended
    assert [(link.url, link.published) for link in index.links] == [
        ("https://herald.example/relative", datetime(2026, 11, 20, 2, tzinfo=UTC)),
        ("https://herald.example/old?a=1&b=2", datetime(2026, 10, 1, tzinfo=UTC)),
        ("https://herald.example/none", None),
    ]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("a=1&amp;b=2", "a=1&b=2"),
        (' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"', ""),
        ('xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', ""),
        ("Ministers &amp; mayors", "Ministers&nbsp;&amp; mayors"),
    ],
    ids=["a bare &", "a prefix of pictures", "a prefix of news", "an entity of HTML"],
)
def test_what_breaks_a_sitemap_costs_it_no_dates_and_no_titles(page: MakePage, good: str, bad: str) -> None:
    assert good in URLSET
    whole, broken = (read_index(page(text)) for text in (URLSET, URLSET.replace(good, bad)))
    assert broken.mended
    assert set(broken.links) == set(whole.links)
    assert broken.links[0] == whole.links[0]


def test_an_index_with_a_bare_ampersand_names_the_newest_first(page: MakePage) -> None:
    rows = "".join(
        f"<sitemap><loc>https://herald.example/map?y={year}&m=1</loc><lastmod>{year}-01-31</lastmod></sitemap>"
        for year in (2024, 2025, 2026)
    )
    index = read_index(page(f"<sitemapindex {NS}>{rows}</sitemapindex>"))
    assert index.sitemaps == tuple(f"https://herald.example/map?y={year}&m=1" for year in (2026, 2025, 2024))


def test_an_index_that_is_broken(page: MakePage) -> None:
    index = read_index(page(INDEX.replace("</sitemap>", "", 1) + "&", "https://herald.example/sitemap.xml"))
    assert "https://herald.example/new.xml" in index.sitemaps


def test_a_list_of_addresses_as_text(page: MakePage) -> None:
    body = "https://herald.example/1\r\nhttps://herald.example/2\n\nnonsense\n"
    assert [link.url for link in links(page(body, content_type="text/plain"))] == [
        "https://herald.example/1",
        "https://herald.example/2",
    ]


def test_an_empty_sitemap_is_no_error(page: MakePage) -> None:
    assert links(page(f"<urlset {NS}></urlset>")) == ()


def test_a_web_page_at_a_sitemaps_address(page: MakePage) -> None:
    source = Source(
        name="h", title="H", url="https://herald.example/", sitemaps=("https://herald.example/sitemap.xml",)
    )
    with pytest.raises(DiscoverError, match="a web page stands where"):
        links(
            page("<html><body><a href='/2026/11/20/1.html'>A long headline about nothing</a>", source.sitemaps[0]),
            source,
        )


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (
            ("post-sitemap.xml", "post-sitemap2.xml", "page-sitemap.xml", "post_tag-sitemap.xml", "author-sitemap.xml"),
            ("post-sitemap.xml", "post-sitemap2.xml"),
        ),
        (
            ("wp-sitemap-posts-post-1.xml", "wp-sitemap-posts-page-1.xml", "wp-sitemap-taxonomies-post_tag-1.xml"),
            ("wp-sitemap-posts-post-1.xml",),
        ),
        (("pages.xml.gz", "sitemap-authors.xml", "sitemap-2026-11.xml"), ("sitemap-2026-11.xml",)),
        (("article-page-sitemap.xml", "author-sitemap.xml"), ("article-page-sitemap.xml",)),
        (("page-1.xml", "page-2.xml", "news.xml"), ("page-1.xml", "page-2.xml", "news.xml")),
        (("pages.xml", "category-sitemap.xml"), ("pages.xml", "category-sitemap.xml")),
    ],
)  # fmt: skip
def test_children_called_by_what_is_no_article_are_left_out(
    page: MakePage, names: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    rows = "".join(f"<sitemap><loc>https://herald.example/{name}</loc></sitemap>" for name in names)
    index = read_index(page(f"<sitemapindex {NS}>{rows}</sitemapindex>", "https://herald.example/index.xml"))
    assert index.sitemaps == tuple(f"https://herald.example/{name}" for name in kept)
