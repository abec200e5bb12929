"""What reading a page gives."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.model.annotations import Annotation
from crawler.model.articles import Article


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprint:
    """What of an article the duplicate search needs; made in the reading pool, so that keeping is cheap."""

    version: int
    """Version of the algorithm (shingle length, seed, bands)."""
    content: bytes
    """Hash of the normalised title and text: equal hash, equal article."""
    sentences: tuple[int, ...]
    """Hashes of the sentences, in order."""
    bands: tuple[int, ...]
    """Keys of the MinHash bands."""
    sketch: bytes
    """FracMinHash of the shingles, packed, for containment."""
    length: int
    """Number of characters of the normalised text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """All that reading one page gives."""

    article: Article
    annotation: Annotation
    fingerprint: Fingerprint
