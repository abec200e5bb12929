"""Home: the one directory that a run writes to, and the only place that builds runtime paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import HomeError


@dataclass(frozen=True, slots=True)
class Home:
    """Where the database, the documents, the user's source files, backups and locks lie."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "news.db"

    @property
    def feeds(self) -> Path:
        return self.root / "feeds"

    @property
    def sources(self) -> Path:
        """The user's own source files."""
        return self.root / "sources"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def config(self) -> Path:
        return self.root / "silkwire.toml"

    @property
    def lexicon(self) -> Path | None:
        """The user's own words and weights, if there are any."""
        path = self.root / "lexicon.toml"
        return path if path.exists() else None

    @property
    def hub(self) -> Path:
        """Subscriptions of our own WebSub hub; holds their secrets."""
        return self.root / "hub.json"

    @property
    def service_lock(self) -> Path:
        """Held by the running service."""
        return self.root / "service.lock"

    @property
    def publish_lock(self) -> Path:
        """Held while documents are written, so that two publishers never mix."""
        return self.root / "publish.lock"

    def make(self) -> Home:
        """This home, its directories made.

        Raises:
            HomeError: a directory cannot be made or written to.
        """
        for folder in (self.root, self.feeds, self.sources, self.backups):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise HomeError(
                    f"{folder} cannot be made ({error.strerror}): choose another place with --home"
                ) from error
        return self


def default_home(environ: Mapping[str, str]) -> Path:
    """Where a home lies when the command line names none: `SILKWIRE_HOME`, else the platform's directory for user data.

    The environment comes as an argument: only the outermost callers read it.
    """
    named = environ.get("SILKWIRE_HOME")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("silkwire", appauthor=False)
