"""The paragraphs of an article, out of the box that holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import boilerplate, cards, dateline, masthead, scorer
from .blocks import HEADINGS, Block, Box, Layout, is_junk
from .clean import line
from .language import is_wide
from .moments import Clock

_ROWS = frozenset({"ul", "ol", "table", "div", "section", "dl"})  # of links, mostly
_APART = frozenset({"blockquote", "figure", "aside"})
_PULL = re.compile(r"(?i)pull-?quote|pulled")
_QUOTES = " \"'“”‘’«»„‹›「」『』.,。"
# Characters of a repeated quote at least and at most, and of who is named below it
_PULLED, _LONG, _NAMED = 20, 300, 80
_TAKEN = re.compile(
    r"^[△▲▼▽]\s?.{2,80}$|"
    r"(?:[)）\s。](?:\S{2,6}社|本报|本网)?(?:特约)?(?:记者|通讯员)?\s?\S{0,8}\s?\S{2,8}\s?(?<!拍)摄|[发發][（(].{1,16}摄[)）]|供图|资料图片?|(?:图片?|照片)[^。，]{0,12}提供)[)）。]?$|"
    r"[(（\[](?:photos?\b|(?:Xinhua|AFP|AP|Reuters|EPA|EFE)\s?[/-])[^()]{0,80}[)）\]]$|"
    r"\b(?:REUTERS|AFP|AP|Getty Images|EPA|Xinhua)\s?/\s?[\w .'’-]{3,40}[)）]?$|[/|]\s?(?:REUTERS|AFP|AP|Getty Images|EPA|Xinhua)[)）]?$"
)
_EDITED = re.compile(
    r"[\[【（(]\s*(?:责任编辑|责编|编辑|責任編輯)\s?[:：][^。？！?!]{2,24}|(?:责任编辑|责编|責任編輯)\s?[:：][^。？！?!]{2,24}"
)
"""The line of the editor, with which a Chinese page ends its text."""
_TELLING = re.compile(r"[^\W\d_]|[$€£¥₹%％]")
"""What a line says something with: a letter, or the sign of an amount."""
_CAPTION = 300  # characters
_CLASS = 200  # characters of a class that are looked at: every block in a box looks at it anew
_CONTACT = 0.85
"""Share of the prose before a heading of contacts: where more follows, it is a section of the text as others are."""
_RULE = " _*-–—=~•·#…+"  # a line of these alone parts two paragraphs
_STOPS = "。！？”」』）"
_MOST_PULLED = (
    40  # quotes set apart: a page of more is made of them, and to look for each in all the text takes minutes
)
_LONGEST = 1_000_000  # characters: what is longer is cut, no article is


def read(layout: Layout, title: str | None, clock: Clock) -> list[Block]:
    """The blocks of the article in order, pictures among them; none when there is no running text."""
    box = scorer.container(layout)
    if box is None:
        return []
    pointers = {number for card in cards.find(layout, box) for number in range(card.first, card.end)}
    blocks = [layout.blocks[number] for number in range(box.first, box.end) if number not in pointers]
    return _tidy(blocks, box, title, clock)


def whole(layout: Layout, title: str | None, clock: Clock) -> list[Block]:
    """All of an element that a source's selector names, without the boilerplate in it."""
    scorer.rescue(layout)
    return _tidy(layout.blocks, layout.boxes[0], title, clock)


def _tidy(blocks: list[Block], box: Box, title: str | None, clock: Clock) -> list[Block]:
    known: dict[int, bool] = {}
    found = _after_title(blocks, title, box, known)
    kept = [block for block in found if not _in_noise(block.box, box, known) and not _is_noise(block)]
    kept = _without_captions(_without_pulled(kept, box))
    return _cut(_joined(_before_ending(_after_masthead(kept, clock))))


def _after_title(blocks: list[Block], title: str | None, within: Box, known: dict[int, bool]) -> list[Block]:
    """What follows the headline, when it stands among the first blocks."""
    head = blocks[:40]
    named = any(block.tag in HEADINGS and block.text == title for block in head)  # another h1 is the site's name
    for number, block in enumerate(head):
        if (block.tag in HEADINGS and block.text == title) if named else (block.tag == "h1" or block.text == title):
            before = sum(other.weight for other in blocks[:number] if not _in_noise(other.box, within, known))
            if before < 0.2 * sum(other.weight for other in blocks):
                rest = blocks[number + 1 :]
                return [other for other in rest if other.tag != "h1" or other.box is not block.box]  # its further lines
    return blocks


def _after_masthead(blocks: list[Block], clock: Clock) -> list[Block]:
    """What follows the lines of date, byline and reading time that stand before the first paragraph."""
    kept: list[Block] = []
    for number, block in enumerate(blocks[:12]):
        if block.weight >= 100 and not masthead.BULLET.match(block.text):
            return kept + blocks[number:]
        alone = block.tag == "li" and not kept and "li" not in {other.tag for other in blocks[number + 1 : number + 3]}
        if not block.text or not (alone or masthead.is_meta(block, clock) or not _TELLING.search(block.text)):
            kept.append(block)
    return kept + blocks[12:]


def _is_noise(block: Block) -> bool:
    """Whether a block is no paragraph, by its own words."""
    if block.tag == "img":
        return False
    return (
        not block.text.strip(_RULE)
        or is_junk(block.text)
        or boilerplate.is_line(block.text)
        or (block.density > 0.9 and len(block.text) < 60 and block.tag not in HEADINGS)
    )


def _without_pulled(blocks: list[Block], within: Box) -> list[Block]:
    """The blocks without quotes that are set apart and repeat what the running text says, and who is named below them."""
    quotes: list[tuple[str, Box]] = []
    running: list[str] = []
    known: dict[int, Box | None] = {}
    for block in blocks:
        apart = _set_apart(block.box, within, known)
        if apart is None:
            running.append(block.text)
        elif _PULLED <= len(block.text) <= _LONG and apart.chars <= len(block.text) + _NAMED:
            quotes.append((block.text.strip(_QUOTES), apart))
    if len(quotes) > _MOST_PULLED:
        return blocks
    dropped = {id(apart) for words, apart in quotes if any(words in text for text in running)}
    if not dropped:
        return blocks
    return [block for block in blocks if not any(id(box) in dropped for box in block.box.ancestors())]


def _set_apart(box: Box, within: Box, known: dict[int, Box | None]) -> Box | None:
    """The outermost box around a quote, inside the article's, that sets it apart; `known` keeps the answers."""
    if box is within or box.parent is None:
        return None
    if id(box) not in known:
        apart = box.tag in _APART or _PULL.search((box.element.get("class") or "")[:_CLASS])
        known[id(box)] = _set_apart(box.parent, within, known) or (box if apart else None)
    return known[id(box)]


def _without_captions(blocks: list[Block]) -> list[Block]:
    """The blocks without the lines right under a picture that end with who took it."""
    return [
        block
        for number, block in enumerate(blocks)
        if not (
            number
            and blocks[number - 1].tag == "img"
            and block.text
            and len(block.text) < _CAPTION
            and _tells_who_took(block.text)
        )
    ]


def _tells_who_took(text: str) -> bool:
    """Whether a caption ends with who took the picture: behind a stroke or in brackets, where it is in ASCII."""
    told = not text.isascii() or text[-1] in ")]" or "/" in text or "|" in text
    return told and _TAKEN.search(text) is not None


def _in_noise(box: Box, within: Box, known: dict[int, bool]) -> bool:
    """Whether a box, or one around it inside the article's, is noise; `known` keeps the answers."""
    if box is within:
        return False
    if (answer := known.get(id(box))) is None:
        pointers = box.tag in _ROWS and box.blocks >= 3 and box.density > 0.7
        around = box.parent is not None and _in_noise(box.parent, within, known)
        answer = known[id(box)] = box.noise is not None or pointers or around
    return answer


def _ends(text: str, share: float) -> bool:
    """Whether an article is over at a line, behind that share of all prose."""
    if boilerplate.is_ending(text):
        return share >= _CONTACT or not boilerplate.is_contact(text)
    return _EDITED.fullmatch(text) is not None


def _before_ending(blocks: list[Block]) -> list[Block]:
    """What stands before a heading like "Related articles", when little prose follows it."""
    prose = sum(block.weight for block in blocks)
    before = 0.0
    for number, block in enumerate(blocks):
        if before >= 0.6 * prose and _ends(block.text, before / prose if prose else 1.0):
            return blocks[:number]
        before += block.weight
    return blocks


def _joined(blocks: list[Block]) -> list[Block]:
    """Lines made paragraphs, where a page indents the first line of each and lets the others go on."""
    texts = [block for block in blocks if block.text]
    indented = sum(block.indented for block in texts[1:])
    if not 2 <= indented < len(texts) - 1:
        return blocks
    dispatch = dateline.read(texts[0].text) is not None
    wide = sum(
        block.indented and block.pieces[0][0].lstrip("\r\n\t ")[:1] in "\xa0\u3000\u2003"
        for block in texts[1:]
        if block.pieces[0][0].strip()
    )
    if not (dispatch or wide == indented):
        return blocks
    kept: list[Block] = []
    for block in blocks:
        before = next((other for other in reversed(kept) if other.text), None)
        if (
            block.text
            and before is not None
            and not block.indented
            and block.tag not in HEADINGS
            and before.tag not in HEADINGS
            and (block.box is before.box or before.text[-1] not in _STOPS)
        ):
            before.text += ("" if is_wide(block.text) else " ") + block.text
            before.pieces = [*before.pieces, *block.pieces]
            before.linked += block.linked
        else:
            kept.append(block)
    return kept


def _cut(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    length = 0
    for block in blocks:
        length += len(block.text)
        if length > _LONGEST:
            block.text = line(block.text[: max(0, len(block.text) - (length - _LONGEST))])
            return [*kept, block]
        kept.append(block)
    return kept
