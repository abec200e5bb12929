"""What we understand in an article. Pure: the word lists are read from the package when first needed, nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.annotate.annotation import VERSION, annotate

__all__ = ["VERSION", "annotate"]

_HOMES = {"annotate": "annotation", "VERSION": "annotation"}


def __getattr__(name: str) -> Any:
    """The rules are loaded when they are first asked for."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"crawler.annotate.{_HOMES[name]}"), name)
