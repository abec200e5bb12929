"""The conditional and coding headers, and the requests that the desk reads by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.web.ask import ask, read
from feeds.web.negotiate import coding, http_date, moment, tags


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, ""),
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip;q=0, *", "br"),
        ("br;q=0, *", "gzip"),
        ("identity;q=1, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip;q=1", "gzip"),
        ("gzip;q=nonsense", ""),
        ("gzip;q=0.001", "gzip"),
        ("gzip ; q=1.0", "gzip"),
        (",,, ;q=1,", ""),
        ("deflate, compress, zstd", ""),
    ],
)
def test_the_coding_that_is_liked_best(header, expected):
    assert coding(header) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        (b"*", {b"*"}),
        (b'"a"', {b"a"}),
        (b'W/"a", "b" ,"c"', {b"a", b"b", b"c"}),
        (b'"a,b"', {b"a,b"}),
        (b"unquoted", set()),
        (b"", set()),
    ],
)
def test_the_tags_that_a_reader_has(header, expected):
    assert tags(header) == expected


def test_dates_come_back():
    assert moment(http_date(1_700_000_000)) == 1_700_000_000
    assert moment("Sunday, 06-Nov-94 08:49:37 GMT") == 784111777
    assert moment("Sun Nov  6 08:49:37 1994") == 784111777
    for bad in ("", "yesterday", "Sun, 99 Nov 1994 99:99:99 GMT", "Mon, 01 Jan 99999 00:00:00 GMT", "\x00"):
        assert moment(bad) is None


@given(st.text(max_size=80))
def test_no_header_breaks_anything(text):
    coding(text)
    moment(text)
    tags(text.encode("utf-8", "replace"))


PLAIN = b"GET /feeds/all.atom HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN + b"\r\nGET",
        PLAIN + b"\r\n" + PLAIN + b"\r\n",
        PLAIN + b"Host: y\r\n\r\n",
        b"GET /feeds/all.atom HTTP/1.1\r\n\r\n",
        b"GET /feeds/all.atom HTTP/1.0\r\nHost: x\r\n\r\n",
        b"POST /feeds/all.atom HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /feeds/all.atom?token=a HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /feeds/%61ll.atom HTTP/1.1\r\nHost: x\r\n\r\n",
        PLAIN + b"Content-Length: 3\r\n\r\n",
        PLAIN + b"Transfer-Encoding: chunked\r\n\r\n",
        PLAIN + b"Expect: 100-continue\r\n\r\n",
        PLAIN + b"Connection: close\r\n\r\n",
        PLAIN + b"Upgrade: h2c\r\n\r\n",
        PLAIN + b"Authorization: Bearer x\r\n\r\n",
        PLAIN + b"X-Forwarded-For: 1.2.3.4\r\n\r\n",
        PLAIN + b"X: " + b"a" * 3000 + b"\r\n\r\n",
        b"\x00" * 50 + b"\r\n\r\n",
    ],
)
def test_the_desk_leaves_what_is_not_plain(data):
    assert read(data) is None


def test_both_ways_of_reading_agree():
    data = PLAIN + b'Accept-Encoding: gzip, br;q=0.1\r\nIf-None-Match: W/"a-gz", "b"\r\n\r\n'
    headers = [(b"host", b"x"), (b"accept-encoding", b"gzip, br;q=0.1"), (b"if-none-match", b'W/"a-gz", "b"')]
    assert read(data) == ask("/feeds/all.atom", "GET", headers)
    assert ask("/", "HEAD", []).head


@given(st.binary(max_size=300))
def test_no_bytes_break_the_desk(data):
    read(b"GET /feeds/" + data + b"\r\n\r\n")
    read(data)
