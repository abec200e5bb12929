"""Every error that Silkwire raises on purpose, and what to do about it.

    SilkwireError
    ├── HomeError              the home directory cannot be used
    ├── ConfigError            silkwire.toml or the environment: file, key, reason
    ├── SourceError            one source file: file, key, reason
    ├── DiscoverError          an entry point that cannot be read
    ├── PageError              one page that gives no article
    │   ├── NotAnArticle       a list, a home page, a log-in wall ...
    │   └── Unreadable         cannot be decoded or parsed, or costs too much
    ├── FetchError             one address that cannot be fetched
    │   └── AddressRefused     private, foreign or of another scheme: no request was made
    ├── StoreError             the database
    │   ├── StoreBusy          another process holds it for too long
    │   ├── StoreFull          the disk is full, or the file read-only
    │   ├── StoreBroken        damaged, or no database of ours
    │   ├── StoreTooNew        written by a newer Silkwire, or brought forward by one while we had it open
    │   └── NotFound           no such story or article
    ├── PublishError           documents cannot be written
    └── ServiceError           the service cannot start: already running, port taken ...

A message is one line for people; it says what is wrong and what to do next. Foreign errors are wrapped at the door of the
room that meets them, with `raise ... from error`.
"""

from __future__ import annotations

from pathlib import Path


class SilkwireError(Exception):
    """Anything that Silkwire raises on purpose."""


class HomeError(SilkwireError):
    """The home directory cannot be used."""


class _InFile(SilkwireError):
    """A mistake in a file that a user writes: file, key, reason."""

    def __init__(self, path: Path | str | None, key: str | None, reason: str) -> None:
        self.path, self.key, self.reason = path, key, reason
        super().__init__(": ".join(str(part) for part in (path, key, reason) if part))

    def __reduce__(self) -> tuple[type[_InFile], tuple[Path | str | None, str | None, str]]:
        """How it comes out of a reading process: by itself an error remembers its message alone."""
        return type(self), (self.path, self.key, self.reason)


class ConfigError(_InFile):
    """A mistake in `silkwire.toml` or in the environment."""


class SourceError(_InFile):
    """A mistake in a source file. The other sources go on."""


class DiscoverError(SilkwireError):
    """An entry point (feed, sitemap, listing, API) that cannot be read."""


class PageError(SilkwireError):
    """A page that gives no article."""


class NotAnArticle(PageError):
    """The page is something else: a list, a home page, a gallery, a log-in wall, an error page with status 200."""


class Unreadable(PageError):
    """The page cannot be decoded or parsed, or reading it costs too much."""


class FetchError(SilkwireError):
    """An address that cannot be fetched."""


class AddressRefused(FetchError):
    """An address that may not be fetched: no request was made."""


class StoreError(SilkwireError):
    """The database cannot do what was asked."""


class StoreBusy(StoreError):
    """Another process holds the database for too long."""


class StoreFull(StoreError):
    """No room to write, or not allowed to."""


class StoreBroken(StoreError):
    """The file is damaged, or no database of ours."""


class StoreTooNew(StoreError):
    """The file was written by a newer Silkwire, or brought forward by one while it was open."""


class NotFound(StoreError):
    """There is no such story or article."""


class PublishError(SilkwireError):
    """Documents cannot be written."""


class ServiceError(SilkwireError):
    """The service cannot start or go on."""
