from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from crawler.dedupe import Telling, lead

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def telling(number: int, **more: object) -> Telling:
    fields: dict[str, object] = {
        "article_id": number,
        "source": f"s{number}",
        "length": 1000,
        "first_seen": NOW + timedelta(hours=number),
    }
    return Telling(**(fields | more))  # type: ignore[arg-type]  # a table of fields


REPRINT = {"agency": "Harbour News Agency", "names": frozenset({"s2"})}


@pytest.mark.parametrize(
    ("chosen", "other"),
    [
        ({}, {"length": 300, "trust": 1.0, "rights": "full"}),
        ({"rights": "full"}, {"trust": 0.9}),
        ({"rights": "excerpt"}, {"rights": "link", "trust": 0.9}),
        ({"trust": 0.8}, {"is_agency": True}),
        ({}, REPRINT),
        ({"is_agency": True}, {}),
        ({}, {"derived_title": True}),
        ({"published": NOW - timedelta(days=1)}, {"published": NOW}),
        ({"length": 700}, {"length": 1000, "derived_title": True}),
    ],
)
def test_what_goes_first(chosen: dict[str, object], other: dict[str, object]) -> None:
    tellings = [telling(2, **chosen), telling(1, **other)]
    for order in itertools.permutations(tellings):
        assert lead(order) == 2


def test_an_agencys_own_words_are_no_reprint() -> None:
    own = telling(
        2, agency="Harbour News Agency", names=frozenset({"harbour news agency"}), first_seen=NOW + timedelta(days=9)
    )
    assert not own.reprint
    assert lead([telling(1, agency="Harbour News Agency"), own]) == 2


def test_a_page_dated_in_the_future_is_not_late() -> None:
    tomorrow = telling(1, first_seen=NOW, published=NOW + timedelta(days=1))
    assert lead([tomorrow, telling(2, first_seen=NOW + timedelta(hours=1))]) == 1


def test_a_story_without_tellings_has_no_lead() -> None:
    with pytest.raises(ValueError, match="empty"):
        lead([])
