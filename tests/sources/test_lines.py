"""What is wrong with a source is one clear line of the report; the others are unharmed; the exit code is 1."""

from __future__ import annotations

import json

import pytest

from tests.sources import newsrooms
from tests.sources.conftest import Town
from tests.sources.serving import served

BROKEN = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>a<link>'


def write(town: Town, name: str, *lines: str) -> None:
    town.path.parent.mkdir(exist_ok=True)
    head = (f'name = "{name}"', f'title = "{name}"', "allow_private = true", "delay = 0")
    town.path.with_name(f"{name}.toml").write_text("\n".join((*head, *lines)), "utf-8")


@pytest.fixture
def wrong(town: Town) -> Town:
    """A good source and three whose files are wrong; nothing of theirs is asked for."""
    write(town, "town", 'url = "http://127.0.0.1:9/"')
    write(town, "pattern", 'url = "http://127.0.0.1:9/"', 'article = "(["')
    write(town, "selector", 'url = "http://127.0.0.1:9/"', "[listing]", 'link = "div >> a["')
    return town


def test_each_source_that_fails_has_one_line_and_the_others_go_on(wrong: Town) -> None:
    routes = newsrooms.announced() | {"/broken.xml": ("application/rss+xml", BROKEN)}
    with served(routes) as site:
        home = f'url = "{site.base}/"'
        write(wrong, "town", home, f'feeds = ["{site.base}/all-stories.rss"]')
        write(wrong, "xml", home, f'feeds = ["{site.base}/broken.xml"]')
        write(wrong, "gone", home, f'feeds = ["{site.base}/gone.xml"]')
        write(wrong, "narrow", home, f'feeds = ["{site.base}/all-stories.rss"]', 'article = "/nowhere/"')
        write(wrong, "dead", 'url = "http://127.0.0.1:9/"', 'feeds = ["http://127.0.0.1:9/rss"]')
        names = ("town", "xml", "gone", "narrow", "dead", "pattern", "selector")
        said = wrong.silkwire("crawl", *names, "--no-publish")
    assert said.code == 1
    rows = {row.split()[0]: row.split() for row in said.out.splitlines() if row.startswith(" ")}
    assert {name: rows[name][-1] for name in names} == {name: "ok" if name == "town" else "failed" for name in names}
    assert rows["town"][1] == "5"
    lines = {name: [line for line in said.out.splitlines() if line.startswith(f"{name}: ")] for name in names}
    assert {name: len(found) for name, found in lines.items()} == {name: name != "town" for name in names}
    for name, advice in (
        ("xml", "tell its publisher"), ("gone", "`silkwire sources add`"), ("narrow", "mend `article`"), ("dead", "later"),
        ("pattern", "pattern.toml: article: "), ("selector", "selector.toml: listing.link: "),
    ):  # fmt: skip
        assert advice in lines[name][0]
        assert lines[name][0].count("http://") <= 1
    assert "pattern.toml" not in said.err


def test_of_a_host_that_was_never_heard_nobody_knows_what_its_robots_txt_allows(wrong: Town) -> None:
    (check,) = json.loads(wrong.silkwire("sources", "check", "town", "--json").out)["checks"]
    assert (check["verdict"], check["robots"]) == ("fails", "unknown")


def test_a_file_that_cannot_be_used_is_a_source_of_the_report(wrong: Town) -> None:
    said = wrong.silkwire("crawl", "pattern", "--json")
    answer = json.loads(said.out)
    assert said.code == 1
    (problem,) = answer["sources"]["pattern"]["problems"]
    assert (answer["sources"]["pattern"]["ok"], problem["kind"]) == (False, "source-file")
    assert "selector.toml" in said.err
    assert "pattern.toml" not in said.err
