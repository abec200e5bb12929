"""Publishing and serving."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.commands.options import config_option, example, home_option, json_option, opened, say_json, settings
from scheduler.commands.words import Number


@click.command(epilog=example("silkwire publish --full"))
@click.option("--full", is_flag=True, help="Write every document anew, not only those whose stories changed.")
@json_option
@home_option
@config_option
def publish(full: bool, as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """Write the feeds whose stories changed to HOME/feeds."""
    from scheduler.jobs import publish_all
    from scheduler.service.serving import beside

    config = beside(settings(home, config_file))
    with opened(config) as store:
        report = publish_all(config, store, full=full)
    if as_json:
        say_json(report)
        return
    click.echo(
        f"{report.feeds} feeds, {report.written} documents written, {report.unchanged} unchanged, in {config.home.feeds}"
    )


@click.command(epilog=example("silkwire serve --port 8000"))
@click.option("--port", type=Number(0, 65535), help="Default 8000.")
@click.option("--host", help="Address to listen on. Default 127.0.0.1: only this machine.")
@home_option
@config_option
def serve(port: int | None, host: str | None, home: Path | None, config_file: Path | None) -> None:
    """Serve feeds and pages until Ctrl-C, without crawling."""
    from scheduler.service import serve_only

    config = settings(home, config_file, secrets=True, port=port, host=host)
    config.home.make()
    serve_only(
        config,
        ready=lambda at, number: click.echo(f"serving http://{at}:{number}/ (Ctrl-C ends it)"),
        warn=lambda text: click.echo(f"silkwire: {text}", err=True),
    )
