"""The command line in a home of its own, with one source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scheduler.cli import main


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Town:
    """A home with the source `town`, and the command line that works on it."""

    home: Path
    told: pytest.CaptureFixture[str]

    @property
    def path(self) -> Path:
        return self.home / "sources" / "town.toml"

    def silkwire(self, *args: str) -> Said:
        self.told.readouterr()
        with pytest.raises(SystemExit) as end:
            main([*args, "--home", str(self.home)])
        out, err = self.told.readouterr()
        return Said(int(end.value.code or 0), out, err)

    def add(self, url: str, *more: str) -> Said:
        return self.silkwire("sources", "add", url, "--name", "town", "--yes", *more)

    def crawl(self, *more: str) -> Mapping[str, Any]:
        (self.home / "silkwire.toml").write_text("[sources.town]\ndelay = 0\n", "utf-8")
        said = self.silkwire("crawl", "town", "--json", "--no-publish", *more)
        assert said.code == 0, said.err
        report: Mapping[str, Any] = json.loads(said.out)["sources"]["town"]
        return report


@pytest.fixture
def town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Town:
    return Town(tmp_path, capsys)
