"""What the scripts of the world mean for matching: which are written without blanks, which glue prefixes to a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

_GLUED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_HEBREW = re.compile("[\u0590-\u05ff]")
_LATIN = re.compile("[\x00-\u036f\u2000-\u2bff]+")
"""Latin letters, and the marks and signs that stand in the texts of all scripts."""
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = {
    "zh": "\u4e00-\u9fff",
    "ja": "\u3040-\u30ff",
    "ko": "\uac00-\ud7af",
    "ru": "\u0400-\u04ff",
    "ar": "\u0600-\u06ff\u0750-\u077f",
    "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f",
    "el": "\u0370-\u03ff",
}
_OTHER = frozenset(_SCRIPTS)
"""Languages that are never written in Latin letters alone."""
_WRITTEN_IN = {
    "ru": {"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tg", "mn"},
    "ar": {"ar", "fa", "ur", "ps", "ug", "ku", "sd"},
    "zh": {"zh", "ja", "yue"},
    "ja": {"ja"},
    "hi": {"hi", "mr", "ne"},
}


_RANGES = {
    "latin": "\x00-\u036f\u1e00-\u1eff",
    "cyrillic": "\u0400-\u052f",
    "hebrew": "\u0590-\u05ff",
    "arabic": "\u0600-\u06ff\u0750-\u077f",
    "east": "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff",
}
_LATIN_ALONE = re.compile(f"[{_RANGES['latin']}]*")


@cache
def _beyond() -> dict[str, re.Pattern[str]]:
    """Groups of scripts, by one character of them; what has none is Latin."""
    found = {name: re.compile(f"[{letters}]") for name, letters in _RANGES.items() if name != "latin"}
    return {**found, "other": re.compile(f"[^{''.join(_RANGES.values())}]")}


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}


def scripts_in(text: str) -> tuple[str, ...]:
    """The groups of scripts of which a text has letters."""
    if written_in(text, ("latin",)):
        return ("latin",)
    return ("latin", *(name for name, letters in _beyond().items() if letters.search(text)))


def written_in(text: str, scripts: tuple[str, ...]) -> bool:
    """Whether all letters of a text are of these groups of scripts, of which the first is `latin`."""
    if text.isascii() or _LATIN_ALONE.fullmatch(text):
        return True
    return scripts != ("latin",) and set(scripts).issuperset(scripts_in(text))


def script_of(text: str) -> str:
    """The group of scripts of the first letter that is not Latin; `latin` where there is none."""
    beyond = _LATIN_ALONE.match(text)
    end = beyond.end() if beyond else 0
    return next((name for name, letters in _beyond().items() if letters.match(text, end)), "latin")


def glued(text: str) -> bool:
    """Whether the words of this text touch each other (Chinese, Japanese, Thai, Lao, Khmer, Burmese)."""
    return not text.isascii() and bool(_GLUED.search(text))


def written(word: str) -> Iterator[tuple[str, str]]:
    """What may stand before a word and be written together with it, and the word as it is then written."""
    if _ARABIC.match(word):
        if word.startswith("ال"):
            yield from ((before, word) for before in ("", "و", "ب", "ف", "ك", "وب"))
            yield from ((before, f"ل{word[1:]}") for before in ("", "و"))  # to the: the article loses its first letter
        else:
            yield from ((before, word) for before in ("", "و", "ب", "ل", "ال", "وال", "بال", "لل", "ف"))
    elif _HEBREW.match(word):
        yield from ((before, word) for before in ("", "ב", "ל", "מ", "ו", "ה", "ש"))
    else:
        yield "", word


def language_by_script(text: str, told: str | None) -> str | None:
    """`told` unless the letters speak against it; a language for the script when none is told and the script is its own."""
    sample = text[:800]
    if sample.isascii():
        return None if told in _OTHER and any(map(str.isalpha, sample)) else told
    if not _LETTER.search(sample):
        return told
    if not (foreign := _LATIN.sub("", sample)):
        return None if told in _OTHER else told
    letters = len(_LETTER.findall(sample))
    counts = Counter({name: len(script.findall(foreign)) for name, script in _scripts().items()})
    if counts["ja"] > 0.05 * letters and told in (None, "ja"):
        return "ja"
    name, count = counts.most_common(1)[0]
    if count < 0.3 * letters:
        return None if told in _OTHER and count < 0.1 * letters else told
    return told if told in _WRITTEN_IN.get(name, {name}) else name
