"""What crosses between the pool and its workers is what was sent."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from crawler.errors import Unreadable
from crawler.model import Problem
from crawler.reading import wire


@dataclass(frozen=True, slots=True)
class Leaf:
    """A record whose fields bear the names that its maker might use itself."""

    kind: str
    record: int
    new: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lone:
    """A record of one field."""

    value: Leaf


@dataclass(slots=True)
class Open:
    """A record that can be changed, with what must not be asked for when it is made again."""

    parts: list[Leaf] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        self.made += 1


def crossed(thing: object) -> object:
    return wire.unpack(wire.pack(thing)[wire.HEAD.size :])


def test_records_cross_as_they_are_however_their_fields_are_called():
    leaf = Leaf("kind", 2, (3, 4))
    for thing in (leaf, Lone(leaf), (Lone(leaf), leaf, [leaf] * 3), {"a": leaf, "b": None}):
        assert crossed(thing) == thing
    (first, second) = crossed((leaf, leaf))
    assert first is second  # what was one stays one
    with pytest.raises(FrozenInstanceError):
        first.kind = "other"


def test_a_record_that_can_be_changed_is_not_begun_anew():
    thing = Open([Leaf("a", 1)])
    assert crossed(thing) == thing
    assert thing.made == 1


def test_what_is_no_record_crosses_in_the_common_way():
    problem = Problem(kind="timeout", message="no answer", url="https://herald.example/")
    assert crossed(problem) == problem
    error = crossed(Unreadable("no element"))
    assert isinstance(error, Unreadable)
    assert str(error) == "no element"
