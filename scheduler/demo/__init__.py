"""The bundled mini-web, made from the seed documents, and the demo that crawls it over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.late import late

if TYPE_CHECKING:
    from scheduler.demo.demo import run_demo
    from scheduler.demo.web import MiniWeb

__all__ = ["MiniWeb", "run_demo"]

# templates and servers are loaded when they are asked for
__getattr__ = late(__name__, demo=("run_demo",), web=("MiniWeb",))
