"""What waits in memory to enter the large tables: the newest articles, by key.

Most keys have one article, which stands there by itself: a list for each key took a seventh of keeping an article, nearly all of it
in Python's garbage collector, which looks through every list again and again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain


class Waiting:
    """{key: the articles that have it, in the order they came}."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self._before: dict[int, list[int]] = {}

    def add(self, article_id: int, keys: Collection[int]) -> None:
        """Puts an article under its keys."""
        for key in self._last.keys() & keys:
            self._before.setdefault(key, []).append(self._last[key])
        self._last.update(dict.fromkeys(keys, article_id))

    def among(self, keys: Collection[int]) -> Iterator[tuple[int, list[int]]]:
        """Those of these keys that any article has, each with its articles."""
        for key in self._last.keys() & keys:
            yield key, [*self._before.get(key, ()), self._last[key]]

    def entries(self) -> Iterator[tuple[int, int]]:
        """All of it as (key, article), nearly in the order of the keys: the few older articles come behind."""
        keys = sorted(self._last)
        older = ((key, article_id) for key, some in self._before.items() for article_id in some)
        return chain(zip(keys, map(self._last.__getitem__, keys), strict=True), older)
