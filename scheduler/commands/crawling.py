"""Crawling by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.commands.documents import addresses as listed_in
from scheduler.commands.documents import document, is_address, is_path
from scheduler.commands.options import (
    config_option,
    example,
    home_option,
    json_option,
    opened,
    readers,
    say_json,
    settings,
    telling,
)
from scheduler.commands.reports import show
from scheduler.commands.words import Day, Number

if TYPE_CHECKING:
    from crawler.model import CrawlReport


@click.command(
    epilog=example(
        "silkwire crawl seetao ecns",
        "silkwire crawl --url https://news.example/story",
        "silkwire crawl --all --dry-run",
    )
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
    type=click.File(encoding="utf-8-sig"),
    metavar="FILE",
    help="Addresses, one a line (- for standard input).",
)
@click.option("--all", "everything", is_flag=True, help="All enabled sources, due or not.")
@click.option("--pages", type=Number(1, 1000), default=1, show_default=True, help="Pages of each list, for back-fill.")
@click.option("--since", type=Day(), metavar="DAY", help="Nothing published before this day (UTC).")
@click.option("--max", "most", type=Number(1), help="Most articles of each source.")
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

    config = settings(home, config_file, max_articles=most)
    pool = readers(config) if names or urls or file or everything else None

    from scheduler import jobs
    from scheduler.commands.progress import Progress
    from scheduler.jobs.options import sound
    from scheduler.service.serving import beside

    sound(config)
    for url in urls:
        if not is_path(url) and not is_address(url):
            raise click.UsageError(
                f"--url {url}: write the whole address, with https://, or the path of a document that is there"
            )
    listed = listed_in(file) if isinstance(file, Iterable) else []
    paths = [url for url in urls if is_path(url)]
    addresses = tuple([url for url in urls if not is_path(url)] + listed)
    loaded = jobs.load(config)
    asked = bool(names or urls or everything or file)  # an empty list asks for nothing, not for all that is due
    wrong = jobs.unusable(config, loaded, names) if names or everything or not asked else {}
    for error in loaded.errors:
        if error not in wrong.values():
            click.echo(str(error), err=True)
    names = tuple(name for name in names if name not in wrong)
    with opened(config) as store, Progress(quiet=as_json) as progress:
        store.sync_sources(loaded.sources.values(), whole=True)
        documents = jobs.keep_documents(config, store, [document(Path(path)) for path in paths], dry_run=dry_run)
        chosen = jobs.choose(loaded, names, everything=everything) if names or everything else ()
        if not asked:
            chosen = jobs.due(config, store, loaded, datetime.now(UTC))
        reports: tuple[CrawlReport, ...] = ()
        published = None
        if chosen or addresses or documents:
            reports, published = jobs.crawl_by_hand(
                beside(config), store, loaded, chosen, urls=addresses, pages=pages, since=since,
                dry_run=dry_run, publish=not no_publish, pool=pool,
                progress=None if as_json else progress.tell,
            )  # fmt: skip
    reports = (*documents, *reports, *map(jobs.report_of, wrong, wrong.values()))
    ok = all(report.ok for report in reports) and (bool(names or urls or file) or not loaded.errors)
    with telling(ok=ok):
        if as_json:
            by_source = {report.source: report for report in reports}
            say_json({"sources": by_source, "published": published, "errors": [str(e) for e in loaded.errors]})
        elif asked and not reports:
            why = (
                "no source is enabled: `silkwire sources list` says why" if everything else "the list names no address"
            )
            click.echo(f"nothing to crawl: {why}")
        else:
            show(reports, dry_run=dry_run)
            if published:
                click.echo(
                    f"published: {published.written} documents of {published.feeds} feeds in {config.home.feeds}"
                )
