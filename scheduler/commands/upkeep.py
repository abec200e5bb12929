"""Upkeep, backup, and moving data in and out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from scheduler.commands.options import (
    Group,
    config_option,
    example,
    home_option,
    json_option,
    opened,
    say_json,
    settings,
    telling,
)
from scheduler.commands.words import Number
from scheduler.config.keys import CENTURY

if TYPE_CHECKING:
    from crawler.store import Store

STDOUT = ("-", "/dev/stdout")
"""What standard output is called: no file to be replaced by a whole one."""


@click.group(cls=Group)
def maintain() -> None:
    """What the service does at night, by hand."""


@maintain.command("run", epilog=example("silkwire maintain run backup checkpoint"))
@click.argument("jobs", nargs=-1, metavar="[JOB]...")
@json_option
@home_option
@config_option
def run(jobs: tuple[str, ...], as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """Do the jobs of the night now: check, backup, retention, checkpoint, tidy, statistics; without names all of them."""
    from scheduler.jobs import maintain as work

    config = settings(home, config_file)
    with opened(config, make=False) as store:
        done = work(config, store, jobs)
    with telling(ok=all(one.ok for one in done)):
        if as_json:
            say_json(done)
        else:
            for one in done:
                click.echo(f"{'ok  ' if one.ok else 'BAD '} {one.job}: {one.note}")


@maintain.command("reindex", epilog=example("silkwire maintain reindex"))
@home_option
@config_option
def reindex(home: Path | None, config_file: Path | None) -> None:
    """Build the duplicate index and the search index anew from the texts."""
    with opened(settings(home, config_file), make=False) as store:
        count = store.reindex(_tell)
    click.echo(f"{count} articles are indexed anew")


@maintain.command("retain", epilog=example("silkwire maintain retain --days 365"))
@click.option(
    "--days", type=Number(1, CENTURY), required=True, help="Texts of older articles are let go; stories stay."
)
@home_option
@config_option
def retain(days: int, home: Path | None, config_file: Path | None) -> None:
    """Let the texts of old articles go; their stories, titles and links stay for ever."""
    with opened(settings(home, config_file), make=False) as store:
        click.echo(f"{store.retain(days, datetime.now(UTC))} texts were let go")


@maintain.command("mute", epilog=example("silkwire maintain mute seetao --kind silent"))
@click.argument("source")
@click.option(
    "--kind", type=click.Choice(["broken", "silent", "thin", "stale", "blocked"]), help="Only this kind of alarm."
)
@click.option("--off", is_flag=True, help="Sound them again.")
@home_option
@config_option
def mute(source: str, kind: str | None, off: bool, home: Path | None, config_file: Path | None) -> None:
    """Mute the alarms of a source, or of a job of the night such as upkeep/backup (they still stand in `status`)."""
    from scheduler.jobs import JOBS, UPKEEP, choose, load

    config = settings(home, config_file)
    if not off and source not in {f"{UPKEEP}{job}" for job in JOBS}:
        choose(load(config), [source])  # a name that no source has would mute nothing
    with opened(config, make=False) as store:
        store.mute(source, kind, not off)
    click.echo(f"alarms of {source} are {'sounded' if off else 'muted'}")


@click.command(epilog=example("silkwire backup"))
@home_option
@config_option
def backup(home: Path | None, config_file: Path | None) -> None:
    """Write a verified copy of the database to HOME/backups while everything goes on."""
    config = settings(home, config_file)
    with opened(config, make=False) as store:
        click.echo(str(store.backup(config.home.backups, datetime.now(UTC), keep=config.keep_backups)))


@click.command(epilog=example("silkwire doctor"))
@json_option
@home_option
@config_option
def doctor(as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """Look the database over: integrity, orphans, index, disk, log size; say what to do. Exit code 1 if something is wrong."""
    with opened(settings(home, config_file), make=False) as store:
        findings = store.doctor()
    with telling(ok=not any(finding.level == "error" for finding in findings)):
        if as_json:
            say_json(findings)
        else:
            for finding in findings:
                click.echo(f"{finding.level:8} {finding.what}" + (f": {finding.advice}" if finding.advice else ""))


@click.command(
    epilog=example(
        "silkwire export stories.jsonl", "silkwire export stories.csv", "silkwire export - | jq .article.title"
    )
)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="Default: by the file's ending; without one, JSON Lines.",
)
@home_option
@config_option
def export(
    file: Path, form: Literal["jsonl", "csv", "parquet"] | None, home: Path | None, config_file: Path | None
) -> None:
    """Write all articles with their stories and annotations to a file: JSON Lines, CSV or Parquet. `-` is standard output."""
    form = form or _form(file)
    with opened(settings(home, config_file), make=False) as store:
        if str(file) in STDOUT:
            _pour(store, form)
        else:
            click.echo(f"{store.export(file, form=form)} articles written to {file}")


@click.command("import", epilog=example("silkwire import stories.jsonl"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@home_option
@config_option
def import_(file: Path, home: Path | None, config_file: Path | None) -> None:
    """Read what `export` wrote as JSON Lines; what is known already is left as it is."""
    with opened(settings(home, config_file)) as store:
        count = store.import_(file)
    click.echo(f"{count} articles were new")


@click.command(epilog=example("silkwire annotate --again"))
@click.option("--again", is_flag=True, required=True, help="Annotate every stored article whose rules were older.")
@json_option
@home_option
@config_option
def annotate(again: bool, as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """Understand stored articles anew after a change of rules or words, and report what changed."""
    from scheduler.jobs.annotating import annotate_again

    config = settings(home, config_file)
    with opened(config, make=False) as store:
        report = annotate_again(config, store, datetime.now(UTC), _tell)
    say_json(report) if as_json else click.echo(str(report))


def _pour(store: Store, form: Literal["jsonl", "csv", "parquet"]) -> None:
    """Write an export to standard output, once it is whole."""
    import shutil
    import sys
    import tempfile

    with tempfile.TemporaryDirectory(prefix="silkwire-export-") as folder:
        path = Path(folder) / "export"
        store.export(path, form=form)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)


def _form(file: Path) -> Literal["jsonl", "csv", "parquet"]:
    """The format that a file's name asks for: without an ending JSON Lines. Ends the command when the ending is none of ours."""
    match file.suffix.lower():
        case ".csv":
            return "csv"
        case ".parquet":
            return "parquet"
        case "" | ".jsonl" | ".ndjson" | ".json":
            return "jsonl"
    raise click.UsageError(
        f"{file}: no format ends so: end it with .jsonl, .csv or .parquet, or say which with --format"
    )


def _tell(done: int, total: int) -> None:
    """Progress of long work: a line now and then on standard error."""
    if done == total or done % 500 == 0:
        click.echo(f"{done} of {total}" if total else f"{done} articles", err=True)
