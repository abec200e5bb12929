"""The demo from end to end over real HTTP: what it must show to somebody who sees Silkwire for the first time."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.errors import ServiceError
from crawler.model import Story
from crawler.store import Store
from feeds.model import Query
from scheduler.config import load_config
from scheduler.demo import run_demo, seeds
from scheduler.demo.demo import note
from scheduler.demo.sites import REPRINT

EXPECTED = seeds.FOLDER / "expected"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    said: list[str] = []
    assert run_demo(folder, 0, once=True, echo=said.append) == 0, said
    assert any("second crawl" in line for line in said)
    return folder


@pytest.fixture(scope="module")
def stories(home: Path) -> dict[str, Story]:
    with Store(home / "news.db", read_only=True) as store:
        return {story.lead.title: story for story in store.stories(Query(everything=True), limit=100)}


def lead_like(stories: dict[str, Story], words: str) -> Story:
    found = [
        story for story in stories.values() if words in story.lead.title or any(words in o.title for o in story.outlets)
    ]
    assert len(found) == 1, (words, list(stories))
    return found[0]


def test_what_is_published_later_in_its_home_keeps_the_address_of_the_links(home: Path) -> None:
    noted = (home / "silkwire.toml").read_text()
    port = load_config(home).port
    assert f"http://127.0.0.1:{port}/" in (home / "feeds" / "all.atom").read_text()
    note(replace(load_config(home), port=9))
    assert load_config(home).port == 9, "a later demo at another port notes that one"
    (home / "silkwire.toml").write_text(noted + 'contact = "desk@example.org"\n')
    note(replace(load_config(home), port=9))
    assert load_config(home).port == port, "what a person has written is left alone"
    (home / "silkwire.toml").write_text(noted)


def test_a_port_that_is_taken_is_told_before_anything_is_crawled(tmp_path: Path) -> None:
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(ServiceError, match="is taken"):
        run_demo(tmp_path, other.getsockname()[1], echo=said.append)
    assert not said


def test_every_kind_of_standing_feed_stands_in_every_format(home: Path) -> None:
    for name in (
        "all",
        "country/CU",
        "pair/CN-CU",
        "kind/forum",
        "sector/digital",
        "source/demo-seetao",
        "language/fr",
    ):
        for form in ("atom", "rss", "json", "html"):
            assert (home / "feeds" / f"{name}.{form}").stat().st_size > 200, f"{name}.{form}"


def test_the_reprint_is_one_story_with_two_outlets(stories: dict[str, Story]) -> None:
    story = lead_like(stories, REPRINT)
    assert {outlet.source for outlet in story.outlets} == {"demo-chinanews", "demo-herald"}
    assert {mention.code for mention in story.annotation.countries} == {"CN", "CU", "EG", "PK"}


def test_the_corrected_article_is_a_revision_of_the_same_story(stories: dict[str, Story], home: Path) -> None:
    story = lead_like(stories, "joint railway maintenance centre")
    assert story.revision == 1
    assert story.change is not None
    assert "120" in story.change
    assert "150" in story.change
    feed = json.loads((home / "feeds" / "country" / "KE.json").read_text("utf-8"))
    assert len([item for item in feed["items"] if "railway maintenance" in item["title"]]) == 1


def test_the_same_article_under_several_addresses_is_kept_once(home: Path) -> None:
    with Store(home / "news.db", read_only=True) as store:
        titles = [story.lead.title for story in store.stories(Query(everything=True), limit=100)]
    assert len(titles) == len(set(titles))


def test_other_news_is_kept_and_stands_in_no_feed(stories: dict[str, Story], home: Path) -> None:
    cup = lead_like(stories, "Harbour Rovers")
    assert not cup.annotation.is_cooperation
    for path in (home / "feeds").rglob("*.atom"):
        assert "Harbour Rovers" not in path.read_text("utf-8"), path


def test_a_page_that_is_no_article_is_no_story(stories: dict[str, Story]) -> None:
    assert not [title for title in stories if "pictures" in title.lower()]


@pytest.mark.parametrize(("seed", "words"), [(seeds.SEETAO, "Deepen connectivity"), (seeds.DISPATCH, REPRINT)])
def test_the_seeds_come_out_of_their_pages_as_expected(
    stories: dict[str, Story], home: Path, seed: str, words: str
) -> None:
    expected = json.loads((EXPECTED / seed).with_suffix(".json").read_text("utf-8"))
    with Store(home / "news.db", read_only=True) as store:
        articles = store.articles_of(lead_like(stories, words).id)
    assert expected["article"]["text"] in [article.text for article in articles]


def test_feeds_carry_no_more_of_a_text_than_its_outlet_allows(home: Path) -> None:
    feed = (home / "feeds" / "source" / "demo-seetao.atom").read_text("utf-8")
    assert "By promoting the interconnectivity" in feed or "local green energy industry" in feed
    assert "mutual benefit and sustainable development goals" not in feed
    assert "Reproduction without permission is not allowed" in feed
