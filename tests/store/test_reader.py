"""What publishing asks of the store."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

import pytest

from crawler.errors import NotFound
from crawler.model import Annotation, Mention, Reading, Source
from crawler.store import Store
from feeds.model import HealthReader, Query, StoryReader

Make = Callable[..., Reading]
Understand = Callable[..., Annotation]
HOUR = timedelta(hours=1)


@pytest.fixture
def filled(store: Store, reading: Make, understood: Understand, text: Callable[..., str], now: datetime) -> Store:
    """Story 1..12: of a and b in turn, Chinese every third; 10 is no news."""
    for at in range(1, 13):
        annotation = understood(
            "CN", ("CU", "EG", "PK")[at % 3], kinds=("talks",) if at % 2 else ("aid",), sectors=("energy",) if at < 5 else (),
            news=at != 10,
        )  # fmt: skip
        one = reading(
            f"Title {at}", text(at), annotation=annotation, source="ab"[at % 2], url=f"https://x.example/{at}",
            language="zh-CN" if at % 3 == 0 else "en",
        )  # fmt: skip
        assert store.keep(one, now + at * HOUR).story_id == at
    return store


def ids(store: Store, query: Query, **more: object) -> list[int]:
    return [story.id for story in store.stories(query, **more)]  # type: ignore[arg-type]


def test_it_is_what_publishing_needs(store: Store) -> None:
    reader: StoryReader = store
    health: HealthReader = store
    assert (reader.stories(Query()), health.alarms()) == ((), ())


def test_queries(filled: Store, now: datetime) -> None:
    everything = [12, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert ids(filled, Query()) == everything
    assert ids(filled, Query(everything=True)) == sorted([*everything, 10], reverse=True)
    assert ids(filled, Query(countries=("CU",))) == [12, 9, 6, 3]
    assert ids(filled, Query(countries=("CN", "CU"))) == [12, 9, 6, 3]
    assert ids(filled, Query(countries=("EG", "CU"))) == []
    assert ids(filled, Query(countries=("EG",), everything=True)) == [10, 7, 4, 1]
    assert ids(filled, Query(countries=("XX",))) == []
    assert ids(filled, Query(sources=("b",))) == [11, 9, 7, 5, 3, 1]
    assert ids(filled, Query(sources=("a", "b"), kinds=("aid",))) == [12, 8, 6, 4, 2]
    assert ids(filled, Query(languages=("zh",))) == [12, 9, 6, 3]
    assert ids(filled, Query(sectors=("energy", "water"), kinds=("talks", "aid"))) == [4, 3, 2, 1]
    assert ids(filled, Query(since=now + 9 * HOUR)) == [12, 11, 9]
    assert ids(filled, Query(text="title 7")) == [7]
    assert ids(filled, Query(text="title", countries=("CU",))) == [12, 9, 6, 3]
    assert ids(filled, Query(text="?!")) == []


def test_pages(filled: Store) -> None:
    for query in (Query(), Query(countries=("CN",)), Query(sources=("a", "b")), Query(everything=True)):
        found, before = [], None
        while page := filled.stories(query, limit=3, before=before):
            found += [story.id for story in page]
            before = (page[-1].first_seen, page[-1].id)
        assert found == ids(filled, query)


def test_stories_of_one_moment_are_paged_too(
    store: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    for at in range(5):
        store.keep(reading(f"T{at}", text(at), url=f"https://a.example/{at}"), now)
    first = store.stories(Query(), limit=2)
    assert ids(store, Query(), before=(first[-1].first_seen, first[-1].id)) == [3, 2, 1]


def test_facets_and_what_is_dirty(filled: Store, now: datetime) -> None:
    facets = filled.facets()
    assert facets["all"] == 11
    assert (facets["source/a"], facets["source/b"]) == (5, 6)
    assert (facets["country/CN"], facets["pair/CN-CU"], facets["pair/CN-EG"]) == (11, 4, 3)
    assert (facets["language/zh"], facets["kind/talks"], facets["sector/energy"]) == (4, 6, 4)
    assert "changes" not in facets
    mark, names = filled.dirty()
    assert names == facets.keys()
    filled.clean(mark, names)
    assert filled.dirty() == (mark, frozenset())


def test_a_country_named_in_passing_has_no_feed_of_it(
    store: Store, reading: Make, understood: Understand, text: Callable[..., str], now: datetime
) -> None:
    named = (Mention(code="CN", score=0.9), Mention(code="CU", score=0.55), Mention(code="CH", score=0.4))
    about = replace(understood(), countries=named)
    store.keep(reading("A pact", text(1), url="https://a.example/1", annotation=about), now)
    assert {name for name in store.facets() if name.startswith(("country/", "pair/"))} == {
        "country/CN",
        "country/CU",
        "pair/CN-CU",
    }
    assert ids(store, Query(countries=("CH",))) == []
    assert ids(store, Query(countries=("CN", "CU"))) == [1]
    assert store.story(1).annotation.countries == named, "what was found stays to be seen"


def test_a_story_of_many_countries_makes_the_pairs_of_others_dirty(
    store: Store, reading: Make, understood: Understand, text: Callable[..., str], now: datetime
) -> None:
    many = ("AO", "BJ", "CM", "DJ", "EG", "FJ", "GH", "HU")

    def keep(number: int, *countries: str, title: str = "T", later: timedelta = HOUR) -> frozenset[str]:
        store.clean(*store.dirty())
        one = reading(
            f"{title}{number}", text(number), url=f"https://a.example/{number}", annotation=understood(*countries)
        )
        store.keep(one, now + later)
        return frozenset(name for name in store.dirty()[1] if name.startswith("pair/"))

    assert len(keep(1, *many)) == 15
    assert "pair/GH-HU" not in store.facets()
    assert keep(2, "GH", "HU") == {"pair/GH-HU"}
    assert ids(store, Query(countries=("GH", "HU"))) == [2, 1]
    assert store.facets()["pair/GH-HU"] == 2
    assert keep(3, "GH", "CN") == {"pair/CN-GH"}
    assert "pair/GH-HU" in keep(1, *many, title="Corrected ", later=2 * HOUR)
    store.delete_story(2, now + 3 * HOUR)
    assert store.facets()["pair/GH-HU"] == 1, "the story of many countries still stands in it"
    assert ids(store, Query(countries=("GH", "HU"))) == [1]
    assert "pair/GH-HU" in keep(1, *many, title="Again corrected ", later=4 * HOUR)
    store.sync_sources([Source(name="a", title="A", url="https://a.example/", rights="link")])
    store.clean(*store.dirty())
    store.sync_sources([Source(name="a", title="A", url="https://a.example/", rights="full")])
    assert "pair/GH-HU" in store.dirty()[1]


@pytest.mark.parametrize("seed", range(4))
def test_a_pair_lists_every_story_of_both_countries_whoever_came_first(
    store: Store, reading: Make, understood: Understand, text: Callable[..., str], now: datetime, seed: int
) -> None:
    dice, codes = random.Random(seed), ("AO", "BJ", "CM", "DJ", "EG", "FJ", "GH", "HU", "ID")
    about: dict[int, frozenset[str]] = {}
    for step in range(60):
        number = dice.randint(1, 25)
        named = dice.sample(codes, dice.choice((1, 2, 2, 3, 7, 9)))
        one = reading(
            f"T{number} {step}", text(number), url=f"https://a.example/{number}", annotation=understood(*named)
        )
        kept = store.keep(one, now + step * HOUR)
        if kept.outcome in ("new", "revised"):  # a story that was deleted does not come back
            about[kept.story_id] = frozenset(named)
        if step % 10 == 9:
            gone = dice.choice(sorted(about))
            store.delete_story(gone, now + step * HOUR)
            del about[gone]
    for a, b in combinations(codes, 2):
        both = {story for story, named in about.items() if {a, b} <= named}
        assert set(ids(store, Query(countries=(b, a)))) == both
        assert store.facets().get(f"pair/{a}-{b}", len(both)) == len(both)
        for c in codes:
            assert set(ids(store, Query(countries=(a, b, c)))) == {story for story in both if c in about[story]}
    assert set(ids(store, Query(countries=codes))) == {story for story, named in about.items() if named == set(codes)}
    assert [one for one in store.doctor() if one.level == "error"] == []


def test_a_story_that_names_countries_in_passing_alone_is_about_these(
    store: Store, reading: Make, understood: Understand, text: Callable[..., str], now: datetime
) -> None:
    about = replace(understood(), countries=(Mention(code="CN", score=0.4), Mention(code="RU", score=0.3)))
    store.keep(reading("Beijing and Moscow", text(1), annotation=about), now)
    assert ids(store, Query(countries=("CN", "RU"))) == [1]


def test_only_what_changed_is_dirty_old_places_and_new(
    filled: Store, reading: Make, understood: Understand, text: Callable[..., str], now: datetime
) -> None:
    mark, names = filled.dirty()
    filled.clean(mark, names)
    changed = reading(
        "Title 3 corrected",
        text(3),
        annotation=understood("CN", "BR"),
        source="b",
        url="https://x.example/3",
        language="en",
    )
    assert filled.keep(changed, now + 31 * HOUR).outcome == "revised"
    newer, dirty = filled.dirty()
    assert newer > mark
    assert dirty >= {
        "all",
        "country/CU",
        "country/BR",
        "pair/CN-CU",
        "pair/BR-CN",
        "language/zh",
        "language/en",
        "changes",
        "kind/talks",
    }
    assert not dirty & {"country/EG", "source/a", "kind/aid"}
    assert ids(filled, Query(revised=True)) == [3]
    assert filled.facets()["changes"] == 1
    filled.clean(mark, dirty)
    assert filled.dirty()[1] == dirty, "an old mark cleans nothing that changed since"


def test_no_news_makes_nothing_dirty(store: Store, reading: Make, understood: Understand, now: datetime) -> None:
    kept = store.keep(reading(annotation=understood("CN", news=False)), now)
    assert (store.facets(), store.dirty()[1]) == ({}, frozenset())
    assert store.story(kept.story_id).annotation.is_cooperation is False


def test_a_joining_outlet_enters_its_feed(
    filled: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    mark, names = filled.dirty()
    filled.clean(mark, names)
    kept = filled.keep(reading("Title 5", text(5), source="c", url="https://c.example/1"), now + 40 * HOUR)
    assert kept.story_id == 5
    assert filled.facets()["source/c"] == 1
    assert ids(filled, Query(sources=("c",))) == [5]


def test_changes_come_newest_correction_first(
    filled: Store, reading: Make, understood: Understand, text: Callable[..., str], now: datetime
) -> None:
    for at, hour in ((2, 50), (8, 51), (4, 52)):
        one = reading(f"Title {at}, corrected", text(at), source="a", url=f"https://x.example/{at}")
        assert filled.keep(one, now + hour * HOUR).outcome == "revised"
    first = filled.stories(Query(revised=True), limit=2)
    assert [story.id for story in first] == [4, 8]
    assert ids(filled, Query(revised=True), before=(first[-1].updated, first[-1].id)) == [2]


def test_what_is_not_there(store: Store) -> None:
    for call in (store.story, store.articles_of, store.revisions):
        with pytest.raises(NotFound, match="no story 5"):
            call(5)


def test_the_mark_grows_with_every_change(store: Store, reading: Make, now: datetime) -> None:
    marks = [store.change_mark()]
    store.keep(reading(), now)
    marks.append(store.change_mark())
    store.keep(reading("New headline"), now)
    marks.append(store.change_mark())
    assert marks == sorted(set(marks))
    store.keep(reading("New headline"), now)
    assert store.change_mark() == marks[-1]


def test_an_opened_story_has_its_deal_record(store: Store, reading: Make, now: datetime) -> None:
    kept = store.keep(reading(), now)
    assert store.story(kept.story_id).deal is not None
    assert store.stories(Query())[0].deal is None
