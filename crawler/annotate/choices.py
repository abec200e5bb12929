"""Regular expressions that match one of many words quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def choice(words: Iterable[str]) -> str:
    """One of the words, the longest that lets the rest of the expression match, without regard to case (`re.IGNORECASE`).

    Words that begin alike share their beginning, so that a place where none begins is left after a letter or two, and not after
    a try of each word.
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word.lower():
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _group(tree)


def _group(tree: dict[str, Any]) -> str:
    ways = [re.escape(letter) + _group(branch) for letter, branch in tree.items() if letter]
    if "" in tree:
        return f"(?:{'|'.join(ways)})?" if ways else ""
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
