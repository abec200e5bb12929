from __future__ import annotations

import random
import re
from array import array
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.dedupe import VERSION, fingerprint, overlap, sentence_hash, sentences, signature
from crawler.dedupe.prints import BANDS, MOST_SENTENCES, shingle_hashes
from crawler.dedupe.sketch import MOST, Sample, compare, numbers_in_common, unpack, without
from crawler.dedupe.words import hashed_length, plain
from crawler.model import Article

Make = Callable[..., Article]
Words = Callable[..., list[str]]


def test_it_is_the_same_on_every_machine(make: Make) -> None:
    one = fingerprint(
        make("A bridge opens", "The bridge over the river was opened on Monday. Two ministers came to see it.")
    )
    assert one.version == VERSION == 1
    assert one.content.hex() == "839f794031f2cf23e557f880382de45c"
    assert one.bands[:2] == (198741291692759, 204649613187118)
    assert signature() == "1-28da7590b9b8"
    assert one.sentences == (147257439684646,)


def test_case_spaces_and_punctuation_do_not_count(make: Make) -> None:
    one = fingerprint(make("A bridge opens", "The bridge was opened, on Monday.\n\nTwo ministers came to see it."))
    other = fingerprint(make("A Bridge Opens!", "THE BRIDGE was opened on Monday. Two   ministers came to see it"))
    assert one.content == other.content
    assert one.bands == other.bands


def test_numbers_and_titles_do(make: Make) -> None:
    text = "The price of copper rose by 12 dollars on Monday morning."
    one = fingerprint(make("Copper", text))
    assert one.content != fingerprint(make("Copper", text.replace("12", "13"))).content
    assert one.content != fingerprint(make("Zinc", text)).content


def test_edge_cases_have_prints_too(make: Make) -> None:
    for text in ("", ".", "a", "字", "\ud800 lone", "x" * 100_000):
        one = fingerprint(make("", text))
        assert len(one.bands) in (0, BANDS)
        unpack(one.sketch)


def test_a_share_of_a_text_is_seen_as_such(make: Make, words: Words) -> None:
    for zh in (False, True):
        whole = words(1, 60, zh)
        half = fingerprint(make("t", "".join(whole[:30])))
        seen = overlap(half.sketch, fingerprint(make("t", "".join(whole))).sketch)
        assert seen.of_first > 0.95
        assert 0.35 < seen.of_second < 0.65
        other = overlap(half.sketch, fingerprint(make("t", "".join(words(2, 60, zh)))).sketch)
        assert other.of_first < 0.2


def test_an_excerpt_has_the_numbers_of_the_whole(make: Make, words: Words) -> None:
    lines = [
        f"{line} It cost {1000 + 7 * at} and weighed {at}.{3 * at + 10} tonnes."
        for at, line in enumerate(words(1, 90), 10)
    ]
    whole = fingerprint(make("t", " ".join(lines)))
    for many in (20, 30, 45, 90):
        excerpt = fingerprint(make("t", " ".join(lines[:many])))
        assert numbers_in_common(unpack(whole.sketch), unpack(excerpt.sketch)) == 1


@pytest.mark.parametrize(("own", "other"), [(0, 0), (2, 2), (1, 3), (4, 0)])
def test_overlaps_are_those_of_sets(own: int, other: int) -> None:
    """Of the coarser sampling, where the two have not the same."""
    rng = random.Random(own * 10 + other)
    pool = rng.sample(range(1 << 28), 90)  # below the limit of any of these samplings
    hashes = {
        exponent: {*rng.sample(pool, 60), *(rng.randrange(1 << (32 - exponent)) for _ in range(60))}
        for exponent in (own, other)
    }
    samples = [
        Sample(exponent, array("H"), array("I", sorted(hashes[exponent]))).without(pool[:10])
        for exponent in (own, other)
    ]
    limit = 1 << (32 - max(own, other))
    first, second = ({one for one in hashes[exponent] - {*pool[:10]} if one < limit} for exponent in (own, other))
    seen = compare(*samples)
    assert seen.common == len(first & second) > 10
    assert seen.of_first == len(first & second) / len(first)
    assert seen.of_second == len(first & second) / len(second)


def test_a_sketch_is_small_whatever_the_length(make: Make, words: Words) -> None:
    sketch = fingerprint(make("t", " ".join(words(1, 3000)))).sketch
    assert len(unpack(sketch).shingles) <= MOST
    assert len(sketch) < 4 * MOST + 60


def test_pieces_can_be_left_out_of_a_sketch(make: Make, words: Words) -> None:
    news, footer = " ".join(words(1, 8)), " ".join(words(2, 4))
    bare = without(fingerprint(make("t", f"{news}\n{footer}")).sketch, shingle_hashes(footer))
    assert overlap(bare, fingerprint(make("t", footer)).sketch).of_first < 0.1
    assert overlap(bare, fingerprint(make("t", news)).sketch).of_first > 0.85


def test_sentences_end_where_readers_see_it() -> None:
    assert sentences("One here. Two there! Three?\nFour\n\n第一句。第二句！") == [
        "One here.", "Two there!", "Three?", "Four", "第一句。", "第二句！",
    ]  # fmt: skip


def test_a_short_sentence_means_nothing() -> None:
    assert sentence_hash("He said so.") is None
    assert sentence_hash("他说。") is None
    long = "He said that the railway would be opened next year."
    assert sentence_hash(long) == sentence_hash(long.upper())
    assert hashed_length(sentence_hash(long) or 0) == len(plain(long))


def test_of_a_long_text_the_ends_count(make: Make, words: Words) -> None:
    text = words(3, 400)
    found = fingerprint(make("t", " ".join(text))).sentences
    assert len(found) == MOST_SENTENCES
    assert sentence_hash(text[0]) in found
    assert sentence_hash(text[-1]) in found


_MARKS = " .!?。！？；;,\n\t\r\u0085\u00a0\u2028\u3000_\u0301\u0338\u3099がﬁİΣς①½ㄱᄀ\u1161Aa中ｱﾞ\ud800"


@given(st.text(alphabet=st.sampled_from(_MARKS) | st.characters(), max_size=40))
@example("One. Two!\n\nThree? four.Five。六！\u0338七；Ωmega. \u0301Eight")
@settings(max_examples=300, deadline=None)
def test_the_sentences_hold_all_words_of_a_text_and_nothing_twice(text: str) -> None:
    pieces = [piece.strip() for piece in re.split(r"(?<=[。！？；])|(?<=[.!?])\s+|\n+", text)]
    assert sentences(text) == [piece for piece in pieces if piece]
    assert "".join(map(plain, sentences(text))) == plain(text)
