"""Characters: what may leave this room, in one normal form, with the spaces a person would see."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# What XML 1.0 forbids (section 2.2), the C1 controls that it discourages, and what is invisible and only does harm in a feed:
# soft hyphens, zero width spaces, byte order marks, marks and overrides of direction, noncharacters, private tags.
# U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_NONCHARACTERS = re.compile(
    "[" + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17)) + "]"
)
# Han, kana, bopomofo and their punctuation: scripts that write no spaces. Korean does, so Hangul is not among them.
WIDE = (
    "\u2e80-\u2fdf\u3001-\u303f\u3040-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
)


@cache
def _broken_line() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{WIDE}])")


HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def scrub(text: str) -> str:
    """Drop what XML forbids or nobody can see, and compose to NFC."""
    # all that is dropped counts as not printable, and few texts hold any of it
    if not text.replace("\n", " ").isprintable():
        text = _NONCHARACTERS.sub("", _FORBIDDEN.sub("", text))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def line(text: str) -> str:
    """One line with single spaces; a line broken between two Chinese or Japanese characters is joined without any."""
    if text.isprintable() and "  " not in text:  # no space but the plain one
        text = text.strip()
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    if not text.isascii() and ("\n" in text or "\r" in text):
        text = _broken_line().sub("", text)
    text = " ".join(text.split())
    if text.isprintable():
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(scrub(text).split())


def optional(text: str | None) -> str | None:
    """The line, or nothing when there is nothing in it."""
    return (line(text) or None) if text else None
