"""Where a crawl may not go: whatever the spelling, directly or by redirect, no request arrives there."""

from __future__ import annotations

import pytest
from aiohttp import web

from crawler.engine import CrawlOptions, fetch
from crawler.model import Page, Problem

SPELLINGS = (
    "http://127.0.0.1:{}/", "http://localhost:{}/", "http://LOCALHOST.:{}/", "http://[::1]:{}/", "http://[::ffff:127.0.0.1]:{}/",
    "http://[::ffff:7f00:1]:{}/", "http://2130706433:{}/", "http://0x7f000001:{}/", "http://0177.0.0.1:{}/", "http://127.1:{}/",
    "http://0.0.0.0:{}/", "http://[::]:{}/", "http://0:{}/", "http://news.example@127.0.0.1:{}/", "http://127.0.0.1%2f@127.0.0.1:{}/",
    "http://127.0.0.1\\@news.example:{}/", "http://\u0031\u0032\u0037.0.0.1:{}/", "http://①②⑦.⓪.⓪.①:{}/", "http://127。0。0。1:{}/",
)  # fmt: skip


@pytest.fixture
def inside(served):
    """A site that nobody names."""
    inside = served.site()
    inside.routes["/"] = "<!doctype html><html><title>secret</title></html>"
    return inside


def test_no_spelling_of_this_machine_is_asked(inside, loop):
    answers = loop.run(fetch([spelling.format(inside.port) for spelling in SPELLINGS]))
    assert {type(answer) for answer in answers} == {Problem}
    assert {answer.kind for answer in answers} <= {"refused", "dns"}
    assert inside.asked == []


def test_no_spelling_is_reached_by_a_redirect(site, inside, crawled):
    targets = {f"/to/{at}": spelling.format(inside.port) for at, spelling in enumerate(SPELLINGS)}
    for path, target in targets.items():
        site.routes[path] = lambda _, target=target: web.Response(status=302, headers={"Location": target})
    refresh = f'<!doctype html><html><head><meta http-equiv="refresh" content="0; url={inside.base}/"></head></html>'
    site.routes["/refresh"] = refresh
    site.routes["/feed.xml"] = site.feed(["/0.html", "/refresh", *targets])
    (report,) = crawled(site.source())
    assert inside.asked == []
    assert report.outcomes["new"] == 1
    assert report.outcomes["refused"] == len(targets) + 1


def test_a_feed_that_moves_inside_is_refused_in_words(site, inside, crawled):
    site.routes["/feed.xml"] = lambda _: web.Response(status=301, headers={"Location": inside.base + "/feed.xml"})
    (report,) = crawled(site.source())
    assert not report.ok
    assert report.problems[0].kind == "refused"
    assert "this machine itself" in report.problems[0].message
    assert inside.asked == []


def test_allow_private_opens_the_named_pairs_alone(site, inside, crawled):
    neighbour = site.source("neighbour", feeds=(inside.base + "/feed.xml",))
    crawled(neighbour)
    assert inside.paths() == ["/feed.xml"]
    inside.asked.clear()
    stranger = site.source("stranger", allow_private=False)
    (report,) = crawled(stranger)
    assert report.problems[0].kind == "refused"
    # the same crawl, the same address: what one file names does not open it for another
    reports = crawled(neighbour, stranger)
    assert [report.problems[0].kind for report in reports] == ["status", "refused"]


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "data:text/html,hello", "ftp://127.0.0.1/x", "javascript:alert(1)", "//"]
)
def test_other_schemes_are_not_followed(site, crawled, target):
    site.routes["/0.html"] = lambda _: web.Response(status=302, headers={"Location": target})
    (report,) = crawled(site.source())
    assert report.outcomes["new"] == 2
    assert report.outcomes.get("refused", 0) + report.outcomes.get("failed", 0) == 1


@pytest.mark.parametrize("target", ["http://[::1", "http://127.0.0.1:99999/", "http://127.0.0.1:port/", "//[/"])
def test_a_broken_target_is_refused_in_words(site, crawled, target):
    site.routes["/hop"] = lambda _: web.Response(status=302, headers={"Location": target})
    site.routes["/page"] = (
        f"<!doctype html><html><head><meta http-equiv=refresh content='0;url={target}'></head></html>"
    )
    site.routes["/feed.xml"] = site.feed(["/hop", "/page"])
    (report,) = crawled(site.source())
    assert report.outcomes == {"known": 0, "refused": 2}
    assert all("broken address" in problem.message for problem in report.problems)


def test_a_redirect_to_nowhere_is_followed_no_further(site, crawled):
    site.routes["/hop"] = lambda _: web.Response(status=302, headers={"Location": " "})
    site.routes["/feed.xml"] = site.feed(["/hop"])
    (report,) = crawled(site.source())
    assert (report.outcomes["failed"], site.paths().count("/hop")) == (1, 1)


def test_pages_stay_on_their_sources_hosts(served, site, crawled):
    mirror = served.site("127.0.0.2")
    mirror.routes["/0.html"] = site.routes["/0.html"]
    site.routes["/0.html"] = lambda _: web.Response(status=302, headers={"Location": mirror.base + "/0.html"})
    (report,) = crawled(site.source())
    assert report.outcomes == {"known": 0, "new": 2, "refused": 1}
    assert report.problems[0].kind == "off-host"
    assert mirror.asked == []
    (report,) = crawled(site.source("cousin", hosts=(f"127.0.0.2:{mirror.port}",)))
    assert "/0.html" not in mirror.paths()  # it is left alone for a while


def test_a_listed_host_may_carry_pages(served, site, crawled):
    mirror = served.site("127.0.0.2")
    mirror.routes["/0.html"] = site.routes["/0.html"]
    site.routes["/0.html"] = lambda _: web.Response(status=302, headers={"Location": mirror.base + "/0.html"})
    (report,) = crawled(site.source(hosts=(f"127.0.0.2:{mirror.port}",)))
    assert report.outcomes == {"known": 0, "new": 3}


def test_an_interstitial_page_leads_on(site, crawled):
    site.routes["/hop"] = (
        '<!doctype html><html><head><meta http-equiv=refresh content="1;URL=/0.html"></head><body>Wait</body></html>'
    )
    site.routes["/feed.xml"] = site.feed(["/hop"])
    (report,) = crawled(site.source())
    assert report.outcomes == {"known": 0, "new": 1}


def test_redirects_end(site, crawled):
    count = iter(range(1000))
    site.routes["/loop"] = lambda _: web.Response(status=302, headers={"Location": "/loop"})
    site.routes["/ever"] = lambda _: web.Response(status=302, headers={"Location": f"/ever?{next(count)}"})
    site.routes["/long"] = lambda _: web.Response(status=302, headers={"Location": "/0.html?" + "a" * 7000})
    site.routes["/feed.xml"] = site.feed(["/loop", "/ever", "/long"])
    (report,) = crawled(site.source())
    assert report.outcomes == {"known": 0, "failed": 2, "refused": 1}
    assert len(site.paths()) < 20


def test_fetch_answers_in_the_order_of_the_addresses(site, loop):
    urls = [site.base + "/2.html", "mailto:a@b.example", site.base + "/0.html"]
    first, second, third = loop.run(fetch(urls, source=site.source(), options=CrawlOptions(timeout=10)))
    assert isinstance(first, Page)
    assert first.url == urls[0]
    assert first.headers["content-type"].startswith("text/html")
    assert isinstance(second, Problem)
    assert isinstance(third, Page)
    assert third.url == urls[2]


def test_one_off_addresses_of_every_kind(site, crawled):
    urls = (site.base + "/0.html", site.base + "/feed.xml", "http://127.0.0.1:1/x")
    reports = crawled(site.source(), urls=urls)
    by_name = {report.source: report for report in reports}
    assert by_name["herald"].outcomes["new"] == 3
    assert by_name["herald"].ok
    assert by_name["127.0.0.1:1"].problems[0].kind == "refused"
    assert not by_name["127.0.0.1:1"].ok


def test_a_password_in_a_link_is_told_to_nobody(site, crawled):
    link = f"http://ada:hush@{site.host}:{site.port}/1.html"
    site.routes["/feed.xml"] = site.feed([link])
    (report,) = crawled(site.source())
    assert "hush" not in repr(report)
    assert [problem.url for problem in report.problems] == [link.replace("ada:hush@", "")]
