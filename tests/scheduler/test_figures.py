"""What is counted of crawling and publishing, and its way over the pipe to `/metrics`."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families

from crawler.engine import Progress
from crawler.model import Problem
from feeds.model import Query
from feeds.publish import PublishReport
from scheduler import jobs
from scheduler.jobs.delays import delays
from scheduler.service.crew import Crew
from scheduler.service.figures import COUNTS, GAUGES, Figures, Queue
from scheduler.service.pipe import follow, frame
from tests.scheduler.reports import START, report
from tests.scheduler.test_parts import Clocks
from tests.scheduler.world import World


class Still:
    def state(self) -> dict[str, float]:
        return {"pages_waiting": 7, "pool_killed": 2, "network_up": True}


def values(text: bytes) -> dict[str, float]:
    """Samples by name and labels; a family that is told twice would make Prometheus refuse everything."""
    families = list(text_string_to_metric_families(text.decode()))
    names = [family.name for family in families]
    assert len(names) == len(set(names))
    assert all(family.documentation for family in families)
    return {
        sample.name + "".join(f",{value}" for value in sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_crawls_and_writings_are_counted() -> None:
    figures = Figures(Still())
    problem = Problem(url="http://x/", kind="challenge", message="m")
    figures.crawled(report(START, bytes=900, problems=(problem,)))
    figures.crawled(report(START, ok=False, outcomes={}))
    done = PublishReport(feeds=9, written=4, unchanged=1, names=())
    figures.published(jobs.Published(report=done, seconds=0.2, delays=(40.0, 4000.0), ours=(1.5,)))
    figures.published(jobs.Published(report=None, seconds=0.1))
    seen = values(figures.text())
    assert (seen["silkwire_crawls_total,true"], seen["silkwire_crawls_total,false"]) == (1, 1)
    assert seen["silkwire_pages_total,new"] == 3
    assert "silkwire_pages_total,known" not in seen
    assert (seen["silkwire_requests_total"], seen["silkwire_bytes_total"]) == (10, 900)
    assert seen["silkwire_problems_total,challenge"] == 1
    assert (seen["silkwire_documents_built_total,written"], seen["silkwire_publications_total,false"]) == (4, 1)
    buckets = [
        seen[f"silkwire_publication_to_feed_seconds_bucket,{edge}"] for edge in ("30.0", "60.0", "7200.0", "+Inf")
    ]
    assert buckets == [0, 1, 2, 2]
    assert seen["silkwire_seen_to_feed_seconds_sum"] == 1.5
    assert (seen["silkwire_pages_waiting"], seen["silkwire_pool_killed_total"], seen["silkwire_network_up"]) == (
        7,
        2,
        1,
    )
    assert seen["silkwire_service_process_resident_memory_bytes"] > 0


def test_the_queue_is_what_all_crawls_have_left() -> None:
    queue = Queue()
    queue.tell(Progress(source="a", found=20, wanted=12, done=5))
    queue.tell(Progress(source="b", found=3, wanted=3, done=0))
    assert len(queue) == 10
    queue.tell(Progress(source="a", found=20, wanted=12, done=12))
    queue.over("b")
    queue.over("b")
    assert len(queue) == 0


def test_the_crew_tells_every_gauge_and_its_crawls(world: World) -> None:
    world.site.publish(3, world.now)
    world.loaded = type(world.loaded)(sources={"herald": world.source}, errors=())
    clocks, told = Clocks(), []
    publisher = jobs.Publisher(world.config, world.store)
    crew = Crew(
        world.config, world.store, world.pool, publisher, clock=clocks.wall, monotonic=clocks.monotonic,
        listener=told.append,
    )  # fmt: skip
    crew.loaded = world.loaded
    jobs.replan(world.config, world.store, world.loaded, clocks.wall())

    async def crawl() -> dict[str, float]:
        await crew.start_due()
        under_way = crew.state()
        await next(iter(crew._running.values()))
        return under_way

    under_way = world.run(crawl())
    assert under_way["crawls_running"] == 1
    assert set(GAUGES) | set(COUNTS) - {"web_starts"} == set(under_way)
    assert [one.outcomes["new"] for one in told] == [3]
    assert (
        crew.state() | {"pages_waiting": 0, "pool_waiting": 0, "pool_workers_busy": 0, "network_up": True}
        == crew.state()
    )
    publisher.close()


def test_a_writing_tells_how_late_its_news_is_once(world: World) -> None:
    told: list[jobs.Published] = []

    async def publish() -> None:
        publisher = jobs.Publisher(
            world.config, world.store, clock=lambda: world.now, listener=told.append, monotonic=lambda: 0.0
        )
        for new in (3, 0, 2):
            world.now += timedelta(minutes=1)
            kept = world.now
            world.site.publish(new, kept)
            await jobs.crawl_and_publish(
                world.config, world.store, [world.source], pool=world.pool, clock=lambda kept=kept: kept, publish=False
            )
            world.now += timedelta(seconds=30)
            await publisher.publish()
        publisher.close()

    world.run(publish())
    assert [one.ours for one in told] == [(30.0,) * 3, (), (30.0,) * 2]


def test_news_that_come_within_the_second_of_a_writing_are_told_once_each(world: World) -> None:
    told: list[jobs.Published] = []

    async def publish() -> None:
        publisher = jobs.Publisher(
            world.config, world.store, clock=lambda: world.now, listener=told.append, monotonic=lambda: 0.0
        )
        for new in (1, 2):  # the clock stands still: all have one time of first sight, and the writings have it too
            world.site.publish(new, world.now)
            await jobs.crawl_and_publish(
                world.config, world.store, [world.source], pool=world.pool, clock=lambda: world.now, publish=False
            )
            await publisher.publish()
        await publisher.publish()
        publisher.close()

    world.run(publish())
    assert [len(one.ours) for one in told] == [1, 2, 0]


def test_delays_are_counted_from_what_tells_the_minute_and_is_no_past(world: World) -> None:
    world.crawl(new=1)
    (story,) = world.store.stories(Query())
    seen = story.first_seen

    def dated(hours: float, precision: str = "minute") -> object:
        lead = replace(story.lead, published=seen - timedelta(hours=hours), published_precision=precision)
        return replace(story, lead=lead)

    found, ours = delays([dated(1), dated(0.5, "day"), dated(30), dated(-2)], seen + timedelta(minutes=1))
    assert found == (3660.0, 0.0)
    assert ours == (60.0,) * 4


def test_the_pipe_carries_whole_messages_and_its_end_is_noticed() -> None:
    heard: list[bytes] = []
    long = b"long" * 10_000
    out, into = os.pipe()
    with os.fdopen(into, "wb") as pipe:
        for data in (b"one", b"", long):
            pipe.write(frame(data))
        pipe.write(frame(b"torn")[:-2])
    follow(out, heard.append)
    os.close(out)
    assert heard == [b"one", b"", long]
