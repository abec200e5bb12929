"""Questions for consent to cookies: walls that show nothing else, and banners that say three times as much as the brief beside them."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from crawler.errors import NotAnArticle

from . import kind, walk
from .blocks import HEADINGS, Block, Layout, length_of
from .tree import drop

# Agreements are made between partners, about personal data too: a wall speaks of them to its reader.
_SHARED = r"\b(?:consent|gdpr|partners|personal data)\b"


@cache
def _cookies() -> re.Pattern[str]:
    return re.compile(rf"(?i)\bcookies?\b|\byour?\b.*{_SHARED}|{_SHARED}.*\byour?\b|隐私政策|同意并继续")


_LITTLE = 2000  # characters of prose on a page that may be a wall
_MOSTLY, _OFTEN = 0.6, 0.3  # share of prose on cookies on a wall, and on a page that may have a banner
_BANNER = 0.5  # the same in a banner, which says by and by what else is stored
_BRIEF = 100  # characters of prose
_HEADLINE = 30  # characters: a shorter one ("Your choice", "The Herald") may be the banner's own
_LONGEST = 1500  # characters of a block in which such words are looked for


def without(body: etree._Element, shown: Layout, title: str | None) -> Layout:
    """What a page shows when it does not ask for consent. Raises NotAnArticle when it shows nothing else."""
    if not 0 < shown.boxes[0].raw < _LITTLE:
        return shown
    share = kind.share(shown.blocks, _cookies())
    banners = _banners(shown, title) if share > _OFTEN else []
    if not banners and share > _MOSTLY:
        raise NotAnArticle("this is a cookie wall: the text is shown to those who agree")
    if not banners:
        return shown
    for banner in banners:
        drop(banner)
    return walk.lay_out(body)


def _banners(layout: Layout, title: str | None) -> list[etree._Element]:
    """The largest elements that hold little but words on cookies, beside a brief under its headline."""
    first, end = _brief(layout, title)
    found: dict[int, etree._Element] = {}
    for block in layout.blocks if first < end else ():
        if not _speaks(block):
            continue
        apart = [box for box in block.box.ancestors() if box.end <= first or end <= box.first]
        inside = layout.blocks[apart[-1].first : apart[-1].end] if apart else []
        if len(inside) > 1 and kind.share(inside, _cookies()) > _BANNER:  # a single paragraph may be one of the text
            found[id(apart[-1])] = apart[-1].element
    return list(found.values())


def _brief(layout: Layout, title: str | None) -> tuple[int, int]:
    """The numbers of the headline and of the block behind the last that belongs to it; the same where there is no brief."""
    for number, block in enumerate(layout.blocks):
        if block.tag not in HEADINGS or block.text != title or length_of(title) < _HEADLINE or _speaks(block):
            continue
        end, said = number + 1, 0.0
        while end < len(layout.blocks) and layout.blocks[end].tag not in HEADINGS and not _speaks(layout.blocks[end]):
            said += layout.blocks[end].weight
            end += 1
        if said >= _BRIEF:
            return number, end
    return 0, 0


def _speaks(block: Block) -> bool:
    return len(block.text) < _LONGEST and _cookies().search(block.text) is not None
