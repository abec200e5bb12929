"""`silkwire sources add` on sites that are built in different ways: a file that works, without a selector written by hand."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import tomllib
from collections.abc import Callable, Mapping
from functools import partial

import pytest

from tests.sources import newsrooms
from tests.sources.conftest import Town
from tests.sources.serving import Answer, served

MakeSite = Callable[[], dict[str, Answer]]


@pytest.mark.parametrize(
    ("make", "title", "entry", "articles"),
    [
        pytest.param(newsrooms.announced, "Harbour Post", {"feeds": "/all-stories.rss"}, 5, id="feeds announced in the head"),
        pytest.param(newsrooms.mapped, "Plateau Wire", {"sitemaps": "/news-map.xml"}, 5, id="a news sitemap in robots.txt"),
        pytest.param(
            partial(newsrooms.mapped, news=False), "Plateau Wire", {"sitemaps": "/sitemap-index.xml"}, 10,
            id="nothing but a sitemap index in robots.txt",
        ),
        pytest.param(newsrooms.tabled, "丝路时报网", {"lists": "/"}, 8, id="a Chinese page of tables in GB2312"),
        pytest.param(newsrooms.welcoming, "River Union", {"lists": "/en/press"}, 6, id="a choice of languages before everything"),
        pytest.param(newsrooms.hidden, "Delta Courier", {"feeds": "/rss.xml"}, 5, id="a feed that no page names"),
    ],
)  # fmt: skip
def test_a_site_is_added_and_crawled(
    town: Town, make: MakeSite, title: str, entry: Mapping[str, str], articles: int
) -> None:
    with served(make()) as site:
        said = town.add(site.base + "/")
        assert said.code == 0, said.err
        file = tomllib.loads(town.path.read_text("utf-8"))
        assert {kind: file.get(kind) for kind in entry} == {kind: [site.base + path] for kind, path in entry.items()}
        assert file["title"] == title
        assert not {"listing", "selectors", "article", "delay"} & set(file)
        assert "One article read: " in said.out
        report = town.crawl()
    assert report["outcomes"]["new"] == articles
    assert not report["problems"]
    with contextlib.closing(sqlite3.connect(town.home / "news.db")) as database:
        titles = {row[0] for row in database.execute("SELECT title FROM articles")}
    assert len(titles) == articles
    assert not any("\ufffd" in title for title in titles)


def test_feeds_of_sections_are_taken_together(town: Town) -> None:
    with served(newsrooms.sectioned()) as site:
        said = town.add(site.base + "/")
        assert said.code == 0, said.err
        file = tomllib.loads(town.path.read_text("utf-8"))
        assert file["feeds"] == [f"{site.base}/rss/world.xml", f"{site.base}/rss/trade.xml"]
        assert town.crawl()["outcomes"]["new"] == 10


def test_a_chinese_site_keeps_the_time_of_china(town: Town) -> None:
    with served(newsrooms.tabled()) as site:
        said = town.add(site.base, "--json")
    answer = json.loads(said.out)
    assert (answer["source"]["zone"], answer["source"]["language"]) == ("Asia/Shanghai", "zh")
    assert answer["path"] == str(town.path)
    assert answer["article"]["title"] == newsrooms.chinese_title(0)


def test_a_file_that_is_there_is_not_written_over(town: Town) -> None:
    town.path.parent.mkdir()
    town.path.write_text("mine", "utf-8")
    with served(newsrooms.announced()) as site:
        said = town.add(site.base)
        assert (said.code, town.path.read_text("utf-8")) == (1, "mine")
        assert "--force" in said.err
        assert town.add(site.base, "--force").code == 0
    assert "feeds" in town.path.read_text("utf-8")


@pytest.mark.parametrize(
    ("routes", "says"),
    [
        ({"/": ("text/html", b"<html><title>Nothing</title><p>Under construction</p></html>")}, "Name a feed or a list page"),
        ({"/": ("text/html", b"<html><title>Nothing</title><div id=root></div></html>")}, "links to nothing, perhaps because a script"),
        ({"/": ("text/html", b"<a href='javascript:go(1)'>Ministers open the joint railway</a>" * 5)}, "a script instead of an address"),
        ({"/": ("application/json", b'{"data": [{"title": "Ministers open the joint railway", "url": "/1"}]}')}, "say in [[apis]]"),
        ({}, "404"),
        ({"/": ("text/html", b"x"), "/robots.txt": ("text/plain", b"User-agent: silkwire\nDisallow: /")}, "forbids"),
    ],
)  # fmt: skip
def test_a_site_that_offers_nothing_is_told_in_one_line(town: Town, routes: Mapping[str, Answer], says: str) -> None:
    with served(routes) as site:
        said = town.add(site.base)
    assert said.code == 1
    assert says in said.err
    assert len(said.err.splitlines()) == 1
    assert not town.path.exists()


def test_a_program_that_only_looks_writes_nothing_and_a_person_is_told_the_whole_next_command(town: Town) -> None:
    with served(newsrooms.announced()) as site:
        looked = json.loads(town.silkwire("sources", "add", site.base, "--name", "town", "--json").out)
        assert (looked["path"], looked["written"], town.path.exists()) == (str(town.path), False, False)
        assert town.add(site.base).out.endswith(f"\nnext: silkwire crawl town --home {town.home}\n")
    assert town.path.exists()
