"""Crawling by hand, and reading one page."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.commands.options import config_option, home_option, json_option, opened, say_json, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.model import CrawlReport, Page


@click.command(
    epilog="Examples: silkwire crawl seetao ecns | silkwire crawl --url https://news.example/story | silkwire crawl --all --dry-run"
)
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--url",
    "urls",
    multiple=True,
    metavar="URL",
    help="An article, list, feed or sitemap, or the path of a document here.",
)
@click.option(
    "--from",
    "file",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Addresses, one a line (- for standard input).",
)
@click.option("--all", "everything", is_flag=True, help="All enabled sources, due or not.")
@click.option(
    "--pages", type=click.IntRange(1, 1000), default=1, show_default=True, help="Pages of each list, for back-fill."
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Nothing published before this day (UTC).")
@click.option("--max", "most", type=click.IntRange(1), help="Most articles of each source.")
@click.option("--dry-run", is_flag=True, help="Keep nothing; show what would be kept, and why not.")
@click.option("--no-publish", is_flag=True, help="Do not write the feeds afterwards.")
@json_option
@home_option
@config_option
def crawl(
    names: tuple[str, ...], urls: tuple[str, ...], file: object, everything: bool, pages: int, since: datetime | None,
    most: int | None, dry_run: bool, no_publish: bool, as_json: bool, home: Path | None, config_file: Path | None,
) -> None:  # fmt: skip
    """Collect new articles now, then publish.

    SOURCE names what to crawl; without names, --url or --all: the sources that are due. Exit code 1 if one of them failed.
    """
    from collections.abc import Iterable

    from scheduler import jobs
    from scheduler.commands.progress import Progress

    config = settings(home, config_file, max_articles=most)
    listed = (
        [line.strip() for line in file if line.strip() and not line.startswith("#")]
        if isinstance(file, Iterable)
        else []
    )
    paths = [url for url in urls if _is_path(url)]
    addresses = tuple([url for url in urls if not _is_path(url)] + listed)
    loaded = jobs.load(config)
    for error in loaded.errors:
        click.echo(str(error), err=True)
    with opened(config) as store, Progress(quiet=as_json) as progress:
        store.sync_sources(loaded.sources.values())
        documents = jobs.keep_documents(config, store, [document(Path(path)) for path in paths], dry_run=dry_run)
        asked = bool(names or addresses or everything or paths)
        chosen = jobs.choose(loaded, names, everything=everything) if names or everything else ()
        if not asked:
            chosen = jobs.due(config, store, loaded, datetime.now(UTC))
        reports: tuple[CrawlReport, ...] = ()
        published = None
        if chosen or addresses or documents:
            reports, published = jobs.crawl_by_hand(
                config, store, loaded, chosen, urls=addresses, pages=pages, since=since.replace(tzinfo=UTC) if since else None,
                dry_run=dry_run, publish=not no_publish, progress=progress.tell,
            )  # fmt: skip
    reports = (*documents, *reports)
    if as_json:
        say_json(
            {
                "sources": {report.source: report for report in reports},
                "published": published,
                "errors": [str(e) for e in loaded.errors],
            }
        )
    else:
        _show(reports, dry_run=dry_run)
        if published:
            click.echo(f"published: {published.written} documents of {published.feeds} feeds in {config.home.feeds}")
    if not all(report.ok for report in reports) or (loaded.errors and not asked):
        raise click.exceptions.Exit(1)


@click.command(
    epilog="Examples: silkwire extract page.html --url https://news.example/story | silkwire extract https://news.example/story"
)
@click.argument("file_or_url", metavar="FILE_OR_URL")
@click.option("--url", help="Address that the document came from.")
@click.option("--source", "name", help="Read it with this source's selectors.")
@json_option
@home_option
@config_option
def extract(
    file_or_url: str, url: str | None, name: str | None, as_json: bool, home: Path | None, config_file: Path | None
) -> None:
    """Show what is read and understood in one page, and keep nothing. `-` reads standard input."""
    from crawler.annotate import explain
    from crawler.reading import read
    from scheduler import jobs

    config = settings(home, config_file)
    loaded = jobs.load(config)
    if _is_address(file_or_url):
        page, source = jobs.fetch_one(config, loaded, file_or_url, name)
    else:
        page = document(Path(file_or_url), url)
        source = jobs.source_of(loaded, page.url, name)
    lexicon = config.home.lexicon if config.home.lexicon.exists() else None
    reading = read(page, source, lexicon=lexicon)
    if as_json:
        say_json({"article": reading.article, "annotation": reading.annotation})
        return
    article = reading.article
    rows = (
        ("title", article.title), ("published", f"{article.published} ({article.published_precision})"), ("authors", ", ".join(article.authors)),
        ("editor", article.editor), ("agency", article.agency), ("place", article.place), ("language", article.language),
        ("summary", article.summary), ("keywords", ", ".join(article.keywords)), ("rights", article.rights), ("read by", article.extractor),
    )  # fmt: skip
    for label, value in rows:
        if value:
            click.echo(f"{label:10} {value}")
    click.echo("\n" + article.text + "\n")
    for line in explain(article, reading.annotation):
        click.echo(line)


def document(path: Path, url: str | None = None) -> Page:
    """A document of this machine as a page: HTML when it looks like it, else plain text.

    Raises:
        FetchError: it cannot be read.
    """
    from crawler.errors import FetchError
    from crawler.model import Page

    now = datetime.now(UTC)
    try:
        body = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise FetchError(
            f"{path}: cannot be read ({error.strerror}): give the path of a document or an address with http://"
        ) from error
    markup = path.suffix.lower() in (".html", ".htm", ".xhtml", ".shtml") or body[:2000].lstrip().startswith(b"<")
    where = url or (path.resolve().as_uri() if str(path) != "-" else "file:///dev/stdin")
    return Page(url=where, body=body, headers={"content-type": "text/html" if markup else "text/plain"}, fetched_at=now)


def _is_address(text: str) -> bool:
    return "://" in text


def _is_path(text: str) -> bool:
    """Whether an argument means a document of this machine: only a plain path does, never a `file:` address."""
    return ":" not in text.partition("/")[0] and Path(text).is_file()


def _show(reports: Sequence[CrawlReport], *, dry_run: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    if not reports:
        click.echo("nothing is due: `silkwire crawl --all` crawls every enabled source now")
        return
    columns = ("new", "copy", "revised", "seen")
    table = Table("source", *columns, "no article", "failed", "requests", "s", "result", box=None, header_style="bold")
    for report in reports:
        rest = {key: n for key, n in report.outcomes.items() if key not in columns}
        failed = sum(n for key, n in rest.items() if key in ("failed", "refused", "unreadable"))
        table.add_row(
            report.source, *(str(report.outcomes.get(key, 0)) for key in columns), str(rest.get("not-an-article", 0)), str(failed),
            str(report.requests), f"{(report.ended - report.began).total_seconds():.1f}", "ok" if report.ok else "[red]failed[/red]",
        )  # fmt: skip
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    for report in reports:
        for problem in report.problems[:20]:
            click.echo(f"{report.source}: {problem.kind}: {problem.url or ''} {problem.message}".replace("  ", " "))
        if len(report.problems) > 20:
            click.echo(f"{report.source}: and {len(report.problems) - 20} more problems; --json shows all")
        if dry_run:
            for sample in report.samples:
                click.echo(
                    f"  {'+' if sample.kept else '-'} {sample.cooperation:.2f} {sample.title}  {sample.url}  ({sample.why})"
                )
