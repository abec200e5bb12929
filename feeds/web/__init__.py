"""Serve feeds and pages. `make_app` gives an ASGI application, `serve` runs it until a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.late import late
from feeds.web.settings import Limits, WebSettings

if TYPE_CHECKING:
    from feeds.web.app import make_app
    from feeds.web.server import serve
    from feeds.web.websub import announce

__all__ = ["Limits", "WebSettings", "announce", "make_app", "serve"]

# Starlette and uvicorn are loaded when they are asked for, not with `import feeds.web`
__getattr__ = late(__name__, app=("make_app",), server=("serve",), websub=("announce",))
