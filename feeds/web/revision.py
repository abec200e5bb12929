"""What the pages need of a correction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Revision(Protocol):
    """One change of one article, as the store tells it."""

    @property
    def source(self) -> str: ...

    @property
    def at(self) -> datetime:
        """When the new version was seen."""
        ...

    @property
    def substance(self) -> bool:
        """Whether it changed what is said."""
        ...

    @property
    def change(self) -> str:
        """What it changed, in a line."""
        ...

    @property
    def diff(self) -> Sequence[tuple[str, str]]:
        """Pieces `(what, text)`: `same`, `gone`, `come`."""
        ...
