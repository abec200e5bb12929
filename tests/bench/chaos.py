"""The service under kill -9: a site publishes all the time, and the service is killed at random moments.

    python -m tests.bench.chaos --minutes 20 --kills 30 [--rate 20] [--seed 1]

Reports whether an article was lost or kept twice, whether a feed was ever torn, the integrity of the database, and how long it took
from publication to the feed as a distribution, over the whole run and without the articles that a kill delayed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import shutil
import signal
import sqlite3
import statistics
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.scheduler.test_service import Running

SETTLE = 30.0
"""Seconds after the last publication in which the rest must arrive."""


class Watch(threading.Thread):
    """Reads the feed all the time: when was each article seen first, and was every document whole."""

    def __init__(self, running: Running) -> None:
        super().__init__(daemon=True)
        self.running, self.seen, self.torn, self.refused, self.over = running, {}, 0, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.25):
            try:
                body = self.running.get("/feeds/all.atom")
            except OSError:
                self.refused += 1
                continue
            now = time.monotonic()
            try:
                ET.fromstring(body)
            except ET.ParseError:
                self.torn += 1
            for number in re.findall(rb"number (\d+) near", body):
                self.seen.setdefault(int(number), now)


def measure(minutes: float, kills: int, rate: float, seed: int, home: Path) -> dict[str, object]:
    """One run. `rate`: articles a minute."""
    rng = random.Random(seed)
    running = Running(home)
    running.site.show = 40
    running.start()
    watch = Watch(running)
    watch.start()
    began = time.monotonic()
    end = began + 60 * minutes
    moments = sorted(rng.uniform(began + 5, end - 5) for _ in range(kills))
    published = dict.fromkeys(range(1, 4), began)
    killed: list[float] = []
    while (now := time.monotonic()) < end:
        if moments and now >= moments[0]:
            moments.pop(0)
            killed.append(now)
            running.stop(signal.SIGKILL)
            running.start()
        if rng.random() < rate / 60 * 0.2:
            running.site.publish(1, running.site.day)
            published[running.site.articles] = time.monotonic()
        time.sleep(0.2)
    deadline = time.monotonic() + SETTLE
    while len(watch.seen) < len(published) and time.monotonic() < deadline:
        time.sleep(0.5)
    watch.over.set()
    code = running.stop(signal.SIGTERM)
    urls = running.urls()
    with contextlib.closing(sqlite3.connect(home / "news.db")) as db:
        integrity = db.execute("PRAGMA integrity_check").fetchone()[0]
    running.site.served.close()
    delays = {number: watch.seen[number] - at for number, at in published.items() if number in watch.seen}
    calm = [
        one
        for number, one in delays.items()
        if not any(published[number] - 20 < at < published[number] + 20 for at in killed)
    ]
    return {
        "published": len(published), "kept": len(set(urls)), "twice": len(urls) - len(set(urls)),
        "never_in_feed": sorted(set(published) - set(watch.seen)), "torn": watch.torn, "unanswered": watch.refused,
        "kills": len(killed), "integrity": integrity, "exit": code,
        "delay_s": spread(list(delays.values())), "delay_s_without_kills_near": spread(calm),
    }  # fmt: skip


def spread(found: list[float]) -> dict[str, float]:
    """A distribution in a few numbers."""
    if not found:
        return {}
    found = sorted(found)
    at = {"p10": 0.1, "p50": 0.5, "p90": 0.9, "p99": 0.99}
    shown = {name: round(found[int(share * (len(found) - 1))], 1) for name, share in at.items()}
    return {"mean": round(statistics.fmean(found), 1), **shown, "most": round(found[-1], 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="silkwire-chaos-"))
    try:
        print(json.dumps(measure(asked.minutes, asked.kills, asked.rate, asked.seed, home), indent=1))
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
