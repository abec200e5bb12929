"""The body as clean HTML, for feeds that may carry it: paragraphs, headings, lists, emphasis, links and pictures, nothing else."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from .addresses import absolute
from .blocks import Block
from .clean import line, scrub

_TAGS = {
    "h1": "h2",
    "h2": "h2",
    "h3": "h3",
    "h4": "h4",
    "h5": "h5",
    "h6": "h6",
    "blockquote": "blockquote",
    "pre": "pre",
    "li": "li",
}
_ALLOWED = {"p", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "li", "a", "strong", "em", "img"}
_LINK = {"a": {"href"}, "img": {"src", "alt"}}


def render(blocks: Sequence[Block], paragraphs: Sequence[str], base: str) -> str | None:
    """HTML of the paragraphs that are left of the blocks, with the pictures between them; links are absolute."""
    import nh3

    parts: list[str] = []
    in_list = False
    for tag, inner in _parts(blocks, list(paragraphs), base):
        if in_list != (tag == "li"):
            parts.append("<ul>" if tag == "li" else "</ul>")
            in_list = tag == "li"
        parts.append(inner if tag == "img" else f"<{tag}>{inner}</{tag}>")
    if in_list:
        parts.append("</ul>")
    if not parts:
        return None
    return scrub(nh3.clean("\n".join(parts), tags=_ALLOWED, attributes=_LINK, url_schemes={"http", "https", "mailto"}))


def _parts(blocks: Sequence[Block], left: list[str], base: str) -> Iterator[tuple[str, str]]:
    pictures: list[tuple[str, str]] = []
    for block in blocks:
        if block.tag == "img":
            pictures.extend(_picture(block, base))
            continue
        if not left:
            return
        text = left[0]
        if block.text not in text and text not in block.text:
            continue
        yield from pictures
        pictures = []
        if text != block.text and block.text in text and not text.endswith(block.text):
            left[0] = (
                text.split(block.text, 1)[1].strip() or text
            )  # a paragraph of several lines: its next line follows
            if left[0] == text:
                left.pop(0)
        else:
            left.pop(0)
        start = block.text.find(text)
        yield (
            _TAGS.get(block.tag, "p"),
            _inline(block, max(start, 0), start + len(text) if start >= 0 else len(block.text), base),
        )
    for text in left:
        yield "p", html.escape(text, quote=False)


def _picture(block: Block, base: str) -> Iterator[tuple[str, str]]:
    (picture,) = block.runs
    address = absolute(base, picture.href or "")
    if address:
        yield "img", f'<img src="{html.escape(address)}" alt="{html.escape(line(picture.text))}">'


def _inline(block: Block, start: int, end: int, base: str) -> str:
    """The text between two offsets with its links and emphasis, as far as the runs tell them."""
    runs = block.runs
    if len(runs) == 1 and runs[0].href is None and runs[0].loud is None:
        return html.escape(block.text[start:end], quote=False)
    parts: list[str] = []
    at = 0
    for run in runs:
        text = line(run.text)
        if not text:
            continue
        found = block.text.find(text, at)
        if found < 0:
            return html.escape(block.text[start:end], quote=False)
        if between := _cut(block.text, at, found, start, end):
            parts.append(html.escape(between, quote=False))
        at = found + len(text)
        if inner := _cut(block.text, found, at, start, end):
            parts.append(_dressed(html.escape(inner, quote=False), run.href, run.loud, base))
    parts.append(html.escape(_cut(block.text, at, len(block.text), start, end), quote=False))
    return "".join(parts)


def _cut(text: str, first: int, last: int, start: int, end: int) -> str:
    return text[max(first, start) : min(last, end)]


def _dressed(inner: str, href: str | None, loud: str | None, base: str) -> str:
    if loud:
        inner = f"<{loud}>{inner}</{loud}>"
    address = absolute(base, href) if href and not href.startswith("#") else None
    return f'<a href="{html.escape(address)}">{inner}</a>' if address else inner
