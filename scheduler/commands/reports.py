"""What a crawl brought, as a table for people."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from crawler.model import CrawlReport, Problem


def show(reports: Sequence[CrawlReport], *, dry_run: bool) -> None:
    """A row for each source, its problems, and for a dry run what would be kept."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    if not reports:
        click.echo("nothing is due: `silkwire crawl --all` crawls every enabled source now")
        return
    columns = ("new", "copy", "revised", "seen")
    table = Table(
        Column("source", no_wrap=True),
        *columns,
        "no article",
        "failed",
        "requests",
        "s",
        "result",
        box=None,
        header_style="bold",
    )
    for report in reports:
        rest = {key: n for key, n in report.outcomes.items() if key not in columns}
        failed = sum(n for key, n in rest.items() if key in ("failed", "refused", "unreadable"))
        table.add_row(
            report.source, *(str(report.outcomes.get(key, 0)) for key in columns), str(rest.get("not-an-article", 0)), str(failed),
            str(report.requests), f"{(report.ended - report.began).total_seconds():.1f}", "ok" if report.ok else Text("failed", "red"),
        )  # fmt: skip
    # a name may be an address, and hold what rich takes for markup
    Console(width=None if sys.stdout.isatty() else 120, markup=False, emoji=False).print(table)
    for report in reports:
        for problem in report.problems[:20]:
            click.echo(f"{report.source}: {problem.kind}: {_told(problem)}")
        if len(report.problems) > 20:
            click.echo(f"{report.source}: and {len(report.problems) - 20} more problems; --json shows all")
        if archived := report.outcomes.get("archived", 0):
            click.echo(
                f"{report.source}: {archived:,} pages of its archive are left out; `silkwire crawl {report.source} --since 2000-01-01` "
                "fetches them, some with each call"
            )
        if dry_run:
            for sample in report.samples:
                click.echo(
                    f"  {'+' if sample.kept else '-'} {sample.cooperation:.2f} {sample.title}  {sample.url}  ({sample.why})"
                )


def _told(problem: Problem) -> str:
    """The message behind its address, which is said once."""
    if not problem.url or problem.message.startswith(problem.url):
        return problem.message
    return f"{problem.url}: {problem.message}"
