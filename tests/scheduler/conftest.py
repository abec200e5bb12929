"""What the tests of the scheduler share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler import jobs
from scheduler.config import load_config
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


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which no shipped source is crawled."""
    names = ", ".join(f'"{name}"' for name in jobs.load(load_config(tmp_path)).sources)
    (tmp_path / "silkwire.toml").write_text(f"ignore_sources = [{names}]\nworkers = 1\ntimeout = 3\n")
    return tmp_path
