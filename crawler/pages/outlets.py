"""What is known of outlets by their names alone."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_STROKE = re.compile(r"\s?[-－–—·|]\s?")


@cache
def _zones() -> dict[str, str]:
    data = tomllib.loads(Path(__file__).with_name("outlets.toml").read_text("utf-8"))
    return {name.casefold(): zone for zone, names in data["zones"].items() for name in names}


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Words in the names of outlets and offices, and first names of people."""
    data = tomllib.loads(Path(__file__).with_name("outlets.toml").read_text("utf-8"))["names"]
    return frozenset(" ".join(data["words"]).split()), frozenset(" ".join(data["given"]).split())


def is_person(name: str) -> bool:
    """Whether a name begins with a first name that is common, and no word of it is one that names of outlets have."""
    words, given = _names()
    parts = name.casefold().split()
    return parts[0] in given and words.isdisjoint(parts)


def zone_of(*names: str | None) -> str | None:
    """IANA zone of the first known outlet among some names; a channel of one stands behind a stroke (人民网-国际频道)."""
    known = (
        _zones().get(part) for name in names if name for part in (name.casefold(), _STROKE.split(name.casefold())[0])
    )
    return next((zone for zone in known if zone), None)
