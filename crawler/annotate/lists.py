"""What the word lists find in a text: cues, sectors, organisations, bodies, verbs of speech, words of money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal

from crawler.annotate import coins
from crawler.annotate.counting import SHARED, counting
from crawler.annotate.data import parted, table
from crawler.annotate.document import Document, fold
from crawler.annotate.phrases import Match, Several, apart

LANGUAGES = ("en", "zh", "fr", "es", "ru", "ar", "de", "pt", "id", "it", "tr", "sw", "ja", "ko")
"""Languages with word lists of their own."""


def listed(language: str) -> str:
    """The language whose lists are used: an unknown one gets the English words."""
    language = SHARED.get(language, language)
    return language if language in LANGUAGES else "en"


Organisation = tuple[str, str, str]
"""Type, name, spelling."""
Body = tuple[str, Literal["ministry", "company", "bank"], str | None]
"""Name, type, and country where there is one."""


def matcher(language: str) -> Several:
    """All lists for a language in one, so that a text is walked over once; an unknown language gets the English words."""
    return _matcher(listed(language))


@cache
def _matcher(language: str) -> Several:
    return Several(
        {
            "cues": _cues(language),
            "masks": ((word, word) for word in parted(table(f"words/{language}").get("mask", ""))),
            "sectors": _each(table(f"words/{language}")["sectors"]),
            "organisations": _organisations(language),
            "bodies": _bodies(),
            "speech": ((word, word) for word in table("quotes")["said"]),
        },
        {
            "money": coins.spelled(),
            "stems": words.stems if (words := counting(language)) else (),
            "american": dict.fromkeys(f" {fold(word)}" for word in _american()),
            **_offices(language),
            **_pacts(),
        },
    )


def _cues(language: str) -> Iterator[tuple[str, str]]:
    data = table(f"words/{language}")
    yield from _each(data["groups"])
    yield from ((word, f"-{name}") for word, name in _each(data.get("against", {})))


def _each(rows: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each word with the name of its row."""
    return ((word, name) for name, words in rows.items() for word in parted(words))


def _organisations(language: str) -> Iterator[tuple[str, Organisation]]:
    """Those of all languages, and what this one alone calls them (AB is the European Union in Turkish, and a company in Swedish)."""
    own = table(f"words/{language}").get("organisations", {})
    for kind, rows in table("organisations").items():
        for name, known in rows.items():
            spellings = (*parted(known), *parted(own.get(name, "")))
            yield from ((spelling, (kind, name, spelling)) for spelling in spellings)


def _bodies() -> Iterator[tuple[str, Body]]:
    for name, row in table("actors")["known"].items():
        yield from ((spelling, (name, row["type"], row.get("country"))) for spelling in (name, *row.get("also", ())))


@cache
def _american() -> tuple[str, ...]:
    """The words of a local paper of the United States."""
    return tuple(table("contexts")["american"]["words"])


def _offices(language: str) -> dict[str, Iterable[str]]:
    """What stands, folded, right before and right after a word that tells what an office is for."""
    words = table(f"words/{language}")
    before, after = (parted(words.get(f"office-{side}", "")) for side in ("before", "after"))
    if language == "ar":
        # “and” is a part of the word that it stands before, and so is the article, behind which a match begins
        return {"office before": [word if word.endswith(" ال") else f"{word} " for word in before], "office after": []}
    return {"office before": [f" {word} " for word in before], "office after": [f" {word} " for word in after]}


def _pacts() -> dict[str, Iterable[str]]:
    """What stands, folded, right before and right after a city that a pact has its name from."""
    words = table("contexts")["pacts"]
    return {
        "pact before": [f" {word} {between} " for word in words["before"] for between in words["between"]],
        "pact after": [
            *(f" {word} " for word in words["after"]),
            *(f"{gap}{word}" for word in words["han"] for gap in ("", " ")),
        ],
    }


def _found(document: Document, name: str) -> list[Match[Any]]:
    if not document.found:
        document.found.update(matcher(document.language).every(document))
    return document.found[name]


def cues(document: Document) -> list[Match[str]]:
    """The cue words of a text by their groups, those that speak against written as `-group`; all, also within one another."""
    return _found(document, "cues")


def masks(document: Document) -> list[Match[str]]:
    """Names whose single words say nothing (“Belt and Road” is no road)."""
    return _found(document, "masks")


def offices(document: Document) -> tuple[set[int], set[int]]:
    """Where a word begins that stands behind an office (“minister of trade”), and where one ends that stands before it (“trade
    minister”): it tells what the office is for."""
    return _between(document, "office")


def pacts(document: Document) -> tuple[set[int], set[int]]:
    """Where a city begins that stands behind a pact (accord de Paris), and where one ends that stands before it (Paris accord)."""
    return _between(document, "pact")


def _between(document: Document, name: str) -> tuple[set[int], set[int]]:
    """Where words begin behind those of one list, and where words end before those of another."""
    before, after = _found(document, f"{name} before"), _found(document, f"{name} after")
    return {end for _, end, _ in before}, {start - 1 for start, _, _ in after}


def sectors(document: Document) -> list[Match[str]]:
    """Words of the sectors, by their slugs."""
    return apart(_found(document, "sectors"))


def organisations(document: Document) -> list[Match[Organisation]]:
    """International organisations and frameworks."""
    return apart(_found(document, "organisations"))


def bodies(document: Document) -> list[Match[Body]]:
    """Well-known ministries, companies and banks."""
    return apart(_found(document, "bodies"))


def speech(document: Document) -> list[Match[str]]:
    """English verbs of speech."""
    return _found(document, "speech")


def money_spelled(document: Document) -> list[Match[str]]:
    """The words of money in plain letters, also where a number follows without a blank."""
    return _found(document, "money")


def stems(document: Document) -> list[int]:
    """Where the sizes of numbers in words have their stems, by offsets in `Document.plain`; a blank before them is no part of them."""
    return [start + (stem[0] == " ") for start, _, (stem,) in _found(document, "stems")]


def american(document: Document) -> list[int]:
    """Where the words of a local paper of the United States begin."""
    words, raw = _american(), document.raw
    return [start for start, _, _ in _found(document, "american") if raw.startswith(words, start)]


def in_case(word: str, spelling: str) -> bool:
    """Whether a word of a text has the capitals of its spelling: all for an abbreviation, else the first."""
    letters = [c for c in spelling if c.isalpha()]
    if len(letters) <= 6 and all(c.isupper() for c in letters) and letters[0].lower() != letters[0]:
        return word.isupper()
    return spelling[0].islower() or word[0] == word[0].upper()
