"""A home that the first schema left: the service brings it forward, and its own copy puts it back.

`first-schema.db.gz` is the database of three articles of `Site("herald")`, kept and published by the first version.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.store import schema
from tests.scheduler.test_service import LIMIT, Running, until

FIRST = Path(__file__).with_name("first-schema.db.gz")
IDS = [f"tag:silkwire,2026:story/{number}" for number in (3, 2, 1)]
"""Entries of its feed, the newest first."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Running]:
    found = Running(tmp_path)
    (tmp_path / "news.db").write_bytes(gzip.decompress(FIRST.read_bytes()))
    yield found
    if hasattr(found, "process"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(found.process.pid, signal.SIGKILL)
        found.process.wait(10)
    found.site.served.close()


def version(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def ids(running: Running) -> list[str]:
    return re.findall(r"<entry.*?<id>(.*?)</id>", running.get("/feeds/all.atom").decode(), re.DOTALL)


def command(*words: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scheduler", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_service_brings_the_first_schema_forward_and_its_copy_puts_it_back(home: Running) -> None:
    assert version(home.home / "news.db") == 1 < schema.VERSION

    # the old stories are served under their ids; the site has moved to another port, and its articles are the same stories
    home.start()
    assert until(lambda: ids(home), "the old stories in the feed")[-3:] == IDS
    home.site.publish(1, home.site.day)
    until(lambda: b"number 4" in home.get("/feeds/all.atom"), "news in the feed")
    assert ids(home)[1:] == IDS
    assert b"bridge" in home.get("/feeds/query.atom?q=bridge") or b"clinic" in home.get("/feeds/query.atom?q=clinic")
    assert home.stop() == 0
    assert version(home.home / "news.db") == schema.VERSION

    # the copy of before lies with the backups, whole and of the first schema, and the log says where
    copy = home.home / "backups" / f"before-schema-{schema.VERSION}.db"
    assert version(copy) == 1
    assert str(copy) in home.log()
    assert "Traceback" not in home.log()

    # put back as docs/running.md says
    for name in ("news.db-wal", "news.db-shm"):
        (home.home / name).unlink(missing_ok=True)
    shutil.copy(copy, home.home / "news.db")
    command("doctor", "--home", home.home)
    command("publish", "--full", "--home", home.home)
    home.start()
    until(lambda: b"number 4" in home.get("/feeds/all.atom"), "what came after the copy is found again")
    assert ids(home)[1:] == IDS
    assert home.stop() == 0
    assert len(home.urls()) == len(set(home.urls()))


def test_the_page_says_what_the_test_does() -> None:
    page = (Path(__file__).parents[2] / "docs" / "running.md").read_text("utf-8")
    for words in ("rm -f news.db-wal news.db-shm", "silkwire doctor && silkwire publish --full", "before-schema-N.db"):
        assert words in page
