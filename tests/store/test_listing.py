"""What publishing asks so as to read only what changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

from crawler.model import Amount, Annotation, Deal, Evidence, Mention, Party, Quote, Reading, Source
from crawler.store import Store
from crawler.store.articles import unpack
from feeds.model import MOST_REASONS, Query, QuickReader

Make = Callable[..., Reading]
HOUR = timedelta(hours=1)


def touched(store: Store) -> dict[int, int]:
    return {one.id: one.touched for one in store.listing(Query(everything=True))}


def test_a_listing_is_what_stories_gives_without_the_stories(
    store: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    reader: QuickReader = store
    assert isinstance(store, QuickReader)
    for at in range(1, 8):
        store.keep(reading(f"Title {at}", text(at), url=f"https://x.example/{at}"), now + at * HOUR)
    for more in ({}, {"limit": 3}, {"limit": 2, "before": (now + 4 * HOUR, 4)}):
        stories = store.stories(Query(), **more)  # type: ignore[arg-type]
        listed = reader.listing(Query(), **more)  # type: ignore[arg-type]
        assert [(s.id, s.first_seen, s.updated) for s in stories] == [(o.id, o.first_seen, o.updated) for o in listed]
    assert [story.id for story in store.some([5, 99, 2])] == [5, 2]


def test_touched_grows_with_whatever_an_entry_shows(
    store: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    store.sync_sources([Source(name="a", title="A", url="https://a.example/")])
    store.keep(reading("One", text(1), url="https://a.example/1"), now)
    store.keep(reading("Two", text(2), url="https://b.example/2", source="b"), now)
    first = touched(store)
    store.keep(reading("One, changed", text(1), url="https://a.example/1"), now + HOUR)
    store.keep(reading("One again", text(1), url="https://c.example/1", source="c"), now + HOUR)
    second = touched(store)
    assert second[1] > first[1]
    assert second[2] == first[2]
    mark, names = store.dirty()
    store.clean(mark, names)
    store.sync_sources([Source(name="a", title="A", url="https://a.example/", trust=0.9)])
    assert (touched(store), store.dirty()[1]) == (second, frozenset())
    store.sync_sources([Source(name="a", title="A", url="https://a.example/", rights="link")])
    assert touched(store)[1] > second[1]
    assert touched(store)[2] == second[2]
    assert {"all", "source/a", "source/c"} <= store.dirty()[1]
    assert "source/b" not in store.dirty()[1]
    assert (store.some([1])[0].lead.source, store.some([1])[0].rights) == ("c", "excerpt")  # c may show more now
    store.sync_sources([Source(name="b", title="B", url="https://b.example/")])
    store.sync_sources([Source(name="b", title="B", url="https://b.example/", rights="link")])
    assert store.some([2])[0].rights == "link"


def test_annotations_come_back_as_they_were(
    store: Store, reading: Make, understood: Callable[..., Annotation], text: Callable[..., str], now: datetime
) -> None:
    body = text(1)
    whole = f"One\n\n{body}"
    here = Evidence(text=body[:20], start=whole.index(body[:20]) + 3, end=whole.index(body[:20]) + 9, why="a word")
    elsewhere = Evidence(text="Not in the article.", start=1, end=2, why="another")
    both = (here, elsewhere)
    said = replace(
        understood("CN"),
        version="7",
        countries=(Mention(code="CN", score=0.5, evidence=both), Mention(code="CU", score=0.0)),
        parties=(
            Party(name="Bank", type="bank", country="CN", score=0.5, evidence=both),
            Party(name="X", type="company"),
        ),
        amounts=(Amount(value=2.5, currency="EUR", words="2.5 euros", evidence=both),),
        quotes=(
            Quote(speaker="A", role="mayor", words="Yes", evidence=both),
            Quote(speaker="B", role=None, words="No"),
        ),
        evidence=both,
        kinds=(Mention(code="joint", score=0.1, evidence=both),),
        sectors=(Mention(code="water", score=0.2, evidence=both),),
        stages=(Mention(code="signed", score=0.3, evidence=both),),
        places=(Mention(code="Town", score=0.4, evidence=both),),
    )
    assert all(getattr(said, field.name) for field in fields(said)), "a field that nothing is written of proves nothing"
    store.keep(reading("One", body, annotation=said), now)
    assert store.story(1).annotation == said
    shown = store.some([1])[0].annotation
    assert shown.evidence == said.evidence[:MOST_REASONS]
    for name in ("kinds", "sectors", "main_countries"):
        assert [one.code for one in getattr(shown, name)] == [one.code for one in getattr(said, name)]


def agreement(now: datetime, body: str, sum_: str) -> Annotation:
    """A signed agreement over so much money, told in the first sentence."""
    sentence = Evidence(text=body[:30], start=len("One\n\n"), end=len("One\n\n") + 5, why="signed")
    return Annotation(
        cooperation=0.9, is_cooperation=True, kinds=(Mention(code="agreement", score=1.0, evidence=(sentence,)),),
        sectors=(Mention(code="water", score=1.0, evidence=(sentence,)),),
        countries=(Mention(code="CU", score=1.0, evidence=(sentence,)),),
        parties=(Party(name="Cuba", type="country", country="CU", evidence=(sentence,)),),
        amounts=(Amount(value=float(sum_), currency="EUR", words=f"{sum_} euros", evidence=(sentence,)),), quotes=(),
        evidence=(sentence,), version="1", stages=(Mention(code="signed", score=1.0, evidence=(sentence,)),),
    )  # fmt: skip


def values(deal: Deal | None) -> list[tuple[str, str, str | None]]:
    """The record without its sentences, which no entry shows."""
    assert deal is not None
    return [(of.name, one.value, one.outlet) for of in fields(deal) for one in getattr(deal, of.name)]


def test_a_story_as_an_entry_shows_it_has_the_deal_of_all_who_tell_it(
    store: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    body = text(1)
    for at, (source, sum_) in enumerate((("a", "5"), ("b", "7"))):
        told = reading(
            "One", body, url=f"https://{source}.example/1", source=source, annotation=agreement(now, body, sum_)
        )
        store.keep(told, now + at * HOUR)
    whole, shown = store.story(1), store.some([1])[0]
    assert whole.deal is not None
    assert [(field.value, field.outlet) for field in whole.deal.amount] == [
        ("5 euros (EUR 5)", "a"),
        ("7 euros (EUR 7)", "b"),
    ]
    assert values(shown.deal) == values(whole.deal)
    assert [(one.source, one.url, one.lead) for one in shown.outlets] == [
        (one.source, one.url, one.lead) for one in whole.outlets
    ]
    assert shown.lead == whole.lead


def test_the_deal_of_what_was_kept_before_it_was_stored_is_found_anew(
    store: Store, reading: Make, text: Callable[..., str], now: datetime
) -> None:
    body = text(1)
    store.keep(reading("One", body, annotation=agreement(now, body, "5")), now)
    with store.db.write() as raw:
        (packed,) = raw.execute("SELECT annotation FROM articles").fetchone()
        raw.execute("UPDATE articles SET annotation = ?", (json.dumps(unpack(packed)),))
    assert values(store.some([1])[0].deal) == values(store.story(1).deal)


QUERIES = (
    Query(),
    Query(countries=("CN",)),
    Query(countries=("CN", "CU")),
    Query(countries=("CU", "EG")),
    Query(countries=("CN",), kinds=("talks", "aid"), sectors=("energy",)),
    Query(sources=("a", "b"), languages=("zh",)),
    Query(countries=("CN",), text="bridge"),
    Query(kinds=("talks",), since=datetime(2026, 3, 2, 12, tzinfo=UTC)),
    Query(countries=("XX",)),
    Query(sectors=("mining",)),
    Query(revised=True),
    Query(everything=True),
    Query(everything=True, countries=("EG",)),
)


def test_many_listings_at_once_are_those_of_each_query_and_hold_no_story_that_left(
    store: Store, reading: Make, understood: Callable[..., Annotation], text: Callable[..., str], now: datetime
) -> None:
    for at in range(1, 41):
        about = ("CN", ("CU", "EG", "PK")[at % 3], *(["CU"] if at % 6 == 1 else []))
        found = understood(*about, kinds=("talks",) if at % 2 else ("aid",), sectors=("energy",) if at % 5 else ())
        one = reading(
            f"Title {at}{' bridge' if at % 4 == 0 else ''}", text(at), annotation=found, source="ab"[at % 2],
            url=f"https://x.example/{at}", language="zh-CN" if at % 3 == 0 else "en",
        )  # fmt: skip
        store.keep(one, now + at // 3 * HOUR)
    store.delete_story(5, now)
    store.join_stories(8, 20, now)
    store.judge(11, False, now)
    gone = {5, 20, 11}
    for limit in (1, 7, 50):
        listings = store.listings([(query, limit) for query in QUERIES])
        for query, listed in zip(QUERIES, listings, strict=True):
            assert listed == store.listing(query, limit=limit)
            assert [one.id for one in listed] == [story.id for story in store.stories(query, limit=limit)]
            assert query.everything or not gone & {one.id for one in listed}
    whole = store.listings([(Query(countries=("CN", "CU")), 50)])[0]
    cuban = [n for n in range(1, 41) if n not in gone and (n % 3 == 0 or n % 6 == 1)]
    assert [one.id for one in whole] == sorted(cuban, key=lambda n: (n // 3, n), reverse=True)


def test_no_listing_is_asked_for(store: Store) -> None:
    assert store.listings([]) == ()
    assert store.listings([(Query(), 50)]) == ((),)
