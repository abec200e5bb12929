"""Logs on standard error: lines for people, or JSON. Records of libraries take the same way as our own.

structlog is loaded with the first line that is written: it takes a tenth of a second, and what a person does by hand seldom logs one.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from contextvars import ContextVar
from functools import cached_property
from typing import Any, TextIO

from scheduler.config import Config

QUIET = ("scrapy", "twisted", "asyncio", "trafilatura", "htmldate", "protego", "uvicorn", "filelock")
"""Libraries that tell of every step: only their warnings are of interest."""
of_crawl: ContextVar[str | None] = ContextVar("of_crawl", default=None)
"""The mark of the crawl that this task belongs to: it stands in every line that it logs."""


class Logger:
    """A logger whose events are records of the standard library: nothing is ever printed to standard output."""

    def __init__(self, name: str) -> None:
        self._plain = logging.getLogger(name)

    def debug(self, event: str, **fields: Any) -> None:
        self._log(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: Any) -> None:
        self._log(logging.INFO, event, fields)

    def warning(self, event: str, **fields: Any) -> None:
        self._log(logging.WARNING, event, fields)

    def error(self, event: str, **fields: Any) -> None:
        self._log(logging.ERROR, event, fields)

    def exception(self, event: str, **fields: Any) -> None:
        """An error with the traceback of the exception that is being handled."""
        self._log(logging.ERROR, event, {**fields, "exc_info": True})

    def _log(self, level: int, event: str, fields: dict[str, Any]) -> None:
        if self._plain.isEnabledFor(level):
            self._events.log(level, event, **fields)

    @cached_property
    def _events(self) -> Any:
        import structlog

        return structlog.wrap_logger(
            self._plain,
            processors=[
                *_shared(),
                structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
            ],
            wrapper_class=structlog.stdlib.BoundLogger,
        )


def get_logger(name: str) -> Logger:
    """The logger of a module."""
    return Logger(name)


def configure(config: Config, *, level: str | None = None, stream: TextIO | None = None) -> None:
    """Set up logging for this process, once at its start.

    Args:
        config: format and level
        level: another level; the command line shows warnings only
        stream: where to write; None: standard error
    """
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.setFormatter(_Lines(as_json=config.log_format == "json", colors=out.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel((level or config.log_level).upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it warns when a work outlasts its interval, as ours may


class _Lines(logging.Formatter):
    """Records to lines."""

    def __init__(self, *, as_json: bool, colors: bool) -> None:
        super().__init__()
        self._as_json, self._colors = as_json, colors

    def format(self, record: logging.LogRecord) -> str:
        return self._inner.format(record)

    @cached_property
    def _inner(self) -> logging.Formatter:
        import structlog

        # tracebacks are plain: the prettier ones show local variables, and those may hold secrets
        plain = structlog.dev.plain_traceback
        last: list[Any] = (
            [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
            if self._as_json
            else [structlog.dev.ConsoleRenderer(colors=self._colors, exception_formatter=plain)]
        )
        return structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(), processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]
        )


def _shared() -> list[Any]:
    import structlog

    return [
        _marked,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _one_line,
    ]


def _marked(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Which crawl it belongs to."""
    if (crawl := of_crawl.get()) is not None:
        event.setdefault("crawl", crawl)
    return event


def _one_line(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A page's words must not forge lines of the log."""
    for name, value in event.items():
        if isinstance(value, str) and any(ord(sign) < 32 for sign in value) and name not in ("exception", "stack"):
            event[name] = " ".join(value.split())
    return event
