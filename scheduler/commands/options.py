"""Options that several commands share, and what they open."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from crawler.reading import ReadingPool
    from crawler.store import Store
    from scheduler.config import Config

F = TypeVar("F", bound=Callable[..., Any])
LONGEST = 200
"""Characters of a command's first sentence that a list of commands shows: longer than any of ours."""


class Group(click.Group):
    """A group whose help tells of each command in a whole sentence, in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write them under one heading."""
        self.write_commands("Commands", self.commands.values(), formatter)

    def write_commands(self, heading: str, commands: Iterable[click.Command], formatter: click.HelpFormatter) -> None:
        """Write some of them under a heading."""
        with formatter.section(heading):
            formatter.write_dl([(command.name or "", command.get_short_help_str(LONGEST)) for command in commands])


def home_option(command: F) -> F:
    """`--home DIR`."""
    return click.option(
        "--home", type=click.Path(file_okay=False, path_type=Path), envvar="SILKWIRE_HOME", metavar="DIR",
        help="Where database, feeds and your own source files lie. Default: $SILKWIRE_HOME, else your user data directory.",
    )(command)  # fmt: skip


def config_option(command: F) -> F:
    """`--config FILE`."""
    return click.option(
        "--config", "config_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help="Settings. Default: silkwire.toml in the home directory, if it is there.",
    )(command)  # fmt: skip


def json_option(command: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Answer with one JSON document, for programs.")(command)


def example(*lines: str) -> str:
    """The end of a command's help: examples, each on a line of its own to be copied from."""
    return "\n".join(("\b", "Examples:" if len(lines) > 1 else "Example:", *(f"  {line}" for line in lines)))


def settings(home: Path | None, config_file: Path | None = None, *, secrets: bool = False, **overrides: Any) -> Config:
    """The configuration of this call: defaults, file, environment, then options. Raises ConfigError.

    With `secrets` also when one that is pointed to cannot be had: for commands that serve.
    """
    import os
    from dataclasses import replace

    from scheduler.config import load_config
    from scheduler.logs import get_logger

    config = load_config(home=home, file=config_file, env=os.environ, secrets=secrets)
    config = replace(config, **{key: value for key, value in overrides.items() if value is not None})
    log_to_stderr(config)
    for warning in config.warnings:
        if config.log_format == "json":  # whoever reads the log as such breaks off at a line that is none
            get_logger(__name__).warning("setting", why=warning)
        else:
            click.echo(f"silkwire: {warning}", err=True)
    return config


def log_to_stderr(config: Config) -> None:
    """Of what a command does by hand, only warnings are logged, on standard error; the answer goes to standard output."""
    from scheduler.logs import configure

    configure(config, level="error" if config.log_level == "error" else "warning")


@contextlib.contextmanager
def opened(config: Config, *, make: bool = True) -> Iterator[Store]:
    """The store of a home. Raises StoreError; with `make` off, also when there is none yet."""
    from crawler.errors import HomeError
    from scheduler.jobs.opening import open_store

    if make:
        config.home.make()
    elif not config.home.database.exists():
        raise HomeError(
            f"{config.home.database} is not there: `silkwire crawl` or `silkwire run` makes it, --home names another place"
        )
    store = open_store(config)
    try:
        yield store
    finally:
        store.close()


def readers(config: Config) -> ReadingPool:
    """The processes that read pages: they load while the command goes on, and end with it."""
    from crawler.reading.nursery import Nursery

    nursery = Nursery(lexicon=config.home.lexicon)  # before the pool itself: it is what a crawl waits for longest

    from crawler.reading.pool import ReadingPool

    pool = ReadingPool(config.workers, lexicon=config.home.lexicon, nursery=nursery)
    click.get_current_context().call_on_close(pool.end)
    pool.prepare()
    return pool


def say_json(value: object) -> None:
    """One JSON document on standard output, in ASCII where that has not every sign."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=not unicode, indent=1, default=_plain))


@contextlib.contextmanager
def telling(*, ok: bool) -> Iterator[None]:
    """What a command tells about work that went well or not: exit code 1 when it did not, also if nobody reads it to its end."""
    try:
        yield
    except (BrokenPipeError, SystemExit):  # rich ends the process when its reader has left
        if ok:
            raise
    if not ok:
        raise click.exceptions.Exit(1)


def _plain(value: object) -> object:
    """What JSON cannot say by itself."""
    import dataclasses
    from collections.abc import Mapping
    from datetime import date, timedelta

    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)
