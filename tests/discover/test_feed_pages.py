"""Sources whose feed is all that can be read: each entry becomes a page."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from lxml import html

from crawler.discover import read_index
from crawler.model import Source
from tests.discover.conftest import NOW, MakePage

SOURCE = Source(
    name="corner", title="Corner", url="https://corner.example/", feeds=("https://corner.example/rss",), fetch="feed"
)
FEED = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<item><title>A &lt;b&gt; title</title><link>https://corner.example/1?a=1&amp;b=2</link>
<pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate>
<description>Only the start ...</description>
<content:encoded><![CDATA[<p>First paragraph.</p><p>Second &amp; last.</p>]]></content:encoded></item>
<item><title>Two</title><link>https://corner.example/2</link><description>One paragraph.

Another one.</description></item>
<item><title>Two again</title><link>https://corner.example/2</link><description>x</description></item>
<item><title>No text</title><link>https://corner.example/3</link></item>
<item><link>https://corner.example/4</link><description>No title</description></item></channel></rss>"""


def test_entries_become_pages(page: MakePage) -> None:
    index = read_index(page(FEED, "https://corner.example/rss"), SOURCE)
    assert [found.url for found in index.pages] == ["https://corner.example/1?a=1&b=2", "https://corner.example/2"]
    assert len(index.links) == 4
    first, second = (html.fromstring(found.body) for found in index.pages)
    assert index.pages[0].fetched_at == NOW
    assert [node.text_content() for node in first.iter("p")] == ["First paragraph.", "Second & last."]
    assert [node.text_content() for node in second.iter("p")] == ["One paragraph.", "Another one."]
    assert first.findtext(".//h1") == "A title"
    assert datetime.fromisoformat(
        first.xpath("string(//meta[@property='article:published_time']/@content)")
    ) == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_pages_are_made_only_where_the_source_asks_for_them(page: MakePage) -> None:
    assert read_index(page(FEED)).pages == ()
    assert read_index(page(FEED), Source(name="corner", title="Corner", url="https://corner.example/")).pages == ()


def test_json_feeds_and_broken_feeds_too(page: MakePage) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"url": "/1", "title": "One", "content_text": "a < b"}],
    }
    (one,) = read_index(page(json.dumps(feed), "https://corner.example/rss"), SOURCE).pages
    assert html.fromstring(one.body).findtext(".//p") == "a < b"
    broken = read_index(page(FEED.replace("</item>", "", 1), "https://corner.example/rss"), SOURCE)
    assert broken.mended
    assert broken.pages[0].url == "https://corner.example/1?a=1&b=2"
