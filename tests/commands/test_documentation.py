"""Every command and every option stands in the documentation, and every command has help and an example."""

from __future__ import annotations

import itertools
import re
import shlex
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
    examples = [line.strip() for line in (command.epilog or "").splitlines() if line.startswith("  ")]
    assert examples, f"{name} shows no example"
    for example in examples:
        assert example.startswith(f"silkwire {name}")
        assert f"\n{example}\n" in text, f"{example!r} stands in the help alone"


def typed(line: str) -> list[str]:
    """The words after `silkwire` of a line for the shell, up to where another command begins."""
    words = shlex.split(line, comments=True)[1:]
    return list(itertools.takewhile(lambda word: word not in ("|", "&&", ">"), words))


def lines_to_type() -> Iterator[str]:
    """Every line of README and docs that a reader may copy into a terminal."""
    for path in (DOCS.parents[1] / "README.md", *DOCS.parent.glob("*.md")):
        for block in re.findall(r"(?ms)^```(?:sh)?\n(.*?)^```", path.read_text("utf-8")):
            yield from (line for line in block.splitlines() if line.startswith("silkwire "))


def test_whatever_the_documentation_shows_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("click.core.confirm", lambda *_: True)
    (tmp_path / "stories.jsonl").touch()
    lines = list(lines_to_type())
    assert len(lines) > 40
    for line in lines:
        assert not set("()<") & set(re.sub(r"'[^']*'|#.*", "", line)), f"the shell takes {line!r} amiss"
        command: click.Command = silkwire
        words = typed(line)
        while isinstance(command, click.Group):
            command, words = command.commands[words[0]], words[1:]
        command.make_context("silkwire", words)  # ends with a usage error when an option or a value is none


def test_lists_of_commands_break_off_no_sentence() -> None:
    groups = [silkwire, *(command for command in silkwire.commands.values() if isinstance(command, click.Group))]
    for group in groups:
        with click.Context(group) as ctx:
            assert "..." not in group.get_help(ctx).replace("[ARGS]...", "")


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
