"""How everything is doing, in a table and small charts for a terminal, or as one record for programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from crawler.model import Alarm, CrawlReport, SourceStatus

if TYPE_CHECKING:
    from crawler.store import Store
    from scheduler.config import Config

BLOCKS = " ▁▂▃▄▅▆▇█"
DAYS = 14
WIDTH = 140
"""Columns where there is no terminal."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """What `silkwire status` shows."""

    home: str
    stats: Mapping[str, Any]
    sources: tuple[SourceStatus, ...]
    daily: Mapping[str, tuple[int, ...]]
    """New articles of each source on each of the last days, today last."""
    alarms: tuple[Alarm, ...]
    runs: tuple[Any, ...]


def overview(config: Config, store: Store, now: datetime | None = None) -> Overview:
    """Everything that is known of sources, alarms and runs."""
    from datetime import UTC

    now = now or datetime.now(UTC)
    reports = store.reports(None, since=now - timedelta(days=DAYS), limit=100_000)
    return Overview(
        home=str(config.home.root), stats=store.stats(), sources=tuple(store.source_statuses()), daily=daily(reports, now),
        alarms=tuple(store.alarms(open_only=True)), runs=tuple(store.runs(10)),
    )  # fmt: skip


def daily(reports: Sequence[CrawlReport], now: datetime) -> dict[str, tuple[int, ...]]:
    """New articles of each source by day (UTC), today last."""
    counts: dict[str, list[int]] = {}
    for report in reports:
        age = (now.date() - report.began.date()).days
        if 0 <= age < DAYS:
            row = counts.setdefault(report.source, [0] * DAYS)
            row[DAYS - 1 - age] += report.outcomes.get("new", 0) + report.outcomes.get("copy", 0)
    return {source: tuple(row) for source, row in counts.items()}


def chart(numbers: Sequence[int]) -> str:
    """A line of blocks, as high as the numbers."""
    top = max(numbers, default=0)
    return "".join(BLOCKS[0 if not top else -(-n * (len(BLOCKS) - 1) // top)] for n in numbers)


def render(found: Overview) -> None:
    """Show it in a terminal."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    # addresses and words of sites may hold what rich takes for markup, and are to be copied from whole lines
    console = Console(
        width=None if sys.stdout.isatty() else WIDTH, markup=False, emoji=False, highlight=False, soft_wrap=True
    )
    console.print(f"home {found.home}: " + ", ".join(f"{value} {key}" for key, value in found.stats.items()))
    table = Table(
        Column("source", no_wrap=True),
        f"{DAYS} days",
        "week",
        "all",
        "last success",
        "last new",
        "next",
        "",
        box=None,
        header_style="bold",
    )
    for one in found.sources:
        if not one.enabled and not one.articles:
            continue
        table.add_row(
            one.name, chart(found.daily.get(one.name, ())), str(one.articles_week), str(one.articles), _moment(one.last_success),
            _moment(one.last_new), _moment(one.next_due) if one.enabled else "off", Text("alarm", "red") if one.alarms else "",
        )  # fmt: skip
    console.print(table, soft_wrap=False)
    idle = sum(not one.enabled and not one.articles for one in found.sources)
    if idle:
        console.print(f"and {idle} sources that are not enabled: `silkwire sources list` says why", style="dim")
    for alarm in found.alarms:
        muted = " (muted)" if alarm.muted else ""
        told = f"{muted} {alarm.source} since {_moment(alarm.since)}: {alarm.message}"
        console.print(Text.assemble((alarm.kind, "red"), told))
        console.print(f"    try: {alarm.advice}" + (f"  e.g. {alarm.sample}" if alarm.sample else ""))
    for run in found.runs:
        console.print(f"{_moment(run.began)} {run.job}: {'ok' if run.ok else 'failed'} {run.note}")


def _moment(when: datetime | None) -> str:
    return f"{when:%m-%d %H:%M}" if when else "-"
