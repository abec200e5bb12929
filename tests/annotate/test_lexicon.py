"""The user's own words: what they do, and how mistakes are told."""

import pytest

from crawler.annotate import VERSION, annotate, load_lexicon, version
from crawler.errors import ConfigError
from tests.annotate.writing import article

GOOD = """
threshold = 0.6
ignore = ["Peru Street"]

[words]
"twin towns" = 3.0
"gossip" = -5

[frameworks]
"Middle Corridor" = ["Trans-Caspian route"]

[organisations]
"Nile Council" = []

[kinds]
training = ["summer school"]

[sectors]
energy = ["peat"]

[countries]
KZ = ["Qazaqstan"]
"""


@pytest.fixture
def lexicon(tmp_path):
    def load(text):
        path = tmp_path / "lexicon.toml"
        path.write_text(text, encoding="utf-8")
        return load_lexicon(path)

    return load


def test_own_words_move_the_relevance(lexicon):
    told = article("Twin towns of Laos and Peru celebrate", "A feast was held.")
    plain, own = annotate(told), annotate(told, lexicon(GOOD))
    assert own.cooperation > plain.cooperation
    assert any("own word (+3)" in one.why for one in own.evidence)
    gossip = article("Gossip about Laos and Peru signing agreement", "")
    assert annotate(gossip, lexicon(GOOD)).cooperation < annotate(gossip).cooperation


def test_own_parties_kinds_sectors_and_countries(lexicon):
    told = article(
        "",
        "Qazaqstan and the Nile Council held a summer school on peat along the Trans-Caspian route near Peru Street.",
    )
    found = annotate(told, lexicon(GOOD))
    assert [one.code for one in found.countries] == ["KZ"]
    assert {"Middle Corridor", "Nile Council"} <= {one.name for one in found.parties}
    assert "training" in [one.code for one in found.kinds]
    assert "energy" in [one.code for one in found.sectors]


def test_the_version_changes_with_the_lexicon(lexicon):
    own = lexicon(GOOD)
    assert annotate(article("A", "B")).version == VERSION == version()
    assert annotate(article("A", "B"), own).version == version(own) != VERSION
    assert version(lexicon(GOOD.replace("3.0", "2.0"))) != version(own)


def test_the_threshold_decides(lexicon):
    told = article("Kenya and Peru sign agreement", "Kenya and Peru signed an agreement.")
    assert annotate(told).is_cooperation
    assert not annotate(told, lexicon("threshold = 0.99999")).is_cooperation


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("word = 1", "word", "is unknown"),
        ("threshold = 2", "threshold", "between 0 and 1"),
        ("threshold = true", "threshold", "between 0 and 1"),
        ("[words]\nx = 'much'", "words.x", "weight"),
        ("[words]\nx = 50", "words.x", "weight"),
        ("words = 3", "words", "table"),
        ("[kinds]\nparty = ['x']", "kinds.party", "is unknown"),
        ("[sectors]\nenergy = 'x'", "sectors.energy", "list of words"),
        ("[countries]\nLaos = ['x']", "countries.Laos", "ISO code"),
        ("ignore = ['  ']", "ignore", "list of words"),
        ("threshold =", None, "no TOML"),
    ],
)
def test_mistakes_name_file_key_and_reason(lexicon, text, key, reason):
    with pytest.raises(ConfigError, match=reason) as caught:
        lexicon(text)
    assert caught.value.key == key
    assert "lexicon.toml" in str(caught.value)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_lexicon(tmp_path / "none.toml")
