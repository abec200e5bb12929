"""The demo, the service, and how it is doing."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.commands.options import config_option, example, home_option, json_option, opened, say_json, settings
from scheduler.commands.words import Number


@click.command(epilog=example("silkwire demo --once --home /tmp/silkwire-demo"))
@click.option("--once", is_flag=True, help="Crawl and publish, then exit instead of serving.")
@click.option(
    "--port", type=Number(0, 65535), default=8000, show_default=True, help="Port to serve at (0: any free one)."
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where to keep it. Default: a folder that is gone afterwards.",
)
def demo(once: bool, port: int, home: Path | None) -> None:
    """Crawl a bundled mini-web over real HTTP, publish, and serve until Ctrl-C.

    No internet is needed: the sites are made from two documents that come with Silkwire, and from stories of our own.
    """
    from scheduler.demo import run_demo

    raise click.exceptions.Exit(run_demo(home, port, once=once, echo=click.echo))


@click.command(epilog=example("silkwire run --home ~/silkwire --port 8000"))
@click.option("--port", type=Number(0, 65535), help="Port to serve at. Default 8000.")
@click.option("--host", help="Address to listen on. Default 127.0.0.1: only this machine.")
@click.option("--log-format", type=click.Choice(["text", "json"]), help="How logs are written.")
@home_option
@config_option
def run(
    port: int | None, host: str | None, log_format: str | None, home: Path | None, config_file: Path | None
) -> None:
    """The service: crawl on a schedule, publish, serve, until Ctrl-C or SIGTERM."""
    from scheduler.service import run as run_service

    run_service(settings(home, config_file, secrets=True, port=port, host=host, log_format=log_format))


@click.command(epilog=example("silkwire status --json"))
@json_option
@home_option
@config_option
def status(as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """How sources, alarms, feeds and the last runs are doing."""
    from scheduler.overview import overview, render

    config = settings(home, config_file)
    with opened(config, make=False) as store:
        found = overview(config, store)
    if as_json:
        say_json(found)
    else:
        render(found)
