"""What headers and heads of pages say: pure readings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import Request, Response

from crawler.fetch.errand import META, Errand, headers_for
from crawler.fetch.fresh import conditional_headers, max_age, page_of, visit_of
from crawler.fetch.patience import retry_after
from crawler.fetch.redirect import Redirects, refresh
from crawler.model import Source, Validators

NOW = datetime(2026, 11, 8, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None), (b"", None), (b"120", 120.0), (b" 5 ", 5.0), (b"0", 0.0), (b"-1", None), (b"1e9", None), (b"99999999999999", None),
        (b"999999999", 7 * 86400.0), (b"Sun, 08 Nov 2026 12:00:30 GMT", 30.0), (b"Sun, 08 Nov 2026 11:00:00 GMT", 0.0),
        (b"Sun, 08 Nov 2026 20:00:30 +0800", 30.0), (b"Sunday, 08-Nov-26 12:00:30 GMT", 30.0), (b"soon", None), (b"\xff\xfe", None),
    ],
)  # fmt: skip
def test_retry_after_in_both_forms(value, seconds):
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("head", "where"),
    [
        (b'<meta http-equiv="refresh" content="0; url=/next">', "/next"),
        (b"<META HTTP-EQUIV=Refresh CONTENT='3;URL=http://x.example/a?b=1&amp;c=2'>", "http://x.example/a?b=1&c=2"),
        (b'<meta content="0;url=\'/q\'" http-equiv="refresh">', "/q"),
        (b'<meta http-equiv="refresh" content="300">', None),
        (b'<meta http-equiv="refresh" content="300; url=/reload">', None),
        (b'<noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript>', None),
        (b'<!-- <meta http-equiv="refresh" content="0; url=/old"> -->', None),
        (b'<meta name="refresh" content="0; url=/x">', None),
        (b"please refresh the page", None),
    ],
)
def test_where_an_interstitial_leads(head, where):
    assert refresh(b"<html><head>" + head + b"</head></html>") == where


def test_a_hostile_head_costs_no_time():
    assert refresh(b"<meta http-equiv=refresh " * 400) is None
    assert refresh(b"<!--" * 2000 + b"refresh") is None


def test_validators_are_asked_with_until_a_day_has_passed():
    known = Validators(etag='"a"', last_modified="Sun, 08 Nov 2026 11:00:00 GMT", full_at=NOW - timedelta(hours=1))
    assert conditional_headers(known, NOW, DAY) == {"If-None-Match": '"a"', "If-Modified-Since": known.last_modified}
    assert conditional_headers(known, NOW + DAY, DAY) == {}
    assert conditional_headers(None, NOW, DAY) == {}
    assert conditional_headers(Validators(etag=None, last_modified="x", full_at=NOW), NOW, DAY) == {
        "If-Modified-Since": "x"
    }


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(b"max-age=60", 60), (b"public, Max-Age = 5", 5), (b"s-maxage=9", None), (b"no-store", None), (b"", None)],
)
def test_max_age(value, seconds):
    assert max_age(Response("http://x.example/", headers={"Cache-Control": value})) == seconds


def test_the_last_sight_of_a_response():
    response = Response(
        "http://x.example/b",
        status=200,
        headers={"ETag": b'"a"', "Set-Cookie": [b"a=1", b"b=2"], "X": "é".encode()},
        body=b"b",
    )
    page = page_of(response, NOW)
    assert (page.url, page.body, page.fetched_at) == ("http://x.example/b", b"b", NOW)
    assert page.headers["set-cookie"] == "a=1, b=2"
    errand = Errand(source=Source(name="h", title="H", url="http://x.example/"), role="page", url="http://x.example/a")
    visit = visit_of(errand, response, "kept")
    assert (visit.url, visit.final_url, visit.etag, visit.status) == (
        "http://x.example/a",
        "http://x.example/b",
        '"a"',
        200,
    )


@pytest.mark.parametrize("tag", [b"a" * 2000, b'"a\x00b"', b""])
def test_a_strange_validator_is_not_kept(tag):
    errand = Errand(source=Source(name="h", title="H", url="http://x.example/"), role="page", url="http://x.example/a")
    assert visit_of(errand, Response("http://x.example/a", headers={"ETag": tag}), "list").etag is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Expires": "Sun, 08 Nov 2026 14:00:00 GMT", "Date": "Sun, 08 Nov 2026 12:30:00 GMT"}, 5400.0),
        ({"Expires": "Sun, 08 Nov 2026 12:00:00 GMT", "Date": "Sun, 08 Nov 2026 12:30:00 GMT"}, 0.0),
        ({"Expires": "Sun, 08 Nov 2026 14:00:00 GMT"}, None),
        ({"Expires": "0", "Date": "Sun, 08 Nov 2026 12:30:00 GMT"}, None),
        ({"Expires": "Sun, 08 Nov 2026 14:00:00 GMT", "Date": "Sun, 08 Nov 2026 12:30:00 GMT", "Cache-Control": "no-cache"}, None),
        ({"Expires": "Sun, 08 Nov 2026 14:00:00 GMT", "Date": "Sun, 08 Nov 2026 12:30:00 GMT", "Cache-Control": "max-age=60"}, 60.0),
    ],
)  # fmt: skip
def test_expires_counts_where_no_max_age_is_said(headers, seconds):
    assert max_age(Response("http://x.example/", headers=headers)) == seconds


def led(target: bytes, url: str = "https://herald.example/feed.xml", **headers: str) -> Request:
    """The request that follows a redirect to there."""
    source = Source(name="herald", title="H", url="https://herald.example/", hosts=("cdn.example",), headers=headers)
    request = Request(url, headers=headers, meta={META: Errand(source=source, role="index", url=url)})
    answer = Response(url, status=302, headers={"Location": target})
    following = Redirects().process_response(request, answer)
    assert isinstance(following, Request)
    return following


SECRETS = {"Authorization": "Bearer 1", "Cookie": "a=1", "X-Key": "2", "Accept": "application/rss+xml"}


@pytest.mark.parametrize(
    ("target", "heard"),
    [
        (b"/feed2.xml", True), (b"https://www.herald.example/feed2.xml", True), (b"https://cdn.example/feed.xml", True),
        (b"https://feeds.elsewhere.example/herald", False), (b"//herald.example:8443/feed.xml", False),
        (b"http://herald.example/feed.xml", False),
    ],
)  # fmt: skip
def test_what_a_source_file_adds_to_requests_no_other_host_hears(target, heard):
    following = led(target, **SECRETS)
    assert [name in following.headers for name in SECRETS] == [heard, heard, heard, True]


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("/caf\xe9/1".encode("latin-1"), "https://herald.example/caf%E9/1"),
        ("/新闻/1.html".encode("gbk"), "https://herald.example/%D0%C2%CE%C5/1.html"),
        ("/新闻/1.html".encode(), "https://herald.example/%E6%96%B0%E9%97%BB/1.html"),
        (b"next?a=b c", "https://herald.example/next?a=b%20c"),
    ],
)
def test_a_redirect_is_followed_in_the_bytes_that_the_server_sent(target, url):
    assert led(target).url == url


def test_an_index_on_another_host_is_asked_for_without_them():
    source = Source(name="herald", title="H", url="https://herald.example/", headers=SECRETS)
    assert headers_for(source, "https://herald.example/map.xml") == SECRETS
    assert headers_for(source, "https://maps.elsewhere.example/1.xml") == {"Accept": "application/rss+xml"}
