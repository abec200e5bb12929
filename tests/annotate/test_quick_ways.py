"""The quick ways find what the plain ways find."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.annotate.actors import _chinese, _latin, _matches
from crawler.annotate.amounts import _NUMBER, _numbers, _sum, sums
from crawler.annotate.choices import at_head, choice
from crawler.annotate.document import _end, document, fold
from crawler.annotate.numerals import numerals

NAMES = """Ministry of Foreign Affairs|Department of|the|Bank|Bank of|Development Fund|World|Co., Ltd|Group|Company|Corp|AG|plc|Lower
China|Eximbank|, Trade and Industry|and|&|said.|Ministry|外交部|，|表示|中国|银行|进出口银行|集团有限公司|公司|老挝"""
WORDS = st.sampled_from(re.split(r"[|\n]", NAMES))


@given(st.lists(WORDS, max_size=30), st.sampled_from(["", " ", "\n"]))
@settings(max_examples=200, deadline=None)
def test_bodies_are_found_around_their_anchors(words, blank):
    text = blank.join(words)
    for patterns in (_latin(), _chinese()):
        found = [(kind, m.span()) for kind, m in _matches(patterns, text)]
        assert found == [(one.type, m.span()) for one in patterns.every for m in one.whole.finditer(text)]


@given(st.text(alphabet="0123456789.,  \u00a0a$-٣", max_size=40))
def test_numbers_are_found_at_their_digits(text):
    assert [m.span() for m in _numbers(document(text, "", "en"))] == [m.span() for m in _NUMBER.finditer(text)]


@given(st.text(alphabet=".!?。！；\n \t\"'”)ab", max_size=30))
def test_sentences_end_where_the_rules_say(text):
    rules = r"[。！？!?؟।]+[\"'”’）)」』]*|\.+[\"'”’)\]]*(?=\s|$)|\n\s*\n|\n(?=\s)|；"
    assert [m.span() for m in _end().finditer(text)] == [m.span() for m in re.finditer(rules, text)]


@given(
    st.lists(st.text(alphabet="ab.元", min_size=1, max_size=4), min_size=1, max_size=8),
    st.text(alphabet="aAbB.元 ", max_size=30),
)
def test_a_choice_is_the_longest_word(words, text):
    longest = sorted(words, key=len, reverse=True)
    plain = "|".join(map(re.escape, longest))
    assert re.findall(choice(words), text, re.IGNORECASE) == re.findall(plain, text, re.IGNORECASE)
    assert re.findall(at_head(words), text) == re.findall(rf"(?<!\w)(?:{plain})", text)


@given(st.text(alphabet="aÀßéİ_1²½.,-’“…→–—•€™¿ «»中國д😀\u200d①٣𝐀", max_size=40))
def test_a_text_is_folded_as_letter_by_letter(text):
    def plain(letter):
        small = "i" if letter == "İ" else letter.lower()
        return {"國": "国"}.get(small, small) if small.isalnum() else " "

    assert fold(text) == "".join(map(plain, text))


MONEY = """12|5|1,200|10|-|–|to|US$|$|€|Rs.|USD|dollars|euros|Kenyan|million|m|of|de|yuan|Hong Kong|people|.|’s|the|trucks
firms|and|cost|pounds|sterling|U.S. dollars|billion|carried|over|a valley of|the long road"""


@given(st.lists(st.sampled_from(re.split(r"[|\n]", MONEY)), max_size=40), st.sampled_from(["", " "]))
@settings(max_examples=300, deadline=None)
def test_sums_are_found_beside_their_money(words, blank):
    text = document(blank.join(words), "", "en")
    every = [found for number in _numbers(text) if (found := _sum(text, number, []))]
    assert any(numerals(text)) or [*sums(text, [])] == every
