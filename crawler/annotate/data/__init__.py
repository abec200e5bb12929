"""Word lists of the room, as TOML tables; each is read once, when first needed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The list `name` (a path below this folder, without its ending)."""
    return tomllib.loads((files("crawler.annotate.data") / f"{name}.toml").read_text(encoding="utf-8"))
