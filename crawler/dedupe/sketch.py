"""Sketches: a sample of a text's shingles (FracMinHash) and of its numbers, packed, from which containment is estimated.

    byte 0      e: shingles with a hash below 2**32 >> e are in the sample
    byte 1      n: how many numbers follow
    2 n bytes   hashes of the text's numbers (a price list repeats all words and changes all numbers)
    the rest    hashes of the sampled shingles, 4 bytes each

FracMinHash: Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash" (2022).
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zlib import crc32

from crawler.dedupe.shingles import Shingles

MOST = 160
"""Shingles in a sample at most: 80-160 for most articles, 640 bytes; containment is then off by .04 (one sigma at .6)."""

FEWEST = 6
"""Common shingles below which an overlap is an accident."""

MOST_NUMBERS = 24
_NUMBER, _ASCII_NUMBER = re.compile(r"\d[\d.,:/-]*\d"), re.compile(rb"\d[\d.,:/-]*\d")
_MARKS = bytes(code if chr(code) in "0123456789.,:/-" else 32 for code in range(256))


class Sample:
    """An unpacked sketch. Of a dozen that are compared with one that comes in, sets would cost most of the time: that one alone needs
    some."""

    __slots__ = ("_set", "exponent", "numbers", "shingles")

    def __init__(self, exponent: int, numbers: array[int], shingles: array[int]) -> None:
        """Numbers and shingles are in ascending order."""
        self.exponent, self.numbers, self.shingles = exponent, numbers, shingles
        self._set: frozenset[int] | None = None

    def without(self, hashes: Collection[int]) -> Sample:
        """The same less these shingles."""
        return Sample(self.exponent, self.numbers, array("I", [one for one in self.shingles if one not in hashes]))

    def common(self, other: Sample) -> int:
        """How many shingles both samples have."""
        if self._set is None:
            self._set = frozenset(self.shingles)
        return len(self._set.intersection(other.shingles))

    def size(self, exponent: int) -> int:
        """How many of its shingles a coarser sampling has too."""
        return bisect_left(self.shingles, 1 << (32 - exponent)) if exponent > self.exponent else len(self.shingles)


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """How much two texts have in common, estimated from their sketches."""

    of_first: float
    """Share of the first that the second has."""
    of_second: float
    common: int
    """Sampled shingles in common."""


def pack(shingles: Shingles, text: str) -> bytes:
    """A sketch of the shingles (by 32 bits of each) and of the numbers in the text."""
    likely = (len(shingles) // (2 * MOST)).bit_length()  # a sample of 160 to 320, unless many are equal
    for exponent in range(likely, -1, -1):
        sample = shingles.hashes(exponent)
        if len(sample) > MOST:
            break
    while len(sample) > MOST:
        exponent += 1
        limit = 1 << (32 - exponent)
        sample = {value for value in sample if value < limit}
    numbers = sorted({crc32(number) & 0xFFFF for number in _numbers_of(text)[:200]})[:MOST_NUMBERS]
    return bytes((exponent, len(numbers))) + _bytes("H", numbers) + _bytes("I", sorted(sample))


def _numbers_of(text: str) -> list[bytes]:
    """The numbers of a text; of ASCII all but digits and their marks is blanked out before, which takes half the time."""
    if text.isascii():
        return _ASCII_NUMBER.findall(b" ".join(text.encode().translate(_MARKS).split()))
    return [number.encode() for number in _NUMBER.findall(text)]


def _bytes(kind: str, values: Sequence[int]) -> bytes:
    packed = array(kind, values)
    if sys.byteorder == "big":  # a store may move to another machine
        packed.byteswap()
    return packed.tobytes()


def _array(kind: str, data: bytes) -> array[int]:
    values = array(kind, data)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def unpack(sketch: bytes) -> Sample:
    """The sample that a sketch holds."""
    if len(sketch) < 2:
        return Sample(0, array("H"), array("I"))
    start = 2 + 2 * sketch[1]
    return Sample(sketch[0], _array("H", sketch[2:start]), _array("I", sketch[start:]))


def without(sketch: bytes, hashes: Collection[int]) -> bytes:
    """A sketch less the shingles of such pieces of the text as are no news."""
    kept = unpack(sketch).without(hashes)
    return bytes((kept.exponent, len(kept.numbers))) + _bytes("H", kept.numbers) + _bytes("I", kept.shingles)


def overlap(first: bytes, second: bytes) -> Overlap:
    """How much two texts have in common."""
    return compare(unpack(first), unpack(second))


def compare(first: Sample, second: Sample) -> Overlap:
    """The same for sketches already unpacked; of many the one that is compared with all of them comes first."""
    coarser = max(first.exponent, second.exponent)  # what both have is in that sampling
    common = first.common(second)
    return Overlap(
        of_first=common / max(1, first.size(coarser)),
        of_second=common / max(1, second.size(coarser)),
        common=common,
    )


def numbers_in_common(first: Sample, second: Sample) -> float | None:
    """Share of the fewer numbers that both texts have; None when one of them has too few to tell.

    Of a text with many the smallest hashes alone are known: what lies above the largest of them says nothing, or an excerpt would
    seem to have other numbers than the whole.
    """
    both = (first.numbers, second.numbers)
    known = min((some[-1] for some in both if len(some) >= MOST_NUMBERS), default=0xFFFF)
    fewer = min(bisect_right(some, known) for some in both)
    return len(frozenset(first.numbers).intersection(second.numbers)) / fewer if fewer >= 4 else None
