"""The bundled mini-web, made from the seed documents, and the demo that crawls it over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.demo.demo import run_demo
    from scheduler.demo.web import MiniWeb

__all__ = ["MiniWeb", "run_demo"]

_HOMES = {"MiniWeb": "scheduler.demo.web", "run_demo": "scheduler.demo.demo"}


def __getattr__(name: str) -> Any:
    """Load templates and servers when they are asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
