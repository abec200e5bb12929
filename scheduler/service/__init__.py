"""The service: one loop with the clock and the crawls, a process that reads pages, a process that serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.service.serving import serve_only
    from scheduler.service.start import run

__all__ = ["run", "serve_only"]

_HOMES = {"run": "scheduler.service.start", "serve_only": "scheduler.service.serving"}


def __getattr__(name: str) -> Any:
    """Load APScheduler, Scrapy and the web server when they are asked for: serving alone needs but one of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
