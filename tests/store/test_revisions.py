from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from crawler.model import Reading, Source
from crawler.store import Store

Make = Callable[..., Reading]
HOUR = timedelta(hours=1)
FIRST = "Two ports signed a contract worth 120 million dollars on Monday. Work on the new terminal begins in June."


def test_a_dispatch_that_grows(store: Store, reading: Make, now: datetime) -> None:
    texts = [
        FIRST,
        FIRST + " The minister called it a first step towards more trade.",
        FIRST.replace("120", "140") + " The minister called it a first step towards more trade.",
        FIRST.replace("120", "140")
        + " The minister called it a first step towards more trade. Fishermen protested outside.",
    ]
    kept = [store.keep(reading("Ports sign", text), now + at * HOUR) for at, text in enumerate(texts)]
    assert [one.outcome for one in kept] == ["new", "revised", "revised", "revised"]
    assert len({(one.article_id, one.story_id) for one in kept}) == 1
    story = store.story(kept[0].story_id)
    assert (story.revision, story.updated, story.first_seen) == (3, now + 3 * HOUR, now)
    assert story.change == "1 sentence added"
    assert story.lead.text == texts[3]
    found = store.revisions(story.id)
    assert [one.number for one in found] == [1, 2, 3]
    assert "120 -> 140" in found[1].change
    assert [one.at for one in found] == [now + at * HOUR for at in (1, 2, 3)]
    for at, one in enumerate(found):
        assert "".join(text for what, text in one.diff if what != "come") == f"Ports sign\n\n{texts[at]}"
        assert "".join(text for what, text in one.diff if what != "gone") == f"Ports sign\n\n{texts[at + 1]}"


def test_punctuation_is_no_revision(store: Store, reading: Make, now: datetime) -> None:
    first = store.keep(reading("Ports sign", FIRST), now)
    kept = store.keep(
        reading("Ports sign", FIRST.replace("Monday. ", "Monday.\n\n").replace("June.", "June!")), now + HOUR
    )
    assert kept.outcome == "seen"
    moved = store.keep(reading("Ports Sign", FIRST.replace("begins in June", "begins – in June")), now + 2 * HOUR)
    assert moved.outcome == "seen"
    story = store.story(first.story_id)
    assert (story.revision, story.updated) == (0, now)


def test_a_page_that_goes_back_to_its_old_words_is_revised_again(store: Store, reading: Make, now: datetime) -> None:
    other = FIRST.replace("120", "140")
    outcomes = [
        store.keep(reading("P", text), now + at * HOUR).outcome for at, text in enumerate((FIRST, other, FIRST, FIRST))
    ]
    assert outcomes == ["new", "revised", "revised", "seen"]


def test_a_correction_of_any_outlet_moves_the_story(
    store: Store, reading: Make, source: Callable[..., Source], now: datetime
) -> None:
    store.sync_sources([source("a", trust=0.9), source("b", title="The B")])
    first = store.keep(reading("Ports sign", FIRST), now)
    store.keep(reading("Ports sign", FIRST, source="b", url="https://b.example/1"), now + HOUR)
    changed = reading("Ports sign", FIRST.replace("120", "140"), source="b", url="https://b.example/1")
    kept = store.keep(changed, now + 2 * HOUR)
    assert (kept.outcome, kept.story_id) == ("revised", first.story_id)
    story = store.story(first.story_id)
    assert (story.lead.source, story.revision, story.updated) == ("a", 1, now + 2 * HOUR)
    assert story.change == "The B: numbers 120 -> 140"


@pytest.mark.parametrize("many", [5, 60])
def test_learned_boilerplate_is_no_correction(
    store: Store, reading: Make, text: Callable[..., str], now: datetime, many: int
) -> None:
    header = "All news of the harbours of the world, each morning before breakfast."
    footer = "Subscribe to our evening letter and read the news before others do."
    for at in range(12):
        store.keep(reading(f"T{at}", f"{header}\n{text(at, many)}\n{footer}", url=f"https://a.example/{at}"), now)
    assert store.boilerplate("a") == {header, footer}
    kept = store.keep(reading("T3", text(3, many), url="https://a.example/3"), now + HOUR)
    assert kept.outcome == "seen"
    assert store.boilerplate("b") == frozenset()


def test_the_search_knows_the_new_words_only(store: Store, reading: Make, now: datetime) -> None:
    for waits in (True, False):
        url = f"https://a.example/{waits}"
        kept = store.keep(reading(f"Ports {waits}", FIRST.replace("terminal", f"quay{waits}"), url=url), now)
        if not waits:
            with store.db.write():
                store.index.drain()
        changed = FIRST.replace("terminal", f"harbour{waits}").replace("120", "130")
        assert store.keep(reading(f"Ports {waits}", changed, url=url), now + HOUR).outcome == "revised"
        assert not store.search(f"quay{waits}")
        assert [hit.story.id for hit in store.search(f"harbour{waits}")] == [kept.story_id]


@pytest.mark.parametrize("held", [0, 20_000])
def test_the_search_knows_the_new_words_when_a_correction_fills_the_index(
    store: Store, reading: Make, now: datetime, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr("crawler.store.index.MOST_FRESH", 1)
    monkeypatch.setattr("crawler.store.index.LONGEST_HELD", held)
    kept = store.keep(reading("Ports", FIRST), now)
    changed = FIRST.replace("terminal", "harbour").replace("120", "130")
    assert store.keep(reading("Ports", changed), now + HOUR).outcome == "revised"
    assert not store.search("terminal")
    with store.db.read() as raw:
        assert raw.execute("SELECT count(*) FROM fresh").fetchone() == (0,)
    assert [hit.story.id for hit in store.search("harbour")] == [kept.story_id]
