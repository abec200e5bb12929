"""News agencies: whose dispatch a page carries, and names that are no author's."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def known() -> dict[str, str]:
    """Name as written -> name that a record carries."""
    return {name: agency for agency, names in _data()["agencies"].items() for name in [agency, *names]}


@cache
def ambiguous() -> dict[str, str]:
    """Names that are words as well: they are an agency's only where a dateline has its agency."""
    return {name: agency for agency, names in _data()["ambiguous"].items() for name in names}


@cache
def no_places() -> frozenset[str]:
    """Words in capitals that begin a text as the place of a dateline does."""
    return frozenset(_data()["datelines"]["no_places"])


@cache
def no_beginnings() -> frozenset[str]:
    """Words in small letters that begin a sentence which tells a day, and no dateline."""
    return frozenset(_data()["datelines"]["no_beginnings"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("agencies.toml").read_text("utf-8"))


@cache
def _folded() -> dict[str, str]:
    return {name.casefold(): agency for name, agency in known().items()}


def agency(name: str | None) -> str | None:
    """The agency of that name, whatever its case; none for other outlets."""
    return _folded().get((name or "").strip(" .()[]（）").casefold())


def in_dateline(name: str) -> str | None:
    """The same where a dateline has its agency: there a word is a name that elsewhere is none."""
    return agency(name) or ambiguous().get(name.strip(" ."))


@cache
def pattern() -> str:
    """Every agency's name, the longest first, as one alternative of a regular expression."""
    names = sorted((name for name in known() if name != "Trend"), key=len, reverse=True)
    return "|".join(re.escape(name) for name in names)
