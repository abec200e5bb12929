"""Countries of one character each: pairs of Japanese and Korean, beside words of relation alone."""

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article

# language, text, countries
PAIRS = [
    ("ja", "日豪首脳会談、港の整備で一致", "AU JP"),
    ("ja", "日印、藻の研究で協力協定", "IN JP"),
    ("ja", "第4回日米韓の実務者協議", "JP KR US"),
    ("ja", "中日外相が会談", "CN JP"),
    ("ja", "日・英・伊の共同開発", "GB IT JP"),
    ("ja", "日独科学技術協力が始まる", "DE JP"),
    ("ja", "日ロ漁業交渉", "JP RU"),
    ("ja", "日中国交正常化の記念式典", "CN JP"),
    ("ko", "한미 정상회담 열려", "KR US"),
    ("ko", "한중 경제협력 공동위 개최", "CN KR"),
    ("ko", "한·미·일 공조를 논의", "JP KR US"),
    ("ko", "한일관계 개선", "JP KR"),
    ("ko", "미중, 곡물 협상 재개", "CN US"),
    ("ko", "남북 대화를 다시 시작", "KP KR"),
]
OTHER_WORDS = [
    ("ja", "日米野球の切符が売り切れた", ""),
    ("ja", "日比谷の公園で協議会", ""),
    ("ja", "日中は暑く、漁協は対話を休んだ", ""),
    ("ja", "一日中、会談が続く", ""),
    ("ja", "27日中国との会談", "CN"),
    ("ja", "昨日米国と合意した", "US"),
    ("ja", "米ロサンゼルスで会談", "US"),
    ("ko", "독일 정상회담", "DE"),
    ("ko", "북한 협력", "KP"),
    ("ko", "한미약품 협력", ""),
    ("ko", "김한일 대표와 협력", ""),
    ("ko", "회의 중일 때 대화는 안 된다", ""),
    ("ko", "남북으로 뻗은 길, 마을이 협력", ""),
]


@pytest.mark.parametrize(("language", "text", "expected"), PAIRS + OTHER_WORDS)
def test_pairs_of_one_character_each(language, text, expected):
    assert " ".join(sorted(one.code for one in annotate(article("", text, language)).countries)) == expected


@pytest.mark.parametrize(
    ("language", "headline"), [("ja", "日豪首脳会談、防衛協力で一致"), ("ko", "한미일 안보 협력 강화")]
)
def test_a_pair_takes_part(language, headline):
    assert annotate(article(headline, "", language)).is_cooperation


def test_every_pair_is_made_of_letters_that_stand_for_countries():
    from crawler.annotate.data import table

    for language in ("ja", "ko"):
        own = table("compact")[language]
        assert {letter for pair in own["pairs"].split() for letter in pair} <= set(own["letters"])
