"""What sites allow is remembered for a while, and never that it could not be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.fetch.manners import FRESH, MOST, Manners
from crawler.fetch.robots import Rules
from crawler.fetch.undelivered import Undelivered

NOW = datetime(2026, 11, 8, 12, tzinfo=UTC)
KEY = ("https://herald.example", False, True)


def test_rules_are_remembered_for_a_while_under_the_same_policy() -> None:
    manners, rules = Manners(), Rules()
    manners.remember(KEY, rules, NOW)
    assert manners.recall(KEY, NOW + FRESH / 2) is rules
    assert manners.recall(("https://herald.example", True, True), NOW) is None
    assert manners.recall(KEY, NOW + FRESH) is None
    assert manners.recall(KEY, NOW - timedelta(hours=1)) is None  # the clock was put back: who knows how old they are


def test_what_could_not_be_told_is_asked_again() -> None:
    manners = Manners()
    manners.remember(KEY, Rules(unknown=Undelivered("robots", "it answers 503", status=503, passing=True)), NOW)
    assert manners.recall(KEY, NOW) is None


def test_the_site_that_was_asked_longest_ago_makes_room() -> None:
    manners, rules = Manners(), Rules()
    manners.remember(KEY, rules, NOW)
    for number in range(MOST - 1):
        manners.remember((f"https://{number}.example", False, True), rules, NOW)
    manners.remember(KEY, rules, NOW)
    manners.remember(("https://one-more.example", False, True), rules, NOW)
    assert manners.recall(KEY, NOW) is rules
    assert manners.recall(("https://0.example", False, True), NOW) is None
