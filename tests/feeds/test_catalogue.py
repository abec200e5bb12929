"""Which feeds there are, and what is said to those who ask for others."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import ConfigError
from crawler.model import KINDS
from feeds import names
from feeds.catalogue import as_of, find, from_params, of_query, own, standing
from feeds.catalogue.adhoc import BadQuery
from feeds.catalogue.own import KEYS
from feeds.model import Query

NOW = datetime(2026, 5, 20, 15, 30, tzinfo=UTC)
DOCS = Path(__file__).parents[2] / "docs" / "feeds.md"


def test_standing_feeds_come_from_what_the_store_has() -> None:
    facets = {
        "all": 9,
        "country/KE": 2,
        "country/CN": 5,
        "pair/CN-KE": 2,
        "kind/aid": 1,
        "source/herald": 3,
        "language/zh": 1,
    }
    feeds = standing(facets | {"source/host.example:80": 1, "strange": 1}, {"herald": "The Herald"})
    assert [feed.name for feed in feeds] == [
        "all", "changes", "health", "kind/aid", "country/CN", "country/KE", "pair/CN-KE", "language/zh", "source/herald",
    ]  # fmt: skip
    by_name = {feed.name: feed for feed in feeds}
    assert by_name["pair/CN-KE"].query == Query(countries=("CN", "KE"))
    assert by_name["pair/CN-KE"].title == "China – Kenya: cooperation news"
    assert by_name["source/herald"].title == "The Herald: cooperation news"
    assert all(feed.description for feed in feeds)


@pytest.mark.parametrize(
    "name", ["country/CU", "pair/CN-CU", "kind/aid", "sector/energy", "language/zh", "source/known", "all", "health"]
)
def test_a_feed_that_could_have_a_story_is_found_before_it_has_one(name: str) -> None:
    feed = find(name, source_titles={"known": "Known"})
    assert feed
    assert feed.name == name


@pytest.mark.parametrize(
    "name",
    [
        "", "country/XX", "country/cu", "country/", "pair/CU-CN", "pair/CN-CN", "pair/CN", "kind/none", "sector/none", "language/zzz",
        "source/unknown", "source/../all", "nothing", "all/all", "country/CU/CN", "../etc/passwd",
    ],
)  # fmt: skip
def test_other_names_are_no_feeds(name: str) -> None:
    assert find(name, source_titles={"known": "Known"}) is None


def test_every_kind_has_a_name() -> None:
    assert set(names.names("kinds")) == set(KINDS)


def test_own_feeds_are_queries_with_a_title() -> None:
    mine, plain, secret = own(
        {
            "africa-rail": {
                "title": "Rail in Africa", "countries": ["cn", "KE"], "sectors": ["transport"], "text": "railway",
                "since-days": 30, "limit": 20, "description": "Rails.",
            },
            "aid": {"kinds": ["aid"]},
            "desk": {"token": "x", "sources": ["herald"], "languages": ["en"]},
        },
        now=NOW,
    )  # fmt: skip
    assert mine.query == Query(
        countries=("CN", "KE"), sectors=("transport",), text="railway", since=datetime(2026, 4, 20, tzinfo=UTC)
    )
    later = as_of(mine, NOW + timedelta(days=400))
    assert later == replace(mine, query=replace(mine.query, since=datetime(2027, 5, 25, tzinfo=UTC)))
    assert as_of(plain, NOW + timedelta(days=400)) == plain
    assert (mine.title, mine.limit, mine.description, mine.group) == ("Rail in Africa", 20, "Rails.", "own")
    assert (plain.title, plain.private, secret.private) == ("Aid", False, True)
    assert find("aid", (mine, plain)) == plain


@pytest.mark.parametrize(
    ("name", "row", "says"),
    [
        ("Bad Name", {}, "feeds.Bad Name: choose another name"),
        ("all", {}, "feeds.all: choose another name"),
        ("x", {"country": ["CN"]}, "feeds.x.country: is unknown: use countries"),
        ("x", {"countries": ["XX"]}, "feeds.x.countries: 'XX' is no country: write a code"),
        ("x", {"countries": "CN"}, "feeds.x.countries: must be a list"),
        ("x", {"kinds": [1]}, "feeds.x.kinds: must be a list"),
        ("x", {"kinds": ["war"]}, "feeds.x.kinds: 'war' is no kind"),
        ("x", {"limit": 0}, "feeds.x.limit: must be a whole number from 1 to 500"),
        ("x", {"limit": True}, "feeds.x.limit: must be a whole number"),
        ("x", {"since-days": "3"}, "feeds.x.since-days: must be a whole number"),
        ("x", {"title": 5}, "feeds.x.title: must be a text"),
        ("x", {"private": "yes"}, "feeds.x.private: must be true or false"),
        ("x", {"languages": ["english"]}, "feeds.x.languages: 'english' is no language: did you mean en (English)?"),
    ],
)
def test_a_wrong_table_names_file_key_and_reason(name: str, row: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError) as raised:
        own({name: row}, file="silkwire.toml")
    assert str(raised.value).startswith(f"silkwire.toml: {says}")


def test_parameters_make_a_feed_whatever_their_order() -> None:
    one = from_params({"country": ["ke", "CN"], "q": [" port "], "limit": ["5"]})
    assert one == from_params({"limit": ["0000000005"], "q": ["port"], "country": ["CN", "KE"]})
    assert one.query == Query(countries=("CN", "KE"), text="port")
    assert one.name == "query?q=port&country=CN&country=KE"
    assert one.title == "China, Kenya, “port”: cooperation news"
    assert of_query(Query()).name == "query"


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"page": ["2"]}, "'page' is no parameter"),
        ({"country": ["XX"]}, "'XX' is no country: write a code of two letters, such as CN"),
        ({"country": ["Kenya"]}, "'KENYA' is no country: did you mean KE (Kenya)?"),
        ({"kind": ["agrement"]}, "'agrement' is no kind: did you mean agreement (Agreements)?"),
        ({"sector": ["transportation"]}, "'transportation' is no sector: did you mean transport"),
        ({"country": ["CN"] * 21}, "country stands 21 times"),
        ({"kind": ["../x"]}, "'../x' is no kind: use agreement, memorandum, "),
        ({"source": ["a/b"]}, "'a/b' is no source"),
        ({"q": ["x" * 201]}, "q may stand once"),
        ({"limit": ["0"]}, "limit must be"),
        ({"limit": ["9" * 5000]}, "limit must be"),
        ({"limit": ["٣"]}, "limit must be"),
        ({"limit": ["00000000019999999"]}, "limit must be"),
        ({"limit": [""]}, "limit must be"),
    ],
)
def test_parameters_that_name_nothing_are_refused(params: dict[str, list[str]], says: str) -> None:
    with pytest.raises(BadQuery, match=re.escape(says)):
        from_params(params)


def test_the_documentation_knows_every_key_kind_and_sector() -> None:
    text = DOCS.read_text("utf-8")
    words = [*KEYS, *names.names("kinds"), *names.names("sectors")]
    assert [word for word in words if f"`{word}`" not in text] == []
