"""A source that asks for a browser gets one, and the browser gets no further than a request of ours would."""

from __future__ import annotations

import shutil
import sys

import pytest
from aiohttp import web

from crawler.fetch.browser import NAMES

SHELL = "<!doctype html><html lang=en><head><title>{title}</title></head><body><div id=app></div><script>{script}</script></body></html>"


def script(html: str) -> str:
    """A page that is put together in the browser."""
    inner = html[html.index("<main>") : html.index("</body>")].replace("'", "\\'")
    return SHELL.format(title="Herald", script=f"document.getElementById('app').innerHTML = '{inner}';")


def test_without_the_extra_it_says_what_to_install(site, crawled, monkeypatch):
    monkeypatch.setitem(sys.modules, "playwright", None)
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)
    (report,) = crawled(site.source(fetch="browser"))
    assert report.ok  # the feed needs no browser
    assert report.outcomes == {"known": 0, "failed": 3}
    assert report.problems[0].kind == "browser"
    assert "silkwire[browser]" in report.problems[0].message


needs_chromium = pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="Chromium is not installed")


@needs_chromium
def test_a_page_made_by_scripts_is_read(site, crawled, make_article):
    pytest.importorskip("playwright.async_api", exc_type=ImportError)
    site.routes["/0.html"] = script(make_article(0, "Kenya and Laos open a joint library"))
    site.routes["/feed.xml"] = site.feed(["/0.html"])
    (plain,) = crawled(site.source("plain"), dry_run=True)
    assert "new" not in plain.outcomes
    site.asked.clear()
    headers = {"X-Key": "7", "Cookie": "a=1; b=x=y", "Referer": "https://search.example/", "Accept-Language": "lo"}
    (report,) = crawled(site.source(fetch="browser", headers=headers), dry_run=True, timeout=30.0)
    assert [sample.title for sample in report.samples] == ["Kenya and Laos open a joint library"]
    for request in site.asked:
        if request.path != "/robots.txt":
            assert {name: request.headers.get(name) for name in headers} == headers


@needs_chromium
def test_a_browser_gets_nowhere_else(served, site, crawled, make_article):
    pytest.importorskip("playwright.async_api", exc_type=ImportError)
    inside = served.site()
    site.routes["/hop"] = lambda _: web.Response(status=302, headers={"Location": inside.base + "/"})
    site.routes["/0.html"] = make_article(0).replace(
        "</body>",
        f"<script>fetch('{inside.base}/a'); new Image().src = '{inside.base}/b'; new WebSocket('ws://127.0.0.1:{inside.port}/c');</script>",
    )
    site.routes["/feed.xml"] = site.feed(["/hop", "/0.html"])
    (report,) = crawled(site.source(fetch="browser"), timeout=30.0)
    assert inside.asked == []
    assert report.outcomes["new"] == 1
    assert sum(report.outcomes.values()) == 2


@needs_chromium
def test_robots_txt_holds_for_what_a_page_loads_and_where_it_leads(site, crawled, make_article):
    pytest.importorskip("playwright.async_api", exc_type=ImportError)
    loads = "fetch('/shut/a.json'); fetch('/open/b.json');"
    frame = "<iframe src='/frame.html'></iframe></body>"
    site.routes |= {
        "/robots.txt": "User-agent: *\nDisallow: /shut/\n",
        "/0.html": make_article(0).replace("</body>", f"<script>{loads}</script>{frame}"),
        "/hop.html": lambda _: web.Response(status=302, headers={"Location": "/shut/1.html"}),
        "/script.html": "<!doctype html><html><head><script>location.replace('/2.html')</script></head></html>",
        "/shut/1.html": make_article(1),
        "/2.html": make_article(2),
    }
    site.routes["/feed.xml"] = site.feed(["/0.html", "/hop.html", "/script.html"])
    (report,) = crawled(site.source(fetch="browser"), timeout=30.0)
    assert {"/open/b.json", "/2.html"} <= set(site.paths())
    assert not {"/shut/a.json", "/frame.html"} & set(site.paths())
    assert report.outcomes["new"] == 2
    assert report.outcomes["refused"] == 1
    assert "/shut/1.html" in report.problems[0].message


@needs_chromium
def test_a_browser_is_held_in_every_spelling(served, site, crawled, make_article):
    pytest.importorskip("playwright.async_api", exc_type=ImportError)
    inside = served.site()
    spellings = ("2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "0.0.0.0", "localhost", "127.0.0.1")
    scripts = "".join(f"<script src='http://{host}:{inside.port}/x.js'></script>" for host in spellings)
    site.routes["/0.html"] = make_article(0).replace("</body>", f"{scripts}</body>")
    site.routes["/feed.xml"] = site.feed(["/0.html"])
    (report,) = crawled(site.source(fetch="browser"), timeout=30.0)
    assert inside.asked == []
    assert report.outcomes["new"] == 1
