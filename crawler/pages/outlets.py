"""What is known of outlets by their names alone."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _zones() -> dict[str, str]:
    data = tomllib.loads(files(__package__).joinpath("outlets.toml").read_text("utf-8"))
    return {name.casefold(): zone for zone, names in data["zones"].items() for name in names}


def zone_of(*names: str | None) -> str | None:
    """IANA zone of the first known outlet among some names."""
    return next((_zones()[name.casefold()] for name in names if name and name.casefold() in _zones()), None)
