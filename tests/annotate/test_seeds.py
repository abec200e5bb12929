"""The two given documents: what must be understood in them, and what must not."""

import json
import re
from pathlib import Path

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def expected(name):
    return json.loads((SEEDS / "expected" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(params=["000_53e130117959702c", "003_bd3756564a4685f9"])
def seed(request):
    record = expected(request.param)
    told = record["article"]
    title = told["title"] if isinstance(told["title"], str) else told["title"]["any"][-1]
    related = tuple(told["related"])
    fields = {"summary": told.get("summary"), "keywords": tuple(told["keywords"])}
    found = annotate(article(title, told["text"], told["language"], **fields))
    return record["annotation"], found, related


def test_decisions_are_as_expected(seed):
    rules, found, _ = seed
    assert found.is_cooperation is rules["is_cooperation"]
    assert sorted(one.code for one in found.countries) == sorted(rules["countries"]["exactly"])
    for field in ("kinds", "sectors"):
        codes = [one.code for one in getattr(found, field)]
        if "some" in rules.get(field, {}):
            assert any(re.search(rules[field]["some"], code) for code in codes), codes
        if "none" in rules.get(field, {}):
            assert not any(re.search(rules[field]["none"], code) for code in codes), codes


def test_evidence_is_of_the_text(seed):
    rules, found, related = seed
    words = [one.text for one in found.evidence]
    assert any(re.search(rules["evidence"]["some"], text) for text in words)
    assert not any(title in text for title in related for text in words)


def test_a_comment_is_told_from_an_event():
    kinds = {}
    for name in ("000_53e130117959702c", "003_bd3756564a4685f9"):
        told = expected(name)["article"]
        title = told["title"] if isinstance(told["title"], str) else told["title"]["any"][-1]
        kinds[name] = [one.code for one in annotate(article(title, told["text"], "en")).kinds]
    assert kinds["000_53e130117959702c"][0] == "commentary"
    assert kinds["003_bd3756564a4685f9"][0] == "forum"
