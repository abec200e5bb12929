"""Deal records, explanations, evaluation, and what a change of rules changed."""

from dataclasses import replace

import pytest

from crawler.annotate import annotate, changes, deal, evaluate, explain, reason
from tests.annotate.writing import article

FIRST = article(
    "Kenya and Peru sign port agreement",
    "Kenya and Peru signed an agreement on ports worth 40 million dollars in Lima on 4 May. Officials praised it.",
    source="one",
)
SECOND = article(
    "Peru, Kenya sign port accord",
    "Peru and Kenya signed an accord on ports worth 45 million dollars in Lima on 4 May.",
    source="two",
)


def test_a_deal_says_who_what_how_much_and_when_with_its_sentence():
    made = deal([(FIRST, annotate(FIRST))])
    assert {one.value for one in made.parties} == {"Kenya", "Peru"}
    assert [one.value for one in made.kind] == ["agreement"]
    assert [one.value for one in made.sector] == ["transport"]
    assert [one.value for one in made.stage] == ["signed"]
    assert [one.value for one in made.amount] == ["40 million dollars (USD 40,000,000)"]
    assert [one.value for one in made.date] == ["4 May"]
    assert "signed an agreement" in made.amount[0].evidence.text
    assert all(one.outlet is None for one in (*made.amount, *made.date))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kenya and Peru signed an agreement on sugar at 300 dollars per tonne."),
        ("en", "Kenya and Peru signed an agreement on oil at $61.50 a barrel."),
        ("fr", "Le Kenya et le Pérou ont signé un accord sur le sucre à 300 dollars la tonne."),
        ("es", "Kenia y Perú firmaron un acuerdo sobre azúcar a 300 dólares por tonelada."),
        ("de", "Kenia und Peru haben ein Abkommen über Zucker zu 300 Dollar pro Tonne unterzeichnet."),
        ("ru", "Кения и Перу подписали соглашение о сахаре по 300 долларов за тонну."),
        ("zh", "肯尼亚与秘鲁签署食糖协议，每吨300美元。"),
        ("zh", "肯尼亚与秘鲁签署食糖协议，价格为300美元/吨。"),
    ],
)
def test_the_price_of_a_piece_is_no_worth_of_a_deal(language, text):
    told = article("", text, language=language)
    found = annotate(told)
    assert [amount.value for amount in found.amounts] in ([300.0], [61.5])
    assert deal([(told, found)]).amount == ()


def test_what_is_paid_a_year_is_the_worth_of_a_deal():
    told = article("", "Kenya and Peru signed an agreement worth 3 million dollars a year.")
    assert [one.value for one in deal([(told, annotate(told))]).amount] == ["3 million dollars (USD 3,000,000)"]


def test_a_ministry_of_a_deal_is_told_with_its_country():
    told = article("", "Japan's Finance Ministry and China's Finance Ministry signed an agreement.")
    made = deal([(told, annotate(told))])
    assert [one.value for one in made.parties] == [
        "Japan",
        "China",
        "Finance Ministry (Japan)",
        "Finance Ministry (China)",
    ]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "Kenia und Peru haben am 3. Mai in Lima ein Abkommen unterzeichnet.", "3. Mai"),
        ("pt", "O Quénia e o Peru assinaram um acordo a 3 de maio em Lima.", "3 de maio"),
        ("ar", "وقعت كينيا وبيرو اتفاقية يوم 3 مايو في ليما.", "3 مايو"),
        ("fr", "Le Kenya et le Pérou ont signé un accord le 1er mai à Lima.", "1er mai"),
        ("ru", "Кения и Перу подписали соглашение 3 мая в Лиме.", "3 мая"),
    ],
)
def test_a_day_is_read_in_every_language(language, text, day):
    told = article("", text, language)
    (date,) = deal([(told, annotate(told))]).date
    assert (date.value, date.evidence.text) == (day, text)


def test_outlets_that_disagree_both_stand_there():
    made = deal([(FIRST, annotate(FIRST)), (SECOND, annotate(SECOND))])
    assert [(one.value.split(" (")[0], one.outlet) for one in made.amount] == [
        ("40 million dollars", "one"),
        ("45 million dollars", "two"),
    ]
    assert [(one.value, one.outlet) for one in made.date] == [("4 May", None)]
    assert len(made.parties) == 2


def test_nothing_is_guessed():
    told = article("Kenya and Peru hold talks", "Kenya and Peru held talks about ports.")
    made = deal([(told, annotate(told))])
    assert made.amount == ()
    assert made.date == ()
    assert deal([]).kind == ()


def test_an_amount_of_another_sentence_is_not_the_deals():
    told = article(
        "Kenya and Peru sign agreement",
        "Kenya and Peru signed an agreement. A cinema in Leeds sold tickets for 900 dollars.",
    )
    assert deal([(told, annotate(told))]).amount == ()


@pytest.mark.parametrize(
    ("language", "title", "text", "amount"),
    [
        (
            "en",
            "Kenya and Peru sign agreement on port",
            "Kenya and Peru signed an agreement. The port will cost 90 million dollars.",
            "90 million",
        ),
        (
            "fr",
            "Le Kenya et le Pérou signent un accord",
            "Le Kenya et le Pérou ont signé un accord. Le coût du port est de 95 millions d'euros.",
            "95 millions",
        ),
        (
            "es",
            "Kenia y Perú firman acuerdo",
            "Kenia y Perú firmaron un acuerdo. El puerto costará 90 millones de dólares.",
            "90 millones",
        ),
        (
            "ru",
            "Кения и Перу подписали соглашение",
            "Кения и Перу подписали соглашение. Стоимость порта 90 млн долларов.",
            "90 млн",
        ),
        ("zh", "肯尼亚和秘鲁签署港口合作协议", "肯尼亚和秘鲁签署港口合作协议。项目总投资9亿美元。", "9亿"),
        (
            "en",
            "Kenya and Peru sign agreement",
            "Kenya and Peru signed an agreement. Their trade is worth 90 million dollars.",
            None,
        ),
        (
            "en",
            "Kenya and Peru sign agreement",
            "Kenya and Peru signed an agreement worth 4 million dollars. The port will cost 90 million dollars.",
            "4 million",
        ),
    ],
)
def test_what_the_matter_costs_is_the_amount_of_a_deal_that_tells_no_other(language, title, text, amount):
    told = article(title, text, language)
    found = deal([(told, annotate(told))]).amount
    assert (found[0].value[: len(amount)] if found else None) == amount


def test_explain_tells_every_finding():
    lines = explain(FIRST, annotate(FIRST))
    text = "\n".join(lines)
    assert lines[0].startswith("Cooperation news: relevance ")
    for words in (
        "Kind: Agreement",
        "Sector: Transport",
        "Country: Kenya",
        "Amount: USD 40,000,000",
        "Stage: signed",
        "[Kenya]",
    ):
        assert words in text
    assert explain(article(""), annotate(article("")))[0].startswith("Not cooperation news")


def test_what_speaks_against_it_is_told():
    told = article("Rebels attack convoy in Mali", "Gunmen killed two soldiers near the border of Niger.")
    found = annotate(told)
    assert not found.is_cooperation
    assert found.evidence[0].why == "against: conflict"


def test_the_reason_is_one_line():
    line = reason(annotate(FIRST))
    assert "\n" not in line
    assert line.startswith("Peru, Kenya | Agreement, Transport | ")
    assert reason(annotate(article("Rain", "It rained."))) == "no words of cooperation"


def test_evaluate_counts_agreement_with_the_person():
    yes, no = annotate(FIRST), annotate(article("Rain", "It rained."))
    result = evaluate({1: (yes, True), 2: (yes, False), 3: (no, True), 4: (no, False)})
    assert (result.judged, result.right, result.precision, result.recall, result.f1) == (4, 2, 0.5, 0.5, 0.5)
    assert (result.wrongly, result.missed) == ((2,), (3,))
    assert "precision 0.50" in str(result)
    empty = evaluate({})
    assert (empty.precision, empty.recall, empty.f1) == (None, None, None)
    assert "silkwire judge" in str(empty)


def test_changes_of_rules_are_told():
    before = annotate(FIRST)
    assert changes(before, before) == ()
    after = replace(before, countries=before.countries[:1], is_cooperation=False, cooperation=0.1)
    lines = changes(before, after)
    assert lines[0].startswith("no longer cooperation")
    assert lines[1] == "countries: -KE"


def test_an_explanation_tells_what_is_named_in_passing():
    told = article(
        "Kenya and Peru sign port agreement",
        "Kenya and Peru signed an agreement on ports. Guests came by way of Madrid. The Volga Bank of Russia is old.",
    )
    lines = explain(told, annotate(told))
    assert "Country: Spain (0.40), in passing" in lines
    assert any(line.startswith("Country: Kenya (") and line.endswith(")") for line in lines)
    assert "Party: Volga Bank of Russia (bank, Russia), in passing" in lines
    assert "Spain" not in reason(annotate(told))
