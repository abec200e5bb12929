"""Upkeep: what is done at night, each part also by hand; what ran when stands in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crawler.errors import ConfigError, SilkwireError
from scheduler.config import Config
from scheduler.jobs.aftermath import learn_from_upkeep, tell_now
from scheduler.jobs.crawling import utc_now
from scheduler.jobs.publishing import tidy
from scheduler.logs import get_logger

if TYPE_CHECKING:
    from crawler.store import Store

REMEMBERED = timedelta(days=60)
"""Reports of crawls that are kept; `status` and pages look back two weeks, and a year leaves half a million."""

log = get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Upkeep:
    """How one job went."""

    job: str
    ok: bool
    note: str
    """What was done, or why not, in a line."""


def _backup(config: Config, store: Store, now: datetime) -> str:
    path = store.backup(config.home.backups, now, keep=config.keep_backups)
    return f"{path} written and verified"


def _retention(config: Config, store: Store, now: datetime) -> str:
    if config.keep_days is None:
        return "everything is kept: keep.days is not set"
    return f"texts older than {config.keep_days} days let go: {store.retain(config.keep_days, now)}"


def _checkpoint(config: Config, store: Store, now: datetime) -> str:
    store.checkpoint()
    return "write-ahead log written back and cut"


def _tidy(config: Config, store: Store, now: datetime) -> str:
    files, reports = tidy(config), store.forget_reports(now - REMEMBERED)
    return f"half-written documents taken away: {files}, reports of crawls let go: {reports}"


def _statistics(config: Config, store: Store, now: datetime) -> str:
    return ", ".join(f"{name} {value}" for name, value in dict(store.stats()).items())


def _check(config: Config, store: Store, now: datetime) -> str:
    told: dict[str, list[str]] = {"error": [], "warning": [], "ok": []}
    for finding in store.doctor():
        told[finding.level].append(f"{finding.what}: {finding.advice}" if finding.advice else finding.what)
    if told["error"]:
        raise SilkwireError("; ".join(told["error"]))
    return "; ".join(told["warning"]) or f"all is well: {len(told['ok'])} things looked at"


JOBS: Mapping[str, Callable[[Config, Store, datetime], str]] = {
    "check": _check,
    "backup": _backup,
    "retention": _retention,
    "checkpoint": _checkpoint,
    "tidy": _tidy,
    "statistics": _statistics,
}
"""Each job of upkeep, in the order of the night: nothing is backed up that is broken, nothing let go that is not backed up."""


def maintain(
    config: Config, store: Store, jobs: Iterable[str] = (), *, clock: Callable[[], datetime] = utc_now
) -> tuple[Upkeep, ...]:
    """Do some jobs of upkeep, or all; one that fails does not stop the others, and people are told of it as of a source.

    Raises:
        ConfigError: there is no job of that name.
    """
    names = tuple(jobs) or tuple(JOBS)
    for name in names:
        if name not in JOBS:
            raise ConfigError(None, name, f"there is no such job: {', '.join(JOBS)}")
    done = tuple(_run(config, store, name, clock) for name in names)
    changes = [learn_from_upkeep(store, one.job, None if one.ok else one.note, clock()) for one in done]
    tell_now(
        config, [alarm for one in changes for alarm in one.opened], [alarm for one in changes for alarm in one.closed]
    )
    return done


def _run(config: Config, store: Store, name: str, clock: Callable[[], datetime]) -> Upkeep:
    began = clock()
    try:
        done = Upkeep(job=name, ok=True, note=JOBS[name](config, store, began))
    except (SilkwireError, OSError) as error:
        done = Upkeep(job=name, ok=False, note=str(error))
    store.record_run(name, began, clock(), done.ok, done.note)
    (log.info if done.ok else log.error)("upkeep", job=name, ok=done.ok, note=done.note)
    return done
