"""The two given documents are read exactly, by the command that a person would type."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.chain.conftest import silkwire
from tests.chain.expectation import differences

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NAMES = sorted(path.stem for path in SEEDS.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_the_document_is_the_one_that_was_given(name: str) -> None:
    expected = json.loads((SEEDS / "expected" / f"{name}.json").read_text("utf-8"))
    assert hashlib.sha256((SEEDS / f"{name}.txt").read_bytes()).hexdigest() == expected["sha256"]


@pytest.mark.parametrize("name", NAMES)
def test_extract_gives_the_expected_record(name: str) -> None:
    expected = json.loads((SEEDS / "expected" / f"{name}.json").read_text("utf-8"))
    done = silkwire("extract", SEEDS / f"{name}.txt", "--json")
    assert done.returncode == 0, done.stderr
    got = json.loads(done.stdout)
    assert differences(expected, got) == []
    text = got["article"]["text"]
    facts = expected["facts"]
    assert len(text.split("\n\n")) == facts["paragraphs"]
    assert len(text) == facts["characters"]
    assert len(text.split()) == facts["words"]


def test_a_document_of_this_machine_is_kept_and_published(tmp_path: Path) -> None:
    name = NAMES[0]
    done = silkwire("crawl", "--url", SEEDS / f"{name}.txt", "--home", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["sources"]["documents"]["outcomes"] == {"new": 1}
    (item,) = json.loads((tmp_path / "feeds" / "all.json").read_text("utf-8"))["items"]
    assert item["title"] == json.loads(silkwire("extract", SEEDS / f"{name}.txt", "--json").stdout)["article"]["title"]
