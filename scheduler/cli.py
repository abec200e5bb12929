"""The command `silkwire`: words and options to calls, errors to one line and an exit code.

Exit codes: 0 it worked, 1 something failed, 2 the command was not understood. Every command module is light: what it needs to do
its work is imported when it does it, so that `silkwire --help` answers at once.
"""

from __future__ import annotations

import errno
import io
import os
import select
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from crawler.errors import SilkwireError
from crawler.memory import collect_seldom
from scheduler.commands import crawling, extracting, feeds, service, settings, sources, stories, upkeep
from scheduler.commands.options import Group

COMMANDS: tuple[tuple[str, tuple[click.Command, ...]], ...] = (
    ("Start", (service.demo, service.run)),
    (
        "By hand",
        (
            crawling.crawl,
            extracting.extract,
            stories.search,
            stories.why,
            stories.story,
            stories.judge,
            stories.evaluate,
        ),
    ),
    ("Sources and feeds", (sources.sources, feeds.publish, feeds.serve)),
    ("Keep it running", (service.status, settings.config, upkeep.maintain, upkeep.backup, upkeep.doctor)),
    ("Data", (upkeep.export, upkeep.import_, upkeep.annotate)),
)
"""All commands by the group under which `--help` lists them."""


class _Groups(Group):
    """A group whose help lists its commands under headings."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in COMMANDS:
            self.write_commands(heading, commands, formatter)


UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
"""What writing to standard output fails with: such errors name no file."""


def _unread() -> bool:
    """Whether nobody reads our standard output any more."""
    output = select.poll()
    output.register(sys.stdout.fileno(), 0)
    return any(event & select.POLLERR for _, event in output.poll(0))


def _say_no_more() -> None:
    """What is still to be written to standard output cannot be: let it go, or the interpreter fails with it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _prepare_streams() -> None:
    """Standard output and error take whatever is said: a sign that their encoding lacks is shown as `?`, and one that was closed
    before we began swallows all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # open to the end
        elif isinstance(stream, io.TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="replace")


def _placed(error: click.ClickException) -> click.ClickException:
    """An option that every command knows, put before the command: say where it goes. Any other error as it is."""
    if isinstance(error, click.NoSuchOption) and error.ctx and isinstance(error.ctx.command, click.Group):
        option = error.option_name
        if option in ("--home", "--config", "--json"):
            return click.UsageError(
                f"{option} goes behind the command: {error.ctx.command_path} COMMAND {option}", error.ctx
            )
    return error


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"silkwire {version('silkwire')}")
        ctx.exit()


@click.group(cls=_Groups, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version.")
def silkwire() -> None:
    """News of international cooperation, from many sites, once: crawled, explained, published as feeds.

    Start with `silkwire demo`. Everything a run writes lies in one home directory (--home, else SILKWIRE_HOME).
    """


for _, _commands in COMMANDS:
    for _command in _commands:
        silkwire.add_command(_command)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    collect_seldom()
    _prepare_streams()
    try:
        code = silkwire.main(args=args, prog_name="silkwire", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        code = 1
    except click.ClickException as error:
        _placed(error).show()
        code = error.exit_code
    except SilkwireError as error:
        click.echo(f"silkwire: {error}", err=True)
        code = 1
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
        code = 130
    except (BrokenPipeError, SystemExit) as error:
        # the reader of our output has left (`silkwire search ... | head`), for which click and rich end the process: no failure
        if not (_unread() or isinstance(error.__context__, BrokenPipeError)):  # rich has closed the output already
            raise
        _say_no_more()
        code = 0
    except OSError as error:
        if error.filename is None and error.errno not in UNWRITABLE:
            raise  # a mistake of ours, such as a TimeoutError that nobody caught: its trace is what helps
        click.echo(f"silkwire: {error.filename or 'output'}: {error.strerror or error}", err=True)
        code = 1
        try:
            sys.stdout.flush()
        except OSError:  # that was it: the disk that it goes to is full
            _say_no_more()
    try:
        sys.stdout.flush()
    except OSError:  # what was still to be said has no reader, or no room
        code = code or int(not _unread())
        _say_no_more()
    sys.exit(code if isinstance(code, int) else 0)


def run() -> None:
    """The command `silkwire`: `main`, and the process ends at once.

    To take a thousand modules apart before that cost every command a twentieth of a second. Nothing of ours waits for it: what is
    to be closed is closed by those who opened it.
    """
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int):  # a text that the interpreter has to tell
            raise
        try:
            for stream in filter(None, (sys.stdout, sys.stderr)):  # None: it was closed before we began
                stream.flush()
        except OSError:  # what is left cannot be written: the interpreter says so
            raise end from None
        os._exit(end.code)
