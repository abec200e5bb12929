"""jinja2 for all that is HTML: autoescape on, undefined names are errors, dates as people read them."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from feeds.build.entry import Entry
from feeds.build.moments import day, iso


def body_of(entry: Entry) -> str:
    """What stands below the headline, in HTML: the same in every format."""
    return render("body.html", entry=entry)


def render(template: str, **values: Any) -> str:
    """A template of this package, filled in."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    loader = PackageLoader("feeds.build")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)
    environment.globals.update(day=day, iso=iso, moment=_moment)
    return environment


def _moment(entry: Entry) -> str:
    """`21 November 2026, 12:05 UTC`, or the day alone when the hour is not known."""
    when: datetime = entry.published
    return f"{day(when)}, {when:%H:%M} UTC" if entry.precise else day(when)
