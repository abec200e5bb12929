"""A web room over stories in memory and a real shelf, on a real port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from crawler.model import Story
from tests.web.room import Room, Start, rooms
from tests.web.stories import a_story
from tests.web.subscriber import Subscriber, subscribing


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a web room of one's own; it is stopped after the test."""
    with rooms(tmp_path) as begin:
        yield begin


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room with five stories, for tests that only look."""
    folder = tmp_path_factory.mktemp("standard")
    (folder / "news.atom").write_text("outside")
    with rooms(folder) as begin:
        yield begin(a_story(number) for number in range(1, 6))


@pytest.fixture(scope="session")
def rooms_in() -> Callable[[Path], AbstractContextManager[Start]]:
    return rooms


@pytest.fixture(scope="session")
def five_stories() -> tuple[Story, ...]:
    return tuple(a_story(number) for number in range(1, 6))


@pytest.fixture
def stories() -> tuple[Story, ...]:
    return tuple(a_story(number) for number in range(1, 6))


@pytest.fixture
def make_story() -> Callable[..., Story]:
    return a_story


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
    """A subscriber that listens on loopback."""
    with subscribing() as one:
        yield one
