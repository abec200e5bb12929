"""How the house is doing, for machines: `/healthz`, `/healthz/ready`, `/metrics`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crawler.errors import StoreError
from crawler.model import SourceStatus
from feeds.web.answer import Answer, headers
from feeds.web.gauges import gauges
from feeds.web.house import House
from feeds.web.metrics import MEDIA_TYPE
from feeds.web.respond import response_of
from feeds.web.rhythm import NEVER
from feeds.web.security import DATA


@dataclass(frozen=True, slots=True)
class State:
    """What is known."""

    statuses: Sequence[SourceStatus] = ()
    error: str | None = None
    """Why the store does not answer."""
    empty: bool = False
    """No database yet."""

    @property
    def last_success(self) -> datetime | None:
        """When a source last answered."""
        return max((s.last_success for s in self.statuses if s.last_success), default=None)


class Health:
    """The answers."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def alive(self, request: Request) -> Response:
        """200 as long as this process answers, whatever the state of the database: a restart would not mend that."""
        return response_of(_json(200, self._report(await self._state())))

    async def ready(self, request: Request) -> Response:
        """200 when pages and queries can be answered too, else 503."""
        report = self._report(await self._state())
        return response_of(_json(200 if report["ready"] else 503, report))

    async def metrics(self, request: Request) -> Response:
        """Prometheus text."""
        state = await self._state()
        body = self._house.metrics.text(gauges(state.statuses, state.error is None, self._house.now()))
        about = headers(content_type=MEDIA_TYPE, content_length=len(body), cache_control=NEVER)
        return response_of(Answer(200, about + DATA, body))

    async def _state(self) -> State:
        try:
            mark, statuses = await self._house.readers.ask(
                lambda reader: (reader.change_mark(), reader.source_statuses())
            )
        except StoreError as error:
            return State(error=str(error))
        return State(statuses=statuses, empty=mark < 0)

    def _report(self, state: State) -> dict[str, Any]:
        now, last = self._house.now(), state.last_success
        database = "error" if state.error else "none" if state.empty else "ok"
        report: dict[str, Any] = {
            "status": "degraded" if state.error else "ok",
            "alive": True,
            "ready": state.error is None,
            "database": database,
            "last_success": last.isoformat() if last else None,
            "age_of_last_success": max(0, round((now - last).total_seconds())) if last else None,
            "sources": sum(s.enabled for s in state.statuses),
            "open_alarms": sum(not a.muted and a.closed is None for s in state.statuses for a in s.alarms),
            "documents_in_memory": len(self._house.library),
        }
        return report | ({"error": state.error} if state.error else {})


def _json(status: int, value: dict[str, Any]) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(
        status, headers(content_type="application/json", content_length=len(body), cache_control=NEVER) + DATA, body
    )
