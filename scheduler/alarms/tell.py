"""Telling people of alarms through any service that Apprise knows (extra `notify`)."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from crawler.errors import ConfigError
from crawler.model import Alarm

log = logging.getLogger(__name__)


def tell(urls: Sequence[str], opened: Sequence[Alarm], closed: Sequence[Alarm]) -> bool:
    """Send one message about all alarms that opened or closed; muted ones are left out.

    Returns whether every service took it; also True when there is nobody or nothing to tell. It may block for seconds:
    call it in a thread.

    Raises:
        ConfigError: addresses are configured and the extra is not installed.
    """
    begun = [alarm for alarm in opened if not alarm.muted]
    over = [alarm for alarm in closed if not alarm.muted]
    if not urls or not (begun or over):
        return True
    try:
        import apprise
    except ImportError as error:
        raise ConfigError(None, "notify", "needs a further package: pip install 'silkwire[notify]'") from error
    bell = apprise.Apprise()
    understood = [bell.add(url) for url in urls]
    if not all(understood):
        log.warning("a notification address is not understood: see the addresses in Apprise's documentation")
    return bool(bell.notify(title=title(begun, over), body=body(begun, over)))


def title(opened: Sequence[Alarm], closed: Sequence[Alarm]) -> str:
    """One line."""
    names = ", ".join(dict.fromkeys(alarm.source for alarm in (*opened, *closed)))
    return f"Silkwire: {names[:80]} {'needs a look' if opened else 'is well again'}"


def body(opened: Sequence[Alarm], closed: Sequence[Alarm]) -> str:
    """What was seen, since when, where to look, what to try."""
    lines = []
    for alarm in opened:
        lines += [f"{alarm.source} is {alarm.kind} since {alarm.since:%Y-%m-%d %H:%M} UTC: {alarm.message}"]
        lines += [f"  look at: {alarm.sample}"] if alarm.sample else []
        lines += [f"  try: {alarm.advice}"]
    lines += [f"{alarm.source} is no longer {alarm.kind} (since {alarm.since:%Y-%m-%d %H:%M} UTC)" for alarm in closed]
    return "\n".join(lines)
