"""Long work in a thread that the end of the process does not wait for."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable


async def aside(work: Callable[[], None]) -> None:
    """Do it, and raise what it raises. Cancelled, or when the process ends, it is left behind: it must bear to be killed."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def tell(error: Exception | None) -> None:
        if ended.done():
            return
        if error is None:
            ended.set_result(None)
        else:
            ended.set_exception(error)

    def do() -> None:
        error: Exception | None = None
        try:
            work()
        except Exception as problem:  # noqa: BLE001 - raised where it is waited for
            error = problem
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(tell, error)

    threading.Thread(target=do, name=f"aside-{work.__name__}", daemon=True).start()
    await ended
