"""Where else the text of a page can lie when the page shows none: in its structured data, in the data of its scripts, or
where a general reader finds it. Each is tried for hard pages only."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence, Set

from . import body, boilerplate, markup, stated, walk
from .blocks import Block, length_of
from .claims import Claims
from .clean import line
from .moments import Clock

ENOUGH = 250
"""Characters of text below which another place is looked at."""
LEAST = 100
"""Characters that another place must have where the page shows no text."""
_PLENTY = 1000
"""Characters from which on a string of a script is believed to hold an article."""
_STRING = re.compile(r"\"(?:[^\"\\]|\\.){400,}+\"", re.DOTALL)
_MARKED = re.compile(r"<(?:p|div|br|h2)\b|\\u003c(?:p|div|br|h2)\b", re.IGNORECASE)
_ROW = re.compile(r"\A\s*[0-9a-f]{1,8}:(?:[A-Z][0-9a-f]*,)?")
"""Number and length of a row of text that React sends."""
_BREAK = re.compile(r"\n\s*|</p>\s*|<br\s*/?>\s*", re.IGNORECASE)
_SENTENCE = 30  # characters, as `length_of` counts them, of the shortest line that says anything
_MIDDLING = 300_000  # characters of a page that trafilatura may read: it costs about 1 s a megabyte
_LARGEST = 3_000_000  # characters of a page whose scripts are searched


def structured(claims: Claims) -> list[str]:
    """The paragraphs of `articleBody`."""
    return _paragraphs(max(claims.values("body"), key=len, default=""))


def stated_in(text: str, title: str | None) -> list[str]:
    """The paragraphs of the record with this title, in the data of a page."""
    return [clean for part in stated.read(text, title) for clean in _paragraphs(part)]


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that may have markup in it, without those that are none."""
    parts = (html.unescape(re.sub(r"<[^>]{1,300}>", " ", part)) for part in _BREAK.split(text))
    return [clean for part in parts if (clean := line(part)) and not boilerplate.is_line(clean)]


def scripted(text: str, title: str | None, clock: Clock) -> list[Block]:
    """The article out of the longest string of markup in a page's scripts (pages that are put together in the browser)."""
    found = [match[0] for match in _STRING.finditer(text[:_LARGEST]) if len(_MARKED.findall(match[0])) >= 3]
    for string in sorted(found, key=len, reverse=True)[:3]:
        try:
            inner = json.loads(string, strict=False)
        except ValueError:
            continue
        if isinstance(inner, str) and (kept := _article_in(_innermost(inner), title, clock)):
            return kept
    return []


def _innermost(text: str) -> str:
    """The markup in a string of JSON in a string, as Next.js sends what its components were made of."""
    longest = max((match[0] for match in _STRING.finditer(text)), key=len, default="")
    try:
        inner = json.loads(longest, strict=False) if 2 * len(longest) > len(text) else None
    except ValueError:
        return text
    return inner if isinstance(inner, str) else text


def _article_in(inner: str, title: str | None, clock: Clock) -> list[Block]:
    if "\\u003c" in inner:
        inner = (
            re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), inner)
            .replace('\\"', '"')
            .replace("\\n", "\n")
        )
    root = markup.parse(f"<html><body>{_ROW.sub('', inner, count=1)}</body></html>").root
    element = root.find("body")
    kept = body.read(walk.lay_out(element if element is not None else root), title, clock)
    return kept if sum(block.weight for block in kept) >= _PLENTY else []


def general(text: str, pointers: Set[str] = frozenset()) -> list[str]:
    """What trafilatura reads, the last resort; nothing when it says no more than `pointers`, the lines that are mere links."""
    import trafilatura

    found = trafilatura.extract(text[:_MIDDLING], fast=True, include_comments=False, favor_recall=True)
    parts = [clean for part in (found or "").split("\n") if (clean := line(part))]
    said = (part for part in parts if part.removeprefix("- ") not in pointers)
    return parts if any(length_of(part) >= _SENTENCE for part in said) else []


def length(paragraphs: Sequence[str]) -> float:
    """Characters of some paragraphs."""
    return sum(length_of(part) for part in paragraphs)
