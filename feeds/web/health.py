"""How the house is doing, for machines: `/healthz`, `/healthz/ready`, `/metrics`."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crawler.errors import StoreError
from feeds.web.answer import Answer, headers
from feeds.web.gauges import gauges
from feeds.web.house import House
from feeds.web.metrics import MEDIA_TYPE
from feeds.web.readers import GONE, Reader
from feeds.web.respond import response_of
from feeds.web.rhythm import NEVER
from feeds.web.security import DATA
from feeds.web.vitals import Vitals, open_alarms, vitals

LOOK = 15.0
"""Seconds for which the numbers of the last day are taken as unchanged: Prometheus asks about that often."""

PATIENCE = 2.0
"""Seconds for which a watchdog is kept waiting for the database: most give up after three to five, and would take a process for
dead that only waits."""


class Health:
    """The answers."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._vitals: Vitals | None = None
        self._looked = float("-inf")

    async def alive(self, request: Request) -> Response:
        """200 as long as this process answers, whatever the state of the database: a restart would not mend that."""
        return response_of(_json(200, await self._report()))

    async def ready(self, request: Request) -> Response:
        """200 when pages and queries can be answered too, else 503."""
        report = await self._report()
        return response_of(_json(200 if report["ready"] else 503, report))

    async def metrics(self, request: Request) -> Response:
        """Prometheus text."""
        body = self._house.metrics.text(gauges(await self._last_day(), self._house.now()))
        about = headers(content_type=MEDIA_TYPE, content_length=len(body), cache_control=NEVER)
        return response_of(Answer(200, about + DATA, body))

    async def _last_day(self) -> Vitals | None:
        """None when the store does not answer."""
        if self._vitals is not None and self._house.clock() - self._looked < LOOK:
            return self._vitals
        now = self._house.now()
        try:
            self._vitals = await self._house.readers.ask(lambda reader: vitals(reader, now))
        except StoreError:
            self._vitals = None
        self._looked = self._house.clock()
        return self._vitals

    async def _report(self) -> dict[str, Any]:
        seen, mark, error = Vitals(), 0, None
        try:
            async with asyncio.timeout(PATIENCE):
                mark, seen = await self._house.readers.ask(_now)
        except StoreError as problem:
            error = str(problem)
        except TimeoutError:
            error = "the database takes too long to answer: see what else reads it, or whether its disk is at fault"
        if mark < 0 and any(self._house.shelf.names()):
            error = GONE  # documents are made from one: it was gone already at our start
        now, last = self._house.now(), seen.last_success
        report: dict[str, Any] = {
            "status": "degraded" if error else "ok",
            "alive": True,
            "ready": error is None,
            "database": "error" if error else "none" if mark < 0 else "ok",
            "last_success": last.isoformat() if last else None,
            "age_of_last_success": max(0, round((now - last).total_seconds())) if last else None,
            "sources": sum(status.enabled for status in seen.statuses),
            "open_alarms": sum(seen.open_alarms.values()),
            "documents_in_memory": len(self._house.library),
        }
        return report | ({"error": error} if error else {})


def _now(reader: Reader) -> tuple[int, Vitals]:
    return reader.change_mark(), Vitals(statuses=reader.source_statuses(), alarms=open_alarms(reader))


def _json(status: int, value: dict[str, Any]) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode()
    about = headers(content_type="application/json", content_length=len(body), cache_control=NEVER)
    return Answer(status, about + DATA, body)
