"""All sources: the shipped catalogue and the user's own files, which add to it or replace by name."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import SourceError
from crawler.model import Source
from crawler.sources.parse import parse_source

CATALOGUE = Path(__file__).with_name("catalogue")
"""Where the shipped source files lie."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What was read, and what could not be."""

    sources: Mapping[str, Source]
    """By name, sorted."""
    errors: tuple[SourceError, ...] = ()
    """One for each file that cannot be used; the others go on without it."""


def load_sources(folder: Path | None = None) -> Loaded:
    """The shipped sources and those of `folder`.

    A user's file takes the place of the shipped one of its name, even when it cannot be used: what it meant to forbid
    must not be crawled.
    """
    shipped = _shipped()
    if folder is None or not folder.is_dir():
        return shipped
    try:
        own = _read(_files(folder))
    except OSError as error:
        unread = SourceError(folder, None, f"cannot be read ({error.strerror}): give your user the right to do so")
        own = Loaded(sources={}, errors=(unread,))
    replaced = {Path(str(error.path)).stem for error in own.errors}
    sources = {name: source for name, source in shipped.sources.items() if name not in replaced} | dict(own.sources)
    return Loaded(sources=dict(sorted(sources.items())), errors=shipped.errors + own.errors)


@functools.cache
def _shipped() -> Loaded:
    return _read(_files(CATALOGUE), tried=True)  # by the tests, each of them: to do it again took a fiftieth of a start


def _files(folder: Path) -> list[Path]:
    """Raises OSError: the folder cannot be read, where `glob` would find nothing."""
    return sorted(path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))


def _read(paths: Iterable[Path], *, tried: bool = False) -> Loaded:
    sources: dict[str, Source] = {}
    errors = []
    for path in paths:
        try:
            source = parse_source(path.read_text(encoding="utf-8-sig"), path, tried=tried)
        except SourceError as error:
            errors.append(error)
        except UnicodeDecodeError:
            errors.append(SourceError(path, None, "is not UTF-8 text: save it as UTF-8"))
        except OSError as error:
            errors.append(SourceError(path, None, f"cannot be read ({error.strerror})"))
        else:
            sources[source.name] = source
    return Loaded(sources=dict(sorted(sources.items())), errors=tuple(errors))
