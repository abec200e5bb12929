"""Whatever bytes come in, what goes out can be written as XML, is in NFC, has an aware date or none, and is the same again."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.errors import PageError
from crawler.model import Article
from crawler.pages import parse_article
from tests.pages.making import NOW, SENTENCE, page

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WORDS = st.sampled_from(
    [
        SENTENCE,
        "两国政府签署合作协定，并商定首班列车的开行日期。",
        "BEIJING, Nov. 9 (Xinhua) -- ",
        "中新社北京11月9日电 (王A)",
        "2024-04-03 15:30",
        "3 hours ago",
        "(完)",
        "Related articles",
        "e\u0301",
        "\ufeff",
        "\x0b",
        "&#xD800;",
        "&#0;",
        "\u202e",
        "\ufffe",
        "\U0001ffff",
        "Keywords: a, b.",
        "By Ann Lee",
        "  ",
        "\n\n",
        "•",
    ]
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class=related>",
        "</div>",
        "<h1>",
        "</h1>",
        "<br>",
        "<table><tr><td>",
        '<script type=application/ld+json>{"@type":"Article","headline":[1]}</script>',
        "<meta property=article:published_time content='2024-99-99'>",
        "<a href='http://[x'>",
        "<!--",
        "<svg>",
        "<time datetime=x>",
        "<pre>",
        "<li>",
        "<title>",
        "<base href='::'>",
    ]
)
PAGES = st.lists(st.one_of(WORDS, TAGS, st.text(max_size=30)), max_size=40).map("".join)
CHARSETS = st.sampled_from(["utf-8", "gb18030", "utf-16", "cp1252", "shift_jis", "koi8-r"])


def read(body: bytes, kind: str) -> Article | str:
    try:
        return parse_article(page(body, content_type=kind))
    except PageError as error:
        return str(error)


def check(body: bytes, kind: str) -> None:
    article = read(body, kind)
    assert read(body, kind) == article
    if isinstance(article, str):
        assert "\n" not in article
        return
    for name, value in asdict(article).items():
        for text in texts(value):
            assert not FORBIDDEN.search(text), name
            assert unicodedata.is_normalized("NFC", text), name
    for moment in (article.published, article.modified):
        assert moment is None or (isinstance(moment, datetime) and moment.utcoffset() is not None and moment <= NOW)
    assert article.title.strip()
    assert article.text.strip()


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    return [text for item in value for text in texts(item)] if isinstance(value, (tuple, list)) else []


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    PAGES,
    CHARSETS,
    st.sampled_from(["text/html", "text/plain", "text/html; charset=utf-8", "text/html; charset=gb2312", ""]),
)
def test_pages_of_odd_pieces(text: str, charset: str, kind: str) -> None:
    check(text.encode(charset, "replace"), kind)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.binary(max_size=400), st.sampled_from(["text/html", "text/plain"]))
def test_any_bytes(body: bytes, kind: str) -> None:
    check(body, kind)
    check(b"<html><body><h1>Rail</h1><p>" + body + SENTENCE.encode() * 3, kind)
