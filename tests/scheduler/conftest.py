"""What the tests of the scheduler share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scheduler.world import Loop, World


@pytest.fixture(scope="module")
def loop() -> Iterator[Loop]:
    found = Loop()
    yield found
    found.close()


@pytest.fixture
def world(tmp_path: Path, loop: Loop) -> Iterator[World]:
    found = World(tmp_path, loop.run, loop.pool)
    yield found
    found.close()
