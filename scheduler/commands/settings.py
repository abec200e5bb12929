"""The configuration, shown and checked."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.commands.options import config_option, home_option, json_option, say_json, settings


@click.group()
def config() -> None:
    """Show or check the settings (silkwire.toml and SILKWIRE_* variables)."""


@config.command("show", epilog="Example: silkwire config show")
@json_option
@home_option
@config_option
def show(as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """Show every setting and its value. Secrets are never shown."""
    from scheduler.config import describe

    rows = describe(settings(home, config_file))
    if as_json:
        say_json(rows)
        return
    for key, value in rows.items():
        click.echo(f"{key:24} {_shown(value)}")


@config.command("check", epilog="Example: silkwire config check --config /etc/silkwire/silkwire.toml")
@home_option
@config_option
def check(home: Path | None, config_file: Path | None) -> None:
    """Read settings, source files and lexicon, and say what is wrong with them: file, key, reason."""
    from scheduler.jobs import load
    from scheduler.jobs.options import sound

    found = settings(home, config_file, secrets=True)
    loaded = load(found)
    for error in loaded.errors:
        click.echo(str(error), err=True)
    sound(found)
    if loaded.errors:
        raise click.exceptions.Exit(1)
    click.echo(f"all is well: {len(loaded.sources)} sources, home {found.home.root}")


def _shown(value: object) -> str:
    if value is None or value == []:
        return "-"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
