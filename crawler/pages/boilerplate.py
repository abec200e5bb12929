"""Lines and sentences that stand in an article and are no part of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from .caseless import Caseless
from .clean import HAN


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[.!?…][\"”’')\]])\s+|(?<=[.!?…])\s+|(?<=[。！？])(?![”’」』）])|(?<=[。！？][”’」』）])(?=[{HAN}“「『（])"
    )


_EDGES = " \t:：|·•–—-*>»→▼▲+#"
_STOPS = _EDGES + "."
_CONTRIBUTED = re.compile(
    r"[A-Z][^.]{0,160}\bcontributed (?:to this (?:report|article|story)|reporting)(?: (?:to this|from|in|for|by)\b[^.,]{0,50})?\.?"
)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text("utf-8"))


@cache
def _lines() -> Caseless:
    return Caseless("|".join(f"(?:{pattern})" for pattern in _data()["lines"]["patterns"]))


@cache
def _contacts() -> Caseless:
    return Caseless("|".join(f"(?:{pattern})" for pattern in _data()["headings"]["contacts"]))


@cache
def _headings() -> Caseless:
    return Caseless(
        "|".join(f"(?:{pattern})" for key in ("patterns", "contacts") for pattern in _data()["headings"][key])
    )


def is_line(text: str) -> bool:
    """Whether a whole line is boilerplate: a share button, an advertisement, a pointer to another page."""
    text = text.strip(_EDGES)
    if len(text) > _data()["lines"]["longest"]:
        return False
    return _lines().is_all(text) or ("contributed" in text and _CONTRIBUTED.fullmatch(text) is not None)


def is_ending(text: str) -> bool:
    """Whether a line is a heading after which the article is over: "Related articles"."""
    text = text.strip(_STOPS)
    return len(text) <= 60 and _is_heading(text)


@lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    """Short lines repeat from page to page of a site: labels, buttons, the headings themselves."""
    return _headings().is_all(text)


def is_contact(text: str) -> bool:
    """Whether such a heading only says whom to ask: with little behind it, it ends a release; a guide goes on."""
    return _contacts().is_all(text.strip(_STOPS))


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph, as the store counts those that repeat within a source."""
    return [part.strip() for part in _sentence().split(paragraph) if part and part.strip()]


def without(paragraphs: Iterable[str], learned: frozenset[str]) -> list[str]:
    """The paragraphs without the sentences that a source repeats (NFC, single spaces)."""
    if not learned:
        return list(paragraphs)
    kept = []
    for paragraph in paragraphs:
        if paragraph in learned:
            continue
        parts = sentences(paragraph)
        left = [part for part in parts if part not in learned]
        if len(left) == len(parts):
            kept.append(paragraph)
        elif left:
            kept.append(("" if re.search(f"[{HAN}]", left[0]) else " ").join(left))
    return kept
