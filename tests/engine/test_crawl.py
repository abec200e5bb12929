"""A crawl, end to end over real HTTP: one outcome for each article, known ones not asked for again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web

from crawler.engine import Manners


def test_each_article_of_a_feed_ends_with_one_outcome(site, crawled):
    (report,) = crawled(site.source())
    assert report.ok
    assert report.outcomes == {"known": 0, "new": 3}
    assert (report.found, report.requests) == (3, 5)
    assert report.bytes > 3000
    assert report.problems == ()
    assert report.fields["title"] == 1.0
    assert report.fields["characters"] > 500
    assert len(report.hints["published"]) == 3
    assert report.newest.isoformat() == "2026-11-07T02:00:00+00:00"


def test_known_articles_are_not_asked_for_again(site, crawled):
    crawled(site.source())
    site.asked.clear()
    (report,) = crawled(site.source())
    assert report.outcomes == {"known": 3}
    assert site.paths() == ["/feed.xml"]


def test_a_poll_that_finds_nothing_new_is_one_conditional_request(site, crawled):
    feed = site.feed(["/0.html"])

    def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"a"':
            return web.Response(status=304, headers={"ETag": '"a"'})
        return web.Response(
            body=feed, headers={"ETag": '"a"', "Cache-Control": "max-age=120"}, content_type="application/rss+xml"
        )

    site.routes["/feed.xml"] = answer
    (first,) = crawled(site.source())
    assert first.hints["max_age"] == 120
    site.asked.clear()
    (report,) = crawled(site.source())
    assert (report.ok, report.not_modified, report.outcomes) == (True, 1, {})
    assert site.paths() == ["/feed.xml"]


def test_a_service_that_polls_again_asks_nobody_for_a_robots_txt_that_it_heard_lately(site, crawled):
    site.routes["/robots.txt"] = "User-agent: *\nDisallow: /1.html\n"
    site.routes["/feed.xml"] = lambda request: (
        web.Response(status=304)
        if request.headers.get("If-None-Match") == '"a"'
        else web.Response(body=site.feed(["/0.html", "/1.html"]), headers={"ETag": '"a"'}, content_type="text/xml")
    )
    manners = Manners()
    (report,) = crawled(site.source(), manners=manners)
    assert report.outcomes == {"known": 0, "new": 1, "refused": 1}
    site.asked.clear()
    (report,) = crawled(site.source(), manners=manners)
    assert (report.requests, report.not_modified) == (1, 1)
    assert site.paths(robots=True) == ["/feed.xml"]
    site.asked.clear()
    site.routes["/robots.txt"] = "User-agent: *\nDisallow: /\n"
    (report,) = crawled(site.source(), manners=manners, later=timedelta(hours=7))
    assert {problem.kind for problem in report.problems} == {"robots"}
    assert site.paths(robots=True) == ["/robots.txt"]


def test_a_list_is_asked_for_whole_again_after_a_day(site, crawled):
    tags = []

    def answer(request: web.Request) -> web.Response:
        tags.append(request.headers.get("If-None-Match"))
        return web.Response(body=site.feed(["/0.html"]), headers={"ETag": '"a"'}, content_type="application/rss+xml")

    site.routes["/feed.xml"] = answer
    crawled(site.source())
    crawled(site.source(), full_every=timedelta(0))
    assert tags == [None, None]


def test_a_list_whose_page_failed_in_passing_is_not_remembered_as_read(site, crawled):
    tags = []

    def feed(request: web.Request) -> web.Response:
        tags.append(request.headers.get("If-None-Match"))
        return web.Response(
            body=site.feed(["/0.html", "/busy"]), headers={"ETag": '"a"'}, content_type="application/rss+xml"
        )

    site.routes |= {"/feed.xml": feed, "/busy": lambda _: web.Response(status=502)}
    (report,) = crawled(site.source())
    assert report.outcomes == {"known": 0, "new": 1, "failed": 1}
    crawled(site.source())
    assert tags == [None, None]


def test_what_does_not_fit_is_left_for_the_next_crawl(site, crawled):
    (first,) = crawled(site.source(), max_articles=2)
    assert first.outcomes == {"known": 0, "new": 2}
    assert "/0.html" not in site.paths()  # the oldest of the three waits
    (second,) = crawled(site.source(), max_articles=2)
    assert second.outcomes == {"known": 2, "new": 1}


def test_entries_before_a_day_are_left_out(site, crawled):
    from datetime import UTC, datetime

    (report,) = crawled(site.source(), since=datetime(2026, 11, 7, 1, tzinfo=UTC))
    assert report.found == 2


def test_a_dry_run_keeps_nothing_and_says_what_it_would_keep(site, crawled, store):
    (report,) = crawled(site.source(), dry_run=True)
    assert report.outcomes["new"] == 3
    assert {sample.why for sample in report.samples} == {"new"}
    assert store.wanted([_link(site.base + "/0.html")], report.ended)
    crawled(site.source())
    (report,) = crawled(site.source(), dry_run=True)
    assert {sample.why for sample in report.samples} == {"seen"}


def test_a_page_that_is_no_article_is_told_and_not_asked_for_again(site, crawled):
    site.routes["/1.html"] = "<!doctype html><html><title>Log in</title><form><input type=password></form></html>"
    (report,) = crawled(site.source())
    assert report.outcomes["new"] == 2
    assert sum(report.outcomes.get(name, 0) for name in ("not-an-article", "unreadable")) == 1
    assert report.problems[0].url.endswith("/1.html")
    site.asked.clear()
    crawled(site.source())
    assert site.paths() == ["/feed.xml"]


def test_one_broken_source_leaves_the_others_unharmed(served, site, crawled):
    gone, broken = served.site("127.0.0.2"), served.site("127.0.0.3")
    broken.routes["/feed.xml"] = "<rss><channel><item>"
    reports = crawled(
        gone.source("gone"),
        site.source(),
        broken.source("broken"),
        site.source("dead", feeds=("http://127.0.0.1:9/f.xml",)),
    )
    assert [(report.source, report.ok) for report in reports] == [
        ("gone", False),
        ("herald", True),
        ("broken", False),
        ("dead", False),
    ]
    kinds = {report.source: report.problems[0].kind for report in reports if not report.ok}
    assert kinds == {"gone": "status", "broken": "bad-list", "dead": "connection"}
    assert all("\n" not in problem.message for report in reports for problem in report.problems)


def test_progress_ends_with_the_report(site, crawled):
    steps = []
    (report,) = crawled(site.source(), progress=steps.append)
    assert steps[-1].report == report
    assert (steps[-1].done, steps[-1].wanted) == (3, 3)
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_a_home_page_stands_for_the_feed_that_it_names(site, crawled):
    site.routes["/"] = (
        '<!doctype html><html><head><title>Herald</title><link rel=alternate type="application/rss+xml" href="/feed.xml"></head>'
        "<body><h1>Herald</h1></body></html>"
    )
    (report,) = crawled(site.source(feeds=()))
    assert report.outcomes["new"] == 3


@pytest.mark.parametrize(
    ("feed", "ok"),
    [
        (None, "status"),
        (lambda _: web.Response(status=403, text="no"), "status"),
        ("<!doctype html><html><title>Gone</title><p>no feed any more</p>", "bad-list"),
        ("<rss><channel><title>Nothing yet</title></channel></rss>", None),
        (
            "<rss><channel><item><link>https://elsewhere.example/1</link><pubDate>2026-11-07</pubDate></item></channel></rss>",
            "bad-list",
        ),
    ],
    ids=["not there", "forbidden", "a web page", "empty", "of another site"],
)
def test_a_home_page_whose_feeds_bring_nothing_is_a_list_itself(site, crawled, feed, ok):
    named = "".join(f'<link rel=alternate type="application/rss+xml" href="/{name}.xml">' for name in ("feed", "other"))
    rows = "".join(
        f"<li><a href='/{at}.html'>Kenya and Laos sign a cooperation agreement {at}</a></li>" for at in range(3)
    )
    site.routes["/"] = (
        f"<!doctype html><html><head><title>Herald</title>{named}</head><body><ul>{rows}</ul></body></html>"
    )
    site.routes["/feed.xml"] = site.routes["/other.xml"] = feed
    (report,) = crawled(site.source(feeds=()))
    assert report.ok
    assert report.outcomes["new"] == 3
    assert {problem.kind for problem in report.problems} == ({ok} if ok else set())
    site.routes["/other.xml"] = site.feed(["/0.html"])
    site.asked.clear()
    (report,) = crawled(site.source(feeds=()))
    assert report.ok  # one of the two is enough
    assert report.outcomes == {"known": 1}


def test_a_home_page_stands_in_at_every_crawl_and_for_no_longer_than_it_must(site, crawled):
    def known(body, kind="text/html"):
        return lambda request: (
            web.Response(status=304)
            if request.headers.get("If-None-Match") == '"a"'
            else web.Response(body=body, content_type=kind, headers={"ETag": '"a"'})
        )

    def home(many):
        rows = "".join(f"<li><a href='/{at}.html'>Kenya and Laos sign an agreement {at}</a></li>" for at in range(many))
        return f"<!doctype html><html><head><title>Herald</title>{named}</head><body><ul>{rows}</ul></body></html>".encode()

    named = '<link rel=alternate type="application/rss+xml" href="/feed.xml">'
    source = site.source(feeds=())
    site.routes["/feed.xml"] = known(b"<rss><channel><title>Nothing yet</title></channel></rss>", "text/xml")
    site.routes["/"] = known(home(1))
    (report,) = crawled(source)
    assert report.outcomes["new"] == 1
    site.routes["/"] = lambda request: web.Response(body=home(2), content_type="text/html", headers={"ETag": '"b"'})
    (report,) = crawled(source)  # the feed is as empty as it was
    assert report.outcomes["new"] == 1
    site.routes["/"] = lambda request: (
        web.Response(status=304)
        if "If-None-Match" in request.headers
        else web.Response(body=home(2), content_type="text/html")
    )
    site.routes["/feed.xml"] = site.feed(["/2.html"])
    (report,) = crawled(source)  # the home page is as it was, and the feed is not
    assert report.outcomes["new"] == 1
    assert site.paths()[-1] == "/2.html"


def test_a_home_page_stands_in_for_an_address_that_may_not_be_asked(site, crawled):
    site.routes["/"] = (
        "<!doctype html><html><head><title>Herald</title>"
        '<link rel=alternate type="application/rss+xml" href="http://me:secret@feeds.example/1.xml"></head><body><ul>'
        + "".join(f"<li><a href='/{at}.html'>Kenya and Laos sign an agreement {at}</a></li>" for at in range(3))
        + "</ul></body></html>"
    )
    (report,) = crawled(site.source(feeds=()))
    assert report.ok
    assert report.outcomes["new"] == 3


def test_sitemaps_of_robots_txt_stand_in_for_a_home_page_that_names_none(site, crawled):
    urls = "".join(f"<url><loc>{site.base}/{n}.html</loc></url>" for n in range(3))
    site.routes |= {
        "/": "<!doctype html><html><head><title>Herald</title></head><body><div id=app></div></body></html>",
        "/robots.txt": f"User-agent: *\nAllow: /\nSitemap: {site.base}/map.xml\n",
        "/map.xml": f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>',
    }
    (report,) = crawled(site.source(feeds=()))
    assert report.outcomes["new"] == 3


def test_a_sitemap_that_robots_txt_names_by_its_path_is_found(site, crawled):
    site.routes |= {
        "/": "<!doctype html><html><head><title>Herald</title></head><body><div id=app></div></body></html>",
        "/robots.txt": "Sitemap: /map.xml\n",
        "/map.xml": f"<urlset><url><loc>{site.base}/0.html</loc></url></urlset>",
    }
    (report,) = crawled(site.source(feeds=()))
    assert report.outcomes["new"] == 1


def test_the_welcome_of_a_site_is_no_news_but_leads_to_its_feed(site, crawled):
    said = "".join(
        f"<p>The herald tells you every day what the countries of the river do together, number {n}.</p>"
        for n in range(9)
    )
    site.routes["/"] = (
        '<!doctype html><html><head><title>Welcome to the Herald</title><link rel="alternate" '
        f'type="application/rss+xml" href="/feed.xml"></head><body><main><h1>Welcome</h1>{said}</main></body></html>'
    )
    (report,) = crawled(site.source(), urls=(site.base + "/",))
    assert report.outcomes["new"] == 3
    assert site.paths()[:2] == ["/", "/feed.xml"]
    (report,) = crawled(site.source(), urls=(site.base + "/?p=123",))
    assert report.outcomes["new"] == 1, "an article of a weblog, by its number"


def _link(url: str):
    from crawler.model import Link

    return Link(url=url)
