"""What a feed and its server ask for (ttl, skipHours, caching) reaches the plan, and holds while the list answers 304."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.demo.render import Resource
from scheduler.plan import observe
from scheduler.plan.state import SourceState
from tests.scheduler.reports import START, report
from tests.scheduler.world import World, story

HOUR = timedelta(hours=1)
SKIPPED = (8, 9, 10, 11)


def feed(base: str, articles: int, head: str) -> Resource:
    items = "".join(
        f"<item><title>{story(n)[0]}</title><link>{base}/a/{n}.html</link></item>" for n in range(1, articles + 1)
    )
    return Resource(
        f'<rss version="2.0"><channel><title>herald</title>{head}{items}</channel></rss>'.encode(), "text/xml"
    )


def asks(world: World, head: str) -> None:
    world.site.fault = lambda path: feed(world.site.served.base, world.site.articles, head) if "list" in path else None


def test_hours_that_a_feed_wants_to_be_left_alone_in_are_kept_also_when_it_answers_304(world: World) -> None:
    asks(world, "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in SKIPPED) + "</skipHours>")
    assert world.crawl(new=5).hints["skip_hours"] == SKIPPED
    world.now = world.now.replace(hour=7, minute=50)
    again = world.crawl(later=timedelta())
    assert again.not_modified == 1
    assert "skip_hours" not in again.hints
    assert (world.now + world.due_in()).hour == 12


def test_a_feed_that_takes_its_wish_back_is_asked_as_before(world: World) -> None:
    asks(world, "<skipHours><hour>8</hour></skipHours><ttl>300</ttl>")
    world.crawl(new=5)
    assert world.due_in() >= 5 * HOUR
    asks(world, "")
    world.crawl(later=6 * HOUR, new=5)
    assert world.due_in() <= 2 * HOUR


def test_a_ttl_holds_while_the_feed_answers_304(world: World) -> None:
    asks(world, "<ttl>180</ttl>")
    for _ in range(8):
        world.crawl(later=3 * HOUR, new=4)
    world.crawl(later=3 * HOUR)
    assert world.crawl(later=3 * HOUR).not_modified == 1
    assert world.due_in() >= 3 * HOUR


@pytest.mark.parametrize("unchanged", [True, False])
def test_the_plan_forgets_a_wish_only_when_the_list_was_read(unchanged: bool) -> None:
    told = observe(SourceState(), START, 3, {"ttl": 7200, "skip_hours": (3,)})
    later = observe(told, START + HOUR, 0, {"unchanged": unchanged})
    assert (later.ttl, later.skip_hours) == ((7200.0, (3,)) if unchanged else (0.0, ()))
    assert SourceState.from_json(later.to_json()) == later


def test_what_a_report_says_of_304_reaches_the_plan() -> None:
    from scheduler.jobs.schedule import hints_of

    assert hints_of(report(START, not_modified=2))["unchanged"] is True
    assert hints_of(report(START))["unchanged"] is False
