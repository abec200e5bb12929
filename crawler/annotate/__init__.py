"""What we understand in an article. Pure: the word lists are read from the package when first needed, nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.annotate.annotation import VERSION, annotate, version, warm
    from crawler.annotate.deals import deal
    from crawler.annotate.evaluation import Evaluation, changes, evaluate
    from crawler.annotate.lexicon import Lexicon, load_lexicon
    from crawler.annotate.why import explain, reason

__all__ = [
    "VERSION",
    "Evaluation",
    "Lexicon",
    "annotate",
    "changes",
    "deal",
    "evaluate",
    "explain",
    "load_lexicon",
    "reason",
    "version",
    "warm",
]

_HOMES = {
    "VERSION": "annotation",
    "Evaluation": "evaluation",
    "Lexicon": "lexicon",
    "annotate": "annotation",
    "changes": "evaluation",
    "deal": "deals",
    "evaluate": "evaluation",
    "explain": "why",
    "load_lexicon": "lexicon",
    "reason": "why",
    "version": "annotation",
    "warm": "annotation",
}


def __getattr__(name: str) -> Any:
    """The rules are loaded when they are first asked for."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"crawler.annotate.{_HOMES[name]}"), name)
