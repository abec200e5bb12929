"""RSS of every age, Atom and JSON Feed, as they are meant to be."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.discover import links, read_index
from crawler.model import Link
from tests.discover.conftest import MakePage

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>The Herald</title><link>https://herald.example/</link><description>News</description><ttl>90</ttl>
<skipHours><hour>2</hour><hour>3</hour></skipHours>
<item><title>Kenya &amp;amp; Laos open a port</title><link>https://herald.example/2026/port</link>
<media:title>not this</media:title><guid isPermaLink="false">17</guid><pubDate>Fri, 20 Nov 2026 18:30:00 +0800</pubDate>
<description>&lt;p&gt;The port &lt;b&gt;opened&lt;/b&gt; today.&lt;/p&gt;&lt;p&gt;Ships came.&lt;/p&gt;</description></item>
<item><title>Second</title><guid>https://herald.example/2026/second</guid><dc:date>2026-11-19T08:00:00Z</dc:date></item>
</channel></rss>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://herald.example/"><title>Old</title><link>https://herald.example/</link></channel>
<item rdf:about="https://herald.example/1"><title>One</title><link>https://herald.example/1</link><dc:date>2026-11-20</dc:date></item>
</rdf:RDF>"""

RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Older</title><link>https://herald.example/</link>
<item><title>Caf&eacute; opens</title><link>https://herald.example/cafe</link></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://herald.example/news/"><title>Atom</title>
<link rel="next" href="?page=2"/>
<entry><title type="html">Ministers &lt;i&gt;meet&lt;/i&gt;</title><link rel="edit" href="/edit/1"/><link href="one.html"/>
<id>tag:herald.example,2026:1</id><updated>2026-11-20T10:00:00+08:00</updated><summary>They met.</summary></entry>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Plain <b>bold</b></div></title>
<link rel="alternate" type="application/pdf" href="two.pdf"/><link rel="alternate" type="text/html" href="two.html"/>
<published>2026-11-18T00:00:00Z</published><updated>2026-11-20T00:00:00Z</updated></entry></feed>"""


def test_rss_2(page: MakePage) -> None:
    index = read_index(page(RSS))
    assert (index.kind, index.title, index.ttl, index.skip_hours, index.mended) == (
        "rss",
        "The Herald",
        5400,
        (2, 3),
        False,
    )
    assert index.links == (
        Link(
            url="https://herald.example/2026/port",
            title="Kenya & Laos open a port",
            published=datetime(2026, 11, 20, 10, 30, tzinfo=UTC),
            summary="The port opened today. Ships came.",
        ),
        Link(url="https://herald.example/2026/second", title="Second", published=datetime(2026, 11, 19, 8, tzinfo=UTC)),
    )
    assert index.newest == datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


def test_rss_1(page: MakePage) -> None:
    assert links(page(RDF)) == (
        Link(url="https://herald.example/1", title="One", published=datetime(2026, 11, 20, tzinfo=UTC)),
    )


def test_rss_091_with_its_document_type(page: MakePage) -> None:
    assert links(page(RSS_091)) == (Link(url="https://herald.example/cafe", title="Café opens"),)


def test_atom(page: MakePage) -> None:
    index = read_index(page(ATOM))
    assert (index.kind, index.next_page) == ("atom", "https://herald.example/feed.xml?page=2")
    assert [(link.url, link.title) for link in index.links] == [
        ("https://herald.example/news/one.html", "Ministers meet"),
        ("https://herald.example/news/two.html", "Plain bold"),
    ]
    assert [link.published for link in index.links] == [
        datetime(2026, 11, 20, 2, tzinfo=UTC),
        datetime(2026, 11, 18, tzinfo=UTC),
    ]


def test_jsonfeed(page: MakePage) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON",
        "next_url": "/feed2.json",
        "items": [
            {
                "id": "1",
                "url": "/a/1",
                "title": "A",
                "content_html": "<p>x</p>",
                "date_published": "2026-11-20T10:00:00Z",
            },
            {"id": "https://herald.example/a/2", "content_text": "Only text"},
            {"id": "3"},
            "nonsense",
        ],
    }
    index = read_index(page(json.dumps(feed)))
    assert (index.kind, index.next_page) == ("jsonfeed", "https://herald.example/feed2.json")
    assert index.links == (
        Link(url="https://herald.example/a/1", title="A", published=datetime(2026, 11, 20, 10, tzinfo=UTC)),
        Link(url="https://herald.example/a/2", summary="Only text"),
    )


def test_wordpress_counts_its_pages(page: MakePage) -> None:
    feed = RSS.replace("<ttl>90</ttl>", "<generator>https://wordpress.org/?v=6.4</generator>")
    assert read_index(page(feed, "https://herald.example/feed/")).next_page == "https://herald.example/feed/?paged=2"
    second = read_index(page(feed, "https://herald.example/feed/?paged=2"))
    assert second.next_page == "https://herald.example/feed/?paged=3"


@pytest.mark.parametrize(
    ("period", "frequency", "seconds"),
    [("hourly", "1", 3600), ("daily", "4", 21600), ("weekly", "", 604800), ("often", "1", None)],
)
def test_syndication_period(page: MakePage, period: str, frequency: str, seconds: int | None) -> None:
    told = f"<sy:updatePeriod> {period} </sy:updatePeriod><sy:updateFrequency>{frequency}</sy:updateFrequency>"
    assert read_index(page(RSS.replace("<ttl>90</ttl>", told))).ttl == seconds
