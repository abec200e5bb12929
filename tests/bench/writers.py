"""Processes that write into one store at once: is anything refused, kept twice, or lost?

    python -m tests.bench.writers [--seconds 60] [--processes 2] [--seed 1]

Each process keeps the same invented pages in an order of its own, half of them under its own outlet's name and half under one that
all share, and comes back to pages it has kept; one process also searches. At the end each page must be there once, each
text in one story with each outlet once, and the doctor must find nothing.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawler.model import Reading, Story
from crawler.store import Store
from feeds.model import Query
from tests.store.conftest import NOW, prose, reading_of

Answers = dict[str, Any]


@lru_cache(maxsize=200)
def page(source: str, text: int) -> Reading:
    """The page of a source that tells a text."""
    return reading_of(f"T{text}", prose(text, 8), url=f"https://{source}.example/{text}", source=source)


def write(path: Path, number: int, seconds: float, seed: int) -> Answers:
    """One process: what it was answered, and how long it waited at most."""
    rng, outcomes, waits, errors = random.Random(seed + number), Counter[str](), [0.0], []
    told: set[tuple[str, int]] = set()
    end, at = time.monotonic() + seconds, 0
    with Store(path) as store:
        while time.monotonic() < end:
            text = rng.randrange(max(0, at - 40), at + 10)  # all processes are at the same texts
            source = f"own{number}" if text % 2 else "shared"
            reading = page(source, text)
            begun = time.monotonic()
            try:
                kept = store.keep(reading, NOW + timedelta(seconds=at))
            except Exception as error:  # noqa: BLE001 (counted and told: any is a failure)
                errors.append(f"{type(error).__name__}: {error}")
                continue
            waits.append(time.monotonic() - begun)
            outcomes[kept.outcome] += 1
            told.add((source, text))
            at += 1
            if number == 0 and at % 50 == 0:
                store.search(prose(text, 1).split()[0])
    return {"outcomes": dict(outcomes), "longest": max(waits), "errors": errors, "told": sorted(told)}


def measure(seconds: float, processes: int, seed: int, folder: Path) -> Answers:
    """One run."""
    path = folder / "news.db"
    Store(path).close()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        answers = pool.starmap(write, [(path, number, seconds, seed) for number in range(processes)])
    told = {tuple(one) for answer in answers for one in answer["told"]}
    with Store(path) as store:
        stories = list(every(store))
        urls = Counter(outlet.url for story in stories for outlet in story.outlets)
        texts = Counter(text for story in stories for text in {one.url.rpartition("/")[2] for one in story.outlets})
        return {
            "answers": [{name: value for name, value in answer.items() if name != "told"} for answer in answers],
            "pages": len(told),
            "kept": store.stats()["articles"],
            "twice": sum(many - 1 for many in urls.values()),
            "lost": len({f"https://{source}.example/{text}" for source, text in told} - urls.keys()),
            "texts": len(texts),
            "texts in two stories": sum(many > 1 for many in texts.values()),
            "doctor": [one.what for one in store.doctor() if one.level == "error"],
        }


def every(store: Store) -> Iterator[Story]:
    """All stories, read a page at a time."""
    last = None
    while found := store.stories(Query(everything=True), limit=200, before=last):
        yield from found
        last = (found[-1].first_seen, found[-1].id)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(measure(args.seconds, args.processes, args.seed, Path(name)), indent=1))
