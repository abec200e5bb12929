"""Whatever the bytes: links, or one clear DiscoverError."""

from __future__ import annotations

import gzip
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.discover import acceptable, links, read_index, suggest
from crawler.errors import DiscoverError
from crawler.model import Api, Listing, Page, Source

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SOURCE = Source(
    name="any",
    title="Any",
    url="https://any.example/",
    zone="Asia/Shanghai",
    article=r"\d",
    date_formats=("%d.%m.%y",),
    listing=Listing(item="li", link="a", title="h2", published=".date::text", next_page="//a[@class='next']/@href"),
    apis=(Api(url="https://any.example/api", entries="a.b", follow="data=(.*)", template="https://any.example/{}"),),
)
PIECES = st.sampled_from(
    [
        "<rss>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "</link>",
        "<feed>", "<entry>", "</entry>", "<link href='/1'/>", "<a href='/2026/11/20/1.html'>", "</a>", "<li>", "<h2>",
        "<html>", "<body>", "<urlset>", "<url>", "<loc>", "https://any.example/1", "</loc>", "</url>",
        "<sitemapindex>", "<sitemap>", "<lastmod>", "2026-11-20T25:61:00+99:99", "<!DOCTYPE rss [", "<!ENTITY a '",
        "]>", "&a;", "&", "<![CDATA[", "]]>", "<?xml version='1.0' encoding='utf-16'?>", '{"items":', "[", "]", "}",
        '"url"', ":", '"a":{"b":', "11111111111111111111", '\x00', '\ud7ff', "<base href='http://[bad'>", "<pubDate>",
        "Mon, 31 Feb 2026", "http://any.example:99999/", " ", "12-31 23:59", "<x:y z='", "xmlns='", "'", "昨天 99:99",
        "<meta charset=hz>", "<title>|</title>",
    ]
)  # fmt: skip


def attempt(body: bytes, headers: dict[str, str], source: Source | None, path: str = "list") -> None:
    page = Page(url=f"https://any.example/{path}", body=body, headers=headers, fetched_at=NOW)
    try:
        index = read_index(page, source)
        found = links(page, source)
    except DiscoverError as error:
        told = str(error)
    else:
        told = ""
        assert all(link.url.startswith("http") for link in found)
        assert index.links == found or index.sitemaps
        acceptable(SOURCE, found)
    try:
        suggest(page)
    except DiscoverError as error:
        told += str(error)
    assert "\n" not in told


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"\x1f\x8b", b"<rss>", b"<html>", b"{", b"\xff\xfe", b"http://a/\n"])
)
def test_any_bytes(body: bytes, start: bytes) -> None:
    attempt(start + body, {}, None)
    attempt(gzip.compress(start + body), {"content-type": "application/xml; charset=big5"}, SOURCE, "api")


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(PIECES, max_size=30), st.sampled_from(["", "text/xml; charset=utf-16", "text/html; charset=hz", "\x00"])
)
def test_any_pieces_of_documents(pieces: list[str], label: str) -> None:
    body = "".join(pieces).encode("utf-8", "surrogatepass")
    attempt(body, {"content-type": label}, SOURCE)
    attempt(body, {"content-type": label}, None, "robots.txt")


EXAMPLES = sorted(
    path for path in (Path(__file__).parents[1] / "examples").glob("*/*/*") if path.stem in ("list", "feed", "api")
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_damaged_lists(path: Path) -> None:
    """Bytes lost, doubled, swapped or cut off, anywhere in a list that was sound."""
    whole, rng = path.read_bytes(), random.Random(path.parts[-3])
    for _ in range(10):
        body = bytearray(whole)
        for _ in range(rng.randint(1, 6)):
            at, size = rng.randrange(len(body)), rng.choice((1, 1, 3, 40, 400))
            match rng.randrange(5):
                case 0:
                    del body[at : at + size]
                case 1:
                    body[at:at] = body[at : at + size]
                case 2:
                    body[at : at + size] = rng.randbytes(size)
                case 3:
                    body[at : at + 1] = rng.choice((b"<", b">", b"&", b'"', b"]]>", b"<!--", b"\x00"))
                case _:
                    del body[max(1, at) :]
            body = body or bytearray(b" ")
        attempt(bytes(body), {}, SOURCE)
