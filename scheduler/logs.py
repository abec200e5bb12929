"""Logs on standard error: lines for people, or JSON. Records of libraries take the same way as our own."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

from scheduler.config import Config

QUIET = ("scrapy", "twisted", "asyncio", "trafilatura", "htmldate", "protego", "uvicorn", "filelock")
"""Libraries that tell of every step: only their warnings are of interest."""


def get_logger(name: str) -> Any:
    """A logger whose events are records of the standard library: nothing is ever printed to standard output."""
    return structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def configure(config: Config, *, level: str | None = None, stream: TextIO | None = None) -> None:
    """Set up logging for this process, once at its start.

    Args:
        config: format and level
        level: another level; the command line shows warnings only
        stream: where to write; None: standard error
    """
    out = stream or sys.stderr
    # tracebacks are plain: the prettier ones show local variables, and those may hold secrets
    last: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if config.log_format == "json"
        else [structlog.dev.ConsoleRenderer(colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback)]
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(), processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel((level or config.log_level).upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it warns when a work outlasts its interval, as ours may


def _shared() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _one_line,
    ]


def _one_line(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A page's words must not forge lines of the log."""
    for name, value in event.items():
        if isinstance(value, str) and any(ord(sign) < 32 for sign in value) and name not in ("exception", "stack"):
            event[name] = " ".join(value.split())
    return event
