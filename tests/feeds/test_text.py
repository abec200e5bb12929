"""Text, addresses and HTML of others, made fit for documents."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feeds.build.address import below, site, web_address
from feeds.build.markup import counts_readers, safe_html
from feeds.build.text import EXCERPT_CJK, EXCERPT_WORDS, clean, excerpt, line, sentences, shorten
from tests.feeds.hostile import ADDRESSES, TEXTS


@pytest.mark.parametrize("text", TEXTS)
def test_cleaned_text_can_stand_in_xml_as_it_is(text: str) -> None:
    element = etree.Element("t")
    element.text = clean(text)  # lxml raises ValueError for what XML forbids
    assert etree.fromstring(etree.tostring(element)).text or not clean(text)
    clean(text).encode()


@given(st.text(max_size=40))
def test_a_line_is_one_line_of_plain_text_whatever_comes_in(text: str) -> None:
    found = line(text)
    assert found == " ".join(found.split())
    assert line(found) == found
    etree.Element("t").text = found


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("AT&amp;T and <b>others</b>", "AT&T and others"),
        ("&amp;amp;lt;script&amp;gt;x", "x"),
        ("  two\n lines\u00a0of\u3000text ", "two lines of text"),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("AT&T and R&D of S&P500 <in brief", "AT&T and R&D of S＆P500 ‹in brief"),
        ("a\ufffdb", "ab"),
        ("x\u202etxt", "xtxt"),
        (None, ""),
    ],
)
def test_lines_lose_markup_and_entities(given_: str | None, shown: str) -> None:
    assert line(given_) == shown


def test_abbreviations_end_no_sentence() -> None:
    text = "Mr. Li met J. Smith of the U.S. Navy. They signed. No. 5 was last!"
    assert list(sentences(text)) == ["Mr. Li met J. Smith of the U.S. Navy.", "They signed.", "No. 5 was last!"]


def test_chinese_sentences_end_without_a_blank() -> None:
    assert list(sentences("双方签署协议。“我们合作。”他说。")) == ["双方签署协议。", "“我们合作。”", "他说。"]


def test_an_excerpt_ends_with_a_sentence_and_is_about_as_long_as_promised() -> None:
    text = "\n\n".join("This is a sentence of exactly eight words here. " * 3 for _ in range(9))
    found = excerpt(text)
    assert found.endswith(".")
    assert EXCERPT_WORDS - 9 <= len(found.split()) <= EXCERPT_WORDS
    chinese = excerpt("中国和古巴签署合作备忘录。" * 30)
    assert chinese.endswith("。")
    assert EXCERPT_CJK - 12 <= len(chinese.replace("。", "")) <= EXCERPT_CJK


def test_a_first_sentence_without_end_is_cut() -> None:
    assert len(excerpt("word " * 5000)) < 400
    assert len(excerpt("字" * 5000)) <= EXCERPT_CJK
    assert excerpt("") == ""


def test_shortened_text_keeps_whole_words() -> None:
    assert shorten("alpha beta gamma", 12) == "alpha beta…"
    assert shorten("short", 12) == "short"


@pytest.mark.parametrize(
    ("given_", "mended"),
    [
        ("https://herald.example/a?b=c&d=e#f", "https://herald.example/a?b=c&d=e#f"),
        ("http://user:secret@herald.example:8080/x", "http://herald.example:8080/x"),
        ("https://例え.テスト/路?q=é", "https://xn--r8jz45g.xn--zckzah/%E8%B7%AF?q=%C3%A9"),
        ("https://herald.example/%zz a#b#c", "https://herald.example/%25zz%20a#b%23c"),
        ("http://192.0.2.1:8000/x", "http://192.0.2.1:8000/x"),
        ("http://[::1]:8000/x", None),
        ("javascript:alert(1)", None),
        ("https://[bad/x", None),
        ("https://a..b/", None),
        ("//herald.example/x", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_are_mended_or_left_out(given_: str | None, mended: str | None) -> None:
    assert web_address(given_) == mended


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_mended_address_needs_no_more_mending(url: str) -> None:
    found = web_address(url)
    assert found is None or web_address(found) == found


def test_addresses_of_our_own() -> None:
    assert below("https://x.example/news/", "feeds/source/a b.atom") == "https://x.example/news/feeds/source/a%20b.atom"
    assert site("https://x.example:8080/a/b?c") == "https://x.example:8080/"


class _Seen(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_html_keeps_text_links_and_pictures_and_nothing_else() -> None:
    found = safe_html(
        "<div><h2>Head</h2><p onclick=alert(1)>Text <a href='/more'>more</a><script>alert(1)</script>"
        "<a href='java\nscript:alert(1)'>bad</a><iframe src='//evil.example'></iframe>"
        "<img src='/photo.jpg' alt='A \"port\"' onerror=alert(1)></p></div>",
        "https://herald.example/news/1",
    )
    seen = _Seen(found)
    assert set(seen.tags) == {"h2", "p", "a", "img"}
    assert ("href", "https://herald.example/more") in seen.attributes
    assert ("src", "https://herald.example/photo.jpg") in seen.attributes
    assert ("alt", 'A "port"') in seen.attributes
    assert "alert" not in found
    assert "evil" not in found


@pytest.mark.parametrize(
    "image",
    [
        "<img src='https://herald.example/a.png' width=1 height=1>",
        "<img src='https://herald.example/a.png' width='0px'>",
        "<img src='https://herald.example/a.png' style='display: none'>",
        "<img src='https://stats.example/hit.gif'>",
        "<img src='https://herald.example/pixel.gif'>",
        "<img src='https://herald.example/b?track=1&x.gif'>",
        "<img src='https://herald.example/image-without-a-suffix'>",
        "<img src='data:image/gif;base64,R0lGOD'>",
        "<img>",
    ],
)
def test_pictures_that_nobody_can_see_are_taken_out(image: str) -> None:
    assert safe_html(f"<p>x{image}</p>", "https://herald.example/") == "<p>x</p>"


def test_photographs_are_not_taken_for_counters() -> None:
    assert not counts_readers("https://img.herald.example/2026/tracks-of-the-railway.jpg")
    assert counts_readers("https://www.herald.example/track?id=1")
