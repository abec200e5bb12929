"""Names that are loaded late: all that a package promises is there, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

ROOMS = (
    "crawler.annotate", "crawler.dedupe", "crawler.discover", "crawler.model", "crawler.pages", "crawler.reading", "feeds.web",
    "feeds.web.hub", "scheduler.demo", "scheduler.service",
)  # fmt: skip


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_has_all_that_it_promises_and_says_what_it_has_not(name: str) -> None:
    room = import_module(name)
    assert [one for one in room.__all__ if not hasattr(room, one)] == []
    with pytest.raises(AttributeError, match=f"module '{name}' has no attribute 'nothing_of_that_name'"):
        _ = room.nothing_of_that_name


def test_who_reads_pages_loads_neither_stories_nor_the_pool() -> None:
    code = "import sys; from crawler.reading import tasks; tasks.warm(); print(*sys.modules)"
    loaded = set(subprocess.check_output([sys.executable, "-c", code], text=True).split())
    assert "crawler.annotate.annotation" in loaded
    assert loaded.isdisjoint(
        {"crawler.model.stories", "crawler.dedupe.decision", "crawler.reading.pool", "asyncio", "scrapy"}
    )
