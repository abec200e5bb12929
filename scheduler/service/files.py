"""Which of the user's files have changed since the last look: so that a new source needs no restart, and a new setting is told to."""

from __future__ import annotations

from crawler.errors import ConfigError
from scheduler.config import Config, load_config

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


def settings(config: Config) -> Signature:
    """The same of the settings."""
    path = config.path or config.home.config
    try:
        state = path.stat()
    except OSError:
        return ()
    return ((path.name, state.st_mtime_ns, state.st_size),)


def mistake(config: Config) -> ConfigError | None:
    """What is wrong with the settings as their file has them now; the environment is another's matter."""
    try:
        load_config(config.home.root, config.path, {}, secrets=False)
    except ConfigError as error:
        return error
    return None
