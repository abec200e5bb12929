"""Numbers of hundreds and more that are written in words, each with its exact value; one that is not wholly understood is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from crawler.annotate import lists
from crawler.annotate.counting import Words, counting
from crawler.annotate.document import Document

MOST = 200
"""Sizes (million, 亿) looked at: a text of nothing else is no news."""
LEAST, LEAST_GLUED = 100.0, 10.0
"""The least number: 十 has its 亿 behind a word sometimes (十余亿)."""
_REACH, _REACH_GLUED = 160, 32
"""Characters before and after a size in which its numeral stands; one that reaches further is none."""
_WIDEST = 24
"""Characters of the longest word."""
_LONGEST = 4
"""Words of the longest count: three quarters of a."""
_JOINTS = frozenset(" \u00a0\u202f\n-\u2010\u2011")
"""One of them stands between two words of a numeral."""
_WORD = re.compile(r"\S+")


class Numeral(NamedTuple):
    """A number in words, by offsets in `Document.raw`."""

    start: int
    end: int
    value: float


class _Part(NamedTuple):
    value: float
    step: float
    """What follows it within the number is less than this: twenty-five, but no twenty-fifteen."""


class _Read(NamedTuple):
    first: int
    """Its first word, and the one after its last."""
    after: int
    value: float


def numerals(document: Document) -> Iterator[Numeral]:
    """The numbers in words of a text, in order; in a language whose words for them we do not know there are none."""
    words = counting(document.language)
    if words is None:
        return
    reached = 0
    for at in islice(_sizes(document, words), MOST):
        if at < reached:
            continue
        found = _numeral(document, words, at)
        if found is not None:
            reached = found.end
            yield found


def _sizes(document: Document, words: Words) -> Iterator[int]:
    """Where the sizes stand that something like a number stands before: most have digits there, which costs least to see."""
    plain = document.plain
    for hit in sorted(lists.stems(document)):
        if words.glued:
            likely = plain[hit - 1] in words.heads or plain[hit] in words.alone
        else:
            before, _, head = plain[max(0, hit - 2 * _WIDEST) : hit + 1].rpartition(" ")
            size = head[:-1] + plain[hit : hit + _WIDEST].partition(" ")[0]
            likely = before.rpartition(" ")[2] in words.heads or size in words.alone or size in words.counts
        if likely:
            yield hit - 1


def _numeral(document: Document, words: Words, at: int) -> Numeral | None:
    """The number that the size at this place belongs to."""
    raw, reach = document.raw, _REACH_GLUED if words.glued else _REACH
    spans = _around(document.plain, words, at - reach, at + reach)
    middle = next(number for number, (_, end, _) in enumerate(spans) if end > at)
    first = after = middle
    while first and spans[first - 1][2] in words.known and _joined(raw, words, spans[first - 1][1], spans[first][0]):
        first -= 1
    while after < len(spans) and spans[after][2] in words.known:
        if after > middle and not _joined(raw, words, spans[after - 1][1], spans[after][0]):
            break
        after += 1
    if (first == 0 and at > reach) or (after == len(spans) and at + reach < len(raw)):
        return None
    read = _value(words, [word for _, _, word in spans[first:after]])
    least = LEAST_GLUED if words.glued else LEAST
    if read is None or read.value < least or not read.first <= middle - first < read.after:
        return None
    head, last = first + read.first, first + read.after - 1
    start, end = spans[head][0], spans[last][1]
    if _inexact(words, raw[spans[max(0, head - 3)][0] : start].lower(), spans[head][2]):
        return None
    return Numeral(start, end, round(read.value, 2))


def _around(plain: str, words: Words, low: int, high: int) -> list[tuple[int, int, str]]:
    """The words of a stretch, by offsets in `Document.raw`; none of them is cut."""
    if words.glued:
        return [(place - 1, place, plain[place]) for place in range(max(1, low), min(high, len(plain) - 1))]
    low = max(0, low)
    low, high = max(0, plain.find(" ", low, high)), plain.rfind(" ", low, high) + 1 or high
    return [(one.start() - 1, one.end() - 1, one[0]) for one in _WORD.finditer(plain, low, high)]


def _joined(raw: str, words: Words, end: int, start: int) -> bool:
    return end == start if words.glued else start == end + 1 and raw[end] in _JOINTS


def _inexact(words: Words, before: str, head: str) -> bool:
    """Whether what stands before a number makes it another: a third of a billion, 5 and a half million, 3 mil millones."""
    if words.glued:
        return before[-1:] in words.never or before[-1:].isdigit()
    if not before or before[-1] not in _JOINTS:
        return False
    said = before[:-1].replace("-", " ").split()
    if not said:
        return False
    if said[-1] in words.never or " ".join(said[-2:]) in words.never or " ".join(said[-3:]) in words.never:
        return True
    if said[-1][-1].isdigit() and head in words.sizes:
        return True
    return (
        said[-1] in words.joins
        and said[-2:][0][-1].isdigit()
        and (head in words.articles or words.counts.get(head, 1.0) < 1)
    )


class _NoNumber(Exception):
    """The words say none."""


class _Sum:
    """A number that is read word by word."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.parts: list[_Part] = []
        self.joined = False
        """Whether the last word was an "and"."""
        self.loose = False
        """Whether the last count still lacks its size: the 五 of 三百五."""

    def enlarge(self, size: float, *, alone: bool) -> None:
        """A size follows, of what was counted just before it; `alone`: it can do without. Raises _NoNumber."""
        if self.loose and size > self.parts[-2].step:
            raise _NoNumber  # 三百五万
        counted = 0.0
        while self.parts and self.parts[-1].value < size:
            counted += self.parts.pop().value
        part = _Part((counted or 1.0) * size, size)
        if (not counted and not alone) or (self.parts and part.value >= self.parts[-1].step):
            raise _NoNumber
        self.parts.append(part)
        self.loose = False

    def count(self, count: float) -> bool:
        """A count follows; whether a new number begins with it. Raises _NoNumber."""
        if 0 < count < 1 and self.parts:
            if not self.joined:
                raise _NoNumber
            size = self.parts[-1].step if self.parts[-1].step >= 1_000 else 1.0
            self.parts[-1] = _Part(self.parts[-1].value + count * size, 0.0)
            return False
        anew = bool(self.parts) and not 0 < count < self.parts[-1].step
        if anew:
            if not self.joined or self._words.glued:
                raise _NoNumber  # two-three million, 三四亿
            self.parts = []  # between two and three million
        self.loose = self._words.glued and not self.joined and bool(self.parts) and self.parts[-1].step > 10
        self.parts.append(_Part(count, _step(count)))
        return anew


def _value(words: Words, run: Sequence[str]) -> _Read | None:
    """What words say that may be those of a number, and which of them do."""
    number = _Sum(words)
    try:
        first, after = _add_up(words, run, number)
    except _NoNumber:
        return None
    if words.glued and (first, after) != (0, len(run)):
        return None
    if number.loose or not number.parts or any(one in words.sizes or one in words.counts for one in run[after:]):
        return None
    return _Read(first, after, sum(part.value for part in number.parts))


def _add_up(words: Words, run: Sequence[str], number: _Sum) -> tuple[int, int]:
    """Read words into a number, as far as they are of one; its first word, and the one after its last. Raises _NoNumber."""
    first = after = at = 0
    while at < len(run):
        word, (taken, count) = run[at], _count(words, run, at)
        if word in words.joins and not taken:
            number.joined = bool(number.parts)
            at += 1
            first = first if number.parts else at
            continue
        if word in words.point and number.parts and (decimals := _decimals(words, run, at + 1)):
            number.parts.append(_Part(float(f"0.{decimals}"), 0.0))
            taken = 1 + len(decimals)
        elif word in words.sizes:
            number.enlarge(words.sizes[word], alone=word in words.alone)
            taken = 1
        elif taken:
            first = at if number.count(count) else first
        elif number.parts:
            break
        else:
            at += 1
            first = at
            continue
        at += taken
        after, number.joined = at, False
    return first, after


def _count(words: Words, run: Sequence[str], at: int) -> tuple[int, float]:
    """How many words at this place are a count, and which."""
    for taken in range(min(_LONGEST, len(run) - at), 0, -1):
        count = words.counts.get(" ".join(run[at : at + taken]))
        if count is not None:
            return taken, count
    article = run[at] in words.articles and at + 1 < len(run) and run[at + 1] in words.sizes
    return (1, 1.0) if article else (0, 0.0)


def _decimals(words: Words, run: Sequence[str], at: int) -> str:
    """The digits after a point: two five."""
    digits = ""
    for word in run[at:]:
        count = 0.0 if words.glued and word in words.joins else words.counts.get(word, 10.0)
        if count not in range(10):
            break
        digits += str(int(count))
    return digits


def _step(count: float) -> float:
    if count % 1 or 0 < count < 1:
        return 0.0
    return next((step for step in (100.0, 10.0) if count >= 20 and count % step == 0), 1.0)
