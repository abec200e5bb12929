"""Bodies made to harm: each ends in one clear line, at a bounded cost."""

from __future__ import annotations

import contextlib
import gzip
import json
import time
import zlib

import pytest

from crawler.discover import links, read_index
from crawler.errors import DiscoverError
from tests.discover.conftest import MakePage

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 12}">' for n in range(9))
    + "]><rss><channel><item><title>&j;</title><link>/1</link></item></channel></rss>"
)
LONG = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 60_000}">]><rss><channel><title>{"&a;" * 60_000}</title></channel></rss>'
OUTSIDE = (
    '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/evil.dtd" [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>'
    "<rss><channel><item><title>Good news &x;</title><link>https://herald.example/good</link></item></channel></rss>"
)


@pytest.mark.parametrize("bomb", [LAUGHS, LONG])
def test_entity_bombs(page: MakePage, bomb: str) -> None:
    with pytest.raises(DiscoverError, match="entity"):
        links(page(bomb))


def test_outside_entities_are_neither_fetched_nor_kept(page: MakePage) -> None:
    (link,) = links(page(OUTSIDE))
    assert (link.url, link.title) == ("https://herald.example/good", "Good news")


@pytest.mark.parametrize("comment", ["<!-- <rss> -->", "<!-- <!DOCTYPE -->", "<!-- <b> -->", "<!-- > -->"])
def test_an_entity_bomb_behind_a_comment_never_goes_off(page: MakePage, comment: str) -> None:
    try:
        found = links(page(LAUGHS.replace("?><!DOCTYPE", f"?>{comment}<!DOCTYPE")))
    except DiscoverError:
        return
    assert all(len(link.title or "") < 100 for link in found)


@pytest.mark.parametrize("layers", [1, 2])
def test_gzip_bombs(page: MakePage, layers: int) -> None:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(pack.compress(bytes(2**20)) for _ in range(100)) + pack.flush()
    with pytest.raises(DiscoverError, match="bomb"):
        links(page(bomb if layers == 1 else gzip.compress(bomb)))


def test_a_gzip_body_of_ever_more_members(page: MakePage) -> None:
    """Each costs little; the time must not grow with the square of their number."""
    row = gzip.compress(b"<url><loc>https://herald.example/1</loc></url>")
    index = read_index(page(gzip.compress(b"<urlset>") + row * 20_000))
    assert [link.url for link in index.links] == ["https://herald.example/1"]


def test_a_gzip_body_that_is_cut_off_gives_what_it_holds(page: MakePage) -> None:
    rows = "".join(f"<url><loc>https://herald.example/{n * 7919}</loc></url>" for n in range(5000))
    whole = gzip.compress(f"<urlset>{rows}</urlset>".encode())
    index = read_index(page(whole[: len(whole) // 2]))
    assert index.mended
    assert 1000 < len(index.links) < 5000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   \n",
        b"\x1f\x8bnot gzip at all",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"{",
        b'{"a": 1}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"9" * 6000 + b"]}",
        b"<rss>" + b"<a>" * 100_000,
        b"<rss><channel>" + b"<![CDATA[" * 50_000,
        b"<!DOCTYPE rss [" + b"<!--" * 50_000,
        b"<!DOCTYPE rss [" + b'"' * 50_001,
        b"<div>" * 100_000,
        b"<rss><channel><item><link>" + b"&" * 200_000,
        b"<html>" + b"\x00" * 10_000,
    ],
)
def test_what_cannot_be_read_is_one_clear_line(page: MakePage, body: bytes) -> None:
    with pytest.raises(DiscoverError) as caught:
        links(page(body))
    assert str(caught.value).startswith("https://herald.example/feed.xml: ")
    assert "\n" not in str(caught.value)


def test_too_large(page: MakePage) -> None:
    with pytest.raises(DiscoverError, match="larger than 50 MB"):
        links(page(b"<urlset>" + b" " * 52_428_800))
    with pytest.raises(DiscoverError, match="more than 16 MB"):
        links(page(b"<rss>" + b" " * 17_000_000))
    with pytest.raises(DiscoverError, match="more than 16 MB"):
        links(page(b"<html>" + b" " * 17_000_000))


def test_fifty_thousand_entries_and_not_more(page: MakePage) -> None:
    rows = "".join(f"<url><loc>https://herald.example/{n}</loc></url>" for n in range(50_010))
    found = links(page(f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</urlset>"))
    assert len(found) == 50_000


def test_links_that_are_no_pages(page: MakePage) -> None:
    hrefs = (
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "ftp://h.example/x",
        "http://",
        "http://[::1",
        "//",
        "http://h:0/",
        "x" * 3000,
    )
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": href} for href in (*hrefs, "/good")]}
    assert [link.url for link in links(page(json.dumps(feed)))] == ["https://herald.example/good"]


@pytest.mark.parametrize("attribute", ['a{}="x"', "a{}", 'a{}="<b>"', "a{}='>'", "a{}=x/"])
def test_an_element_of_very_many_attributes(page: MakePage, attribute: str) -> None:
    wide = " ".join(attribute.format(n) for n in range(200_000))
    link = '<a href="/2026/11/20/kenya-and-laos-sign-an-agreement.html">Kenya and Laos sign an agreement on freight</a>'
    found = links(page(f"<html><body><main {wide}>{link}</main></body></html>", "https://herald.example/"))
    assert [one.url for one in found] == ["https://herald.example/2026/11/20/kenya-and-laos-sign-an-agreement.html"]


def test_a_long_attribute_is_no_harm(page: MakePage) -> None:
    told = "x" * 50_000
    link = f'<a data-told="{told}" href="/2026/11/20/a-b-c-d.html">Kenya and Laos sign an agreement on freight</a>'
    assert len(links(page(f"<html><body>{link}</body></html>"))) == 1


def test_a_page_of_very_many_links(page: MakePage) -> None:
    row = '<a href="/news/{n}.html">The ministers of two countries meet again, day {n}</a>'
    found = links(page("".join(row.format(n=n) for n in range(20_000)), "https://herald.example/"))
    assert len(found) == 5_000


@pytest.mark.parametrize("head", ["<rss><channel>", "<urlset>"])
def test_ten_times_the_prefixes_take_ten_times_the_time_not_a_hundred(page: MakePage, head: str) -> None:
    def seconds(prefixes: int) -> float:
        hostile = page(head + "".join(f"<p{number}:a/>" for number in range(prefixes)))
        began = time.process_time()
        with contextlib.suppress(DiscoverError):
            links(hostile)
        return time.process_time() - began

    few = min(seconds(6_000) for _ in range(3))
    assert seconds(60_000) < 40 * few


def test_one_row_of_data_that_thousands_of_keys_mean(page: MakePage) -> None:
    titles = [
        {"title": f"Two states agree on railway number {number}", "url": f"/2026/11/20/railway-{number}-agreed"}
        for number in range(1000)
    ]
    data = json.dumps([titles, {f"k{number}": 0 for number in range(1000)}, {"a": 1}, {"b": 1}])
    body = f"<html><body><script type='application/json'>{data}</script></body></html>"
    began = time.process_time()
    found = links(page(body, "https://herald.example/news", content_type="text/html"))
    assert len(found) == 1000
    assert time.process_time() - began < 1.5


def test_scripts_that_hold_markup_and_do_not_end(page: MakePage) -> None:
    def seconds(opened: int) -> float:
        body = f"<html><body>{'<script type=text/html>href ' * opened}</script></body></html>"
        began = time.process_time()
        with contextlib.suppress(DiscoverError):
            links(page(body, "https://herald.example/news", content_type="text/html"))
        return time.process_time() - began

    few = min(seconds(2_000) for _ in range(3))
    assert seconds(20_000) < 40 * max(few, 0.005)
