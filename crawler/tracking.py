"""Parameters of an address that say where a reader came from, and never choose a page."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote


@lru_cache(maxsize=1024)
def tracks(name: str) -> bool:
    """Whether a parameter of that name, as it is written in an address, is one of `tracking.txt`."""
    return bool(_pattern().fullmatch(unquote(name).lower()))


def untracked(address: str) -> str:
    """The address without such parameters in its query and its fragment; all else of it stays as it is written."""
    if "?" not in address and "#" not in address:
        return address
    whole, _, fragment = address.partition("#")
    path, _, query = whole.partition("?")
    kept, place = _kept(query), fragment if "=" not in fragment else _kept(fragment)
    return path + (f"?{kept}" if kept else "") + (f"#{place}" if place else "")


def _kept(parameters: str) -> str:
    return "&".join([one for one in parameters.split("&") if not tracks(one.partition("=")[0])])


@cache
def _pattern() -> re.Pattern[str]:
    lines = Path(__file__).with_name("tracking.txt").read_text(encoding="utf-8").splitlines()
    names = (line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return re.compile("|".join(re.escape(name).replace(r"\*", ".*") for name in names))
