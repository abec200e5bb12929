"""Feeds that were published for another address are served, and it is said what to do."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.chain.conftest import SILKWIRE, Demo, silkwire


@pytest.fixture
def home(demo: Demo, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo.home, tmp_path / "home"))


def served(home: Path, *options: str) -> tuple[str, bytes, str]:
    """(address, the feed of everything, what was said) of `silkwire serve`, ended again."""
    command = [*SILKWIRE, "serve", "--home", str(home), *options]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SILKWIRE_")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        with urllib.request.urlopen(f"{found[0]}/feeds/all.json", timeout=30) as answer:
            body = answer.read()
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=30)[1]
    assert process.returncode == 0, said
    return found[0], body, said


def test_another_port_than_published_is_told_and_mended_as_it_says(home: Path) -> None:
    address, body, said = served(home, "--port", "0")
    (line,) = [one for one in said.splitlines() if "published for" in one]
    old = re.search(r"published for (http://127\.0\.0\.1:\d+),", line)
    assert old is not None
    assert old[1] != address
    assert f"{old[1]}/feeds/all.json".encode() in body
    assert "base_url" in line
    assert "`silkwire publish`" in line

    (home / "silkwire.toml").write_text('base_url = "http://news.example"\n')
    assert silkwire("publish", "--home", home).returncode == 0
    _, body, said = served(home, "--port", "0")
    assert "published for" not in said
    assert b"http://news.example/feeds/all.json" in body


def test_a_home_without_feeds_or_with_a_foreign_file_is_served_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "all.json").write_text("[1]")
    assert "published for" not in served(tmp_path, "--port", "0")[2]
