"""How far a crawl is: a bar in a terminal, plain lines in a log, nothing when a program reads the output."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.engine import Progress as Step

LINE_EVERY = 5.0
"""Seconds between two lines in a log."""


class Progress:
    """Shows the steps of a crawl on standard error."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}
        self._steps: dict[str, Step] = {}
        self._told = time.monotonic()
        self._quiet = quiet

    def __enter__(self) -> Progress:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bars

            columns = (
                TextColumn("{task.description:20}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.fields[note]}"),
            )
            self._bar = Bars(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def tell(self, step: Step) -> None:
        """One step of the crawl."""
        self._steps[step.source] = step
        if self._bar is not None:
            note = " ".join(f"{key} {n}" for key, n in step.outcomes.items() if n)
            if step.source not in self._tasks:
                self._tasks[step.source] = self._bar.add_task(step.source, total=None, note="")
            self._bar.update(self._tasks[step.source], total=step.found or None, completed=step.done, note=note)
        elif not self._quiet and time.monotonic() - self._told >= LINE_EVERY:
            self._told = time.monotonic()
            done, found = (sum(getattr(one, name) for one in self._steps.values()) for name in ("done", "found"))
            print(f"crawling: {len(self._steps)} sources, {done} of {found} articles", file=sys.stderr, flush=True)
