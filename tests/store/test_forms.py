"""Texts of one form: what is told of another day or guest is another story, and its copies join their own."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from crawler.model import Reading
from crawler.store import Store

Make = Callable[..., Reading]
HOUR = timedelta(hours=1)

RECEIVED = (
    "The president of Ruritania received {guest} on Tuesday. Noting that Ruritania and {land} are old friends, he said that "
    "both had always treated each other as equals. Ruritania is willing to work with {land} on railways and ports, he said. "
    "{guest} said that {land} would take part in the forum. Both sides issued a statement and looked on as documents were signed."
)


def test_price_lists_of_two_days_are_two_stories(store: Store, reading: Make, now: datetime) -> None:
    goods = ["copper", "zinc", "nickel", "wheat", "maize", "cotton", "sugar", "cocoa", "rubber", "steel"]
    for day in range(5):
        text = " ".join(
            f"The price of {good} closed at {1000 + 37 * at + 613 * day} a tonne." for at, good in enumerate(goods)
        )
        assert store.keep(reading(f"Prices {day}", text, url=f"https://a.example/{day}"), now).outcome == "new"


def test_the_next_guest_is_another_story_and_copies_join_their_own(store: Store, reading: Make, now: datetime) -> None:
    guests = (("President Odile Marchetti", "Sylvania"), ("President Tomas Ekholm", "Borduria"))
    one, other = (RECEIVED.format(guest=guest, land=land) for guest, land in guests)
    told = (one, other, f"HARBOUR (Agency) - {other} Reporting by Ann Smith.", one)
    kept = [
        store.keep(reading(f"Talks {at}", text, url=f"https://{at}.example/{at}", source=f"s{at}"), now)
        for at, text in enumerate(told)
    ]
    assert [(one.outcome, one.story_id) for one in kept] == [("new", 1), ("new", 2), ("copy", 2), ("copy", 1)]
    assert store.story(1).related == (2,)


def test_the_rate_of_each_day_is_a_story_with_its_copies(store: Store, reading: Make, now: datetime) -> None:
    form = (
        "The central rate of the crown {moved} {points} points to {rate} against the dollar {day}, said the exchange of Ruritania. "
        "In the spot market the crown may rise or fall by 2 percent from that rate each day. The rate is the weighted mean of the "
        "prices that the market makers offer before the opening."
    )
    rng = random.Random(1)
    for at in range(40):
        day = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")[at % 5]
        moved, points, rate = rng.choice(("rose", "fell")), rng.randint(10, 40), f"7.{rng.randint(1000, 9999)}"
        text, when = form.format(moved=moved, points=points, rate=rate, day=day), now + timedelta(days=at + at // 5 * 2)
        first = store.keep(reading("The rate", text, url=f"https://a.example/{at}", source="a"), when)
        copy = store.keep(reading("Rate", f"{text} Own report.", url=f"https://b.example/{at}", source="b"), when)
        assert (first.outcome, copy.outcome, copy.story_id) == ("new", "copy", first.story_id)


def test_of_a_form_the_versions_of_other_outlets_stand_with_their_own(
    store: Store, reading: Make, now: datetime
) -> None:
    guests = (("Odile Marchetti", "Sylvania"), ("Tomas Ekholm", "Borduria"), ("Ines Kadare", "Illyria"))
    for at, (guest, land) in enumerate(guests, 1):
        text = RECEIVED.format(guest=f"President {guest}", land=land)
        version = text.replace("willing to work", "ready to act").replace("looked on as", "watched how")
        kept = [
            store.keep(reading(f"Talks {at}", one, url=f"https://{name}.example/{at}", source=name), now + at * HOUR)
            for name, one in (("a", text), ("b", version))
        ]
        assert [(one.outcome, one.story_id) for one in kept] == [("new", at), ("copy", at)]
