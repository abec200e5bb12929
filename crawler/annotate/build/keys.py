"""Compiles the keys that the gazetteer is searched by, a table for each script, so that a reader loads what its texts need.

Run after any change of the gazetteer: `python -m crawler.annotate.build.keys`. It reads `data/gazetteer.tsv.gz` and writes
`data/gazetteer/<script>.json.gz`; equal sources give equal tables. A table has `places` (the fields of `gazetteer.Place`, with tabs
between them), `entries` (letters before the match itself, how it ends, and numbers of places), `keys` (all three one a line, so that a
reader parses only those that it finds in a text), and `of` (the number of each key's entry).
"""

from __future__ import annotations

import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crawler.annotate.gazetteer import Place
from crawler.annotate.phrases import keys
from crawler.annotate.scripts import script_of

DATA = Path(__file__).resolve().parent.parent / "data"
SOURCE = DATA / "gazetteer.tsv.gz"
TABLES = DATA / "gazetteer"
Entry = tuple[int, int, tuple[Place, ...]]


def places(lines: Iterable[str]) -> Iterator[tuple[str, Place]]:
    """Each name with what it stands for, its languages together."""
    merged: dict[tuple[str, str, str], set[str]] = {}
    for line in lines:
        name, code, kind, language = line.split("\t")
        merged.setdefault((name, code, kind), set()).add(language)
    for (name, code, kind), languages in merged.items():
        yield name, Place(code, kind, "" if "" in languages else " ".join(sorted(languages)), _shape(name))


def _shape(name: str) -> str:
    head = name[0]
    if head == head.lower():
        return ""
    letters = [c for c in name if c.isalpha()]
    return "A" if len(letters) <= 4 and all(c == c.upper() for c in letters) else "a"


def tables(lines: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The table of each script."""
    found: dict[str, tuple[int, int, list[Place]]] = {}
    for name, place in places(lines):
        for key, lead, open_end in keys(name):
            values = found.setdefault(key, (lead, open_end, []))[2]
            if place not in values:
                values.append(place)
    by_script: dict[str, dict[str, Entry]] = defaultdict(dict)
    for key, (lead, open_end, values) in sorted(found.items()):
        by_script[script_of(key)][key] = (lead, open_end, tuple(values))
    return {script: _table(entries) for script, entries in by_script.items()}


def _table(by_key: dict[str, Entry]) -> dict[str, Any]:
    places = {place: number for number, place in enumerate(dict.fromkeys(p for e in by_key.values() for p in e[2]))}
    entries = {entry: number for number, entry in enumerate(dict.fromkeys(by_key.values()))}
    return {
        "places": "\n".join(map("\t".join, places)),
        "entries": "\n".join(
            " ".join(map(str, (lead, end, *(places[place] for place in values)))) for lead, end, values in entries
        ),
        "keys": "\n".join(by_key),
        "of": [entries[entry] for entry in by_key.values()],
    }


def main() -> None:
    """Write the tables."""
    lines = gzip.decompress(SOURCE.read_bytes()).decode().split("\n")
    TABLES.mkdir(exist_ok=True)
    for script, table in tables(lines).items():
        out = io.BytesIO()
        with gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="", compresslevel=9) as file:
            file.write(json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode())
        (TABLES / f"{script}.json.gz").write_bytes(out.getvalue())
        print(f"{script}: {len(table['of'])} keys, {len(out.getvalue())} bytes")


if __name__ == "__main__":
    main()
