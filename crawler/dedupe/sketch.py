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
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zlib import crc32

from crawler.dedupe.shingles import Shingles

MOST = 160
"""Shingles in a sample at most: 80-160 for most articles, 640 bytes; containment is then off by .04 (one sigma at .6)."""

FEWEST = 6
"""Common shingles below which an overlap is an accident."""

MOST_NUMBERS = 24
Unpacked = tuple[int, frozenset[int], frozenset[int]]
"""Exponent, numbers, shingles."""

_NUMBER, _ASCII_NUMBER = re.compile(r"\d[\d.,:/-]*\d"), re.compile(rb"\d[\d.,:/-]*\d")
_MARKS = bytes(code if chr(code) in "0123456789.,:/-" else 32 for code in range(256))


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


def unpack(sketch: bytes) -> Unpacked:
    """(exponent, numbers, shingles) of a sketch."""
    if len(sketch) < 2:
        return 0, frozenset(), frozenset()
    start = 2 + 2 * sketch[1]
    return sketch[0], frozenset(_array("H", sketch[2:start])), frozenset(_array("I", sketch[start:]))


def without(sketch: bytes, hashes: Collection[int]) -> bytes:
    """A sketch less the shingles of such pieces of the text as are no news."""
    exponent, numbers, sample = unpack(sketch)
    return (
        bytes((exponent, len(numbers))) + _bytes("H", sorted(numbers)) + _bytes("I", sorted(sample.difference(hashes)))
    )


def overlap(first: bytes, second: bytes) -> Overlap:
    """How much two texts have in common."""
    return compare(unpack(first), unpack(second))


def compare(first: Unpacked, second: Unpacked) -> Overlap:
    """The same for sketches already unpacked."""
    coarser = max(first[0], second[0])  # what both have is in that sampling
    common = len(first[2] & second[2])
    return Overlap(
        of_first=common / max(1, _size(first, coarser)),
        of_second=common / max(1, _size(second, coarser)),
        common=common,
    )


def numbers_in_common(first: Unpacked, second: Unpacked) -> float | None:
    """Share of the fewer numbers that both texts have; None when one of them has too few to tell.

    Of a text with many the smallest hashes alone are known: what lies above the largest of them says nothing, or an excerpt would
    seem to have other numbers than the whole.
    """
    both = (first[1], second[1])
    known = min((max(some) for some in both if len(some) >= MOST_NUMBERS), default=0xFFFF)
    fewer = min(sum(map(known.__ge__, some)) for some in both)
    return len(first[1] & second[1]) / fewer if fewer >= 4 else None


def _size(sketch: Unpacked, exponent: int) -> int:
    """How many of its shingles a coarser sampling has too."""
    sample = sketch[2]
    return len(sample) if sketch[0] == exponent else sum(map((1 << (32 - exponent)).__gt__, sample))
