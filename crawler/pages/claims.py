"""What a page's structured data claims, each claim with the place it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .clean import line

Field = Literal[
    "title", "published", "modified", "author", "publisher", "site", "summary", "keywords", "section", "image", "language",
    "canonical", "type", "body", "editor", "rights", "amp",
]  # fmt: skip
_LONG = frozenset({
    "body",
})  # fmt: skip
_MOST = 40  # claims kept a field: a page of 50,000 equal meta tags says nothing more than one of 40


class Claim(NamedTuple):
    """One value, and where it stands: `json-ld`, `og`, `meta`, `microdata` ..."""

    value: str
    origin: str


@dataclass(slots=True)
class Claims:
    """All claims of one page; within a field, the more trusted come first."""

    _fields: dict[Field, list[Claim]] = field(default_factory=dict)

    def add(self, name: Field, value: object, origin: str) -> None:
        """Note a value when it is a text with something in it."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            return
        value = value if name in _LONG else line(value[:5000])
        claims = self._fields.setdefault(name, [])
        if value and len(claims) < _MOST:
            claims.append(Claim(value, origin))

    def __getitem__(self, name: Field) -> tuple[Claim, ...]:
        return tuple(self._fields.get(name, ()))

    def first(self, name: Field) -> str | None:
        """The most trusted value of a field."""
        return next((claim.value for claim in self[name]), None)

    def values(self, *names: Field) -> Iterator[str]:
        """All values of some fields, each once."""
        yield from dict.fromkeys(claim.value for name in names for claim in self[name])

    def extend(self, others: Iterable[Claims]) -> Claims:
        """Add the claims of less trusted places behind one's own."""
        for other in others:
            for name, claims in other._fields.items():
                self._fields.setdefault(name, []).extend(claims)
        return self
