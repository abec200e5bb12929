"""Page in, article out: charset, structured data, selectors, body, dates, people, datelines, boilerplate. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .article import parse_article
    from .series import join_pages, next_page

__all__ = ["join_pages", "next_page", "parse_article"]

_HOMES = {"join_pages": "series", "next_page": "series", "parse_article": "article"}


def __getattr__(name: str) -> Any:
    """The rules are loaded when they are first asked for: who downloads pages need not know how they are read."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"crawler.pages.{_HOMES[name]}"), name)
