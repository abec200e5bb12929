"""Entries cut out of a document again, byte for byte, so that entries that did not change need not be rendered anew.

Who remembers where the entries of a document begin, and how long each is, need not look for them; and those that stood side by
side and shall again are cut, and joined, as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from feeds.build.entry import AUTHORITY


class _Marks(NamedTuple):
    """How an entry looks in a format. In the text of an entry, and in a head, these marks cannot stand: they would be escaped."""

    begin: bytes
    name: bytes
    end: bytes
    between: bytes = b""


_STORY = f"{AUTHORITY}story/%d".encode()
_MARKS = {
    "atom": _Marks(b"<entry", b"<id>" + _STORY + b"</id>", b"</entry>\n"),
    "rss": _Marks(b"<item>", b'<guid isPermaLink="false">' + _STORY + b"</guid>", b"</item>\n"),
    "json": _Marks(b'{"id":"', b'{"id":"' + _STORY + b'"', b"}", b",\n"),
    "html": _Marks(b"<article id=", b'<article id="story-%d"', b"</article>\n"),
}


def first_entry(extension: str, document: bytes) -> int:
    """Where the entries of a document begin; 0 when it has none."""
    return document.find(b"\n" + _MARKS[extension].begin) + 1


def cut_runs(
    extension: str,
    read: Callable[[int, int], bytes],
    first: int,
    numbers: Sequence[int],
    sizes: Iterable[int],
    runs: Sequence[tuple[int, int]],
) -> Sequence[memoryview] | None:
    """Entries that stand side by side, each run of them in one part.

    Args:
        read: gives so many bytes of the document from some place on, or fewer where it ends.
        first: where its entries begin.
        numbers: the stories of its entries, in their order.
        sizes: bytes of each of them.
        runs: from which of them to before which each run goes.

    None when a run does not begin or end with the entry that it should: the document is another, or damaged.
    """
    marks = _MARKS[extension]
    gap = len(marks.between)
    begins = [at + gap * place for place, at in enumerate(accumulate(sizes, initial=first))]
    places = [(begins[start], begins[stop] - gap) for start, stop in runs]
    low, high = min([begin for begin, _ in places]), max([end for _, end in places])
    document = read(low, high - low)
    if len(document) < high - low:
        return None
    for start, stop in runs:
        for at in {start, stop - 1}:
            if not _stands(marks, numbers[at], document, begins[at] - low, begins[at + 1] - gap - low):
                return None
    whole = memoryview(document)
    return [whole[begin - low : end - low] for begin, end in places]


def _stands(marks: _Marks, number: int, document: bytes, begin: int, end: int) -> bool:
    """Whether the entry of that story, and nothing else, stands there."""
    return (
        document.startswith(marks.begin, begin)
        and document.find(marks.name % number, begin, end) >= 0
        and document.endswith(marks.end, begin, end)
    )
