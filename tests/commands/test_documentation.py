"""Every command and every option stands in the documentation, and every command has help and an example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scheduler.cli import COMMANDS, silkwire

DOCS = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
EVERYWHERE = {"--home", "--config", "--json", "--help"}
"""Explained once, at the top of the page."""


def leaves(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for word, below in command.commands.items():
            yield from leaves(f"{name} {word}", below)
    else:
        yield name, command


ALL = [leaf for _, commands in COMMANDS for command in commands for leaf in leaves(command.name or "", command)]


def section(name: str) -> str:
    found = re.search(rf"(?ms)^### `silkwire {re.escape(name)}(?= |`)(.*?)(?=^##|\Z)", DOCS.read_text("utf-8"))
    assert found, f"docs/commands.md has no section for `silkwire {name}`"
    return found[1]


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _ in ALL])
def test_a_command_is_documented(name: str, command: click.Command) -> None:
    text = section(name)
    for option in command.params:
        if isinstance(option, click.Option) and not EVERYWHERE & set(option.opts):
            assert option.help, f"{name} {option.opts} has no help"
            assert max(option.opts, key=len) in text, f"{name} {option.opts} is not documented"
    assert command.help
    assert (command.epilog or "").startswith("Example"), f"{name} shows no example"
    assert f"silkwire {name}" in (command.epilog or "")


def test_the_documentation_names_no_command_that_is_gone() -> None:
    named = re.findall(r"(?m)^### `silkwire ([a-z ]+?)(?: [\[A-Z{].*)?`$", DOCS.read_text("utf-8"))
    groups = {command.name for _, commands in COMMANDS for command in commands if isinstance(command, click.Group)}
    assert set(named) == {name for name, _ in ALL} | groups


def test_advice_names_commands_that_there_are() -> None:
    root = DOCS.parents[1]
    files = [root / "README.md", *(root / "docs").glob("*.md")]
    files += [
        path
        for room in ("crawler", "feeds", "scheduler")
        for path in (root / room).rglob("*.*")
        if path.suffix != ".pyc"
    ]
    named = {
        words
        for path in files
        for words in re.findall(r"`silkwire ((?:[a-z]+ ?)+)", path.read_text("utf-8", errors="replace"))
    }
    assert len(named) > 20
    for words in sorted(named):
        command: click.Command = silkwire
        for word in words.split():
            if not isinstance(command, click.Group):
                break  # what follows are its arguments
            assert word in command.commands, f"`silkwire {words}` is no command"
            command = command.commands[word]


def test_every_command_is_listed_under_a_heading() -> None:
    assert set(silkwire.commands) == {command.name for _, commands in COMMANDS for command in commands}
