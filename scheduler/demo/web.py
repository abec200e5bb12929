"""The mini-web: all sites of the demo, their source files, and the change between two crawls."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from scheduler.demo.render import Resource, page
from scheduler.demo.server import Served
from scheduler.demo.sites import SITES, View

ROBOTS = Resource(b"User-agent: *\nAllow: /\n", "text/plain")
SOURCES = Path(__file__).with_name("sources")


class MiniWeb:
    """Sites on loopback, made from the seeds and from stories of our own. A context manager."""

    def __init__(self, now: datetime | None = None, *, any_port: bool = False) -> None:
        """Begin to serve.

        Args:
            now: the moment that all dates are counted from; None: the present day
            any_port: take free ports at once instead of the usual ones
        """
        self._now = now or datetime.now(UTC)
        self._changed = False
        self.sites: dict[str, Served] = {}
        self._pages: dict[str, Mapping[str, Resource]] = {}
        for site in SITES:
            answer = functools.partial(self._answer, site.name)
            self.sites[site.name] = Served(answer, 0 if any_port else site.port)
        self._make()

    def change(self) -> None:
        """An article is corrected and a new one appears."""
        self._changed = True
        self._make()

    def write_sources(self, folder: Path) -> tuple[str, ...]:
        """Write the source file of each site into a folder; their names."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, served in self.sites.items():
            text = (SOURCES / f"{name}.toml").read_text("utf-8")
            (folder / f"{name}.toml").write_text(text.replace("{base}", served.base), "utf-8")
        return tuple(self.sites)

    def close(self) -> None:
        """Stop serving."""
        for served in self.sites.values():
            served.close()

    def __enter__(self) -> MiniWeb:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _make(self) -> None:
        for site in SITES:
            view = View(base=self.sites[site.name].base, now=self._now, changed=self._changed)
            pages = dict(site.pages(view))
            pages["/"] = page("home.html", title=site.name, paths=sorted(pages))
            self._pages[site.name] = pages | {"/robots.txt": ROBOTS}

    def _answer(self, name: str, path: str) -> Resource:
        found = self._pages.get(name, {}).get(path)
        return found or Resource(b"<!doctype html><title>Not here</title><h1>404</h1>", status=404)
