"""The words of a text in the form that copies share: no case, no punctuation, no spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from hashlib import blake2b
from itertools import pairwise

_WORD = re.compile(r"\w+")


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")


_END = re.compile(r"[.!?。！？；\n](?:(?<=[。！？；\n])|(?=\s))")
_END_AND_SPACES = re.compile(_END.pattern + r"\s*")
_UNUSUAL = "。！？；" + "".join(c for c in map(chr, range(0x3001)) if c.isspace() and c not in " \n")
_MARKS = "’“”‘–—…\xa0"
"""Nothing is left of them in the plain form, whatever stands beside them."""
_NO_WORD = bytes(code for code in range(128) if not _WORD.match(chr(code)))
_NO_WORD_IN_LINE = _NO_WORD.replace(b"\n", b"")

SHORTEST, SHORTEST_CJK = 24, 10
"""Characters of a sentence that counts: "he said" and the like stand in every article."""

_LONGEST = 1023


def plain(text: str) -> str:
    """Letters and digits of a text, NFKC, case-folded, everything between them dropped."""
    bare = _without_marks(text)
    if bare.isascii():
        return bare.encode().translate(None, _NO_WORD).decode().lower()
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def is_cjk(plain_text: str) -> bool:
    """Whether a text is written mostly without spaces (Chinese, Japanese, Korean): a third of its characters decides."""
    sample = plain_text[:2000]
    if sample.isascii():
        return False
    return 3 * len(_cjk().findall(sample)) > len(sample)


def sentences(text: str) -> list[str]:
    """The sentences of a text as they stand, stripped, none empty. Nothing but spaces stands between them."""
    return [piece for piece in map(str.strip, _parted(text)) if piece]


def plain_sentences(text: str) -> list[str]:
    """The sentences in their plain form; where that leaves nothing of one, it may be an empty one or none."""
    lines = _in_lines(text)
    if lines is not None and (bare := _without_marks(lines)).isascii():
        return bare.encode().translate(None, _NO_WORD_IN_LINE).decode().lower().split("\n")
    return [plain(sentence) for sentence in sentences(text)]


def _without_marks(text: str) -> str:
    """A text without the marks that those in English have: most have no other characters beyond ASCII then."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, "")
    return text


def _parted(text: str) -> list[str]:
    """A text parted where sentences end."""
    lines = _in_lines(text)
    if lines is not None:
        return lines.split("\n")
    ends = [match.end() for match in _END.finditer(text)]
    return [text[start:end] for start, end in pairwise((0, *ends, len(text)))]


def _in_lines(text: str) -> str | None:
    """A text with a new line for the space behind each sentence, made at ten times the speed of an expression.

    None if it has other marks that end a sentence than `.!?`, or other spaces.
    """
    if any(mark in text for mark in _UNUSUAL):
        return None
    for end in ".!?":
        if end in text:  # one sign is looked for twenty times as fast as two
            text = text.replace(f"{end} ", f"{end}\n")
    return text


def pieces(text: str) -> list[str]:
    """The same with the spaces behind them: joined they are the text."""
    ends = [match.end() for match in _END_AND_SPACES.finditer(text)]
    return [text[start:end] for start, end in pairwise((0, *ends, len(text))) if start < end]


def sentence_hash(sentence: str) -> int | None:
    """48 bits for a sentence: 38 of a hash, 10 of its length, so that a shared hash also tells how much is shared.

    None for a sentence too short to mean anything.
    """
    return plain_hash(plain(sentence))


def plain_hash(words: str) -> int | None:
    """The same for a sentence in its plain form."""
    size = len(words)
    if size < SHORTEST and (size < SHORTEST_CJK or not is_cjk(words)):
        return None
    digest = int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    return (digest & ((1 << 38) - 1)) << 10 | min(size, _LONGEST)


def hashed_length(sentence: int) -> int:
    """Characters of the sentence behind a hash (at most 1,023)."""
    return sentence & _LONGEST
