"""Full text in all languages: SQLite's own words, and pairs of signs where a language writes no spaces.

The index keeps no text and no positions (`content='', detail=none`): half the size of the text. Phrases are checked in the text.
SQLite's trigram tokenizer answers two-character Chinese words with no rows; pairs of our own find them.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

_SIGN = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_BEGIN, _END = rf"(?:(?<!\w)|(?<={_SIGN}))", rf"(?:(?!\w)|(?={_SIGN}))"
_QUERY = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = "\0"
_SEAM = re.compile(f"{_BETWEEN} {_BETWEEN}.")
"""What `_pairs` makes of the place between two runs: half a pair, a space, half a pair with the first sign of the second run."""

MOST_TERMS = 24


@cache
def _run() -> re.Pattern[str]:
    """Signs of a language without spaces, one after another; made at first use, as it takes two milliseconds."""
    return re.compile(_SIGN + "+")


def tokens(text: str) -> str:
    """A text for the index: runs of Chinese, Japanese or Korean signs as overlapping pairs, the last sign also alone.

    The pairs stand at the end, for the index knows no places; all runs are spread at once, in a third of the time.
    """
    runs = [] if text.isascii() else _run().findall(text)
    return f"{_run().sub(' ', text)} {_pairs(runs)}" if runs else text


def _pairs(runs: Sequence[str]) -> str:
    signs = _units(_BETWEEN.join(runs))  # each sign is one unit of UTF-16
    spread = _units(" ") * (3 * len(signs))
    spread[0::3], spread[1::3] = signs, signs[1:] + _units(" ")
    return _SEAM.sub("", spread.tobytes().decode("utf-16-le"))


def _units(text: str) -> array[int]:
    return array("H", text.encode("utf-16-le"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One thing searched for: words that must stand next to each other."""

    words: tuple[str, ...]
    """As written, for the index folds in its own way; a run of signs is one word."""
    prefix: bool = False
    """Whether the last word may go on."""

    @property
    def is_phrase(self) -> bool:
        """Whether the index, which knows words and pairs of signs but no places, finds texts too that do not have it."""
        return len(self.words) > 1 or (len(self.words[0]) > 2 and _run().fullmatch(self.words[0]) is not None)

    @property
    def pattern(self) -> re.Pattern[str]:
        """What it looks like in a folded text."""
        parts = [("" if _run().fullmatch(word) else _BEGIN) + re.escape(fold(word)) for word in self.words]
        tail = "" if self.prefix or _run().fullmatch(self.words[-1]) else _END
        return re.compile(r"[\W_]*".join(parts) + tail)

    @property
    def match(self) -> str:
        """The same for the index, which knows no phrases."""
        return " AND ".join(part for at, word in enumerate(self.words) for part in self._parts(at, word))

    def _parts(self, at: int, word: str) -> list[str]:
        if not _run().fullmatch(word):
            return [f'"{word}"*' if self.prefix and at == len(self.words) - 1 else f'"{word}"']
        if len(word) == 1:
            return [f'"{word}"*']
        return [f'"{word[start : start + 2]}"' for start in range(len(word) - 1)]


def terms(query: str) -> tuple[Term, ...]:
    """What a query asks for: words, "phrases", beginnings*. Anything else in it is punctuation."""
    found = []
    for phrase, word in _QUERY.findall(query):
        piece = phrase or word
        words = tuple(
            part for run in _WORD.findall(unicodedata.normalize("NFC", piece)) for part in re.split(f"({_run().pattern})", run) if part
        )  # fmt: skip
        if words:
            found.append(Term(words=words, prefix=not phrase and word.endswith("*")))
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def match(wanted: Sequence[Term]) -> str:
    """The terms as an FTS5 query: all of them."""
    return " AND ".join(term.match for term in wanted)


def fold(text: str) -> str:
    """A text without case and accents, **of the same length**, so that places in it are places in the text."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


@lru_cache(maxsize=20_000)
def _folded(sign: str) -> str:
    """A letter without its marks, in lower case; signs of CJK stay, for their marks make other signs of them."""
    parts = unicodedata.normalize("NFKD", sign)
    base = sign if _run().fullmatch(sign) or not all(map(unicodedata.combining, parts[1:])) else parts[0]
    return base.casefold()[:1] or sign
