"""The paragraphs of an article, out of the box that holds it."""

from __future__ import annotations

from . import boilerplate, scorer
from .blocks import Block, Box, Layout

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read(layout: Layout, title: str | None) -> list[Block]:
    """The blocks of the article in order, pictures among them; none when there is no running text."""
    box = scorer.container(layout)
    if box is None:
        return []
    blocks = _inside(layout, box)
    blocks = _after_title(blocks, title)
    kept = [block for block in blocks if not _is_noise(block, box)]
    return _joined(_before_ending(kept))


def _inside(layout: Layout, box: Box) -> list[Block]:
    found = layout.blocks[box.first :]
    return [block for block in found if any(around is box for around in block.box.ancestors())]


def _after_title(blocks: list[Block], title: str | None) -> list[Block]:
    """What follows the headline, when it stands among the first blocks."""
    for number, block in enumerate(blocks[:40]):
        if block.tag == "h1" or (title and block.tag in _HEADINGS and block.text == title):
            before = sum(other.weight for other in blocks[:number])
            if before < 0.2 * sum(other.weight for other in blocks):
                return blocks[number + 1 :]
    return blocks


def _is_noise(block: Block, box: Box) -> bool:
    for around in block.box.ancestors():
        if around is box:
            break
        if around.noise is not None:
            return True
        if around.tag in ("ul", "ol", "table", "div", "section", "dl") and around.blocks >= 3 and around.density > 0.7:
            return True
    if block.tag == "img":
        return False
    return boilerplate.is_line(block.text) or (
        block.density > 0.9 and len(block.text) < 60 and block.tag not in _HEADINGS
    )


def _before_ending(blocks: list[Block]) -> list[Block]:
    """What stands before a heading like "Related articles", when little prose follows it."""
    whole = sum(block.weight for block in blocks)
    before = 0.0
    for number, block in enumerate(blocks):
        if before >= 0.6 * whole and boilerplate.is_ending(block.text):
            return blocks[:number]
        before += block.weight
    return blocks


def _joined(blocks: list[Block]) -> list[Block]:
    return blocks
