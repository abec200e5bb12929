"""The configuration, shown and checked."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.commands.options import Group, config_option, example, home_option, json_option, say_json, settings


@click.group(cls=Group)
def config() -> None:
    """Show or check the settings (silkwire.toml and SILKWIRE_* variables)."""


@config.command("show", epilog=example("silkwire config show"))
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


@config.command("check", epilog=example("silkwire config check --config /etc/silkwire/silkwire.toml"))
@home_option
@config_option
def check(home: Path | None, config_file: Path | None) -> None:
    """Read settings, source files and lexicon, and say what is wrong with them: file, key, reason."""
    from scheduler import jobs
    from scheduler.jobs.options import sound

    found = settings(home, config_file, secrets=True)
    loaded = jobs.load(found)
    for error in loaded.errors:
        click.echo(str(error), err=True)
    sound(found)
    strangers = jobs.strangers(found, loaded)
    for stranger in strangers:
        click.echo(str(stranger), err=True)
    if loaded.errors or strangers:
        raise click.exceptions.Exit(1)
    click.echo(f"all is well: {len(loaded.sources)} sources, home {found.home.root}")


def _shown(value: object) -> str:
    if value is None or value == []:
        return "-"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
