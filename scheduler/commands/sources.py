"""Sources: which there are, whether they work today, and adding one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.commands.options import Group, config_option, example, home_option, json_option, say_json, settings

if TYPE_CHECKING:
    from scheduler.inspection import Check
    from scheduler.proposal import Proposal


@click.group(cls=Group)
def sources() -> None:
    """List, check and add the sites that are watched."""


@sources.command("list", epilog=example("silkwire sources list --json"))
@json_option
@home_option
@config_option
def list_(as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """List all sources: shipped ones and your own."""
    from scheduler.jobs import load

    loaded = load(settings(home, config_file))
    if as_json:
        say_json({"sources": list(loaded.sources.values()), "errors": [str(error) for error in loaded.errors]})
    else:
        for source in loaded.sources.values():
            mark = " " if source.enabled else "-"
            click.echo(f"{mark} {source.name:24} {source.language or '??':3} {source.country or '--':3} {source.title}")
            if not source.enabled:
                click.echo(f"      not enabled: {source.reason}")
        click.echo(f"{len(loaded.sources)} sources, {sum(s.enabled for s in loaded.sources.values())} enabled")
    _complain(loaded.errors)


@sources.command("check", epilog=example("silkwire sources check seetao ecns"))
@click.argument("names", nargs=-1, metavar="[SOURCE]...")
@json_option
@home_option
@config_option
def check(names: tuple[str, ...], as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """Ask sources live: reachable, robots, entries, age of the newest, fields found, verdict and reason.

    Without names, all enabled ones. Nothing is kept. Exit code 1 if an enabled one fails.
    """
    from datetime import UTC, datetime

    from crawler import engine
    from scheduler.inspection import check as look_at
    from scheduler.jobs import choose, load
    from scheduler.jobs.options import crawl_options

    config = settings(home, config_file)
    loaded = load(config)
    chosen = choose(loaded, names)
    now, options = datetime.now(UTC), crawl_options(config)
    checks: list[Check] = []

    async def all_of_them() -> None:
        for source in chosen:
            checks.append(await look_at(source, options, now))
            if not as_json:
                _show_check(checks[-1], now)

    engine.run(all_of_them())
    if as_json:
        say_json({"checks": checks, "errors": [str(error) for error in loaded.errors]})
    _complain(loaded.errors, fail=not names)
    if any(one.enabled and one.verdict in ("fails", "stale") for one in checks):
        raise click.exceptions.Exit(1)


@sources.command("add", epilog=example("silkwire sources add https://www.herald.example/ --name herald"))
@click.argument("url")
@click.option("--name", help="Name of the file. Default: made from the host.")
@click.option("--yes", is_flag=True, help="Write the file without asking; with --json, write it at all.")
@click.option("--force", is_flag=True, help="Write over a file of yours with that name.")
@json_option
@home_option
@config_option
def add(
    url: str, name: str | None, yes: bool, force: bool, as_json: bool, home: Path | None, config_file: Path | None
) -> None:
    """Find feeds, sitemaps and lists of a site, try them, show what it would get, and write a source file.

    A private address is allowed only when it is typed here as such; the file then opens exactly that host and port.
    """
    from datetime import UTC, datetime

    from crawler import engine
    from crawler.errors import SourceError
    from crawler.sources import parse_source, render_source
    from scheduler.jobs.options import crawl_options
    from scheduler.proposal import propose

    config = settings(home, config_file)
    config.home.make()
    proposal = engine.run(propose(url, crawl_options(config), datetime.now(UTC), name))
    path = config.home.sources / f"{proposal.source.name}.toml"
    if path.exists() and not force:
        raise SourceError(path, None, "is there already: name another with --name, or write over it with --force")
    text = render_source(proposal.source)
    parse_source(text, path)  # what is written must be readable
    if not as_json:
        _show_proposal(proposal, text)
        if not yes:
            click.confirm(f"Write this to {path}?", abort=True)
    write = yes or not as_json  # a program cannot be asked
    if write:
        path.write_text(text, encoding="utf-8")
    if as_json:
        found = {"source": proposal.source, "entries": proposal.entries, "article": proposal.article}
        say_json({"path": str(path), "written": write, **found})
    else:
        click.echo(f"written: {path}\nnext: silkwire crawl {proposal.source.name}{_home_as_typed(home)}")


def _home_as_typed(home: Path | None) -> str:
    """The option for the home, where it was typed: the next command needs it too."""
    import shlex

    typed = click.get_current_context().get_parameter_source("home") is click.core.ParameterSource.COMMANDLINE
    return f" --home {shlex.quote(str(home))}" if typed else ""


def _show_check(one: Check, now: object) -> None:
    from datetime import datetime

    age = f"{(now - one.newest).total_seconds() / 3600:.0f} h" if one.newest and isinstance(now, datetime) else "-"
    fields = " ".join(name for name, there in one.fields.items() if there) or "-"
    click.echo(
        f"{one.verdict:6} {one.source:24} {one.entries:4} entries, newest {age:>7}, robots {one.robots}, fields {fields}"
    )
    if one.verdict != "ok":
        click.echo(f"         {one.reason}")


def _show_proposal(proposal: Proposal, text: str) -> None:
    for entry in proposal.entries:
        click.echo(
            f"{entry.kind or 'no':14} {len(entry.links):4} links  {entry.url}"
            + (f"  ({entry.problem})" if entry.problem else "")
        )
    click.echo(f"\nIt would get, from {', '.join(entry.url for entry in proposal.chosen)}:")
    for link in [link for entry in proposal.chosen for link in entry.links][:8]:
        when = f"{link.published:%Y-%m-%d %H:%M}" if link.published else "no date"
        click.echo(f"  {when:16}  {link.title or link.url}")
    if proposal.article:
        article = proposal.article
        facts = (str(article.published or "no date"), ", ".join(article.authors) or "no author")
        click.echo(f"\nOne article read: {article.title}\n  {' | '.join(facts)} | {len(article.text)} characters")
    else:
        click.echo(f"\nNo article could be read yet: {proposal.problem}")
    click.echo("\n" + text)


def _complain(errors: object, *, fail: bool = True) -> None:
    """Say what is wrong with source files; the command has then failed in part."""
    from collections.abc import Sequence

    if isinstance(errors, Sequence) and errors:
        for error in errors:
            click.echo(str(error), err=True)
        if fail:
            raise click.exceptions.Exit(1)
