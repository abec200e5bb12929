"""Readers that poll while the feeds are written anew a thousand times, and their writer is killed twenty times with kill -9.

    python -m tests.bench.polling --regenerations 1000 --kills 20 [--readers 3] [--seed 1]

A writer of its own process keeps a story and publishes it, again and again. Readers ask the web process for every document in every
coding; one more looks at the files as nginx would, twins first. Reports how many documents were read, and how many of them were
missing, torn, or older than one read before.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from xml.etree import ElementTree

import httpx

from crawler.dedupe import fingerprint
from crawler.model import Reading
from crawler.store import Store
from feeds.publish import publish
from feeds.shelf import FileShelf
from tests.web.room import rooms
from tests.web.stories import a_story

NAMES = ("all", "changes", "country/KE", "kind/agreement", "source/herald")
FORMATS = ("atom", "rss", "json", "html")
DOCUMENTS = (*(f"{name}.{extension}" for name in NAMES for extension in FORMATS), "feeds.opml")
BEGIN = datetime(2026, 5, 1, tzinfo=UTC)
NUMBER = re.compile(rb"tag:silkwire,2026:story/(\d+)|\"story-(\d+)\"")


def write_on(home: Path, made: Synchronized[int]) -> None:
    """Keep a story and publish, for ever; counts what was published."""
    shelf = FileShelf(home / "feeds")
    with Store(home / "news.db") as store:
        while True:
            number = store.stats()["stories"] + 1
            told = a_story(number, lead={"text": words(number)})
            reading = Reading(article=told.lead, annotation=told.annotation, fingerprint=fingerprint(told.lead))
            store.keep(reading, BEGIN + timedelta(minutes=number))
            publish(store, shelf, base_url="http://127.0.0.1:8000", health=store)
            made.value += 1


def words(number: int) -> str:
    """A text unlike all others, of its own length."""
    rng = random.Random(number)
    return "\n\n".join(
        " ".join(f"w{rng.randrange(10**6)}" for _ in range(20)) + "." for _ in range(rng.randrange(2, 12))
    )


def check(name: str, body: bytes) -> int:
    """The newest story in a document, 0 without one; raises ValueError when the document is not whole."""
    if name.endswith(".json"):
        json.loads(body)
    elif name.endswith(".html"):
        if not body.rstrip().endswith(b"</html>"):
            raise ValueError("the page does not end")
    else:
        try:
            ElementTree.fromstring(body)
        except ElementTree.ParseError as error:
            raise ValueError(str(error)) from error
    return max((int(one or other) for one, other in NUMBER.findall(body)), default=0)


class Reader(threading.Thread):
    """Reads documents by one way, all the time; `read` gives the bytes of one, or None when it is missing."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        super().__init__(daemon=True)
        self.read, self.over = read, threading.Event()
        self.counts: Counter[str] = Counter()
        self.newest: dict[str, int] = {}
        self.trouble: list[str] = []

    def run(self) -> None:
        while not self.over.is_set():
            for name in DOCUMENTS:
                self._look(name)

    def _look(self, name: str) -> None:
        self.counts["documents"] += 1
        try:
            body = self.read(name)
            if body is None:
                self._note("missing", name)
                return
            number = check(name, body)
        except ValueError as error:
            self._note("torn", f"{name}: {error}")
            return
        if number < self.newest.get(name, 0):
            self._note("older", name)
        self.counts["fresh"] += number > self.newest.get(name, 0)
        self.newest[name] = number

    def _note(self, what: str, note: str) -> None:
        self.counts[what] += 1
        self.trouble.append(f"{what}: {note}")


def over_http(url: str, seed: int) -> Callable[[str], bytes | None]:
    """As a feed reader asks, in any coding."""
    client, rng = httpx.Client(base_url=url, timeout=30, trust_env=False), random.Random(seed)

    def read(name: str) -> bytes | None:
        coding = rng.choice(("identity", "gzip", "br"))
        path = f"/{name}" if name == "feeds.opml" else f"/feeds/{name}"
        answer = client.get(path, headers={"Accept-Encoding": coding})
        return answer.content if answer.status_code == 200 else None

    return read


def on_disk(folder: Path) -> Callable[[str], bytes | None]:
    """As nginx with `gzip_static` looks: the twin if there is one, else the document itself."""

    def read(name: str) -> bytes | None:
        for path, unpacked in ((folder / f"{name}.gz", gzip.decompress), (folder / name, bytes)):
            try:
                return unpacked(path.read_bytes())
            except FileNotFoundError:
                continue
            except (EOFError, gzip.BadGzipFile) as error:
                raise ValueError(f"{path} is torn: {error}") from error
        return None

    return read


@contextmanager
def writing(home: Path, made: Synchronized[int]) -> Iterator[Callable[[], None]]:
    """The writer runs; what is given kills it with kill -9 and starts another."""
    context = multiprocessing.get_context("spawn")
    found = []

    def begin() -> None:
        found.append(context.Process(target=write_on, args=(home, made), daemon=True))
        found[-1].start()

    def end() -> None:
        os.kill(found[-1].pid or 0, signal.SIGKILL)
        found[-1].join()

    def again() -> None:
        end()
        begin()

    begin()
    try:
        yield again
    finally:
        end()


def measure(regenerations: int, kills: int, readers: int, seed: int, home: Path) -> dict[str, object]:
    """One run. Raises TimeoutError when the writer does not get on."""
    rng = random.Random(seed)
    # a plain int in shared memory: whoever is killed holds no lock
    made: Synchronized[int] = multiprocessing.get_context("spawn").Value("i", 0, lock=False)
    moments = sorted(rng.sample(range(1, regenerations), kills))
    began = time.monotonic()
    with rooms(home) as start, writing(home, made) as kill:
        reach(made, 1)
        room = start(factory=lambda: Store(home / "news.db", read_only=True), published=False)
        ways = [over_http(room.url, seed + number) for number in range(readers)] + [on_disk(home / "feeds")]
        all_readers = [Reader(way) for way in ways]
        for reader in all_readers:
            reader.start()
        for moment in moments:
            reach(made, moment)
            time.sleep(rng.random() * 0.05)  # at any moment of a writing
            kill()
        reach(made, regenerations)
        for reader in all_readers:
            reader.over.set()
        for reader in all_readers:
            reader.join(60)
    counts = sum((reader.counts for reader in all_readers), Counter())
    return {
        "regenerations": made.value, "kills": kills, "readers": len(all_readers), "documents": counts["documents"],
        "fresh": counts["fresh"], "missing": counts["missing"], "torn": counts["torn"], "older": counts["older"],
        "seconds": round(time.monotonic() - began, 1),
        "trouble": [note for reader in all_readers for note in reader.trouble][:10],
    }  # fmt: skip


def reach(made: Synchronized[int], number: int, patience: float = 120) -> None:
    """Wait until so many regenerations were made."""
    end = time.monotonic() + patience
    while made.value < number:
        if time.monotonic() > end:
            raise TimeoutError(f"the writer stands at {made.value} of {number}")
        time.sleep(0.005)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--regenerations", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="silkwire-polling-"))
    try:
        print(json.dumps(measure(asked.regenerations, asked.kills, asked.readers, asked.seed, home), indent=1))
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
