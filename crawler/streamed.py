"""Parts of a page that its server sent late: put where they belong, as a browser's script would.

React streams a page with a `<template id="B:0">` (or `P:0`) for each part that is not ready, followed by what is shown meanwhile, and
sends the part itself at the end, in a `<div hidden id="S:0">` (react-dom/server, `renderToPipeableStream`). Every Next.js site may do so.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_PART = re.compile(r'<div hidden(?:="")? id="([^"]{0,40})S:(\w{1,8})">')
_DIV = re.compile(r"<(/?)div\b", re.IGNORECASE)
_PLACE = re.compile(r'<template id="([^"]{0,40})[BP]:(\w{1,8})"></template>')
_WAITS = ("<!--$?-->", "<!--$~-->")
"""One of them stands right before a place behind which something is shown meanwhile."""
_EDGE = re.compile(r"<!--(/?)\$[?!~]?-->")
"""Where a part begins and ends that may come late."""
_DEEPEST = 20
"""Parts within parts."""
_MOST = 500
"""Parts that are put in place."""
_LONGEST = 100_000
"""Characters of what is shown until a part comes."""

Key = tuple[str, str]
"""What the ids of a part and of its place share."""


def in_place(text: str) -> str:
    """The markup with all late parts in their places; the same where there is none."""
    if "<div hidden" not in text or "<template" not in text:
        return text
    rest, parts = _taken_out(text, {(match[1], match[2]) for match in _PLACE.finditer(text)})
    for _ in range(_DEEPEST):
        if not parts:
            break
        filled = _filled(rest, parts)
        if filled == rest:
            break
        rest = filled
    return rest + "".join(parts.values())  # what was to stand in something that has gone stands at the end


def _taken_out(text: str, places: Collection[Key]) -> tuple[str, dict[Key, str]]:
    """The page without the late parts that have a place, and these. Others are hidden for another reason, and stay so."""
    kept, parts, at = list[str](), dict[Key, str](), 0
    while len(parts) < _MOST and (match := _PART.search(text, at)):
        inner = _inner_end(text, match.end())
        if inner < 0:
            break
        key, end = (match[1], match[2]), text.find(">", inner) + 1
        if key in places and key not in parts:
            kept.append(text[at : match.start()])
            parts[key] = text[match.end() : inner]
        else:
            kept.append(text[at:end])
        at = end
    kept.append(text[at:])
    return "".join(kept), parts


def _inner_end(text: str, start: int) -> int:
    """Where the `div` is closed whose content begins there; -1 when it never is."""
    depth = 0
    for match in _DIV.finditer(text, start):
        depth += -1 if match[1] else 1
        if depth < 0:
            return match.start() if text.find(">", match.end()) >= 0 else -1
    return -1


def _filled(text: str, parts: dict[Key, str]) -> str:
    """The text with those parts that have their place in it; they are taken from `parts`."""
    out, at = list[str](), 0
    while match := _PLACE.search(text, at):
        part = parts.pop((match[1], match[2]), None)
        if part is None:
            out.append(text[at : match.end()])
            at = match.end()
            continue
        waits = text.endswith(_WAITS, at, match.start())
        out += (text[at : match.start() - (len(_WAITS[0]) if waits else 0)], part)
        at = _shown_meanwhile(text, match.end()) if waits else match.end()
    return "".join([*out, text[at:]])


def _shown_meanwhile(text: str, start: int) -> int:
    """Where that ends which was shown until the part came."""
    depth = 0
    for match in _EDGE.finditer(text, start, start + _LONGEST):
        depth += -1 if match[1] else 1
        if depth < 0:
            return match.end()
    return start
