"""Word lists of the room, as TOML tables; each is read once, when first needed.

They are parsed whenever a process starts to read pages, so words and expressions stand in single quotes, which are taken as they are
and not letter by letter, and the longest lists in one string with semicolons: both together take a third of the time.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The list `name` (a path below this folder, without its ending)."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def parted(words: str) -> list[str]:
    """The words of a list that is one string."""
    return words.split("; ") if words else []
