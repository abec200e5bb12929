"""A crawl that is killed, and two at once: nothing is lost, nothing doubled, nobody is turned away."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scheduler.demo import MiniWeb
from tests.chain.conftest import SILKWIRE, silkwire


@pytest.fixture
def web() -> Iterator[MiniWeb]:
    with MiniWeb() as running:
        yield running


def start(home: Path, *names: str) -> subprocess.Popen[str]:
    command = [*SILKWIRE, "crawl", *names, "--home", str(home), "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def articles(home: Path) -> list[tuple[str, str]]:
    """(address, title) of everything that is kept."""
    if not (home / "news.db").exists():
        return []
    with closing(sqlite3.connect(f"file:{home / 'news.db'}?mode=ro", uri=True, timeout=30)) as db:
        try:
            return list(db.execute("SELECT url, title FROM articles ORDER BY url"))
        except sqlite3.OperationalError:  # the tables are being made
            return []


def groups(home: Path) -> list[list[tuple[str, str]]]:
    """The stories, each as the sources and titles of its articles.

    Not their addresses: one page of the mini-web has two, and either may be fetched first.
    """
    with closing(sqlite3.connect(home / "news.db")) as db:
        found: dict[int, list[tuple[str, str]]] = {}
        for source, title, story in db.execute("SELECT source, title, story_id FROM articles"):
            found.setdefault(story, []).append((source, title))
    return sorted(map(sorted, found.values()))


def test_a_killed_crawl_loses_nothing_and_doubles_nothing(web: MiniWeb, tmp_path: Path) -> None:
    names = web.write_sources(tmp_path / "calm" / "sources")
    web.write_sources(tmp_path / "killed" / "sources")
    assert silkwire("crawl", *names, "--home", tmp_path / "calm").returncode == 0
    for many in (1, 4, 7):
        process = start(tmp_path / "killed", *names)
        deadline = time.monotonic() + 60
        while process.poll() is None and len(articles(tmp_path / "killed")) < many and time.monotonic() < deadline:
            os.sched_yield()
        with contextlib.suppress(ProcessLookupError):  # it had come to its end
            os.killpg(process.pid, 9)
        process.communicate()
    done = silkwire("crawl", *names, "--home", tmp_path / "killed")
    assert done.returncode == 0, done.stdout + done.stderr
    assert groups(tmp_path / "killed") == groups(tmp_path / "calm")
    with closing(sqlite3.connect(tmp_path / "killed" / "news.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_crawls_at_once_do_not_hinder_each_other(web: MiniWeb, tmp_path: Path) -> None:
    names = web.write_sources(tmp_path / "sources")
    half = len(names) // 2
    pair = [start(tmp_path, *names[:half]), start(tmp_path, *names[half:])]
    for process in pair:
        out, said = process.communicate(timeout=120)
        assert process.returncode == 0, out + said
        assert "locked" not in out + said
    kept = articles(tmp_path)
    assert len(kept) == len({url for url, _ in kept})
    assert silkwire("crawl", *names, "--home", tmp_path, "--json").returncode == 0
    assert articles(tmp_path) == kept
