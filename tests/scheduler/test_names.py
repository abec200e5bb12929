"""DNS that fails: where this machine allows it, with its own resolver and a name server that is made to fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler import jobs
from tests.scheduler.world import World

SPACES = ("unshare", "--mount", "--net")


def may_have_spaces() -> bool:
    """Whether we may have a network and a view of the disk of our own."""
    if not shutil.which(SPACES[0]) or not Path("/etc/resolv.conf").exists():
        return False
    return subprocess.run([*SPACES, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_have_spaces(), reason="needs the right to make namespaces")
def test_dns_down_for_a_day_is_survived_and_heals() -> None:
    scene = Path(__file__).with_name("names_scene.py")
    command = [*SPACES, sys.executable, "-m", "pytest", str(scene), "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=170, check=False, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert re.search(r"3 passed", done.stdout)


def test_a_name_that_no_resolver_knows_is_told_and_the_corrected_file_heals(world: World) -> None:
    assert world.crawl(new=2).ok
    path, port = world.config.home.sources / "herald.toml", world.site.served.base.rpartition(":")[2]
    good = path.read_text()
    path.write_text(good.replace(world.site.served.base, f"http://herald.invalid:{port}"))
    world.loaded = jobs.load(world.config)
    for _ in range(8):
        report = world.crawl()
    assert [problem.kind for problem in report.problems] == ["dns"]
    assert "herald.invalid has no address" in world.alarms()["broken"].message
    path.write_text(good)
    world.loaded = jobs.load(world.config)
    assert world.crawl(new=1).outcomes["new"] == 1
    assert world.alarms() == {}
