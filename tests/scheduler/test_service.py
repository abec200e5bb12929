"""The service as a process: it starts, serves, is killed, and comes back with nothing lost."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from crawler.sources import load_sources
from tests.scheduler.world import Site

LIMIT = 80.0
"""Seconds within which what is waited for must happen; a machine that tests on two cores may be busy."""


def until(true: Callable[[], object], what: str) -> object:
    """Wait for something that a process does; there is no event to wait for across processes."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        with contextlib.suppress(URLError, ConnectionError, TimeoutError, sqlite3.OperationalError):
            if found := true():
                return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {LIMIT:.0f} s")


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def children(pid: int) -> dict[int, str]:
    """Processes that a process started, and those that these started, with their command lines."""
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    rows = [line.strip().partition(" ") for line in listed.stdout.splitlines()]
    found = {int(number): arguments for number, _, arguments in rows}
    return found | {below: arguments for one in found for below, arguments in children(one).items()}


class Running:
    """`silkwire run` on a home with one site that publishes now and then."""

    def __init__(self, home: Path) -> None:
        self.home, self.port, self.site = home, free_port(), Site()
        self.log_file = home / "log"
        self.site.publish(3, self.site.day)
        self.site.write_source(home / "sources", every='"1s"')
        shipped = ", ".join(f'"{name}"' for name in load_sources().sources)
        (home / "silkwire.toml").write_text(f"ignore_sources = [{shipped}]\nworkers = 1\ntimeout = 5\n")
        self.process: subprocess.Popen[str]

    def start(self) -> None:
        log = self.log_file.open("a")
        command = [sys.executable, "-m", "scheduler", "run", "--home", str(self.home), "--port", str(self.port)]
        self.process = subprocess.Popen(command, stderr=log, stdout=log, text=True, start_new_session=True)
        log.close()
        # of its own web process: that of a service which was killed may still hold the port, and answer
        until(lambda: self.web() and self.get("/healthz"), "an answer of /healthz")

    def get(self, path: str) -> bytes:
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return answer.read()

    def urls(self) -> list[str]:
        with contextlib.closing(sqlite3.connect(self.home / "news.db", timeout=10)) as db:
            return [url for (url,) in db.execute("SELECT url FROM articles")]

    def web(self) -> int:
        return next((pid for pid, args in children(self.process.pid).items() if "scheduler.service.web" in args), 0)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(LIMIT)

    def log(self) -> str:
        return self.log_file.read_text()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    found = Running(tmp_path)
    found.start()
    yield found
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(found.process.pid, signal.SIGKILL)
    found.process.wait(10)
    found.site.served.close()


def test_the_life_of_a_service(running: Running) -> None:
    until(lambda: b"number 3" in running.get("/feeds/all.atom"), "the first stories in the feed")

    # new stories come to the feed by themselves
    running.site.publish(2, running.site.day)
    until(lambda: b"number 5" in running.get("/feeds/all.atom"), "new stories in the feed")

    # the figures of crawling stand beside those of serving, in a form that Prometheus reads
    wanted = (b"silkwire_seen_to_feed_seconds_count 5.0", b"silkwire_sources_due", b"silkwire_http_requests")
    text = until(lambda: all(one in (seen := running.get("/metrics")) for one in wanted) and seen, "figures")
    names = [family.name for family in text_string_to_metric_families(text.decode())]
    assert len(names) == len(set(names))
    assert {"silkwire_crawls", "silkwire_pool_workers_alive", "silkwire_publication_to_feed_seconds"} <= set(names)

    # a second service on this home is refused, in one line
    again = [sys.executable, "-m", "scheduler", "run", "--home", str(running.home), "--port", str(free_port())]
    second = subprocess.run(again, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert second.returncode == 1
    assert "runs on" in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1

    # a one-off crawl beside it is fine
    once = [sys.executable, "-m", "scheduler", "crawl", "herald", "--home", str(running.home)]
    assert subprocess.run(once, capture_output=True, timeout=LIMIT, check=False).returncode == 0

    # a web process that dies is replaced, and readers only wait
    web = running.web()
    os.kill(web, signal.SIGKILL)
    assert b"number 5" in until(lambda: running.get("/feeds/all.atom"), "an answer after the web process was killed")
    assert running.web() not in (0, web)
    assert "web process ended" in running.log()

    # a reading process that is killed is replaced
    for worker in (pid for pid, args in children(running.process.pid).items() if "crawler.reading" in args):
        os.kill(worker, signal.SIGKILL)
    running.site.publish(1, running.site.day)
    until(lambda: b"number 6" in running.get("/feeds/all.atom"), "news after a reading process was killed")

    # a source file that is added is crawled without a restart
    other = Site("gazette")
    other.publish(20, other.day)
    other.write_source(running.home / "sources", every='"1s"')
    until(lambda: any(other.served.base in url for url in running.urls()), "a crawl of the new source")

    # SIGTERM ends it soon, and well
    assert running.stop() == 0
    assert "Traceback" not in running.log()
    assert "Fatal" not in running.log()
    other.served.close()


def test_a_service_that_is_killed_loses_nothing_and_doubles_nothing(running: Running) -> None:
    for round_ in range(2):
        running.site.publish(4, running.site.day)
        want = 3 + 4 * (round_ + 1)
        until(lambda want=want: len(running.urls()) > want - 4, "some of the new articles")
        running.stop(signal.SIGKILL)
        running.start()  # at once, though the web process of before may still hold the port
    until(lambda: len(running.urls()) >= 11, "all articles")
    urls = running.urls()
    assert len(urls) == len(set(urls)) == 11
    until(lambda: b"number 11" in running.get("/feeds/all.atom"), "the last story in the feed")
    assert running.stop(signal.SIGINT) == 0
    with contextlib.closing(sqlite3.connect(running.home / "news.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    site = Site()
    port = site.served.base.rpartition(":")[2]
    command = [sys.executable, "-m", "scheduler", "run", "--home", str(tmp_path), "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    site.served.close()
    assert done.returncode == 1
    assert "is taken by another program" in done.stderr
    assert "Traceback" not in done.stderr
