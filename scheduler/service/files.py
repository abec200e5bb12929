"""Which of the user's files have changed since the last look: so that a new source needs no restart."""

from __future__ import annotations

from scheduler.config import Config

Signature = tuple[tuple[str, int, int], ...]


def signature(config: Config) -> Signature:
    """Names, times and sizes of the source files."""
    found = []
    for path in sorted(config.home.sources.glob("*.toml")):
        try:
            state = path.stat()
        except OSError:  # gone between the two calls
            continue
        found.append((path.name, state.st_mtime_ns, state.st_size))
    return tuple(found)
