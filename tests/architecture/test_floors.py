"""The plan of the house holds: imports go down only, and what must answer at once loads little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_floors_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--config", ROOT / "pyproject.toml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("statement", "forbidden"),
    [
        ("import feeds.build", {"scrapy", "twisted", "sqlite_utils", "trafilatura"}),
        ("import crawler.store", {"scrapy", "twisted", "trafilatura", "feedgen"}),
        ("import feeds.publish, feeds.shelf, feeds.catalogue", {"scrapy", "twisted", "sqlite_utils", "trafilatura"}),
        ("import crawler.sources, crawler.discover", {"scrapy", "twisted", "sqlite_utils"}),
        (
            "import scheduler.plan, scheduler.alarms, scheduler.config",
            {"scrapy", "twisted", "sqlite_utils", "apscheduler"},
        ),
        (
            "import scheduler.cli; scheduler.cli.main(['--help'])",
            {"scrapy", "twisted", "trafilatura", "starlette", "sqlite_utils", "lxml"},
        ),
    ],
)
def test_an_import_loads_no_more_than_it_must(statement: str, forbidden: set[str]) -> None:
    code = (
        "import sys, contextlib\n"
        f"with contextlib.suppress(SystemExit):\n    exec({statement!r})\n"
        "print('\\nLOADED', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rsplit("\nLOADED", 1)[1].split())
    assert not loaded & forbidden
