"""Cards: small boxes, each a linked headline with a picture or a few words, that stand in rows and point to other pages."""

from __future__ import annotations

from collections import defaultdict

from .blocks import Block, Box, Layout, length_of

_LARGEST = 600  # characters of one card
_SHARE = 0.3  # of the prose: an article that is a list of products is made of such boxes too
_HEADLINE = 16  # characters of a headline at least
_LEAST = 2  # cards that make a row
_BOXES = frozenset({"div", "section", "article", "li", "aside", "a", "td", "dl"})


def find(layout: Layout, within: Box) -> list[Box]:
    """The boxes inside a box that are cards and stand in a row.

    The cards behind it count as well when it is asked how much of a page is made of such boxes.
    """
    rows: dict[int, list[Box]] = defaultdict(list)
    for box in layout.boxes[layout.boxes.index(within) + 1 :]:
        rowed = box.end - box.first > 1 and box.linked and box.tag in _BOXES and 20 <= box.chars <= _LARGEST
        if rowed and _is_card(layout.blocks, box):
            rows[id(box.parent)].append(box)
    cards = [card for row in rows.values() if len(row) >= _LEAST for card in row]
    return [] if sum(card.raw for card in cards) > _SHARE * within.raw else cards


def _is_card(blocks: list[Block], box: Box) -> bool:
    """Whether a small box of several lines has one that is wholly a link."""
    headlines = 0
    for block in blocks[box.first : box.end]:
        size = len(block.text)
        if 10 * block.linked > 9 * size and (size >= _HEADLINE or length_of(block.text) >= _HEADLINE):
            headlines += 1
        if headlines > 1 or block.weight > 150:
            return False
    return headlines == 1
