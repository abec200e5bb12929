"""Pages that failed in passing come by themselves, though their list does not change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from crawler.model import Visit

MINUTE = timedelta(minutes=1)


@pytest.fixture
def before() -> datetime:
    return datetime.now(UTC) - 60 * MINUTE


@pytest.fixture
def steady(site):
    """The site's feed answers 304 once it is known; it names two pages."""

    def feed(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"a"':
            return web.Response(status=304, headers={"ETag": '"a"'})
        body = site.feed(["/0.html", "/busy.html"])
        return web.Response(body=body, headers={"ETag": '"a"'}, content_type="application/rss+xml")

    site.routes |= {"/feed.xml": feed, "/busy.html": lambda _: web.Response(status=503)}
    return site


def test_a_page_that_failed_under_a_list_that_stays_as_it_is(steady, crawled, make_article):
    (report,) = crawled(steady.source())
    assert report.outcomes == {"known": 0, "new": 1, "failed": 1}
    (report,) = crawled(steady.source(), later=MINUTE)  # the list is read whole once more, the page is not yet due
    assert report.outcomes == {"known": 2}
    steady.asked.clear()
    (report,) = crawled(steady.source(), later=10 * MINUTE)
    assert (report.not_modified, report.outcomes, steady.paths()) == (1, {}, ["/feed.xml"])
    steady.routes["/busy.html"] = make_article(7)
    steady.asked.clear()
    (report,) = crawled(steady.source(), later=16 * MINUTE)
    assert (report.ok, report.not_modified, report.outcomes) == (True, 1, {"new": 1})
    assert steady.paths() == ["/feed.xml", "/busy.html"]
    steady.asked.clear()
    (report,) = crawled(steady.source(), later=32 * MINUTE)
    assert (report.outcomes, steady.paths()) == ({}, ["/feed.xml"])


def test_each_failure_makes_the_wait_longer(steady, crawled):
    for later in (0, 1, 16):
        crawled(steady.source(), later=later * MINUTE)
    steady.asked.clear()
    crawled(steady.source(), later=70 * MINUTE)
    assert "/busy.html" not in steady.paths()
    (report,) = crawled(steady.source(), later=77 * MINUTE)
    assert report.outcomes["failed"] == 1
    assert report.ok


def test_no_more_than_a_few_in_one_crawl_and_none_twice(site, crawled, store, make_article, before):
    for number in range(3, 9):
        site.routes[f"/{number}.html"] = make_article(number)
        store.visited(Visit(url=f"{site.base}/{number}.html", source="herald", result="timeout"), before)
    site.routes["/feed.xml"] = site.feed(["/0.html", "/3.html"])
    (report,) = crawled(site.source(), retries=3)
    assert report.outcomes == {"known": 0, "new": 4}
    (report,) = crawled(site.source(), retries=3)
    assert report.outcomes == {"known": 2, "new": 3}
    pages = [path for path in site.paths() if path != "/feed.xml"]
    assert sorted(pages) == sorted(set(pages))


def test_a_site_that_is_down_is_not_asked_for_them(site, crawled, store, before):
    store.visited(Visit(url=f"{site.base}/1.html", source="herald", result="timeout"), before)
    site.routes["/feed.xml"] = lambda _: web.Response(status=500)
    crawled(site.source())
    assert set(site.paths()) == {"/feed.xml"}


def test_what_the_file_no_longer_wants_is_not_asked_for_again(site, crawled, store, before):
    store.visited(Visit(url=f"{site.base}/1.html", source="herald", result="timeout"), before)
    store.visited(Visit(url="http://127.0.0.9:9/2.html", source="herald", result="timeout"), before)
    site.routes["/feed.xml"] = site.feed(["/0.html"])
    (report,) = crawled(site.source(article=r"/0\.html"))
    assert report.outcomes == {"known": 0, "new": 1}


@pytest.mark.parametrize("option", [{"dry_run": True}, {"urls": ("URL",)}])
def test_neither_a_dry_run_nor_a_crawl_of_addresses_asks_again(site, crawled, store, option, before):
    store.visited(Visit(url=f"{site.base}/1.html", source="herald", result="timeout"), before)
    site.routes["/feed.xml"] = site.feed(["/0.html"])
    if "urls" in option:
        option = {"urls": (site.base + "/feed.xml",)}
    crawled(site.source(), **option)
    assert "/1.html" not in site.paths()
