"""Cards: small boxes, each a linked headline with a picture or a few words, that stand in rows and point to other pages."""

from __future__ import annotations

from collections import defaultdict

from .blocks import Block, Box, Layout, length_of

_LARGEST = 600  # characters of one card
_SHARE = 0.3  # of the prose: an article that is a list of products is made of such boxes too
_LEAST = 2  # cards that make a row
_BOXES = frozenset({"div", "section", "article", "li", "aside", "a", "td", "dl"})


def find(layout: Layout, within: Box) -> set[int]:
    """The identities of the boxes that are cards, or hold a row of them, inside a box."""
    blocks: dict[int, list[Block]] = defaultdict(list)
    for block in layout.blocks[within.first :]:
        box = block.box
        while box is not within and box.parent is not None:
            if box.chars <= _LARGEST:
                blocks[id(box)].append(block)
            box = box.parent
    rows: dict[int, list[Box]] = defaultdict(list)
    for box in layout.boxes:
        if box.parent is not None and id(box) in blocks and _is_card(box, blocks[id(box)]):
            rows[id(box.parent)].append(box)
    rows = {parent: cards for parent, cards in rows.items() if len(cards) >= _LEAST}
    if sum(card.raw for cards in rows.values() for card in cards) > _SHARE * within.raw:
        return set()
    return {id(card) for cards in rows.values() for card in cards}


def _is_card(box: Box, blocks: list[Block]) -> bool:
    """Whether a small box has a line that is wholly a link, and something else beside it."""
    if box.tag not in _BOXES or not 20 <= box.chars <= _LARGEST:
        return False
    headlines = [block for block in blocks if block.text and block.density > 0.9 and length_of(block.text) >= 16]
    others = [block for block in blocks if block not in headlines]
    return len(headlines) == 1 and bool(others) and not any(block.weight > 150 for block in others)
