"""One source file: what is accepted, and one line for each mistake."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import SourceError
from crawler.model import Api, Listing, Selectors, Source
from crawler.sources import parse_source, render_source

MINIMAL = """
name = "herald"                       # the file's own name
title = "The Herald"
url = "https://herald.example/"
language = "en"
feeds = ["https://herald.example/rss.xml"]
every = "30m"
delay = 2
allow_private = true
"""
BARE = 'name = "herald"\ntitle = "The Herald"\nurl = "http://127.0.0.1:8000/"\n'


def test_the_minimal_file() -> None:
    assert parse_source(MINIMAL, Path("/home/herald.toml")) == Source(
        name="herald",
        title="The Herald",
        url="https://herald.example/",
        language="en",
        feeds=("https://herald.example/rss.xml",),
        every=timedelta(minutes=30),
        delay=2.0,
        allow_private=True,
        path="/home/herald.toml",
    )


def test_what_a_program_writes() -> None:
    """JSON-like lists on one line, whole and broken numbers, a poll every second."""
    text = (
        BARE
        + 'sitemaps = ["http://127.0.0.1:8000/sitemap.xml"]\nlists = ["http://127.0.0.1:8000/"]\nevery = "1s"\ndelay = 0.5\n'
    )
    source = parse_source(text, "herald.toml")
    assert (source.every, source.delay, source.lists) == (timedelta(seconds=1), 0.5, ("http://127.0.0.1:8000/",))
    assert parse_source(BARE + "delay = 0\n", "herald.toml").delay == 0.0


@pytest.mark.parametrize(
    ("line", "key", "reason"),
    [
        ('colour = "red"', "colour", "is no key of a source file"),
        ('languages = "en"', "languages", "did you mean language"),
        ("title = 7", "title", "must be a text"),
        ('title = "  "', "title", "must be a text"),
        ('name = "other"', "name", "must be the file's own name: 'herald'"),
        ('name = "Herald"', "name", "lower-case"),
        ('name = "../herald"', "name", "lower-case"),
        ('url = "herald.example"', "url", "must be an address"),
        ('url = "file:///etc/passwd"', "url", "must be an address"),
        ('url = "https://me:secret@herald.example/"', "url", "must not hold a user name"),
        ('url = "http://[::1"', "url", "must be an address"),
        ('feeds = "https://herald.example/rss.xml"', "feeds", "must be a list"),
        ('feeds = ["rss.xml"]', "feeds", "must be an address"),
        ('hosts = ["https://herald.example/"]', "hosts", "must be a host"),
        ('article = "/(\\\\d+"', "article", "is no regular expression"),
        ('ignore = "*"', "ignore", "is no regular expression"),
        ('page_id = "/\\\\d+"', "page_id", "needs a group"),
        ('zone = "Asia/Peking"', "zone", "is no time zone we know"),
        ('zone = "../../etc/passwd"', "zone", "is no time zone we know"),
        ('zone = "Asia"', "zone", "is no time zone we know"),
        ('language = "english!"', "language", "must be a language"),
        ('country = "China"', "country", "must be a country code"),
        ('every = "often"', "every", "must be a length of time"),
        ('every = ""', "every", "must be a length of time"),
        ('every = "0m"', "every", "must be a length of time"),
        ("every = -5", "every", "must be a number of 0 or more"),
        ('every = "99999999999999d"', "every", "must be a length of time"),
        ('shortest = "2h"\nlongest = "1h"', "shortest", "is longer than longest"),
        ("delay = -1", "delay", "must be a number of 0 or more"),
        ("delay = nan", "delay", "must be a number of 0 or more"),
        ('delay = "2s"', "delay", "must be a number of 0 or more"),
        ("delay = true", "delay", "must be a number of 0 or more"),
        ("trust = 1.5", "trust", "must lie between 0 and 1"),
        ('rights = "all"', "rights", "must be one of full, excerpt, link"),
        ('fetch = "ftp"', "fetch", "must be one of"),
        ('fetch = "feed"', "fetch", "no feeds are named"),
        ('enabled = "yes"', "enabled", "must be true or false"),
        ('date_formats = ["today"]', "date_formats", "is no date format"),
        ('date_formats = ["%Q"]', "date_formats", "is no date format"),
        ('encoding = "klingon"', "encoding", "is no encoding we know"),
        ('headers = "Accept"', "headers", "must be a table"),
        ('[headers]\n"Bad Name" = "x"', "headers", "names no header"),
        ('[headers]\nAccept = "a\\r\\nHost: b"', "headers", "must be one line"),
        ('listing = "li"', "listing", "must be a table"),
        ('[listing]\nitem = "li["', "listing.item", "is no selector"),
        ('[listing]\nitem = "//li["', "listing.item", "is no selector"),
        ('[listing]\nitems = "li"', "listing.items", "did you mean item"),
        ('[listing]\npages = "{list}?page=2"', "listing.pages", "must hold {n}"),
        ("[listing]\nfirst = 1.5", "listing.first", "must be a whole number"),
        ('selectors = ["h1"]', "selectors", "must be tables"),
        ('[[selectors]]\nvalid_until = "soon"', "selectors.valid_until", "must be a date"),
        ('[[selectors]]\nremove = [">"]', "selectors.remove", "is no selector"),
        ('[[apis]]\nentries = "a"', "apis.url", "is missing"),
        ('[[apis]]\nurl = "https://h.example/"\nfollow = "(x)"', "apis.follow", "needs template"),
        (
            '[[apis]]\nurl = "https://h.example/"\nfollow = "(x)"\ntemplate = "https://h.example/"',
            "apis.template",
            "must hold {}",
        ),
    ],
)
def test_a_mistake_is_one_line(line: str, key: str, reason: str) -> None:
    own = line.split(" ", 1)[0]
    rest = "".join(f"{row}\n" for row in BARE.splitlines() if not row.startswith(f"{own} "))
    with pytest.raises(SourceError) as caught:
        parse_source(rest + line, "herald.toml")
    assert caught.value.key == key
    assert reason in caught.value.reason
    assert str(caught.value).startswith(f"herald.toml: {key}: ")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("missing", ["name", "title", "url"])
def test_what_must_be_there(missing: str) -> None:
    with pytest.raises(SourceError, match=f"herald.toml: {missing}: is missing"):
        parse_source("\n".join(row for row in BARE.splitlines() if not row.startswith(missing)), "herald.toml")


@pytest.mark.parametrize(
    "text", ["name = ", "= 1", "a = [" * 5000, 'name = "a"\nname = "b"', "x = " + "9" * 6000, "\x00"]
)
def test_no_toml(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_source(text, "herald.toml")
    assert "\n" not in str(caught.value)


def test_a_single_table_stands_for_a_list_of_one() -> None:
    source = parse_source(BARE + '[selectors]\ntitle = "h1"\n', "herald.toml")
    assert source.selectors == (Selectors(title="h1"),)


FULL = Source(
    name="full",
    title='Quotes " and \\ and \x7f',
    url="https://full.example/",
    language="zh-Hans",
    country="CN",
    zone="Asia/Shanghai",
    feeds=("https://full.example/a", "https://full.example/b"),
    apis=(
        Api(
            url="https://full.example/list",
            follow=r"id:(\w+)",
            template="https://full.example/{}.json",
            skip=("facets",),
        ),
    ),
    hosts=("*.full.example", "127.0.0.1:8000"),
    article=r"/p/\d+'s",
    page_id=r"/p/(\d+)",
    listing=Listing(item="li", link="//a[@class='x']", pages="{list}?page={n}", first=1),
    selectors=(Selectors(title="h1", remove=(".a", ".b")), Selectors(valid_until=date(2020, 12, 31), body="#old")),
    date_formats=("%b.%d, %Y",),
    aliases=("见道网",),
    agency=True,
    rights="full",
    trust=0.25,
    every=timedelta(hours=25, minutes=1),
    shortest=timedelta(seconds=90),
    delay=0.333333333,
    headers={"Accept": 'text/html; q="0.5"', "X-Key": "ä"},
    encoding="gb18030",
    fetch="browser",
    verify_tls=False,
    enabled=False,
    reason="because",
    example="https://full.example/p/1",
    path="full.toml",
)


def test_rendered_and_read_back() -> None:
    assert parse_source(render_source(FULL), "full.toml") == FULL


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(min_size=1, max_size=30).filter(str.strip), st.floats(0, 1), st.integers(1, 86400 * 300))
def test_any_text_and_number_is_rendered(title: str, trust: float, every: int) -> None:
    source = Source(
        name="any",
        title=title.strip(),
        url="https://any.example/",
        trust=trust,
        every=timedelta(seconds=every),
        path="any.toml",
    )
    assert parse_source(render_source(source), "any.toml") == source
