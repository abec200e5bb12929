"""History: from the newest document to the oldest story, over addresses that stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feeds.build import archive
from feeds.model import Query
from tests.feeds.reader import Stories
from tests.feeds.stories import BEGIN, story


def _chain(reader: Stories, limit: int = 50, query: Query = Query()) -> tuple[list[int], list[str]]:  # noqa: B008 - frozen
    """Numbers of all stories and keys of all archive documents, as a subscriber meets them."""
    found = reader.stories(query, limit=limit + 1)
    numbers, keys = [one.id for one in found[:limit]], []
    older = archive.key(found[limit - 1].first_seen, found[limit - 1].id) if len(found) > limit else None
    while older:
        keys.append(older)
        below = reader.stories(query, limit=archive.MOST + 1, before=archive.before(older))
        page = archive.cut(below)
        numbers += [one.id for one in page.stories]
        older = page.older
    return numbers, keys


def test_the_chain_leads_to_every_story_once() -> None:
    reader = Stories(story(n, first_seen=BEGIN + timedelta(minutes=n // 7)) for n in range(1, 731))
    numbers, _ = _chain(reader)
    assert numbers == list(range(730, 0, -1))


def test_a_reader_that_comes_back_soon_meets_an_address_it_knows() -> None:
    reader = Stories(story(n) for n in range(1, 600))
    _, before = _chain(reader)
    for n in range(600, 637):
        reader.keep(story(n))
    _, after = _chain(reader)
    assert after[0] not in before
    assert set(after[2:]) <= set(before)


def test_rare_feeds_are_cut_too() -> None:
    reader = Stories(story(50 * n + 1) for n in range(1, 260))  # no number that ends an archive document
    numbers, keys = _chain(reader)
    assert len(numbers) == 259
    assert len(keys) == 3


def test_a_key_names_a_place_and_nothing_else_is_a_key() -> None:
    assert archive.before(archive.key(BEGIN, 7)) == (BEGIN, 7)
    for wrong in ("", "7", "x-7", "7-x", "-1-7", "7-7 ", "9" * 30 + "-1", "999999999999999999-1", "٣-٣"):
        assert archive.before(wrong) is None, wrong


@pytest.mark.parametrize("limit", [1, 50, 400])
def test_a_feed_of_any_length_has_a_whole_chain(limit: int) -> None:
    reader = Stories(story(n) for n in range(1, 301))
    assert _chain(reader, limit)[0] == list(range(300, 0, -1))
