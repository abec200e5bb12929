"""What holds for every test."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

LEVEL = logging.getLogger().level
"""As it was before any test: a fixture of a module may set up logging before its first test can look."""


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A test that sets up logging for its process leaves nothing of it to the next one."""
    root = logging.getLogger()
    handlers = root.handlers[:]
    yield
    root.handlers[:] = [handler for handler in root.handlers if handler in handlers]
    root.setLevel(LEVEL)
