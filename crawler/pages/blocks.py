"""A tree as the blocks that a person sees: paragraphs, headings, list items, and the boxes they lie in. One walk for all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from . import noise
from .clean import line
from .language import WIDE_LETTERS

# Elements whose content is no text of the page.
_SKIP = frozenset(
    "script style noscript template svg math iframe object embed applet canvas audio video map select option textarea input"
    " datalist dialog head title meta link frame frameset noframes progress meter portal".split()
)
_BLOCK = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption amp-accordion".split()
)
_LOUD = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_HIDDEN_MOST = 0.3  # share of all characters from which on nothing is taken for hidden
_LENGTH = etree.XPath("string-length(.)")
_HEAVIEST = 20_000  # characters: a longer paragraph speaks no more for its box
_MOST = 20_000  # blocks kept when they are links, ten times as many when they are text: an article of more is none


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element, with the mass of running text below it."""

    element: etree._Element
    tag: str
    parent: Box | None
    noise: noise.Kind | None
    depth: int
    raw: float = 0.0
    """Mass of all prose below, in characters."""
    mass: float = 0.0
    """Mass of the prose below that lies in no noise."""
    chars: int = 0
    linked: int = 0
    blocks: int = 0
    first: int = 0
    """Number of the first block inside."""

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


@dataclass(slots=True)
class Run:
    """A stretch of text in one manner: linked or not, emphasised or not."""

    text: str
    href: str | None = None
    loud: str | None = None


@dataclass(slots=True)
class Block:
    """A paragraph, as a person sees it."""

    text: str
    box: Box
    tag: str
    linked: int
    """Characters inside links."""
    runs: list[Run] = field(repr=False)
    indented: bool = False
    """Whether it begins with an indent of its own (Chinese pages write two wide blanks)."""
    broken: bool = False
    """Whether a single line break, and not a paragraph's end, stands before it."""
    time: str | None = None
    """What a `time` element in it says to machines."""
    weight: float = 0.0

    @property
    def spaced(self) -> str:
        """The text with a blank between its stretches, which may stand apart on the screen though no blank divides them."""
        return self.text if len(self.runs) == 1 else line(" ".join(run.text for run in self.runs))

    @property
    def density(self) -> float:
        """Share of its characters that are links."""
        return min(1.0, self.linked / len(self.text)) if self.text else 0.0


@dataclass(slots=True)
class Layout:
    """All blocks of a page in order, and all boxes, the outermost first."""

    blocks: list[Block]
    boxes: list[Box]

    def box_of(self, element: etree._Element) -> Box | None:
        """The box that was made of an element, if one was."""
        return next((box for box in self.boxes if box.element is element), None)


def lay_out(body: etree._Element) -> Layout:
    """The blocks and boxes of a page's body."""
    return _Walk(body).layout


class _Walk:
    """The state of one walk through the tree."""

    def __init__(self, body: etree._Element) -> None:
        self.layout = Layout([], [])
        self._runs: list[Run] = []
        self._box = Box(body, "body", None, None, 0)
        self._most = _HIDDEN_MOST * float(_LENGTH(body))  # type: ignore[arg-type]
        self._skipped: set[etree._Element] = set()
        self.layout.boxes.append(self._box)
        self._links: list[str | None] = []
        self._loud: list[str] = []
        self._time: str | None = None
        self._say(body.text)
        self._walk(body)
        self._flush()

    def _walk(self, body: etree._Element) -> None:
        walker = etree.iterwalk(body, events=("start", "end"))
        for event, element in walker:
            if element is body:
                continue
            tag = element.tag
            if event == "start":
                if tag in _SKIP or self._unseen(element, tag):
                    walker.skip_subtree()
                    self._skipped.add(element)
                else:
                    self._open(element, tag)
            else:
                if element in self._skipped:
                    self._skipped.discard(element)
                else:
                    self._close(element, tag)
                self._say(element.tail)

    def _unseen(self, element: etree._Element, tag: str) -> bool:
        """Whether an element is a button or hidden. Some pages hide all until a script runs, or forget to close a button."""
        if tag != "button" and not noise.hidden(element):
            return False
        return float(_LENGTH(element)) <= self._most  # type: ignore[arg-type]

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCK:
            self._flush()
            box = Box(
                element, tag, self._box, noise.kind(element, tag), self._box.depth + 1, first=len(self.layout.blocks)
            )
            self.layout.boxes.append(box)
            self._box = box
        elif tag == "a":
            self._links.append(element.get("href"))
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "img":
            self._picture(element)
        elif tag in _LOUD:
            self._loud.append(_LOUD[tag])
        elif tag == "time":
            self._time = self._time or element.get("datetime")
        self._say(element.text)

    def _close(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCK:
            if self._box.element is element:
                self._flush()
                self._box = self._box.parent or self._box
        elif tag == "a":
            if self._links:
                self._links.pop()
        elif tag in _LOUD and self._loud:
            self._loud.pop()

    def _say(self, text: str | None) -> None:
        if text:
            self._runs.append(
                Run(text, self._links[-1] or "#" if self._links else None, self._loud[-1] if self._loud else None)
            )

    def _picture(self, element: etree._Element) -> None:
        self._flush()
        block = Block("", self._box, "img", 0, [Run(element.get("alt") or "", picture(element))])
        if block.runs[0].href:
            self.layout.blocks.append(block)

    def _flush(self) -> None:
        runs, self._runs = self._runs, []
        time, self._time = self._time, None
        if not runs or all(run.text.isspace() for run in runs):
            return
        preformatted = self._box.tag == "pre"
        broken = False
        for part in _lines(runs) if not preformatted else [runs]:
            joined = "".join(run.text for run in part)
            text = line(joined)
            if not text:
                broken = False
                continue
            linked = sum(len(run.text.strip()) for run in part if run.href is not None)
            if len(self.layout.blocks) > (_MOST if linked * 2 > len(text) else 10 * _MOST):
                continue
            block = Block(text, self._box, self._box.tag, linked, part, _indented(joined), broken, time)
            self.layout.blocks.append(block)
            self._weigh(block)
            broken = True

    def _weigh(self, block: Block) -> None:
        """Add a block to the boxes around it."""
        length = len(block.text)
        block.weight = weight(block)
        quiet = True
        for box in block.box.ancestors():
            quiet = quiet and box.noise is None
            box.chars += length
            box.linked += block.linked
            box.blocks += 1
            box.raw += block.weight
            if quiet:
                box.mass += block.weight


def weight(block: Block) -> float:
    """How much a block speaks for running text: its length, if it reads like prose and is not mostly links."""
    text, density = block.text, block.density
    length = len(text) + 1.5 * len(WIDE_LETTERS.findall(text)) if not text.isascii() else float(len(text))
    if length < 40 or density > 0.5 or block.tag in ("h1", "h2", "h3", "h4", "h5", "h6") or is_junk(text):
        return 0.0
    kind = (
        1.0 if block.tag in ("p", "blockquote", "pre") else 0.6 if block.tag in ("li", "td", "dd", "dt", "th") else 0.8
    )
    return min(length, _HEAVIEST) * (1 - density) * kind


def is_junk(text: str) -> bool:
    """Whether a long text holds no words: a megabyte of digits, dashes or entities."""
    return len(text) > 2000 and text.count(" ") * 100 < len(text) and len(WIDE_LETTERS.findall(text[:4000])) < 400


def _lines(runs: list[Run]) -> Iterator[list[Run]]:
    """The runs between line breaks. Two breaks end a paragraph; one does not, unless the next line is indented."""
    part: list[Run] = []
    for run in runs:
        if run.text == "\n" and run.href is None and run.loud is None:
            yield part
            part = []
        else:
            part.append(run)
    yield part


def _indented(text: str) -> bool:
    return re.match(r"\s*(?:[\xa0\u2003]{2}|\u3000)|  +\S", text) is not None


def picture(element: etree._Element) -> str | None:
    """The address of an image, also of one that is loaded late."""
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        address = (element.get(name) or "").strip()
        if address and not address.startswith("data:"):
            return address
    return None
