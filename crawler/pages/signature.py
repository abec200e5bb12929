"""Names that stand right before the text or behind it, as lines of their own: they are its byline and no paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from . import people
from .blocks import HEADINGS, Block

_FIRST = 6  # blocks before the first paragraph that are looked at
_PARAGRAPH = 100  # characters of prose
_PARTS = 20  # of a line that are looked at
_LONGEST = 80  # characters of such a line
_FEWEST = 3  # paragraphs before a signature
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)


@cache
def _korean() -> re.Pattern[str]:
    return re.compile(r"[\uac00-\ud7a3]{2,4}\s(?:[\uac00-\ud7a3]{2}\s?)?(?:기자|특파원)(?:\s*[=(]?\s*\S+@\S+)?")


_CAPITALS = frozenset({"en", "de"})
"""Languages in which a heading ("Next Steps", "Nächste Schritte") may look like a name."""
_STOPS = ".!?:;,。！？؟"


def without(blocks: Sequence[Block], authors: Sequence[str]) -> list[Block]:
    """The blocks without the lines before and behind the text that name nobody but its authors."""
    texts = [block for block in blocks if block.text]
    head: list[Block] = []
    for block in texts[:_FIRST]:
        if block.weight >= _PARAGRAPH:
            break
        head.append(block)
    named = {id(block) for block in (*head, *texts[-1:]) if _names_only(block, authors)}
    return [block for block in blocks if id(block) not in named] if len(named) < len(texts) else list(blocks)


def signed(blocks: Sequence[Block], language: str | None) -> tuple[str, ...]:
    """Who signs the text: the names that are its last line, at its right edge, or in bold or italics where the language of the page
    (a tag) does not write headings like names."""
    texts = [block for block in blocks if block.text]
    last = texts[-1] if len(texts) > _FEWEST else None
    if last is None or len(last.text) > _LONGEST or last.text[-1] in _STOPS or last.linked:
        return ()
    if people.reports(last.text) and _korean().fullmatch(last.text):
        return people.names(last.text)
    if last.tag != "p":
        return ()
    tongue = (language or "en").lower()[:2]
    emphasised = tongue not in _CAPITALS and all(loud for text, _, loud in last.pieces if text.strip())
    set_apart = emphasised or _RIGHT.search(last.box.element.get("style") or "")
    return people.names(last.text) if set_apart else ()


def each(block: Block, outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of a line of which each part is one: parts that are set apart need no comma."""
    parts = [text for text, _, _ in block.pieces if text.strip()]
    found = [people.names(part, outlets=outlets) for part in parts[:_PARTS]] if len(parts) > 1 else []
    return tuple(names[0] for names in found) if found and all(len(names) == 1 for names in found) else ()


def _names_only(block: Block, authors: Sequence[str]) -> bool:
    if len(block.text) > _LONGEST or block.text[-1] in _STOPS or (block.tag in HEADINGS and not block.linked):
        return False
    found = each(block) or people.names(block.text)
    return bool(found) and set(found) <= set(authors)
