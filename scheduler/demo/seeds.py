"""The two seed documents as their sites would hold them: title, lead, paragraphs and what stands around them.

The documents are read, never edited: `seeds/` lies beside the packages in a checkout and in the wheel alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "seeds"
SEETAO = "000_53e130117959702c.txt"
DISPATCH = "003_bd3756564a4685f9.txt"
_DATELINE = re.compile(r"^China News Service, .*?\) ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Seed:
    """One seed document, cut into what its site shows."""

    title: str | None
    date: str | None
    """Site's name and date, as one line."""
    summary: str | None
    minutes: str | None
    paragraphs: tuple[str, ...]
    related: tuple[str, ...] = ()
    box: tuple[str, ...] = ()
    """Lines of the log-in box."""


def seetao() -> Seed:
    """The article of Seetao: its last paragraph carries the reprint notice and the editor."""
    blocks = _blocks(SEETAO)
    head = blocks[0].splitlines()
    at = blocks.index("Related articles")
    return Seed(
        title=head[0],
        date=head[1],
        summary=head[2].lstrip(" •"),
        minutes=head[4].split()[0],
        paragraphs=tuple(blocks[1:at]),
        related=tuple(blocks[at + 1 : -2]),
        box=tuple(blocks[-2:]),
    )


def dispatch() -> Seed:
    """The dispatch of China News Service: a line without indent goes on the paragraph before it."""
    paragraphs: list[str] = []
    for block in re.split(r"\n\s*\n", _text(DISPATCH)):
        if block.startswith("  ") or not paragraphs:
            paragraphs.append(block.strip())
        else:
            paragraphs[-1] += " " + block.strip()
    return Seed(title=None, date=None, summary=None, minutes=None, paragraphs=tuple(paragraphs))


def without_dateline(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """As an outlet reprints a dispatch: the news without agency, place and reporters."""
    return (_DATELINE.sub("", paragraphs[0]), *paragraphs[1:])


def _blocks(name: str) -> list[str]:
    return [block.strip("\n") for block in re.split(r"\n\s*\n", _text(name)) if block.strip()]


def _text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8").strip("\n")
