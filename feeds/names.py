"""How people read codes and slugs: names of countries, kinds, sectors, languages and stages, from the tables beside this file."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Names = Mapping[str, str]


@cache
def countries() -> Names:
    """English name by ISO 3166-1 alpha-2 code."""
    return _read("countries.toml")


def names(what: str) -> Names:
    """Display name by slug; `what` is `kinds`, `sectors`, `languages`, `stages` or `groups`, in the order of the file."""
    table: Names = _tables()[what]
    return table


@cache
def _tables() -> Mapping[str, Any]:
    return _read("names.toml")


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads(files("feeds").joinpath(file).read_text("utf-8"))


def country(code: str) -> str:
    """`Cuba` for `CU`; an unknown code stands for itself."""
    return countries().get(code, code)


def kind(slug: str) -> str:
    """`Agreements` for `agreement`."""
    return names("kinds").get(slug, slug)


def sector(slug: str) -> str:
    """`Water and sanitation` for `water`."""
    return names("sectors").get(slug, slug)


def language(code: str) -> str:
    """`Chinese` for `zh`."""
    return names("languages").get(code, code)


def stage(slug: str) -> str:
    """`under way` for `under-way`."""
    return names("stages").get(slug, slug)


def hint(what: str, word: str) -> str:
    """What may be meant by a word that is none of ours, as the end of a message: `: did you mean aid?`, else those that there are.

    Args:
        what: `country`, `kind`, `sector` or `language`
        word: what was written, in any case; the name that people read counts as well as the code
    """
    table = countries() if what == "country" else names(f"{what}s")
    by_word = {name.casefold(): code for code, name in table.items()} | {code.casefold(): code for code in table}
    near = difflib.get_close_matches(word.casefold(), by_word, n=1, cutoff=0.7)
    if near:
        code = by_word[near[0]]
        return f": did you mean {code} ({table[code]})?"
    if what in ("kind", "sector"):
        return f": use {', '.join(table)}"
    return ": write a code of two letters, such as " + ("CN" if what == "country" else "zh")
