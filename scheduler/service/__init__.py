"""The service: one loop with the clock and the crawls, a process that reads pages, a process that serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.late import late

if TYPE_CHECKING:
    from scheduler.service.serving import serve_only
    from scheduler.service.start import run

__all__ = ["run", "serve_only"]

# APScheduler, Scrapy and the web server are loaded when they are asked for: serving alone needs but one of them
__getattr__ = late(__name__, serving=("serve_only",), start=("run",))
