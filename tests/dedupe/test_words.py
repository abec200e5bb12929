"""The quick ways to part a text and to strip it do what the expressions say."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.dedupe.words import _END, _WORD, plain, plain_sentences, sentences

TEXTS = st.one_of(
    st.text(alphabet="aB1_.!? \n'", max_size=30),
    st.text(alphabet="aB. \n’“”‘–—…\u0301\u00a0", max_size=30),
    st.text(alphabet="aB.!?é \n\t\r\x0b\x1c\x85\u00a0\u2028\u3000。；", max_size=30),
)


@given(TEXTS)
@settings(max_examples=500)
def test_sentences_end_at_their_marks(text: str) -> None:
    ends = [match.end() for match in _END.finditer(text)]
    pieces = [text[start:end].strip() for start, end in pairwise((0, *ends, len(text)))]
    assert sentences(text) == [piece for piece in pieces if piece]
    assert [one for one in plain_sentences(text) if one] == [one for one in map(plain, pieces) if one]


@given(st.text(st.characters(max_codepoint=127) | st.sampled_from("’“”‘–—…\u0301\u00a0")))
def test_ascii_and_curly_quotes_are_made_plain_as_other_text_is(text: str) -> None:
    assert plain(text) == "".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
