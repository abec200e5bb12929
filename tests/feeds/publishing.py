"""Publishing on a shelf, and what stands there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from crawler.model import Mention, Story
from feeds.model import Shelf
from feeds.publish import PublishReport, publish
from feeds.shelf import FileShelf
from tests.feeds.reader import Stories
from tests.feeds.stories import annotation, story


class Roomy(FileShelf):
    """A shelf on a disk with room, whatever the machine has."""

    def room(self) -> int:
        return 1 << 40


BASE = "http://127.0.0.1:8000"


def run(reader: Stories, folder: Path | Shelf, **more: Any) -> PublishReport:
    shelf = Roomy(folder) if isinstance(folder, Path) else folder
    return publish(reader, shelf, **({"base_url": BASE, "health": reader, "sync": lambda: None} | more))


def files(folder: Path) -> dict[str, bytes]:
    """All documents; not what publishing keeps for itself."""
    shelf = FileShelf(folder)
    return {name: shelf.get(name) or b"" for name in shelf.names() if not name.startswith("private/memory")}


def ids(folder: Path, name: str) -> list[int]:
    """The numbers of the stories in a JSON Feed."""
    items = json.loads((folder / f"{name}.json").read_bytes())["items"]
    return [int(item["id"].rpartition("/")[2]) for item in items]


def world(number: int = 70) -> list[Story]:
    """Stories of Kenya, every third of Cuba, every fourth in Chinese."""
    return [
        story(
            n,
            lead={"language": "zh" if n % 4 == 0 else "en", "title": f"Port number {n}"},
            annotation=annotation(countries=(Mention(code="CU" if n % 3 == 0 else "KE", score=1.0),)),
        )
        for n in range(1, number + 1)
    ]
