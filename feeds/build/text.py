"""Text that may stand in any document: free of what XML 1.0 forbids, on one line where a line is wanted, cut at a sentence."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import name2codepoint

_BREAKS = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls: the C0 ones make XML ill-formed, the others only trouble readers
    "\ud800-\udfff"  # lone surrogates cannot be encoded
    "\u202a-\u202e\u2066-\u2069"  # direction overrides turn the rest of a reader's list around
    "\ufffd"  # stands for a byte that could not be decoded: it says nothing, and the W3C's validator warns of it
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17)) + "]"
)  # fmt: skip
_TAG = re.compile(r"<!--.*?-->|</?[a-z!?][^<>]*>", re.IGNORECASE | re.DOTALL)
_LIKE_TAG = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
_LIKE_ENTITY = re.compile(r"&(#?\w+)")
_SPACES = re.compile(r"\s+")

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(
    r"""[.!?…。！？；](?:(?<=[.!?…])["'”’»)\]]*(?=\s)|(?<=[。！？；])[”’」』）]*)"""
)  # all begin with one set of signs: so the pattern is looked for in a third of the time that two sets take
_ABBREVIATION = re.compile(
    r"[\s(“\"](?:[A-Z](?:\.[A-Z])*|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Gov|Lt|Col|St|No|vs|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_LONGEST_WORD = 4
"""Letters of the longest abbreviation without a full stop inside."""
_LONGEST_ABBREVIATION = 16
"""Characters from the blank before it to its full stop: `U.S.S.R.`, `Sept.`; only so much of a sentence is looked at."""

EXCERPT_WORDS = 60
"""Length of an excerpt: about what newspapers' own feeds carry."""
EXCERPT_CJK = 120
"""The same in Chinese, Japanese or Korean characters."""


def clean(text: str) -> str:
    """The text without characters that break documents; line ends become `\\n`."""
    if (
        text.replace("\n", "").isprintable() and "\ufffd" not in text
    ):  # nearly always, and thirty times faster to see than to mend
        return text
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))


def line(text: str | None) -> str:
    """One line of plain text: entities undone, tags taken out (readers disagree on whether a title is HTML), blanks single."""
    if not text:
        return ""
    if text.isprintable() and not ("&" in text or "<" in text or "  " in text or "\ufffd" in text):
        return text.strip()
    text = clean(text)
    for _ in range(4):  # `&amp;amp;lt;` is met in the wild; deeper nesting is malice
        plain = clean(html.unescape(text)) if "&" in text else text
        plain = _TAG.sub("", plain) if "<" in plain else plain
        if plain == text:
            break
        text = plain
    else:
        text = text.replace("<", "‹").replace("&", "+")
    text = _LIKE_TAG.sub("‹", _LIKE_ENTITY.sub(_and, text))
    return _SPACES.sub(" ", text).strip()


def _and(match: re.Match[str]) -> str:
    """`S&P500` and the like, which readers that take titles for HTML would mend: with a sign that is no mark-up."""
    return match[0] if match[1].isalpha() and match[1] not in name2codepoint else f"＆{match[1]}"


def shorten(text: str, most: int) -> str:
    """At most that many characters, cut between words where there are any, with an ellipsis."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    space = head.rfind(" ")
    return (head[:space] if space > most // 2 else head).rstrip(" ,;:，、；：") + "…"


def sentences(text: str) -> Iterator[str]:
    """The sentences of one paragraph, in order; `Mr.` and `U.S.` end none."""
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        piece = text[begin : match.end()]
        if not _abbreviated(piece):
            yield piece.strip()
            begin = match.end()
    if rest := text[begin:].strip():
        yield rest


def _abbreviated(piece: str) -> bool:
    """Whether it ends with an abbreviation. Five letters before the full stop are none: nearly always that is quickly seen."""
    if piece[-_LONGEST_WORD - 2 : -1].isalpha() and len(piece) > _LONGEST_WORD + 1:
        return False
    return _ABBREVIATION.search(f" {piece}"[-_LONGEST_ABBREVIATION:]) is not None


def weight(text: str) -> float:
    """Share of a full excerpt that a text takes up: words count, and CJK characters count for half a word each."""
    if text.isascii():
        return len(text.split()) / EXCERPT_WORDS
    cjk = len(_CJK.findall(text))
    return cjk / EXCERPT_CJK + len(_WORD.findall(_CJK.sub(" ", text))) / EXCERPT_WORDS


def excerpt(text: str) -> str:
    """The beginning of an article, clean, about `EXCERPT_WORDS` words (or `EXCERPT_CJK` characters), cut at the end of a sentence."""
    taken: list[str] = []
    total = 0.0
    for paragraph in _paragraphs(text):
        for sentence in sentences(paragraph):
            size = weight(sentence)
            if taken and total + size > 1:
                return _joined(taken)
            taken.append(sentence if size <= 1.5 else _cut(sentence))
            total += size
            if total >= 1:
                return _joined(taken)
    return _joined(taken)


def _paragraphs(text: str) -> Iterator[str]:
    """One after the other, clean and with single blanks, cut off when asked for: most of an article is below its excerpt."""
    begin = 0
    while begin <= len(text):
        end = text.find("\n\n", begin)
        end = len(text) if end < 0 else end
        part = text[begin:end]
        if part.isprintable() and "  " not in part and "\ufffd" not in part:  # nearly always
            yield part
        else:
            for one in clean(part).split("\n\n"):  # line ends of other kinds may part it further
                yield _SPACES.sub(" ", one).strip()
        begin = end + 2


def _cut(sentence: str) -> str:
    """The head of a sentence that is too long to stand whole."""
    return shorten(sentence, EXCERPT_CJK if len(_CJK.findall(sentence)) > len(sentence) // 2 else EXCERPT_WORDS * 6)


def _joined(parts: list[str]) -> str:
    out = ""
    for part in parts:
        out += part if not out or (_CJK.match(part) and out[-1] in "。！？；”」』）") else " " + part
    return out
