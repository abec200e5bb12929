"""The stylesheets that stand beside the feeds, and the stamp of this room's own files."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

STYLES = ("feed", "page")


@cache
def style(name: str) -> bytes:
    """The CSS of `feed` or `page`."""
    return files("feeds.build").joinpath(f"{name}.css").read_bytes()


@cache
def code_stamp() -> str:
    """Digest of the files of this package: documents made with others may look otherwise, and are made anew."""
    found = hashlib.sha256()
    for folder in (files("feeds.build"), files("feeds.build") / "templates"):
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            if file.is_file():
                found.update(file.name.encode() + file.read_bytes())
    for package, name in (("feeds", "names.toml"), ("feeds", "countries.toml"), ("crawler", "tracking.txt")):
        found.update(files(package).joinpath(name).read_bytes())
    return found.hexdigest()[:20]
