"""Lists that a page holds as data for its script."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.discover import read_index
from crawler.errors import DiscoverError
from crawler.model import Link, Source
from tests.discover.conftest import MakePage

HERE = "https://agency.example/news"
DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)


def title(number: int) -> str:
    return f"Ministers sign agreement {number} on a joint railway"


def record(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "title": title(number),
        "url": f"/news/agreement-{number}",
        "publishedAt": "2026-11-20T08:00:00.000Z",
    } | more


def page_with(data: Any, kind: str = "application/json") -> str:
    menu = '<nav><a href="/about">About the agency and its people</a></nav>'
    return f'<html><body>{menu}<div id=root></div><script id="data" type="{kind}">{json.dumps(data)}</script></body></html>'


MENU = [
    {"title": "About our organisation and team", "url": "/about"},
    *({"title": f"Part {n}", "url": f"/p{n}"} for n in range(4)),
]
RECORDS = [record(number) for number in range(4)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"props": {"pageProps": {"menu": MENU, "articles": RECORDS}}, "page": "/news"}, "application/json"),
        ([{"state": 1}, {"list": 2}, [3, 7], *sum(([{"title": n * 4 + 4, "url": n * 4 + 5, "publishedAt": n * 4 + 6}, title(n),
          f"/news/agreement-{n}", "2026-11-20T08:00:00.000Z"] for n in range(4)), list[Any]())], "application/json"),
        ({"@type": "ItemList", "itemListElement": [
            {"@type": "ListItem", "item": {"headline": title(n), "url": f"{HERE}/agreement-{n}", "datePublished": DAY.isoformat()}}
            for n in range(4)]}, "application/ld+json"),
        ({"posts": [{"title": {"rendered": title(n)}, "link": f"{HERE}/agreement-{n}", "date": 1795161600} for n in range(4)]},
         "application/json"),
        ({"posts": {"edges": [{"cursor": "x", "node": {"title": title(n), "uri": f"/news/agreement-{n}", "date": DAY.isoformat()}}
            for n in range(4)]}}, "application/json"),
    ],
    ids=["records beside a menu", "values in one row", "a list for search engines", "wrapped titles, epoch", "edges and nodes"],
)  # fmt: skip
def test_a_page_that_a_script_fills(page: MakePage, data: Any, kind: str) -> None:
    found = read_index(page(page_with(data, kind), HERE)).links
    assert found == tuple(Link(url=f"{HERE}/agreement-{n}", title=title(n), published=DAY) for n in range(4))


def test_a_record_with_parts_is_the_record(page: MakePage) -> None:
    records = [record(number, attributes={"colour": "red"}) for number in range(4)]
    assert len(read_index(page(page_with({"articles": records}), HERE)).links) == 4


def test_the_state_that_a_script_begins_with(page: MakePage) -> None:
    state = json.dumps({"menu": MENU, "articles": RECORDS})
    script = f"<div id=root></div><script>window.__INITIAL_STATE__ = {state};window.__LATER__={{a:undefined}};start()</script>"
    found = read_index(page(f"<html><body>{script}</body></html>", HERE)).links
    assert [link.title for link in found] == [title(n) for n in range(4)]


def test_links_that_are_shown_go_before(page: MakePage) -> None:
    shown = "".join(f'<li><a href="/story/{n}.html">{title(n)}</a></li>' for n in range(10, 14))
    found = read_index(page(page_with({"related": RECORDS}).replace("<div id=root>", f"<ul>{shown}</ul>"), HERE)).links
    assert [link.url for link in found] == [f"https://agency.example/story/{n}.html" for n in range(10, 14)]


def test_the_patterns_of_a_source_hold(page: MakePage) -> None:
    source = Source(name="agency", title="Agency", url=HERE, lists=(HERE,), ignore="agreement-1$")
    found = read_index(page(page_with({"articles": RECORDS}), HERE), source).links
    assert [link.title for link in found] == [title(0), title(2), title(3)]


@pytest.mark.parametrize(
    "data",
    [MENU, RECORDS[:2], [record(n, url=f"https://elsewhere.example/news/a-{n}") for n in range(4)], [record(n, url=n) for n in range(4)]],
    ids=["a menu", "too few", "another site", "no address"],
)  # fmt: skip
def test_what_is_no_list(page: MakePage, data: Any) -> None:
    with pytest.raises(DiscoverError, match="no link looks like an article"):
        read_index(page(page_with({"data": data}), HERE))


@pytest.mark.parametrize("data", ["[" * 100_000, "{", "[1," * 50_000, '{"a":' * 20_000 + "1"])
def test_broken_data(page: MakePage, data: str) -> None:
    with pytest.raises(DiscoverError):
        read_index(page(f'<html><a href="/x">x</a><script type="application/json">{data}</script></html>', HERE))
