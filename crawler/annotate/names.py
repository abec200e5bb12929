"""Names that people read: of countries, kinds and sectors."""

from __future__ import annotations

from functools import cache

from crawler.annotate.data import table


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = table("countries")["names"]
    return names


def country_name(code: str) -> str:
    """The English name of a country; the code itself where there is none."""
    return _countries().get(code, code)


def kind_name(slug: str) -> str:
    """The name of a kind."""
    return str(table("kinds").get(slug, {}).get("name", slug))


def sector_name(slug: str) -> str:
    """The name of a sector."""
    return str(table("sectors").get(slug, {}).get("name", slug.capitalize()))


def kind_slugs() -> tuple[str, ...]:
    """All slugs of kinds."""
    return tuple(table("kinds"))


def sector_slugs() -> tuple[str, ...]:
    """All slugs of sectors."""
    return tuple(table("sectors"))


def plover(kind: str) -> str | None:
    """The PLOVER event type of a kind; none for two kinds that PLOVER has not."""
    code: str | None = table("kinds").get(kind, {}).get("plover")
    return code


def dac_code(sector: str) -> str | None:
    """The OECD-DAC group (three digits) of a sector."""
    code: str | None = table("sectors").get(sector, {}).get("code")
    return code
