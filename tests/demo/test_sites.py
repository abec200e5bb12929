"""The sites of the mini-web: their structure is that of the real ones, and the seeds stand in them word for word."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from crawler.sources import load_sources
from scheduler.demo import MiniWeb, seeds
from scheduler.demo.sites import SITES, View
from scheduler.demo.tales import tales

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


def pages(name: str, *, changed: bool = False) -> dict[str, str]:
    site = next(site for site in SITES if site.name == f"demo-{name}")
    found = site.pages(View(base="http://127.0.0.1:1", now=NOW, changed=changed))
    return {path: page.body.decode(page.media_type.partition("charset=")[2]) for path, page in found.items()}


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", text)).split())


def test_the_seed_of_seetao_stands_in_its_page_word_for_word() -> None:
    page = plain(pages("seetao")["/details/20431.html"])
    text = (seeds.FOLDER / seeds.SEETAO).read_text("utf-8")
    for block in re.split(r"\n\s*\n", text)[1:]:
        assert " ".join(block.split()) in page
    for part in (
        "Seetao 2024-04-03 15:30",
        "6 Minute",
        "Jiandao's mechanical column editor/Zhou Yingwen",
        "Get verification code",
    ):
        assert part in page


def test_the_dispatch_stands_in_its_page_and_the_reprint_lacks_its_dateline() -> None:
    dispatch = plain(pages("chinanews")["/gj/2022/11-09/9891027.shtml"])
    reprint = plain(pages("herald")["/news/4090/digital-silk-road-wuzhen"])
    assert "China News Service, Wuzhen, November 9th (Wang Yifei and Zhang Yuhuan) The 2022" in dispatch
    assert "China News Service" not in reprint
    for paragraph in seeds.without_dateline(seeds.dispatch().paragraphs):
        assert " ".join(paragraph.split()) in dispatch
        assert " ".join(paragraph.split()) in reprint


def test_the_same_article_has_several_addresses() -> None:
    seetao, herald = pages("seetao"), pages("herald")
    assert "utm_source" in seetao["/list/10.html"]
    assert plain(seetao["/m_details/20431/zh.html"]).startswith(seeds.seetao().title or "-")
    assert herald["/story/4101"] == herald["/news/4101/kenya-railway-maintenance"]


def test_the_change_corrects_one_article_and_brings_a_new_one() -> None:
    for name, address in (("herald", "/news/4101/kenya-railway-maintenance"), ("seetao", "/list/10.html")):
        before, after = pages(name), pages(name, changed=True)
        assert {path for path in before if before[path] != after[path]} >= {address}
    assert set(pages("seetao", changed=True)) > set(pages("seetao"))


def test_pages_do_not_change_by_themselves() -> None:
    for site in SITES:
        view = View(base="http://127.0.0.1:1", now=NOW, changed=True)
        assert site.pages(view) == site.pages(view)


def test_the_stories_cover_languages_and_kinds_of_pages() -> None:
    assert {tale.language for tale in tales()} == {"en", "zh", "fr", "es"}
    assert any(not tale.cooperation for tale in tales())
    assert all(tale.published(NOW) <= NOW for tale in tales())


@pytest.fixture
def web() -> MiniWeb:
    with MiniWeb(NOW, any_port=True) as found:
        yield found


def test_it_serves_over_http_with_etag_304_and_404(web: MiniWeb) -> None:
    base = web.sites["demo-herald"].base
    with urlopen(f"{base}/feed.atom?utm=1", timeout=10) as answer:
        etag = answer.headers["ETag"]
        assert answer.headers["Content-Type"].startswith("application/xml")
        assert b"Kenya and China" in answer.read()
    for path, headers, status in (("/feed.atom", {"If-None-Match": etag}, 304), ("/nowhere", {}, 404)):
        with pytest.raises(HTTPError) as caught:
            urlopen(Request(base + path, headers=headers), timeout=10)
        caught.value.close()
        assert caught.value.code == status
    with urlopen(Request(base, method="HEAD"), timeout=10) as answer:
        assert answer.read() == b""


def test_its_source_files_are_ordinary_ones_that_open_their_own_port_only(web: MiniWeb, tmp_path: Path) -> None:
    names = web.write_sources(tmp_path)
    loaded = load_sources(tmp_path)
    assert loaded.errors == ()
    for name in names:
        source = loaded.sources[name]
        assert source.allow_private
        assert {url.split("/")[2] for url in (source.url, *source.feeds, *source.lists, *source.sitemaps)} == {
            web.sites[name].host
        }


def test_a_port_that_is_taken_is_no_obstacle() -> None:
    with MiniWeb(NOW) as first, MiniWeb(NOW) as second:
        assert first.sites["demo-seetao"].base != second.sites["demo-seetao"].base
