"""Fingerprints: what of an article the duplicate search needs. Made in the reading pool, so that keeping is cheap."""

from __future__ import annotations

from hashlib import blake2b

from crawler.dedupe.shingles import Shingles
from crawler.dedupe.sketch import pack
from crawler.dedupe.words import is_cjk, plain, plain_hash, plain_sentences
from crawler.model import Article, Fingerprint

VERSION = 1
"""Goes up when a parameter below, the normal form or a hash changes; a store of another version wants a reindex."""

SHINGLE, SHINGLE_CJK = 9, 5
"""Characters of a shingle: 9 letters span two short words, 5 signs two Chinese ones. They are hashed with zlib's crc32: isal's is
twice as quick alone, but twice as slow once rensa has been at work in the process (.9 ms against .4 for 4,300 shingles)."""

BANDS, ROWS, SEED = 24, 3, 7
"""Copies in other words share at least .48 of their shingles (Jaccard), half of them .6 or more: 24 bands of 3 miss
6 % of the former and 1 % of the latter; the rest is found by another copy. 32 bands of 4 miss 18 % and 1 % and cost a third
more rows, and rows are what keeping costs."""

_ROWS = b"%d" + b",%d" * ROWS

MOST_SENTENCES = 120
"""Of a longer text (a transcript, a law) the first and the last: an index entry is 20 bytes."""


def fingerprint(article: Article) -> Fingerprint:
    """The hashes of an article by which its copies are found. Equal articles give equal fingerprints on every machine."""
    told = plain_sentences(article.text)
    title, text = plain(article.title), "".join(told)
    shingles = _shingles(text)
    hashes = tuple(dict.fromkeys(value for value in map(plain_hash, told) if value is not None))
    if len(hashes) > MOST_SENTENCES:
        hashes = hashes[: MOST_SENTENCES // 2] + hashes[-MOST_SENTENCES // 2 :]
    return Fingerprint(
        version=VERSION,
        content=blake2b(f"{title}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        sentences=hashes,
        bands=_bands(shingles),
        sketch=pack(shingles, article.text),
        length=len(text),
    )


def signature() -> str:
    """The algorithm as it is at work here, for a store to remember: the version, and what a text of old comes to. The minima of
    rensa 0.3, 0.4 and 0.5 differ for the same text, so that a version number alone would not tell."""
    keys = _bands(_shingles("the same words give the same minima as long as nobody changes how they are made"))
    return f"{VERSION}-{keys[0]:012x}"


def shingle_hashes(text: str) -> frozenset[int]:
    """All shingles of a piece of text as a sketch would sample them: what to leave out when the piece is no news."""
    return frozenset(_shingles(plain(text)).hashes())


def _shingles(text: str) -> Shingles:
    return Shingles(text, SHINGLE_CJK if is_cjk(text) else SHINGLE)


def _bands(shingles: Shingles) -> tuple[int, ...]:
    """48-bit keys, each made of the number of its band and its rows' minima: two texts with equal rows share the key."""
    if not shingles.pieces:
        return ()
    from rensa import RMinHash  # lazily: the store decides without it

    minima = RMinHash(BANDS * ROWS, SEED)
    minima.update(shingles.pieces)
    digest = minima.digest()
    keys = []
    for band in range(BANDS):
        rows = _ROWS % (band, *digest[band * ROWS : (band + 1) * ROWS])
        keys.append(int.from_bytes(blake2b(rows, digest_size=6).digest(), "big"))
    return tuple(keys)
