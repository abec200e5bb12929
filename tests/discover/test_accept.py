"""Which links may be followed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.discover import acceptable, on_hosts
from crawler.model import Link, Source

SOURCE = Source(
    name="herald",
    title="Herald",
    url="https://www.herald.example/",
    feeds=("https://feeds.example:8443/h.xml",),
    hosts=("*.herald.example", "cdn.example:8080"),
)


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://herald.example/1", True),
        ("http://www.herald.example:80/1", True),
        ("https://HERALD.example./1", True),
        ("https://m.herald.example/1", True),
        ("https://feeds.example:8443/1", True),
        ("https://feeds.example/1", False),
        ("http://cdn.example:8080/1", True),
        ("http://cdn.example/1", False),
        ("https://m.herald.example:8080/1", False),
        ("https://xherald.example/1", False),
        ("https://herald.example.evil.test/1", False),
        ("https://herald.example@evil.test/1", False),
        ("ftp://herald.example/1", False),
        ("https://[::1/1", False),
        ("https://herald.example:port/1", False),
        ("mailto:a@herald.example", False),
    ],
)
def test_hosts(url: str, may: bool) -> None:
    assert on_hosts(SOURCE, url) is may


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://новости.example/", "https://xn--b1amnebsh.example/2026/1"),
        ("https://xn--b1amnebsh.example/", "https://www.новости.example/2026/1"),
        ("http://www.新闻.example:8080/", "http://xn--efvy88h.example:8080/1"),
    ],
)
def test_a_host_in_its_own_letters_is_the_one_that_goes_over_the_wire(written: str, asked: str) -> None:
    source = Source(name="news", title="News", url=written)
    assert on_hosts(source, asked)
    assert not on_hosts(source, asked.replace("example", "test"))
    elsewhere = Source(name="news", title="News", url="https://herald.example/", hosts=("*.новости.example",))
    assert on_hosts(elsewhere, "https://m.xn--b1amnebsh.example/1")


def test_a_host_that_cannot_be_is_no_host_of_ours() -> None:
    assert not on_hosts(SOURCE, f"https://{'я' * 70}.example/")
    assert not on_hosts(SOURCE, "https://..новости.example/")


def test_one_address_and_one_port() -> None:
    demo = Source(name="demo", title="Demo", url="http://127.0.0.1:8001/")
    assert on_hosts(demo, "http://127.0.0.1:8001/a")
    assert not on_hosts(demo, "http://127.0.0.1:8002/a")
    assert not on_hosts(demo, "http://127.0.0.1/a")
    six = Source(name="six", title="Six", url="http://[::1]:8001/")
    assert on_hosts(six, "http://[::1]:8001/a")
    assert not on_hosts(six, "http://[::1]/a")


def test_patterns_and_doubles() -> None:
    source = replace(
        SOURCE, article=r"/details/\d+", ignore=r"/video", page_id=r"/(?:m_)?details/(\d+)(?:/zh)?(?:\.html|(/en))"
    )
    urls = [
        "https://www.herald.example/details/1.html",
        "https://herald.example/m_details/1/zh.html",
        "https://herald.example/details/1/en",
        "https://herald.example/video/details/2.html",
        "https://herald.example/about",
        "http://herald.example/details/1.html#comments",
    ]
    assert [link.url for link in acceptable(source, [Link(url=url) for url in urls])] == [urls[0], urls[2]]


def test_an_unknown_query_parameter_is_never_dropped() -> None:
    urls = ["https://herald.example/?id=1", "https://herald.example/?id=2", "http://www.herald.example/?id=1#x"]
    assert [link.url for link in acceptable(SOURCE, [Link(url=url) for url in urls])] == urls[:2]


def test_the_entry_points_are_no_articles() -> None:
    assert acceptable(SOURCE, [Link(url="https://feeds.example:8443/h.xml")]) == ()
