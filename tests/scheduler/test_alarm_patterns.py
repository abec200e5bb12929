"""Faults that hide behind a crawl that went well: one entry point of two, pages that are refused or gone, lists cut short."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crawler.model import Problem
from tests.scheduler.reports import ENTRIES, FIELDS, History

HOUR = timedelta(hours=1)
GONE, FORBIDDEN, BUSY = (
    "the server answers 404 Not Found",
    "the server answers 403 Forbidden",
    "the server answers 502 Bad",
)


def problems(message: str, *urls: str, kind: str = "status") -> tuple[Problem, ...]:
    return tuple(Problem(url=url, kind=kind, message=message) for url in urls)


def pages(message: str, count: int, first: int = 0) -> dict[str, Any]:
    """A crawl whose list answers, and whose pages all fail."""
    urls = (f"http://herald.example/a/{number}" for number in range(first, first + count))
    return {"outcomes": {"failed": count, "known": 18}, "fields": {}, "problems": problems(message, *urls)}


@pytest.fixture
def known() -> History:
    return History().goes(24 * 14)


def test_one_entry_point_of_two_that_is_gone_is_told_at_the_second_poll(known: History) -> None:
    gone = {"problems": problems(GONE, ENTRIES[1])}
    assert known.goes(1, **gone).wrong() == {}
    told = known.goes(1, **gone).wrong()["broken"]
    assert (
        "one of its entry points failed 2 times in a row, while others answer: the server answers 404" in told.message
    )
    assert told.sample == ENTRIES[1]
    assert known.goes(1).wrong() == {}


def test_one_entry_point_that_fails_in_passing_is_told_after_hours(known: History) -> None:
    busy = {"problems": problems(BUSY, ENTRIES[1])}
    assert known.goes(5, **busy).wrong() == {}
    assert "broken" in known.goes(3, **busy).wrong()
    assert known.goes(1).wrong() == {}


def test_what_is_said_by_the_way_is_no_fault(known: History) -> None:
    said = (*problems("not checked", ENTRIES[0], kind="unverified"), *problems("until later", ENTRIES[1], kind="later"))
    assert known.goes(5, problems=said).wrong() == {}


def test_pages_that_are_gone_though_the_list_names_them_are_told(known: History) -> None:
    assert known.goes(1, **pages(GONE, 1)).wrong() == {}
    told = known.goes(1, **pages(GONE, 1, first=1)).wrong()["broken"]
    assert "none of the last 2 pages" in told.message
    assert told.sample == "http://herald.example/a/1"
    assert known.goes(1).wrong() == {}


def test_pages_of_a_server_that_is_ill_are_told_after_hours_and_of_a_network_never(known: History) -> None:
    assert known.goes(5, **pages(BUSY, 2)).wrong() == {}
    assert "broken" in known.goes(3, **pages(BUSY, 2)).wrong()
    known.goes(1)
    unreached = pages("herald.example cannot be reached", 2)
    unreached["problems"] = problems("herald.example cannot be reached", "http://herald.example/a/1", kind="connection")
    assert known.goes(12, **unreached).wrong() == {}


def test_one_refused_page_a_poll_is_blocked_whatever_else_was_asked_for(known: History) -> None:
    told = known.goes(2, **pages(FORBIDDEN, 1), requests=9).wrong()
    assert told.keys() == {"blocked"}
    assert "403" in told["blocked"].message


def test_polls_without_pages_between_refusals_neither_count_nor_forgive(known: History) -> None:
    known.goes(1, **pages(FORBIDDEN, 1)).quiet(6)
    assert known.wrong() == {}
    known.goes(1, **pages(FORBIDDEN, 1)).quiet(3)
    assert known.wrong().keys() == {"blocked"}
    assert known.goes(1).wrong() == {}


def test_a_site_that_lets_us_in_again_is_forgiven_at_once_though_no_page_is_new(known: History) -> None:
    assert known.fails(3, "challenge", "a check of visitors").wrong().keys() == {"blocked"}
    assert known.quiet(1).wrong() == {}


def test_a_list_that_names_a_third_of_what_it_always_named_is_told(known: History) -> None:
    short = {"found": 6, "outcomes": {"new": 1, "known": 5}}
    assert known.goes(1, **short).wrong() == {}
    assert "20 were the fewest" in known.goes(1, **short).wrong()["broken"].message
    assert known.goes(1).wrong() == {}
    assert "broken" in known.goes(24, **short).wrong()
    assert known.goes(24 * 40, **short).wrong() == {}, "a shorter list that is there to stay becomes usual"


def test_lists_that_begin_anew_every_day_or_rest_at_weekends_are_not_called_short() -> None:
    daily = History().goes(24 * 16, found=lambda now: 2 + now.hour)
    assert daily.goes(24, found=2).wrong() == {}
    weekly = History().goes(24 * 16, found=lambda now: 60 if now.weekday() < 5 else 12)
    assert weekly.wrong() == {}
    assert weekly.goes(48, found=12).wrong() == {}


def test_a_list_of_which_one_part_is_unchanged_is_not_called_short(known: History) -> None:
    assert known.goes(5, found=5, not_modified=1).wrong() == {}


def test_selectors_that_find_nothing_in_a_list_are_told_though_its_links_are_guessed(known: History) -> None:
    assert known.goes(1, guessed=1).wrong() == {}
    known.quiet(4, found=0, not_modified=1, outcomes={})
    assert "selectors under `listing` find nothing" in known.goes(1, guessed=1).wrong()["broken"].message
    assert known.goes(1).wrong() == {}


def test_a_list_that_was_read_without_its_selectors_from_the_first_is_usual() -> None:
    source = History().goes(24 * 7, guessed=1)
    assert source.wrong() == {}
    assert "broken" in source.goes(2, guessed=2).wrong()


def test_a_field_that_the_sources_own_selector_finds_no_more_is_told_though_it_is_there() -> None:
    with_selector = FIELDS | {"text by selector": 1.0}
    source = History().goes(24 * 7, fields=with_selector)
    assert source.goes(1, fields=FIELDS).wrong() == {}
    told = source.goes(1, fields=FIELDS).wrong()["thin"]
    assert "text by selector in 0%" in told.message
    assert source.goes(1, fields=with_selector).wrong() == {}
