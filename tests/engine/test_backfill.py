"""Back-fill: the further pages of lists, feeds and APIs, as many as are asked for, back to a day."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from crawler.errors import StoreFull
from crawler.model import Api, Link, Listing
from crawler.spiders import plan

PER_PAGE, LAST = 2, 3
"""Articles of a page, and pages there are."""


@pytest.fixture
def archive(site, make_article):
    """Six articles, whatever lists them."""
    for number in range(PER_PAGE * LAST):
        site.routes[f"/{number}.html"] = make_article(number)
    return site


def numbers(page: int) -> range:
    return range((page - 1) * PER_PAGE, page * PER_PAGE if page <= LAST else 0)


def listed(page: int, following: str) -> str:
    rows = "".join(
        f"<li><a href=/{n}.html>Kenya and Laos sign agreement number {n} on rail freight</a></li>"
        for n in numbers(page)
    )
    return f"<!doctype html><html><body><ul>{rows}</ul>{following}</body></html>"


def by_link(site):
    for page in range(1, LAST + 1):
        site.routes[f"/list{page}"] = listed(page, f"<a rel=next href=/list{page + 1}>older</a>" if page < LAST else "")
    return site.source(feeds=(), lists=(site.base + "/list1",))


def by_number(site):
    for page in range(1, LAST + 1):
        site.routes[f"/list_{page}" if page > 1 else "/list"] = listed(page, "")
    return site.source(feeds=(), lists=(site.base + "/list",), listing=Listing(pages="{list}_{n}"))


def by_wordpress(site):
    def feed(request: web.Request) -> web.Response:
        page = int(request.query.get("paged", "1"))
        if page > LAST:
            return web.Response(status=404)
        body = site.feed([f"/{n}.html" for n in numbers(page)])
        body = body.replace("<item>", "<generator>https://wordpress.org/?v=6.6</generator><item>", 1)
        return web.Response(text=body, content_type="application/rss+xml")

    site.routes["/feed.xml"] = feed
    return site.source()


def by_atom_link(site):
    for page in range(1, LAST + 1):
        following = f'<link rel="next" href="/feed{page + 1}.xml"/>' if page < LAST else ""
        entries = "".join(
            f'<entry><title>Kenya and Laos {n}</title><id>urn:{n}</id><link href="/{n}.html"/>'
            f"<updated>2026-11-0{n + 1}T08:00:00Z</updated></entry>"
            for n in numbers(page)
        )
        head = "<title>T</title><id>urn:f</id><updated>2026-11-07T08:00:00Z</updated>"
        site.routes[f"/feed{page}.xml"] = f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{following}{entries}</feed>'
    return site.source(feeds=(site.base + "/feed1.xml",))


def by_jsonfeed(site):
    for page in range(1, LAST + 1):
        items = [{"id": str(n), "url": f"{site.base}/{n}.html", "title": f"Kenya and Laos {n}"} for n in numbers(page)]
        document = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}
        if page < LAST:
            document["next_url"] = f"{site.base}/feed{page + 1}.json"
        site.routes[f"/feed{page}.json"] = json.dumps(document)
    return site.source(feeds=(site.base + "/feed1.json",))


def by_offset(site):
    """As the World Bank answers: entries by id in a mapping, and among them one that is none."""

    def answer(request: web.Request) -> web.Response:
        page = int(request.query["os"]) // PER_PAGE + 1
        rows = {f"D{n}": {"url": f"{site.base}/{n}.html", "title": {"cdata!": f"Kenya {n}"}} for n in numbers(page)}
        return web.json_response({"rows": PER_PAGE, "documents": rows | {"facets": {}}})

    site.routes["/api"] = answer
    api = Api(url=f"{site.base}/api?rows={PER_PAGE}&os=0", entries="documents", skip=("facets",), next_offset="os")
    return site.source(feeds=(), apis=(api,))


WAYS = [by_link, by_number, by_wordpress, by_atom_link, by_jsonfeed, by_offset]


@pytest.mark.parametrize("way", WAYS, ids=[way.__name__ for way in WAYS])
def test_as_many_pages_as_are_asked_for(archive, crawled, way):
    source = way(archive)
    (report,) = crawled(source)
    assert report.outcomes == {"known": 0, "new": PER_PAGE}
    (report,) = crawled(source, pages=2)
    assert report.outcomes == {"known": PER_PAGE, "new": PER_PAGE}
    (report,) = crawled(source, pages=9)
    assert report.outcomes == {"known": 2 * PER_PAGE, "new": PER_PAGE}
    assert report.ok
    assert report.problems == ()  # that there is no tenth page is the end of the list, not a fault


def test_pages_before_a_day_are_not_asked_for(archive, crawled):
    source = by_atom_link(archive)
    archive.routes["/feed2.xml"] = archive.routes["/feed2.xml"].replace("2026-11-0", "2025-11-0")
    (report,) = crawled(source, pages=9, since=datetime(2026, 1, 1, tzinfo=UTC))
    assert report.outcomes == {"known": 0, "new": PER_PAGE}
    assert "/feed3.xml" not in archive.paths()


@pytest.mark.parametrize("back", [{"pages": 2}, {"since": datetime(2026, 1, 1, tzinfo=UTC)}])
def test_who_looks_back_is_not_told_that_nothing_changed(archive, crawled, back):
    tags = []

    def feed(request: web.Request) -> web.Response:
        tags.append(request.headers.get("If-None-Match"))
        return web.Response(text=archive.feed(["/0.html"]), headers={"ETag": '"a"'}, content_type="application/rss+xml")

    archive.routes["/feed.xml"] = feed
    for options in ({}, {}, back):
        crawled(archive.source(), **options)
    assert tags == [None, '"a"', None]


def test_a_list_that_never_ends_is_followed_as_far_as_asked(archive, crawled):
    pages = iter(range(2, 1000))
    archive.routes["/list"] = lambda _: web.Response(
        text=listed(1, f"<a rel=next href=/list?page={next(pages)}>older</a>"), content_type="text/html"
    )
    (report,) = crawled(archive.source(feeds=(), lists=(archive.base + "/list",)), pages=7)
    assert len([path for path in archive.paths() if path.startswith("/list")]) == 7
    assert report.ok


def test_a_page_that_names_its_document(archive, crawled):
    """As Xinhua's lists do: an address in the page leads to JSON."""
    rows = [{"publishUrl": f"{archive.base}/{n}.html", "title": f"Kenya {n}"} for n in range(3)]
    archive.routes |= {
        "/list": "<!doctype html><html><ul class=wz-list data='datasource:a1b2'></ul></html>",
        "/ds_a1b2.json": json.dumps({"datasource": rows}),
    }
    api = Api(
        url=archive.base + "/list", follow=r"datasource:(\w+)", template=archive.base + "/ds_{}.json", entries="datasource",
        link="publishUrl",
    )  # fmt: skip
    (report,) = crawled(archive.source(feeds=(), apis=(api,)))
    assert report.outcomes == {"known": 0, "new": 3}
    assert archive.paths()[:2] == ["/list", "/ds_a1b2.json"]


def test_a_document_that_is_gone_is_told_whatever_is_asked_for(archive, crawled):
    archive.routes["/list"] = "<!doctype html><html><ul class=wz-list data='datasource:a1b2'></ul></html>"
    api = Api(url=archive.base + "/list", follow=r"datasource:(\w+)", template=archive.base + "/ds_{}.json")
    (report,) = crawled(archive.source(feeds=(), apis=(api,)), pages=3)
    assert report.problems[0].url == archive.base + "/ds_a1b2.json"


def test_a_feed_that_wants_the_headers_of_a_reader(archive, crawled):
    def feed(request: web.Request) -> web.Response:
        if "rss" not in request.headers["Accept"].partition(";")[0]:
            return web.Response(status=406)
        return web.Response(text=archive.feed(["/0.html"]), content_type="application/rss+xml")

    archive.routes["/feed.xml"] = feed
    (plain,) = crawled(archive.source(headers={"Accept": "text/html"}))
    assert (plain.ok, plain.problems[0].kind) == (False, "status")
    (report,) = crawled(archive.source(headers={"Accept": "application/rss+xml, */*;q=0.8"}))
    assert report.outcomes == {"known": 0, "new": 1}


def sitemap(site, paths, dates=()):
    rows = "".join(
        f"<url><loc>{site.base}{path}</loc>{f'<lastmod>{dates[n]}</lastmod>' if dates else ''}</url>"
        for n, path in enumerate(paths)
    )
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


@pytest.fixture
def big(site, make_article, monkeypatch):
    """A site whose sitemap lists nine pages, and a crawl that takes more than six for an archive."""
    monkeypatch.setattr(plan, "ARCHIVE", 6)
    monkeypatch.setattr(plan, "UNDATED", 3)
    monkeypatch.setattr(plan, "FEWEST", 2)
    paths = [f"/{number}.html" for number in range(9)]
    for number, path in enumerate(paths):
        site.routes[path] = make_article(number)
    site.routes["/map.xml"] = sitemap(site, paths)
    return site.source(feeds=(), sitemaps=(site.base + "/map.xml",)), paths


def test_an_archive_without_dates_is_no_news_but_for_a_few_pages_and_what_comes_later(
    big, site, make_article, crawled, store
):
    source, paths = big
    (report,) = crawled(source)
    assert report.outcomes == {"known": 0, "new": 3, "archived": 6}
    assert report.found == 9
    (report,) = crawled(source)
    assert report.outcomes == {"known": 9}
    site.routes["/9.html"] = make_article(9)
    site.routes["/map.xml"] = sitemap(site, [*paths, "/9.html"])
    (report,) = crawled(source)
    assert report.outcomes == {"known": 9, "new": 1}


def test_who_looks_back_gets_the_archive(big, crawled):
    source, _ = big
    crawled(source)
    (report,) = crawled(source, since=datetime(1990, 1, 1, tzinfo=UTC))
    assert report.outcomes == {"known": 3, "new": 6}


def test_of_an_archive_with_dates_the_last_month_is_news_and_the_newest_few_at_least(big, site, crawled):
    source, paths = big
    today = datetime.now(UTC)
    days = [(today - timedelta(days=age)).date().isoformat() for age in (400, 300, 2, 200, 100, 90, 80, 70, 1)]
    site.routes["/map.xml"] = sitemap(site, paths, days)
    (report,) = crawled(source, max_articles=1)
    assert report.outcomes == {"known": 0, "new": 1, "archived": 7}
    (report,) = crawled(source)
    assert report.outcomes == {"known": 8, "new": 1}  # what did not fit is left for the next crawl, as ever
    assert sorted(path for path in site.paths() if path != "/map.xml") == ["/2.html", "/8.html"]


def test_a_long_list_that_was_read_before_is_no_archive(big, site, crawled):
    source, paths = big
    site.routes["/map.xml"] = sitemap(site, paths[:2])
    crawled(source)
    site.routes["/map.xml"] = sitemap(site, paths)
    (report,) = crawled(source)
    assert report.outcomes == {"known": 2, "new": 7}


def test_a_sitemap_given_by_hand_is_no_archive(big, site, crawled):
    source, _ = big
    (report,) = crawled(source, urls=(site.base + "/map.xml",))
    assert report.outcomes["new"] == 9


def test_of_the_archive_that_a_site_invents_nothing_is_remembered(big, site, crawled, store):
    source, paths = big
    today = datetime.now(UTC)
    days = [(today - timedelta(days=age)).date().isoformat() for age in (1, 2, 300, 300, 300, 300, 300, 300, 300)]
    site.routes["/map-1.xml"] = sitemap(site, paths, days)
    site.routes["/map.xml"] = (
        '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{site.base}/map-1.xml</loc></sitemap></sitemapindex>"
    )
    for new, known in ((2, 0), (0, 2)):  # seven are unseen for ever, and looked at no closer
        (report,) = crawled(source)
        assert report.outcomes == {"known": known, "archived": 7} | ({"new": new} if new else {})
    assert len(store.wanted([Link(url=site.base + path) for path in paths], report.ended)) == 7


def test_an_archive_that_cannot_be_put_away_ends_the_crawl_with_the_reason(big, crawled, store, monkeypatch):
    source, _ = big

    def full(*_: object) -> None:
        raise StoreFull("the disk is full: make room")

    with monkeypatch.context() as patched:
        patched.setattr(store, "put_away", full)
        with pytest.raises(StoreFull, match="make room"):
            crawled(source)
    (report,) = crawled(source)  # nothing was lost: it is the first reading still
    assert report.outcomes == {"known": 0, "new": 3, "archived": 6}
