"""What stands around an article: related headlines, pictures, and the lines behind its end that tell the editor and the notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from crawler.model import Link

from . import boilerplate, rights, trailers
from .addresses import absolute
from .blocks import Block, Layout
from .claims import Claims
from .draft import Draft

_OTHER_END = re.compile(r"(?i)comment|评论|評論|share|author")
_TRIES = 4  # headings that are tried: on a page of 200,000 links that all say "more news", each costs time
_RELATED = 12
_HEADING = 120  # characters of such a heading at most, with the marks around it
_BEHIND = 14  # blocks behind the last paragraph in which an editor or a notice may stand
_NO_PICTURE = re.compile(
    r"(?i)(?:logo|icon|avatar|sprite|spacer|pixel|blank|placeholder|loading|qr-?code|gravatar|1x1|share|button)|\.svg(?:$|\?)"
)
_POINTERS = re.compile(
    r"(?i)related|recommend|xiangguan|tuijian|relevant|also-?like|read-?next|more-?(?:news|stories|on)"
)


def related(layout: Layout, last: int, url: str) -> tuple[Link, ...]:
    """Headlines that stand behind "Related articles", or in a box of that name; `last` is the end of the text."""
    for number in islice(_headings(layout.blocks, last), _TRIES):
        if found := tuple(_pointed(islice(layout.blocks, number + 1, number + 100), url)):
            return found
    named = (box for box in layout.boxes if box.noise is not None and box.linked and _named(box.element.get("class")))
    return tuple(_pointed((block for block in layout.within(named) if block.linked), url))


def _headings(blocks: Sequence[Block], first: int) -> Iterator[int]:
    """The numbers of the blocks from `first` on that end a text and lead to others."""
    for number in range(first, len(blocks)):
        text = blocks[number].text
        if 0 < len(text) <= _HEADING and boilerplate.is_ending(text) and not _OTHER_END.search(text):
            yield number


@lru_cache(maxsize=4096)
def _named(classes: str | None) -> bool:
    return classes is not None and _POINTERS.search(classes) is not None


def _pointed(blocks: Iterable[Block], url: str) -> Iterator[Link]:
    seen: set[str] = set()
    for block in blocks:
        if not block.text:
            continue
        short = len(block.text) < 8 or re.fullmatch(r"[\d\s:./年月日-]+", block.text) is not None
        if seen and (boilerplate.is_line(block.text) or boilerplate.is_ending(block.text)):
            return
        if short or boilerplate.is_line(block.text) or len(block.text) > 200 or block.text in seen:
            continue
        href = next((href for text, href, _ in block.pieces if href and text.strip()), None)
        if href is None and (block.weight or any(box.noise == "frame" for box in block.box.ancestors())):
            return
        seen.add(block.text)
        yield Link(url=(absolute(url, href) if href and not href.startswith("#") else None) or "", title=block.text)
        if len(seen) >= _RELATED:
            return


def images(claims: Claims, body: Sequence[Block], url: str) -> tuple[str, ...]:
    """Addresses of pictures: the one that the head names, then those in the text."""
    inside = (block.pieces[0][1] or "" for block in body if block.tag == "img")
    found = (absolute(url, address) for address in [*claims.values("image"), *inside])
    return tuple(
        dict.fromkeys(address for address in found if address and not _NO_PICTURE.search(urlsplit(address).path))
    )[:20]


def behind(layout: Layout, last: int, claims: Claims, draft: Draft) -> None:
    """Fill the editor, credit and notice that stand in lines of their own behind the text, which ends at `last`, or in the foot of
    the page."""
    kept = {id(block) for block in draft.blocks}
    lines = [block for block in layout.blocks[last : last + _BEHIND] if 0 < len(block.text) <= 700]
    notices = rights.may_have_notice([block.text for block in lines])
    for block in lines:
        if id(block) in kept:
            continue
        if boilerplate.is_ending(block.text) or any(
            box.noise in ("comments", "pointer") for box in block.box.ancestors()
        ):
            continue
        found = trailers.trim([block.text], notices=notices)
        draft.win(
            "rights", found.rights or (block.text if notices and rights.is_notice(block.text) else None), "behind"
        )
        draft.win("editor", found.editor, "behind")
        draft.win("credit", found.source, "behind")
    draft.win("rights", next((text for text in claims.values("rights") if rights.is_notice(text)), None), "meta")
    if draft.rights:
        return
    foot = [block.text for block in reversed(layout.blocks[-40:]) if len(block.text) < 300]
    draft.win("rights", next(rights.notices(foot), None), "foot")


def end(layout: Layout, body: Sequence[Block]) -> int:
    """The number of the block behind the last paragraph."""
    last = next((block for block in reversed(body) if block.text), None)
    return layout.blocks.index(last) + 1 if last in layout.blocks else 0
