"""Regular expressions that match one of many words quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def choice(words: Iterable[str]) -> str:
    """One of the words, the longest that lets the rest of the expression match, without regard to case (`re.IGNORECASE`).

    Words that begin alike share their beginning, and the first letters are asked at once: a place where none begins is left after
    one look, and not after a try of each word. (Without regard to case each way of a group is tried with a call.)
    """
    tree = _tree(word.lower() for word in words)
    return f"(?=[{''.join(map(re.escape, tree))}]){_group(tree)}"


def exactly(words: Iterable[str]) -> str:
    """The same, but with its capitals, also within an expression that has no regard to case."""
    return f"(?-i:{_group(_tree(words))})"


def at_head(words: Iterable[str], letters: str = r"\w") -> str:
    """One of the words as written, the longest first, where none of these letters stands before it.

    What stands before is asked after the first letter: an expression that begins with a letter is looked for at full speed.
    """
    heads = ((re.escape(head), branch) for head, branch in _tree(words).items() if head)
    return f"(?:{'|'.join(rf'{head}(?<![{letters}]{head}){_group(branch)}' for head, branch in heads)})"


def _tree(words: Iterable[str]) -> dict[str, Any]:
    """The words letter by letter; an empty letter ends one."""
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return tree


def _group(tree: dict[str, Any]) -> str:
    ways = [re.escape(letter) + _group(branch) for letter, branch in tree.items() if letter]
    if "" in tree:
        return f"(?:{'|'.join(ways)})?" if ways else ""
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
