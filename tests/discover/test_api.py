"""JSON APIs as source files map them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.discover import links, read_index
from crawler.errors import DiscoverError
from crawler.model import Api, Link, Source
from tests.discover.conftest import MakePage

API = Api(
    url="https://api.example/news?rows=2&os=0",
    entries="documents",
    skip=("facets",),
    title="title",
    published="when",
    next_offset="os",
)
BANK = Source(name="bank", title="Bank", url="https://bank.example/", apis=(API,))
DOCUMENT: dict[str, Any] = {
    "documents": {
        "a": {"url": "https://bank.example/a", "title": {"cdata!": "A &amp; B"}, "when": "2026-11-20T10:00:00Z"},
        "b": {"url": "/b", "title": ["B"], "when": 1790000000000},
        "facets": {"url": "https://bank.example/facets"},
    }
}


def test_a_mapping_with_a_stray_entry(page: MakePage) -> None:
    index = read_index(page(json.dumps(DOCUMENT), "https://api.example/news?rows=2&os=4"), BANK)
    assert index.kind == "api"
    assert index.links == (
        Link(url="https://bank.example/a", title="A & B", published=datetime(2026, 11, 20, 10, tzinfo=UTC)),
        Link(url="https://api.example/b", title="B", published=datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)),
    )
    assert index.next_page == "https://api.example/news?rows=2&os=6"


def test_no_entries_no_next_page(page: MakePage) -> None:
    index = read_index(page('{"documents": {"facets": {}}}', API.url), BANK)
    assert (index.links, index.next_page) == ((), None)


def test_a_path_into_lists_and_a_document_that_is_a_list(page: MakePage) -> None:
    deep = replace(BANK, apis=(replace(API, entries="pages.1.rows", link="to.0.href", title="name"),))
    body = {"pages": [{}, {"rows": [{"to": [{"href": "/1"}], "name": "One"}]}]}
    assert links(page(json.dumps(body), API.url), deep) == (Link(url="https://api.example/1", title="One"),)
    flat = replace(BANK, apis=(Api(url=API.url),))
    assert links(page('[{"url": "/1", "title": "One"}]', API.url), flat) == (
        Link(url="https://api.example/1", title="One"),
    )


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"documents": None}, "no entries at 'documents'"),
        ({"other": []}, "no entries at 'documents'"),
        ({"documents": [{"href": "/1"}, 7]}, "none of its 2 entries has an address at 'url'"),
    ],
)
def test_a_document_that_has_changed(page: MakePage, document: object, told: str) -> None:
    with pytest.raises(DiscoverError, match=told):
        links(page(json.dumps(document), API.url), BANK)


def test_half_characters_stand_in_no_address_and_no_title(page: MakePage) -> None:
    document = r'{"rows": [{"url": "https://bank.example/\ud800"}, {"url": "https://bank.example/1", "title": "One\udfffTwo"}]}'
    source = Source(
        name="bank",
        title="Bank",
        url="https://bank.example/",
        apis=(Api(url="https://bank.example/api", entries="rows"),),
    )
    (found,) = links(page(document, "https://bank.example/api"), source)
    assert (found.url, found.title) == ("https://bank.example/1", "One Two")


def test_json_that_nobody_mapped(page: MakePage) -> None:
    with pytest.raises(DiscoverError, match=r"\[\[apis\]\]"):
        links(page('{"a": []}'))


def test_a_page_that_names_its_document(page: MakePage) -> None:
    api = Api(
        url="https://bank.example/list.html",
        follow=r"datasource:(\w+)",
        template="https://bank.example/ds_{}.json",
        entries="datasource",
    )
    source = replace(BANK, apis=(API, api))
    html = '<html><ul class="wz-list" data="datasource:a1b2"></ul></html>'
    assert read_index(page(html, api.url), source).sitemaps == ("https://bank.example/ds_a1b2.json",)
    found = links(page('{"datasource": [{"url": "/1", "title": "One"}]}', "https://bank.example/ds_a1b2.json"), source)
    assert found == (Link(url="https://bank.example/1", title="One"),)
    with pytest.raises(DiscoverError, match="has the page changed"):
        links(page("<html><body>nothing here</body></html>", api.url), source)


@pytest.mark.parametrize("mark", ["\n", "\t", "\r\n"])
def test_a_text_may_be_broken_into_lines(page: MakePage, mark: str) -> None:
    item = f'{{"url": "https://bank.example/1", "title": "Kenya and{mark}Laos"}}'
    (link,) = links(page(f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{item}]}}'))
    assert link.title == "Kenya and Laos"
    (link,) = links(page(f'{{"documents": [{item}]}}', API.url), BANK)
    assert link.title == "Kenya and Laos"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://bank.example/news/{attributes.slug}", "https://bank.example/news/rail%2Fport"),
        ("/{id}/{attributes.slug}.html", "https://api.example/7/rail%2Fport.html"),
        ("https://bank.example/{attributes.year}/{id}", None),
    ],
)
def test_an_address_made_of_what_an_entry_tells(page: MakePage, link: str, address: str | None) -> None:
    rows = [{"id": 7, "attributes": {"slug": "rail/port", "title": "Rail and port"}}]
    api = replace(API, link=link, title="attributes.title")
    document = page(json.dumps({"documents": rows}), API.url)
    if address is None:
        with pytest.raises(DiscoverError, match=r"apis\.link"):
            links(document, replace(BANK, apis=(api,)))
    else:
        assert links(document, replace(BANK, apis=(api,))) == (Link(url=address, title="Rail and port"),)


@pytest.mark.parametrize(
    ("asked", "following"),
    [
        (
            "https://api.example/wp-json/wp/v2/posts?per_page=20",
            "https://api.example/wp-json/wp/v2/posts?per_page=20&page=2",
        ),
        ("https://api.example/wp-json/wp/v2/posts?page=2", "https://api.example/wp-json/wp/v2/posts?page=3"),
        ("https://api.example/wp-json/wp/v2/posts?page=last", "https://api.example/wp-json/wp/v2/posts?page=2"),
    ],
)
def test_an_api_that_counts_pages(page: MakePage, asked: str, following: str) -> None:
    api = Api(
        url="https://api.example/wp-json/wp/v2/posts",
        link="link",
        title="title.rendered",
        published="date_gmt",
        next_page="page",
    )
    row = {
        "link": "https://bank.example/p/1",
        "title": {"rendered": "Signed &amp; sealed"},
        "date_gmt": "2026-11-20T10:00:00",
    }
    index = read_index(page(json.dumps([row]), asked), replace(BANK, apis=(api,)))
    moment = datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert index.links == (Link(url="https://bank.example/p/1", title="Signed & sealed", published=moment),)
    assert index.next_page == following
