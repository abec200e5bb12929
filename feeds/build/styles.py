"""The stylesheets that stand beside the feeds: one for feeds shown by a browser, one for the readable pages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

STYLES = ("feed", "page")


@cache
def style(name: str) -> bytes:
    """The CSS of `feed` or `page`."""
    return files("feeds.build").joinpath(f"{name}.css").read_bytes()
