"""Documents made with the help of those that stand on the shelf are those of a full build, whatever came, went or was damaged."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.model import Mention
from feeds.build import FORMATS
from feeds.catalogue import own
from feeds.publish import memory
from tests.feeds.publishing import files, run, world
from tests.feeds.reader import Quick, Stories
from tests.feeds.stories import BEGIN, annotation, story

MINE = own({"mine": {"countries": ["KE"], "limit": 7}, "desk": {"limit": 120, "token": "x"}})
CODES = ("KE", "CU", "CN", "PE", "LA")


class Changing(Quick):
    """A reader whose stories may leave."""

    def leave(self, number: int) -> None:
        self.keep(replace(self.story(number)))  # whatever it stood in has changed
        del self._by_id[number]


def changed(reader: Changing, step: int, dice: random.Random) -> None:
    """Some stories come, some are corrected, move to other feeds, or leave."""
    numbers = sorted(reader._by_id)
    for _ in range(dice.randint(0, 4)):
        number = max(numbers) + 1
        numbers.append(number)
        codes = tuple(Mention(code=code, score=1.0) for code in dice.sample(CODES, dice.randint(1, 3)))
        lead = {"title": f"Port <{number}> & more “…” ]]> {dice.random()}", "language": dice.choice(("en", "zh", None))}
        reader.keep(story(number, lead=lead, annotation=annotation(countries=codes)))
    for number in dice.sample(numbers, dice.randint(0, 3)):
        reader.revise(number, BEGIN + timedelta(days=9, hours=step), text=f"Other words {dice.random()}.")
    for number in dice.sample(numbers, dice.randint(0, 2)):
        codes = (Mention(code=dice.choice(CODES), score=1.0),)
        reader.keep(replace(reader.story(number), annotation=annotation(countries=codes)))
    for number in dice.sample(numbers, dice.randint(0, 2)):
        reader.leave(number)


def whole(reader: Stories, folder: Path) -> dict[str, bytes]:
    """The documents of a full build by a reader that remembers nothing."""
    run(Stories(reader._by_id.values()), folder, own=MINE)
    return files(folder)


def same(reader: Stories, shelf: Path, fresh: Path) -> None:
    """Every document of a full build stands on the shelf, byte for byte; feeds that lost all stories stand there, and in the list
    of feeds, besides."""
    wanted, found = whole(reader, fresh), files(shelf)
    assert {name for name in wanted if found.get(name) != wanted[name]} - {"feeds.opml"} == set()


@pytest.mark.parametrize("seed", range(6))
def test_step_by_step_the_documents_are_those_of_a_full_build(tmp_path: Path, seed: int) -> None:
    dice, reader = random.Random(seed), Changing(world())
    run(reader, tmp_path / "shelf", own=MINE)
    for step in range(8):
        changed(reader, step, dice)
        run(reader, tmp_path / "shelf", own=MINE)
        same(reader, tmp_path / "shelf", tmp_path / f"fresh-{step}")


def test_what_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    reader = Changing(world())
    run(reader, tmp_path, own=MINE)
    for number in (71, 72, 73):
        reader.read.clear()
        reader.keep(story(number, lead={"title": "New"}))
        run(reader, tmp_path, own=MINE)
        assert reader.read == [number]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda body: b"",
    "cut off": lambda body: body[: len(body) // 2],
    "longer at the head": lambda body: b"<!-- -->" + body,
    "longer in the middle": lambda body: body[: len(body) // 2] + b"??" + body[len(body) // 2 :],
    "shorter in the middle": lambda body: body[: len(body) // 2] + body[len(body) // 2 + 7 :],
    "no document": lambda body: bytes(len(body)),
    "turned around": lambda body: body[::-1],
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("extension", FORMATS)
def test_a_damaged_document_damages_no_new_one(tmp_path: Path, extension: str, damage: str) -> None:
    reader = Changing(world())
    run(reader, tmp_path / "shelf", own=MINE)
    for path in (tmp_path / "shelf").rglob(f"*.{extension}"):
        path.write_bytes(DAMAGES[damage](path.read_bytes()))
    for number in (71, 72):  # every feed of the world changes
        lead = {"language": "zh" if number == 72 else "en", "title": "New"}
        codes = (Mention(code="KE", score=1.0), Mention(code="CU", score=1.0))
        reader.keep(story(number, lead=lead, annotation=annotation(countries=codes)))
    reader.revise(60, BEGIN + timedelta(days=9), text="Other words now.")
    run(reader, tmp_path / "shelf", own=MINE)
    wanted, found = whole(reader, tmp_path / "fresh"), files(tmp_path / "shelf")
    assert {name for name in wanted if found[name] != wanted[name] and not name.startswith("health")} == set()


MEMORIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "an entry unknown": lambda found: found["made"].pop(),
    "a format too few": lambda found: found["made"][0][2].pop(),
    "a place too few": lambda found: next(iter(found["shown"].values()))[1].pop(),
    "places elsewhere": lambda found: next(iter(found["shown"].values()))[1].reverse(),
    "sizes of others": lambda found: found["made"][0][2].reverse(),
    "no numbers": lambda found: found.update(made=[["x", "y", "z"]]),
}


@pytest.mark.parametrize("damage", MEMORIES)
def test_a_damaged_memory_damages_no_document(tmp_path: Path, damage: str) -> None:
    reader = Changing(world())
    run(reader, tmp_path / "shelf", own=MINE)
    file = tmp_path / "shelf" / memory.NAME
    found = json.loads(file.read_bytes())
    MEMORIES[damage](found)
    file.write_text(json.dumps(found))
    for number in (71, 72):
        reader.keep(story(number, lead={"title": "New"}))
    run(reader, tmp_path / "shelf", own=MINE)
    same(reader, tmp_path / "shelf", tmp_path / "fresh")


def test_documents_that_changed_their_places_damage_no_new_one(tmp_path: Path) -> None:
    reader = Changing(world())
    run(reader, tmp_path / "shelf", own=MINE)
    for extension in FORMATS:
        all_, kenya = tmp_path / "shelf" / f"all.{extension}", tmp_path / "shelf" / "country" / f"KE.{extension}"
        one, other = all_.read_bytes(), kenya.read_bytes()
        all_.write_bytes(other)
        kenya.write_bytes(one)
    reader.keep(story(71, lead={"title": "New"}, annotation=annotation(countries=(Mention(code="KE", score=1.0),))))
    run(reader, tmp_path / "shelf", own=MINE)
    same(reader, tmp_path / "shelf", tmp_path / "fresh")
