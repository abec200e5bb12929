"""Shingles: what is cut, and that a sample has the hashes that it would have if all were hashed."""

from __future__ import annotations

from zlib import crc32

import pytest

from crawler.dedupe.shingles import Shingles
from crawler.dedupe.sketch import MOST, pack, unpack

TEXTS = {
    "latin": "twogovernmentssignedanagreementonrailfreight" * 40,
    "accents": "deuxgouvernementsontsignéunaccordferroviaireà" * 40,
    "cyrillic": "двестраныподписалисоглашениеоперевозках" * 40,
    "chinese": "两国政府签署铁路货运合作协议" * 90,
    "beyond": "𠀀𠀁𠀂twogovernments😀signed" * 60,
    "short": "rail",
    "one": "railroads",
    "none": "",
}


@pytest.mark.parametrize("size", [5, 9])
@pytest.mark.parametrize("name", TEXTS)
def test_the_pieces_are_all_stretches_of_the_text(name: str, size: int) -> None:
    text = TEXTS[name]
    pieces = sorted(piece.decode("utf-32-le") for piece in Shingles(text, size).pieces)
    stretches = [text[start : start + size] for start in range(len(text) - size + 1)] or [text] * bool(text)
    assert pieces == sorted(stretches)


@pytest.mark.parametrize("exponent", [0, 1, 4, 8, 10])
@pytest.mark.parametrize("size", [5, 9])
@pytest.mark.parametrize("name", TEXTS)
def test_a_sample_has_the_hashes_below_its_limit(name: str, size: int, exponent: int) -> None:
    shingles = Shingles(TEXTS[name] + "".join(map(chr, range(97, 400))) * (len(TEXTS[name]) > 9), size)
    _check(shingles, exponent)
    if name == "latin":
        _check(Shingles(TEXTS[name] + "0123456789_abcdefghijklmnopqrstuvwxyz" * 4, size), exponent)  # ASCII alone


def _check(shingles: Shingles, exponent: int) -> None:
    if len(shingles) > 1:
        wanted = {value for value in map(crc32, shingles.pieces) if value < 1 << (32 - exponent)}
        assert shingles.hashes(exponent) == wanted


@pytest.mark.parametrize("number", [0, 1, 100, 160, 170, 319, 320, 330, 650, 1_300, 5_000])
@pytest.mark.parametrize("repeated", [1, 30])
def test_a_sketch_has_all_hashes_below_the_highest_limit_that_lets_it_be_small(number: int, repeated: int) -> None:
    shingles = Shingles("".join(str(n * n) for n in range(number))[:number] * repeated, 9)
    hashes = set(map(crc32, shingles.pieces))
    sketch = unpack(pack(shingles, ""))
    exponent, sample = sketch.exponent, list(sketch.shingles)
    assert sample == sorted(sample)
    assert set(sample) == {value for value in hashes if value < 1 << (32 - exponent)}
    assert len(sample) <= MOST
    assert not exponent or len([value for value in hashes if value < 1 << (33 - exponent)]) > MOST
