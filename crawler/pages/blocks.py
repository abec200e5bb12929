"""What a person sees of a page: paragraphs, headings and list items, and the boxes they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from . import noise
from .clean import line
from .language import wide_letters

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {
    **dict.fromkeys(("p", "blockquote", "pre"), 1.0),
    **dict.fromkeys(("li", "td", "dd", "dt", "th"), 0.6),
}
"""How surely an element holds prose; others speak for it with 0.8."""
_SHORTEST = 16  # characters: fewer do not make 40 of an alphabet in any script
_PLAUSIBLE = 2000  # characters that hold words at any rate
_HEAVIEST = 20_000  # characters: a longer paragraph speaks no more for its box


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element, with the mass of running text below it."""

    element: etree._Element
    tag: str
    parent: Box | None
    noise: noise.Kind | None
    first: int = 0
    """Number of the first block inside."""
    raw: float = 0.0
    """Mass of all prose below, in characters."""
    mass: float = 0.0
    """Mass of the prose below that lies in no noise."""
    chars: int = 0
    linked: int = 0
    blocks: int = 0
    end: int = 0
    """Number of the first block behind it."""

    def ancestors(self) -> Iterator[Box]:
        """The box itself and all around it, inside out."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    @property
    def density(self) -> float:
        """Share of its characters that are links."""
        return self.linked / self.chars if self.chars else 0.0


Piece = tuple[str, str | None, str | None]
"""A stretch of text as it is read: the text, the address that it links to, the element that emphasises it."""


@dataclass(slots=True)
class Run:
    """A stretch of text in one manner: linked or not, emphasised or not."""

    text: str
    href: str | None = None
    loud: str | None = None


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph, as a person sees it."""

    text: str
    box: Box
    tag: str
    linked: int
    """Characters inside links."""
    pieces: list[Piece] = field(repr=False)
    """What it was put together from; `runs` are the same for those who look closer, which few blocks ever need."""
    indented: bool = False
    """Whether it begins with an indent of its own (Chinese pages write two wide blanks)."""
    broken: bool = False
    """Whether a single line break, and not a paragraph's end, stands before it."""
    time: str | None = None
    """What a `time` element in it says to machines."""
    weight: float = 0.0

    @property
    def runs(self) -> list[Run]:
        """Its stretches of text."""
        return [Run(*piece) for piece in self.pieces]

    @property
    def spaced(self) -> str:
        """The text with a blank between its stretches, which may stand apart on the screen though no blank divides them."""
        return self.text if len(self.pieces) == 1 else line(" ".join([text for text, _, _ in self.pieces]))

    @property
    def density(self) -> float:
        """Share of its characters that are links."""
        return min(1.0, self.linked / len(self.text)) if self.text else 0.0


@dataclass(slots=True)
class Layout:
    """All blocks of a page in order, and all boxes, the outermost first."""

    blocks: list[Block]
    boxes: list[Box]

    def within(self, boxes: Iterable[Box]) -> Iterator[Block]:
        """The blocks that lie in some of the boxes, in order; the boxes come in the order of `boxes`."""
        end = 0
        for box in boxes:
            yield from self.blocks[max(box.first, end) : box.end]
            end = max(end, box.end)


def length_of(text: str) -> float:
    """Characters of a text; a Chinese, Japanese or Korean one says as much as two and a half of an alphabet."""
    return len(text) + 1.5 * wide_letters(text) if not text.isascii() else float(len(text))


def weight(text: str, tag: str, linked: int) -> float:
    """How much a block speaks for running text: its length, if it reads like prose and is not mostly links."""
    size = len(text)
    if size < _SHORTEST or 2 * linked > size or tag in HEADINGS:
        return 0.0
    length = size if text.isascii() else length_of(text)
    if length < 40 or (size > _PLAUSIBLE and is_junk(text)):
        return 0.0
    return min(length, _HEAVIEST) * (1 - linked / size) * _KINDS.get(tag, 0.8)


def is_junk(text: str) -> bool:
    """Whether a long text holds no words: a megabyte of digits, dashes or entities."""
    return len(text) > _PLAUSIBLE and text.count(" ") * 100 < len(text) and wide_letters(text[:4000]) < 400
