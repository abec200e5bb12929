"""Open alarms and findings -> which to open and which to close."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.model import Alarm
from scheduler.alarms.finding import Finding


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be done."""

    opened: tuple[Alarm, ...]
    closed: tuple[Alarm, ...]


def compare(source: str, open_alarms: Iterable[Alarm], findings: Iterable[Finding]) -> Changes:
    """An alarm opens once, stays while its finding stays, and closes once."""
    here = {alarm.kind: alarm for alarm in open_alarms if alarm.source == source and alarm.closed is None}
    now = {finding.kind: finding for finding in findings}
    opened = tuple(
        Alarm(
            source=source,
            kind=one.kind,
            since=one.since,
            message=one.message,
            advice=one.advice,
            sample=one.sample,
        )
        for kind, one in now.items()
        if kind not in here
    )
    return Changes(opened, tuple(alarm for kind, alarm in here.items() if kind not in now))
