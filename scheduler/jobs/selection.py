"""Which sources there are and which are meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.errors import ConfigError, SourceError
from crawler.model import CrawlReport, Problem, Source
from scheduler.config import Config

if TYPE_CHECKING:
    from crawler.sources import Loaded


def load(config: Config) -> Loaded:
    """All sources: the shipped ones, the user's own, and what the configuration changes in them.

    A change of a source that does not exist is one more of the errors, so that a typing mistake is seen.
    """
    from crawler.sources import load_sources

    loaded = load_sources(config.home.sources)
    kept = {
        name: config.sources[name].apply(source) if name in config.sources else source
        for name, source in loaded.sources.items()
        if name not in config.ignore_sources
    }
    unknown = tuple(
        SourceError(config.path, f"sources.{name}", f"there is no such source{_perhaps(name, loaded.sources)}")
        for name in config.sources
        if name not in loaded.sources
    )
    return replace(loaded, sources=kept, errors=(*loaded.errors, *unknown))


def strangers(config: Config, loaded: Loaded) -> tuple[ConfigError, ...]:
    """What no source is called in the `sources` of the user's own feeds: such a feed would stay empty without a word."""
    return tuple(
        ConfigError(config.path, f"feeds.{name}.sources", f"{word!r} is no source{_perhaps(word, loaded.sources)}")
        for name, row in config.feeds.items()
        for word in row.get("sources", ())
        if word.lower() not in loaded.sources and word.lower() not in config.ignore_sources
    )


def as_before(loaded: Loaded, before: Loaded | None) -> tuple[Loaded, tuple[SourceError, ...]]:
    """The sources, with those as they were `before` whose files, or their folder, cannot be used any more: somebody is writing such a
    file, or has made a mistake, and neither is a reason to stop crawling. Also the errors of these files.

    Not so where the file takes the place of a shipped source: what was crawled before may be the shipped one, which it meant to forbid.
    """
    from crawler.sources import CATALOGUE

    if before is None:
        return loaded, ()
    missing = {
        name: source
        for name, source in before.sources.items()
        if name not in loaded.sources and not (CATALOGUE / f"{name}.toml").exists()
    }
    kept: dict[str, Source] = {}
    errors = []
    for error in loaded.errors:
        path = Path(str(error.path))
        these = missing if path.is_dir() else {path.stem: missing[path.stem]} if path.stem in missing else {}
        if these:
            kept |= these
            errors.append(error)
    return replace(loaded, sources=dict(sorted((dict(loaded.sources) | kept).items()))), tuple(errors)


def choose(loaded: Loaded, names: Iterable[str], *, everything: bool = False) -> tuple[Source, ...]:
    """The sources of these names, enabled or not; without names all enabled ones (with `everything` too).

    Raises:
        SourceError: there is no source of that name.
    """
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in loaded.sources:
            broken = next((error for error in loaded.errors if error.path and f"/{name}.toml" in str(error.path)), None)
            if broken:
                raise broken
            raise SourceError(
                None, name, f"there is no such source{_perhaps(name, loaded.sources)}: see `silkwire sources list`"
            )
    if wanted and not everything:
        return tuple(loaded.sources[name] for name in wanted)
    return tuple(source for source in loaded.sources.values() if source.enabled or source.name in wanted)


def unusable(config: Config, loaded: Loaded, names: Iterable[str]) -> dict[str, SourceError]:
    """The source files that cannot be used, by name: those of `names`, without names all of them."""
    wanted = set(names)
    found = {Path(error.path).stem: error for error in loaded.errors if error.path and error.path != config.path}
    return {name: error for name, error in found.items() if not wanted or name in wanted}


def report_of(name: str, error: SourceError) -> CrawlReport:
    """What a crawl says of a source whose file cannot be used."""
    now = datetime.now(UTC)
    problem = Problem(url=None, kind="source-file", message=str(error))
    return CrawlReport(source=name, ok=False, began=now, ended=now, outcomes={}, problems=(problem,))


def source_of(loaded: Loaded, url: str, name: str | None = None) -> Source | None:
    """The source with that name, else the one on whose hosts an address lies; None when no source knows it.

    Raises:
        SourceError: there is no source of that name.
    """
    if name:
        return choose(loaded, (name,))[0]
    try:
        place = urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:  # no address at all: who fetches it says so
        return None
    if not place:
        return None
    found = [source for source in loaded.sources.values() if place in _places(source)]
    return max(found, key=lambda source: source.enabled, default=None)


def _places(source: Source) -> set[str]:
    """host or host:port of every address that a source names."""
    urls = (source.url, *source.feeds, *source.sitemaps, *source.lists, *(api.url for api in source.apis))
    return {urlsplit(url).netloc.lower() for url in urls} | {host.lower() for host in source.hosts}


def _perhaps(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else ""
