"""A disk that is really full under a running service: feeds go on, it is said what to do, and all heals when there is room."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.scheduler.test_service import Running, until

SIZE = 24
"""Megabytes of the small disk: the service needs a few, the write-ahead log of the database may take 16."""
BALLAST = "ballast"


def may_mount(folder: Path) -> bool:
    """Whether we may have a small disk of our own; it stands at `folder` then."""
    if not shutil.which("mount"):
        return False
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Running]:
    """A service whose home is a small disk."""
    home = tmp_path / "disk"
    if not may_mount(home):
        pytest.skip("needs the right to mount a disk")
    found = Running(home)
    found.log_file = tmp_path / "log"
    found.start()
    yield found
    with contextlib.suppress(ProcessLookupError):
        os.killpg(found.process.pid, signal.SIGKILL)
    found.process.wait(10)
    found.site.served.close()
    subprocess.run(["umount", "--lazy", str(home)], check=True)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A service with a home like any other."""
    found = Running(tmp_path)
    found.log_file = tmp_path.with_name(f"{tmp_path.name}-log")
    found.start()
    yield found
    with contextlib.suppress(ProcessLookupError):
        os.killpg(found.process.pid, signal.SIGKILL)
    found.process.wait(10)
    found.site.served.close()


def survives(running: Running, fill: Callable[[], object], free: Callable[[], object], says: str) -> None:
    """The disk fills, news comes, and there is room again."""
    until(lambda: b"number 3" in running.get("/feeds/all.atom"), "the first stories in the feed")
    fill()
    running.site.publish(4, running.site.day)
    until(lambda: says in running.log(), "a word of the full disk")
    assert b"number 3" in running.get("/feeds/all.atom"), "feeds are served on"
    assert b'"alive": true' in running.get("/healthz").replace(b'"alive":true', b'"alive": true')
    assert running.process.poll() is None
    assert "Traceback" not in running.log()
    free()
    until(lambda: b"number 7" in running.get("/feeds/all.atom"), "the news, once there is room")
    assert sorted(running.urls()) == sorted(f"{running.site.served.base}/a/{number}.html" for number in range(1, 8))
    assert running.stop() == 0
    assert not {"Traceback", "Fatal"} & set(running.log().split())


def test_a_disk_that_fills_up_is_survived(small: Running) -> None:
    ballast = small.home / BALLAST

    def fill() -> None:
        with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(b"\0" * 4096):
                pass

    survives(small, fill, ballast.unlink, "the disk is full: make room")


def test_files_that_may_not_grow_are_survived(running: Running) -> None:
    """No file of the service may grow beyond what its log needs: a quota, without the right to mount anything."""
    _, hard = resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE)

    def limit(most: int) -> None:
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (most, hard))

    survives(running, lambda: limit(100_000), lambda: limit(hard), "cannot go on")
