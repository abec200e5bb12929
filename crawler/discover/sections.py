"""Whether a link is called as the pages are called that list a site's news."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from pathlib import Path

_MOST_WORDS, _LONGEST, _LONGEST_UNSPACED = 4, 48, 12
"""A longer text is no name of a section, it is a headline or a sentence. The last is for languages without spaces between words."""


def is_section(text: str) -> bool:
    """Whether a link of this text leads to a page that lists news, in any of the languages we know words of."""
    text = " ".join(unicodedata.normalize("NFKC", text).lower().split()).strip(" ›»>→←«‹.…:+-|")
    if not text or len(text) > _LONGEST:
        return False
    names, nouns, unspaced = _patterns()
    count = sum(word[0].isalnum() for word in text.split())
    return (
        names.fullmatch(text) is not None
        or (count <= _MOST_WORDS and nouns.search(text) is not None)
        or (len(text) <= _LONGEST_UNSPACED and unspaced.search(text) is not None)
    )


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = tomllib.loads(Path(__file__).with_name("sections.toml").read_text(encoding="utf-8"))
    names, nouns, unspaced = ("|".join(map(re.escape, words[key])) for key in ("names", "nouns", "unspaced"))
    return re.compile(names), re.compile(rf"(?<!\w)(?:{nouns})(?!\w)"), re.compile(unspaced)
