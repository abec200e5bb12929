"""A reader that polls while documents are written, and their writer is killed: it never sees a torn or a missing one."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path
from xml.etree import ElementTree

from feeds.model import Document
from feeds.shelf import FileShelf


def write_on(folder: Path, begin: int) -> None:
    from datetime import UTC, datetime

    shelf, number = FileShelf(folder), begin
    while True:
        body = f"<feed><n>{number}</n>{'<e>text</e>' * (number % 700)}<n>{number}</n></feed>".encode()
        shelf.put(
            Document(name="all.atom", body=body, media_type="application/xml", updated=datetime(2026, 1, 1, tzinfo=UTC))
        )
        number += 1


def test_no_answer_is_torn(start, stories, tmp_path):
    room = start(stories)
    seen, chance, context = set(), random.Random(4), multiprocessing.get_context("spawn")
    for turn in range(2):
        writer = context.Process(target=write_on, args=(tmp_path / "feeds", turn * 100_000), daemon=True)
        writer.start()
        end = time.monotonic() + 20
        fresh: set[str] = set()
        while len(fresh) < 3 and time.monotonic() < end:
            coding = chance.choice(("identity", "gzip", "br"))
            answer = room.get("/feeds/all.atom", headers={"Accept-Encoding": coding})
            assert answer.status_code == 200
            root = ElementTree.fromstring(answer.content)
            numbers = [one.text for one in root.findall("n")]
            if numbers:
                assert numbers[0] == numbers[1]
                fresh.add(numbers[0])
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        seen |= fresh
    assert len(seen) >= 5
