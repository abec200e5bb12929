"""One walk through a page's tree, which lays it out as blocks and boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from . import noise
from .blocks import Block, Box, Layout, Piece, weight
from .clean import line
from .tree import finder, length_of

# Elements whose content is no text of the page.
_SKIP = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "canvas",
    "audio", "video", "map", "select", "option", "textarea", "input", "datalist", "dialog", "head", "title",
    "meta", "link", "frame", "frameset", "noframes", "progress", "meter", "portal",
    "amp-consent", "amp-ad", "amp-sticky-ad", "amp-sidebar", "amp-user-notification", "amp-social-share",
})  # fmt: skip
_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "amp-accordion",
})  # fmt: skip
_LOUD = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_BREAK: Piece = ("\n", None, None)
_INDENT = re.compile(r"\s*(?:[\xa0\u2003]{2}|\u3000)|  +\S")
_HIDDEN_MOST = 0.3  # share of all characters from which on nothing is taken for hidden
_MOST = 20_000  # blocks kept when they are links or a few words, ten times as many when they are text: an article of more is none
# Elements that may be unseen: axes, because predicates on every element cost ten times as much.
_MARKED = finder(
    "descendant::button | descendant::*/@hidden/.. | descendant::*/@aria-hidden/.. | descendant::*/@style/.."
)


def lay_out(body: etree._Element) -> Layout:
    """The blocks and boxes of a page's body."""
    return _Walk(body).layout


class _Walk:
    """The state of one walk through the tree."""

    def __init__(self, body: etree._Element) -> None:
        self.layout = Layout([], [])
        self._pieces: list[Piece] = []
        """The line that is being read."""
        self._box = Box(body, "body", None, None)
        self._unseen = _unseen(body)
        self._most = _HIDDEN_MOST * length_of(body) if self._unseen else 0.0
        self.layout.boxes.append(self._box)
        self._href: str | None = None
        self._loud: str | None = None
        self._time: str | None = None
        self._pictures: list[Block] = []
        if (text := body.text) and not text.isspace():
            self._pieces.append((text, None, None))
        self._read_in(body)
        if self._pieces:
            self._flush()
        self._box.end = len(self.layout.blocks)

    def _read_in(self, outer: etree._Element) -> None:
        """Read each element in another, with the text behind it; blanks begin no line. The parser lets none lie deeper than 256."""
        for element in outer:
            tag = element.tag
            if tag in _BLOCK and not (self._unseen and self._is_unseen(element)):
                if self._pieces:
                    self._flush()
                self._lay_box(element, tag)
            elif tag not in _SKIP and not (self._unseen and self._is_unseen(element)):
                self._read_inline(element, tag)
            if (text := element.tail) and (self._pieces or not text.isspace()):
                self._pieces.append((text, self._href, self._loud))

    def _is_unseen(self, element: etree._Element) -> bool:
        return element in self._unseen and length_of(element) <= self._most

    def _lay_box(self, element: etree._Element, tag: str) -> None:
        """Lay a block-level element out in a box of its own, unless it is empty. Half of them hold nothing but a text."""
        inner, text = len(element), element.text
        if not inner and (not text or text.isspace()):
            return
        layout, outer = self.layout, self._box
        box = Box(element, tag, outer, noise.kind(element, tag), len(layout.blocks))
        layout.boxes.append(box)
        if inner:
            self._box = box
            if text and not text.isspace():
                self._pieces.append((text, self._href, self._loud))
            self._read_in(element)
            if self._pieces:
                self._flush()
            self._box = outer
        elif text:
            time, self._time = self._time, None
            linked = len(text.strip()) if self._href is not None else 0
            self._lay(box, [(text, self._href, self._loud)], text, linked, time, False)
        box.end = len(layout.blocks)
        if box.blocks:
            outer.chars += box.chars
            outer.linked += box.linked
            outer.blocks += box.blocks
            if box.raw:
                outer.raw += box.raw
                if outer.noise is None and box.noise is None:
                    outer.mass += box.mass

    def _read_inline(self, element: etree._Element, tag: str) -> None:
        """Read an element within a line; some tell more than their text."""
        if tag == "img":  # it holds nothing
            self._picture(element)
            return
        href, loud = self._href, self._loud
        if tag == "a":
            self._href = element.get("href") or "#"
        elif tag in _LOUD:
            self._loud = _LOUD[tag]
        elif tag == "br":
            self._pieces.append(_BREAK)
        elif tag == "time":
            self._time = self._time or element.get("datetime")
        if (text := element.text) and (self._pieces or not text.isspace()):
            self._pieces.append((text, self._href, self._loud))
        if len(element):
            self._read_in(element)
        self._href, self._loud = href, loud

    def _picture(self, element: etree._Element) -> None:
        """Lay a picture, behind the paragraph that it stands in: one in the middle of a sentence does not part it."""
        if (address := picture(element)) is None:
            return
        block = Block("", self._box, "img", 0, [(element.get("alt") or "", address, None)])
        amid = self._pieces and any(text.strip() for text, _, _ in self._pieces)
        (self._pictures if amid else self.layout.blocks).append(block)

    def _flush(self) -> None:
        """End the paragraph that is being read."""
        pieces, self._pieces = self._pieces, []
        time, self._time = self._time, None
        box = self._box
        if len(pieces) == 1:
            text, href, _ = pieces[0]
            self._lay(box, pieces, text, len(text.strip()) if href is not None else 0, time, False)
        else:
            broken = False
            for part in _lines(pieces) if _BREAK in pieces and box.tag != "pre" else (pieces,):
                written = "".join([text for text, _, _ in part])
                linked = sum([len(text.strip()) for text, href, _ in part if href is not None])
                broken = self._lay(box, part, written, linked, time, broken)
        if self._pictures:
            self.layout.blocks += self._pictures
            self._pictures.clear()

    def _lay(self, box: Box, part: list[Piece], written: str, linked: int, time: str | None, broken: bool) -> bool:
        """Lay one block, `broken` if a single line break stands before it; whether one stands before the next."""
        if not (text := line(written)):
            return False
        blocks, size = self.layout.blocks, len(text)
        if len(blocks) > _MOST and (linked * 2 > size or size < 40 or len(blocks) > 10 * _MOST):
            return broken
        tag = box.tag
        indented = written[0].isspace() and _INDENT.match(written) is not None
        heavy = weight(text, tag, linked)
        blocks.append(Block(text, box, tag, linked, part, indented, broken, time, heavy))
        box.chars += size
        box.linked += linked
        box.blocks += 1
        if heavy:
            box.raw += heavy
            if box.noise is None:
                box.mass += heavy
        return True


def _unseen(body: etree._Element) -> frozenset[etree._Element]:
    """Elements that are buttons or hidden. Those that hold much are shown all the same: some pages hide all until a script
    runs, or forget to close a button."""
    return frozenset(element for element in _MARKED(body) if element.tag == "button" or noise.hidden(element))


def _lines(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces between line breaks. Two breaks end a paragraph; one does not, unless the next line is indented."""
    part: list[Piece] = []
    for piece in pieces:
        if piece == _BREAK:
            yield part
            part = []
        else:
            part.append(piece)
    yield part


def picture(element: etree._Element) -> str | None:
    """The address of an image, also of one that is loaded late."""
    names = element.keys()
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        if name in names and (written := element.get(name)):
            address = written.strip()
            if address and not address.startswith("data:"):
                return address
    return None
