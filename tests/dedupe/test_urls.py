"""`url_key`: what is one page in many disguises, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dedupe import url_key

SAME = [
    ("https://www.daily.example/news/1", "http://daily.example/news/1"),
    ("https://daily.example/news/1", "https://daily.example/news/1/"),
    ("https://daily.example/news/1", "https://daily.example/news/1#comments"),
    ("https://daily.example/news/1", "https://daily.example:443/news/1"),
    ("http://daily.example/news/1", "http://daily.example:80/news/1"),
    ("https://daily.example/news/1", "https://DAILY.Example/news/1"),
    ("https://daily.example/news/1", "https://daily.example./news/1"),
    ("https://daily.example/news/1", "https://user:secret@daily.example/news/1"),
    ("https://daily.example/news/1", "  https://daily.example/news/1\n"),
    ("https://daily.example/news/1", "https://daily.example//news//1"),
    ("https://daily.example/news/1", "https://daily.example/news/1?utm_source=feed&utm_medium=rss"),
    ("https://daily.example/news/1", "https://daily.example/news/1?UTM_Campaign=x"),
    ("https://daily.example/news/1", "https://daily.example/news/1?fbclid=IwAR0x"),
    ("https://daily.example/news/1", "https://daily.example/news/1?gclid=a&msclkid=b&yclid=c"),
    ("https://daily.example/news/1", "https://daily.example/news/1?spm=C73544894212.P59511941341.0.0"),
    ("https://daily.example/news/1", "https://daily.example/news/1?at_medium=RSS&at_campaign=rss"),
    ("https://daily.example/news/1", "https://daily.example/news/1?xtor=RSS-1"),
    ("https://daily.example/news/1", "https://daily.example/news/1?mc_cid=1&mc_eid=2"),
    ("https://daily.example/news/1", "https://daily.example/news/1?from_timeline=1&isappinstalled=0"),
    ("https://daily.example/news/1?id=7", "https://daily.example/news/1?id=7&pk_campaign=x"),
    ("https://daily.example/news/1?id=7", "https://daily.example/news/1?utm_source=x&id=7"),
    ("https://daily.example/news/1?a=1&b=2", "https://daily.example/news/1?b=2&a=1"),
    ("https://daily.example/news/1?a=1&b=2", "https://daily.example/news/1?a=1&&b=2&"),
    ("https://daily.example/news/1", "https://daily.example/news/1;jsessionid=0123456789ABCDEF0123"),
    ("https://daily.example/news/1?id=7", "https://daily.example/news/1?id=7&PHPSESSID=0123456789abcdef0123456789"),
    ("https://daily.example/news/1?id=7", "https://daily.example/news/1?id=7&sid=0123456789abcdef0123456789"),
    ("https://daily.example/caf%C3%A9", "https://daily.example/café"),
    ("https://daily.example/caf%c3%a9", "https://daily.example/caf%C3%A9"),
    ("https://daily.example/%7Ejo/1", "https://daily.example/~jo/1"),
    ("https://daily.example/a%20b", "https://daily.example/a b"),
    ("https://daily.example/1?q=a+b", "https://daily.example/1?q=a%20b"),
    ("https://münchen.example/1", "https://xn--mnchen-3ya.example/1"),
    ("https://daily.example", "https://daily.example/"),
]

DIFFERENT = [
    ("https://daily.example/news/1", "https://daily.example/news/2"),
    ("https://daily.example/news/1", "https://daily.example/news/10"),
    ("https://daily.example/News/a", "https://daily.example/news/a"),
    ("https://daily.example/?p=1", "https://daily.example/?p=2"),
    ("https://daily.example/?p=1", "https://daily.example/"),
    ("https://daily.example/show?id=1", "https://daily.example/show?id=2"),
    ("https://daily.example/show?id=1", "https://daily.example/show?ID=1"),
    ("https://daily.example/show?id=1", "https://daily.example/show?id=1&page=2"),
    ("https://daily.example/show?a=1&a=2", "https://daily.example/show?a=2&a=1"),
    ("https://daily.example/show?ref=1", "https://daily.example/show?ref=2"),
    ("https://daily.example/show?source=1", "https://daily.example/show?source=2"),
    ("https://daily.example/show?sid=12", "https://daily.example/show?sid=13"),
    ("https://daily.example/show?sessionid=3", "https://daily.example/show?sessionid=4"),
    ("https://daily.example/show?from=rss1", "https://daily.example/show?from=rss2"),
    ("https://daily.example/show?type=utm_source", "https://daily.example/show?type=utm_medium"),
    ("https://daily.example/show?at=1", "https://daily.example/show?at=2"),
    ("https://daily.example/show?unknown=", "https://daily.example/show"),
    ("https://daily.example/show?5f3a", "https://daily.example/show?5f3b"),
    ("https://daily.example/#!/story/1", "https://daily.example/#!/story/2"),
    ("https://daily.example/#/story/1", "https://daily.example/#/story/2"),
    ("https://en.daily.example/1", "https://zh.daily.example/1"),
    ("https://m.daily.example/1", "https://daily.example/1"),
    ("https://daily.example:8080/1", "https://daily.example/1"),
    ("https://daily.example:8080/1", "https://daily.example:8081/1"),
    ("https://www.example/1", "https://example/1"),
    ("https://www1.daily.example/1", "https://www.daily.example/1"),
    ("https://daily.example/a%2Fb", "https://daily.example/a/b"),
    ("https://daily.example/a%3Fb", "https://daily.example/a?b"),
    ("https://daily.example/a%23b", "https://daily.example/a#b"),
    ("https://daily.example/?q=a%26b", "https://daily.example/?q=a&b"),
    ("https://daily.example/?q=a%2Bb", "https://daily.example/?q=a+b"),
    ("https://daily.example/50%25", "https://daily.example/50"),
    ("https://daily.example/%2525", "https://daily.example/%25"),
    ("https://daily.example/a.html", "https://daily.example/a"),
    ("https://daily.example/a/index.html", "https://daily.example/a/"),
    ("https://daily.example/a.shtml", "https://daily.example/a.html"),
    ("https://daily.example/2026/03/02/a", "https://daily.example/2026/03/03/a"),
    ("https://daily.example/c1.htm?k=v;w=1", "https://daily.example/c1.htm?k=v;w=2"),
    ("https://daily.example/a;v=1", "https://daily.example/a;v=2"),
    ("https://daily.example/print/1", "https://daily.example/1"),
    ("https://daily.example/amp/1", "https://daily.example/1"),
    ("https://daily.example/新闻/1", "https://daily.example/新聞/1"),
    ("https://daily.example/%B9%FA", "https://daily.example/%B9%FB"),
    ("ftp://daily.example/1", "https://daily.example/1"),
    ("mailto:a@daily.example", "mailto:b@daily.example"),
]

ODD = [
    "",
    " ",
    "no address",
    "http://",
    "http:///x",
    "https://[::1",
    "https://[::1]:80/a",
    "https://a:99999/",
    "//host/path",
    "%",
    "?a=1",
    "https://daily.example/\ud800",
    "https://daily.example/\udcff?\ud83d=\udfff",
    "https://\ud800.example/",
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_disguises_of_one_page_share_a_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_pages_that_may_differ_never_share_one(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize("url", ODD)
def test_what_is_no_address_is_its_own_key(url: str) -> None:
    assert url_key(url) == url_key(url.strip())


@given(st.text(max_size=60))
def test_any_text_has_a_key_that_stays(text: str) -> None:
    for url in (text, "https://daily.example/" + text):
        key = url_key(url)
        assert key == url_key(url)
        if key.startswith("daily.example"):
            assert url_key("https://" + key) == key


@given(st.lists(st.tuples(st.text("abcxyz_", min_size=1, max_size=8), st.text("012ab", max_size=4)), max_size=5))
def test_an_unknown_parameter_always_counts(pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    assert url_key(f"https://daily.example/1?{query}") != url_key(f"https://daily.example/1?{query}&unheard=1")


@given(
    st.sampled_from(
        ["a.example", "www.a.example", "www.b", "A.example", "b.example.", "1.2.3.4", "-a.b", "a_b.example"]
    ),
    st.lists(
        st.sampled_from(["/", "a", "-", ".", "..", "b:1", "@", "%41", "//", "é", ";sid=1", "?", "#", "!", ":80", " "])
    ),
)
def test_the_usual_address_has_no_rules_of_its_own(host: str, pieces: list[str]) -> None:
    url = f"https://{host}{''.join(pieces)}"
    assert url_key(url) == url_key(f"  {url}"), "the space keeps it from the short way"
