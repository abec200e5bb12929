"""The demo's home, crawled and published once for all tests of the whole chain, and a server over it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SILKWIRE = (sys.executable, "-m", "scheduler")


def silkwire(*args: str | Path, timeout: float = 120, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SILKWIRE_")} | more
    command = [*SILKWIRE, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, env=environment, check=False)


@dataclass(frozen=True)
class Demo:
    """A home after `silkwire demo --once`."""

    home: Path
    said: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    home = tmp_path_factory.mktemp("demo")
    done = silkwire("demo", "--once", "--port", "0", "--home", home)
    assert done.returncode == 0, done.stdout + done.stderr
    return Demo(home=home, said=done.stdout)


@pytest.fixture(scope="session")
def served(demo: Demo) -> Iterator[str]:
    """Base address of `silkwire serve` over the demo's home; it must end with 0 when told to."""
    process = subprocess.Popen(
        [*SILKWIRE, "serve", "--port", "0", "--home", str(demo.home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            yield found[0]
            break
    process.send_signal(signal.SIGINT)
    said += process.communicate(timeout=30)[0]
    assert process.returncode == 0, said
