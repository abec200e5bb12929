"""What is typed after an option or a command: numbers and days, as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import click


class Number(click.IntRange):
    """A whole number within bounds; help and messages call it a number."""

    name = "number"


class Day(click.DateTime):
    """A day such as 2026-05-01: the moment at which it begins, in UTC."""

    name = "day"

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment. Ends the command when the text is no day."""
        try:
            return datetime.strptime(str(value), self.formats[0]).replace(tzinfo=UTC)
        except ValueError:
            self.fail(f"{str(value)!r} is no day: write year, month and day, such as 2026-05-01", param, ctx)
