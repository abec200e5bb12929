"""Elements with thousands of attributes, which libxml2 reads in a time that grows with more than the square of their number."""

from __future__ import annotations

import re

_FEW = 10_000
"""Attributes that do no harm: so many cost .3 s, 20,000 cost 2.3 s, 50,000 a minute."""
_SEPARATORS = b" \t\n\f\r/\"'"
"""What stands between two attributes: no page has more of these than of those."""
_LONG = 8_000
"""Characters of a tag that are looked at more closely."""
_MOST = 500
"""Attributes of one element; honest ones have a few dozen."""
_OPEN = re.compile(rf"<[a-zA-Z][^>]{{{_LONG - 2}}}")
_HELD = re.compile(r"""=\s*+(?:"[^">]*+>|'[^'>]*+>)""")
"""A long tag has no `>` before its end, or holds its first in a value. Hardly any page has either, and to look for both takes a
fifth of the time of cutting all tags. To count the separators takes less than half of that: every second page has too few."""
_TAG = re.compile(r"""<([a-zA-Z][^\s/>=]*+)(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))*+>?""")
"""A tag as browsers cut it: a quotation mark counts behind `=` only. It never looks at a character twice."""
_ATTRIBUTE = re.compile(r"""[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?""")


def narrowed(text: str) -> str:
    """The markup, with elements of absurdly many attributes left without any."""
    if _separators(text) < _FEW or not ((_is_sparse(text) and _OPEN.search(text)) or _HELD.search(text)):
        return text
    kept: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        start, end = tag.span()
        if end - start > _LONG and sum(1 for _ in _ATTRIBUTE.finditer(text, start + 1, end)) > _MOST:
            kept += (text[at:start], f"<{tag[1][:40]}>")
            at = end
    return "".join((*kept, text[at:])) if kept else text


def _separators(text: str) -> int:
    data = text.encode("utf-8", "replace")
    return len(data) - len(data.translate(None, _SEPARATORS))


def _is_sparse(text: str) -> bool:
    """Whether no `>` stands in some stretch as long as a long tag. Where none is, one character in thousands is looked at."""
    at = 0
    while at + _LONG <= len(text):
        at = text.rfind(">", at, at + _LONG) + 1
        if at == 0:
            return True
    return False
