"""Serve feeds and pages. `make_app` gives an ASGI application, `serve` runs it until a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from feeds.web.settings import Limits, WebSettings

if TYPE_CHECKING:
    from feeds.web.app import make_app
    from feeds.web.server import serve
    from feeds.web.websub import announce

__all__ = ["Limits", "WebSettings", "announce", "make_app", "serve"]

_HOMES = {"make_app": "feeds.web.app", "serve": "feeds.web.server", "announce": "feeds.web.websub"}


def __getattr__(name: str) -> Any:
    """Load Starlette and uvicorn when they are asked for, not with `import feeds.web`."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
