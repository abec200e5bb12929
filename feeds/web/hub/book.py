"""The subscriptions, and the file that they are kept in."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

log = logging.getLogger("silkwire.web.hub")

MOST, MOST_OF_A_HOST = 2_000, 20
"""Subscriptions in all, and of one host."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """One subscriber of one document."""

    topic: str
    callback: str
    host: str
    until: float
    """Seconds since 1970."""
    secret: str | None
    tag: str
    """Of the content it had last."""
    failures: int = 0
    next_try: float = 0.0


class Book:
    """Subscriptions by callback and topic. The file holds secrets: only its owner may read it."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._kept: dict[tuple[str, str], Subscription] = {}
        if file is not None:
            self._read(file)

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Subscription]:
        return iter(tuple(self._kept.values()))

    def topics(self) -> frozenset[str]:
        return frozenset(one.topic for one in self._kept.values())

    def room_for(self, callback: str, topic: str, host: str) -> bool:
        """Whether one more may come; renewing always may."""
        if (callback, topic) in self._kept:
            return True
        return len(self._kept) < MOST and sum(one.host == host for one in self._kept.values()) < MOST_OF_A_HOST

    def find(self, callback: str, topic: str) -> Subscription | None:
        return self._kept.get((callback, topic))

    def keep(self, one: Subscription) -> None:
        self._kept[one.callback, one.topic] = one
        self._write()

    def update(self, one: Subscription, **changes: object) -> None:
        """Keep it changed, unless it was ended meanwhile."""
        if (one.callback, one.topic) in self._kept:
            self.keep(replace(self._kept[one.callback, one.topic], **changes))  # type: ignore[arg-type] # names are its own

    def end(self, callback: str, topic: str) -> None:
        if self._kept.pop((callback, topic), None) is not None:
            self._write()

    def expire(self, now: float) -> None:
        """Forget those whose lease is over."""
        over = [key for key, one in self._kept.items() if one.until <= now]
        for key in over:
            del self._kept[key]
        if over:
            self._write()

    def _read(self, file: Path) -> None:
        try:
            rows = json.loads(file.read_text("utf-8"))
            found = [Subscription(**row) for row in rows]
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError) as error:
            log.warning("%s cannot be read (%s): subscribers of the hub must come again", file, error)
            return
        self._kept = {(one.callback, one.topic): one for one in found}

    def _write(self) -> None:
        if self._file is None:
            return
        temporary = self._file.with_name(f".new-{self._file.name}")
        try:
            temporary.touch(mode=0o600)
            temporary.write_text(json.dumps([asdict(one) for one in self._kept.values()]), "utf-8")
            temporary.replace(self._file)
        except OSError as error:
            log.warning(
                "%s cannot be written (%s): subscribers of the hub are forgotten at the next start", self._file, error
            )
