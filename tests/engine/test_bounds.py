"""How much is taken of an answer, and for how long; what a server asks for is done."""

from __future__ import annotations

import asyncio
import contextlib
import email.utils
import gzip
import itertools
import ssl
import time
import zlib
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from aiohttp import web

from crawler.model import Link

PAGE = "/0.html"


def only(site, answer):
    """The feed names one page, which answers so."""
    site.routes["/feed.xml"] = site.feed([PAGE, "/1.html"])
    site.routes[PAGE] = answer
    return site.source()


def packed(body: bytes, encoding: str):
    return lambda _: web.Response(body=body, headers={"Content-Encoding": encoding}, content_type="text/html")


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(bytes(30 * 2**20), 1), "gzip"),
        (gzip.compress(gzip.compress(bytes(30 * 2**20), 9)), "gzip, gzip"),
        (zlib.compress(bytes(30 * 2**20), 1), "deflate"),
        (brotli.compress(bytes(30 * 2**20), quality=1), "br"),
    ],
    ids=["gzip", "twice", "deflate", "brotli"],
)
def test_a_bomb_is_dropped(site, crawled, body, encoding):
    (report,) = crawled(only(site, packed(body, encoding)))
    assert report.outcomes == {"known": 0, "new": 1, "failed": 1}
    assert report.problems[0].kind == "too-big"


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_page_with_a_broken_packing_costs_itself_alone(site, crawled, encoding):
    (report,) = crawled(only(site, packed(b"\x1f\x8b\x08\x00 no such thing" * 9, encoding)))
    assert report.ok
    assert report.outcomes["new"] == 1
    assert sum(report.outcomes.values()) == 2


def test_a_body_without_end_is_cut_off(site, crawled):
    sent = 0

    async def pour(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        answer = web.StreamResponse(headers={"Content-Type": "text/html"})
        await answer.prepare(request)
        try:
            for _ in range(400):
                await answer.write(bytes(2**18))
                sent += 2**18
        except ConnectionError:
            pass
        return answer

    (report,) = crawled(only(site, pour))
    assert report.problems[0].kind == "too-big"
    assert sent < 40 * 2**20


@pytest.mark.parametrize("where", ["head", "body"])
def test_who_answers_too_slowly_is_given_up(site, crawled, where):
    ended = asyncio.Event()

    async def dawdle(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/html"})
        if where == "body":
            await answer.prepare(request)
            await answer.write(b"<html>")
        with contextlib.suppress(TimeoutError, asyncio.CancelledError):
            await asyncio.wait_for(ended.wait(), 30)
        return answer

    (report,) = crawled(only(site, dawdle), timeout=0.5)
    assert report.outcomes["failed"] >= 1
    assert {"timeout"} <= {problem.kind for problem in report.problems}


def test_a_status_tells_whether_to_come_again(site, crawled):
    (report,) = crawled(only(site, lambda _: web.Response(status=410)))
    assert report.problems[0].message == "the server answers 410 Gone: the address is gone"
    site.asked.clear()
    crawled(site.source())
    assert PAGE not in site.paths()


def test_what_failed_in_passing_is_tried_once_more(site, crawled, make_article):
    answers = iter([web.Response(status=503), web.Response(text=make_article(5), content_type="text/html")])
    (report,) = crawled(only(site, lambda _: next(answers)))
    assert report.outcomes == {"known": 0, "new": 2}


@pytest.mark.parametrize("path", ["/feed.xml", "/0.html"])
def test_304_to_who_has_nothing_is_no_answer(site, crawled, store, path):
    """It would be taken for a page that we know, and never be asked for again."""
    site.routes[path] = lambda _: web.Response(status=304)
    (report,) = crawled(site.source())
    assert report.problems[0].kind == "bad-answer"
    assert report.ok is (path == "/0.html")
    later = datetime.now(UTC) + timedelta(hours=1)
    assert store.wanted([Link(url=site.base + "/0.html")], later) != ()


@pytest.mark.parametrize("after", ["0", "Sat, 01 Jan 2022 00:00:00 GMT"])
def test_a_short_retry_after_is_waited_for(site, crawled, make_article, after):
    answers = iter([
        web.Response(status=429, headers={"Retry-After": after}), web.Response(text=make_article(5), content_type="text/html"),
    ])  # fmt: skip
    (report,) = crawled(only(site, lambda _: next(answers)))
    assert report.outcomes == {"known": 0, "new": 2}


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_long_retry_after_is_noted_for_the_plan(site, crawled, form):
    after = "86400" if form == "seconds" else email.utils.formatdate(time.time() + 86400, usegmt=True)
    site.routes["/feed.xml"] = lambda _: web.Response(status=429, headers={"Retry-After": after})
    (report,) = crawled(site.source())
    assert not report.ok
    assert report.hints["retry_after"] == pytest.approx(86400, abs=120)
    assert {problem.kind for problem in report.problems} == {"later"}
    assert site.paths() == ["/feed.xml"]


def test_a_host_that_asks_for_a_long_wait_is_left_alone(site, crawled):
    for path in ("/0.html", "/1.html", "/2.html"):
        site.routes[path] = lambda _: web.Response(status=429, headers={"Retry-After": "3600"})
    (report,) = crawled(site.source(delay=0.05))
    assert report.outcomes == {"known": 0, "failed": 3}
    assert len(site.paths()) == 2


def test_a_page_that_shall_be_left_alone_is_not_asked_for_before(site, crawled, store):
    (report,) = crawled(only(site, lambda _: web.Response(status=429, headers={"Retry-After": "3600"})))
    assert report.outcomes == {"known": 0, "new": 1, "failed": 1}
    link = Link(url=site.base + PAGE)
    now = datetime.now(UTC)
    assert store.wanted([link], now) == ()
    assert store.wanted([link], now + timedelta(hours=2)) == (link,)


ROBOTS = [
    (web.Response, {"status": 404}, True),
    (web.Response, {"status": 410}, True),
    (web.Response, {"status": 403, "text": "no", "content_type": "text/plain"}, True),
    (
        web.Response,
        {"status": 403, "text": "<!doctype html><html>Access denied</html>", "content_type": "text/html"},
        False,
    ),
    (web.Response, {"status": 500}, False),
    (web.Response, {"status": 503}, False),
    (web.Response, {"status": 429}, False),
    (web.Response, {"text": "User-agent: *\nDisallow: /", "content_type": "text/plain"}, False),
    (web.Response, {"text": "User-agent: silkwire\nDisallow: /\n\nUser-agent: *\nAllow: /"}, False),
    (web.Response, {"text": "User-agent: *\nDisallow: /\n\nUser-agent: Silkwire\nAllow: /"}, True),
    (web.Response, {"text": "<!doctype html><html>Disallow: /</html>", "content_type": "text/html"}, True),
    (web.Response, {"text": "\ufeffUser-agent: *\nDisallow: /feed.xml"}, False),
    (web.Response, {"body": b"User-agent: *\n" + b"# filler\n" * 52_000 + b"Disallow: /\n"}, False),
    (web.Response, {"body": b"User-agent: *\nAllow: /\n" + b"# filler\n" * 120_000}, True),
]


@pytest.mark.parametrize(("make", "arguments", "allowed"), ROBOTS, ids=[str(at) for at in range(len(ROBOTS))])
def test_robots_txt_means_what_the_rfc_says(site, crawled, make, arguments, allowed):
    site.routes["/robots.txt"] = lambda _: make(**arguments)
    site.routes["/feed.xml"] = site.feed(["/0.html"])
    (report,) = crawled(site.source())
    assert report.ok is allowed
    assert bool(site.paths()) is allowed
    if not allowed:
        assert report.problems[0].kind == "robots"


def test_a_moved_robots_txt_is_followed(site, crawled):
    site.routes["/robots.txt"] = lambda _: web.Response(status=301, headers={"Location": "/r2.txt"})
    site.routes["/r2.txt"] = lambda _: web.Response(text="User-agent: *\nDisallow: /1")
    (report,) = crawled(site.source())
    assert report.outcomes == {"known": 0, "new": 2, "refused": 1}
    assert "/1.html" not in site.paths()


def test_crawl_delay_is_kept(site, crawled):
    times = []
    site.routes["/robots.txt"] = "User-agent: *\nCrawl-delay: 0.3\n"
    for path in ("/feed.xml", "/0.html", "/1.html", "/2.html"):
        answer = site.routes[path]
        site.routes[path] = lambda _, body=answer: (
            times.append(time.monotonic())
            or web.Response(
                body=body.encode(), content_type="text/html" if body.startswith("<!doctype") else "application/xml"
            )
        )
    (report,) = crawled(site.source())
    assert report.outcomes["new"] == 3
    assert min(b - a for a, b in itertools.pairwise(times)) > 0.2


def test_no_more_pages_are_begun_than_a_slow_host_lets_pass(site, crawled):
    site.routes["/robots.txt"] = "User-agent: *\nCrawl-delay: 0.2\n"
    (report,) = crawled(site.source(), longest=timedelta(seconds=0.4))
    assert report.outcomes == {"known": 0, "new": 2}


def test_a_sitemap_index_that_names_itself_for_ever_ends(site, crawled):
    count = iter(range(10_000))

    def index(_: web.Request) -> web.Response:
        names = ("/map.xml", f"/m/{next(count)}", f"/m/{next(count)}")
        rows = "".join(f"<sitemap><loc>{site.base}{path}</loc></sitemap>" for path in names)
        body = f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'
        return web.Response(text=body, content_type="application/xml")

    site.routes |= {"/map.xml": index} | {f"/m/{n}": index for n in range(200)}
    (report,) = crawled(site.source(feeds=(), sitemaps=(site.base + "/map.xml",)))
    assert len(site.paths()) < 60
    assert report.ended > report.began


@pytest.fixture
def certified(tmp_path):
    """A certificate that nobody vouches for."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path / "cert.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return context


def test_a_certificate_must_be_good_unless_the_file_says_otherwise(served, crawled, certified, make_article):
    site = served.site(context=certified)
    site.routes |= {"/feed.xml": site.feed(["/0.html"]), "/0.html": make_article(0)}
    (report,) = crawled(site.source())
    assert report.problems[0].kind == "certificate"
    assert "verify_tls = false" in report.problems[0].message
    assert site.asked == []
    (report,) = crawled(site.source(verify_tls=False))
    assert report.outcomes["new"] == 1
    assert any(problem.kind == "unverified" for problem in report.problems)
