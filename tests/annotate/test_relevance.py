"""What is news of cooperation between countries or international organisations, and what is not."""

import tomllib
from pathlib import Path

import pytest

from crawler.annotate import annotate, countries, signals, subjects
from crawler.annotate.annotation import read_document
from tests.annotate.writing import article

TEXTS = tomllib.loads(Path(__file__).with_name("relevance.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("language", "headline", "body"), TEXTS["yes"], ids=[row[1][:40] for row in TEXTS["yes"]])
def test_cooperation(language, headline, body):
    found = annotate(article(headline, body, language))
    assert found.is_cooperation, found.cooperation
    assert found.evidence
    assert found.kinds


@pytest.mark.parametrize(("language", "headline", "body"), TEXTS["no"], ids=[row[1][:40] for row in TEXTS["no"]])
def test_something_else(language, headline, body):
    found = annotate(article(headline, body, language))
    assert not found.is_cooperation, (found.cooperation, [one.why for one in found.evidence])


def test_the_same_words_without_parties_are_domestic():
    text = "The two schools signed a cooperation agreement and will hold a joint forum."
    abroad = "Schools of Laos and Peru signed a cooperation agreement and will hold a joint forum."
    assert annotate(article("", text)).cooperation < annotate(article("", abroad)).cooperation


@pytest.mark.parametrize(
    ("language", "sides", "parties"),
    [("en", "Both sides signed a cooperation agreement.", "Laos. Peru."), ("zh", "双方签署合作协议。", "老挝。秘鲁。")],
)
def test_both_sides_are_two_parties_only_where_two_are_named(language, sides, parties):
    alone = annotate(article("", sides, language))
    named = annotate(article("", f"{parties} {sides}", language))
    assert alone.evidence[0].why.split(", ")[1] == "0 parties"
    assert named.evidence[0].why.split(", ")[1] == "1.5 parties"


def test_both_countries_are_two_parties_though_none_is_named():
    (evidence, *_) = annotate(article("", "Both countries signed a cooperation agreement.")).evidence
    assert "1.5 parties" in evidence.why


def test_a_named_framework_is_a_party():
    plain = annotate(article("Forum on connectivity held", "Guests discussed cooperation in transport."))
    named = annotate(article("Belt and Road forum on connectivity held", "Guests discussed cooperation in transport."))
    assert named.cooperation > plain.cooperation + 0.2


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Саммит Шанхайской организации сотрудничества", "Shanghai Cooperation Organisation"),
        ("ru", "кредит Азиатского банка развития", "Asian Development Bank"),
        ("fr", "un prêt de la Banque asiatique de développement", "Asian Development Bank"),
        ("pt", "as Nações Unidas", "United Nations"),
        ("de", "ein Kredit der Weltbank", "World Bank"),
        ("ar", "قرض للبنك الأفريقي للتنمية", "African Development Bank"),
    ],
)
def test_an_organisation_is_a_party_in_every_language(language, text, name):
    assert name in [one.name for one in annotate(article("", text, language)).parties]


def test_a_denied_sign_weighs_less():
    said = annotate(article("Kenya and Somalia sign fishing agreement", ""))
    denied = annotate(article("Kenya and Somalia refuse to sign fishing agreement", ""))
    assert denied.cooperation < said.cooperation


def test_cooperation_that_tells_no_kind_of_it_is_a_project():
    text = "France and Algeria cooperate on security again after two years."
    assert [one.code for one in annotate(article("France and Algeria revive cooperation on security", text)).kinds] == [
        "project"
    ]
    text = "France and Algeria signed an agreement on cooperation. They cooperate already."
    assert "project" not in [one.code for one in annotate(article("France and Algeria sign agreement", text)).kinds]


TWO_SENSES = [
    ("fr", "La Tunisie et le Togo signent un accord",
     "Au cours de la visite, des actions communes ont été lancées dans le but d'aider les écoles."),
    ("es", "Perú y Chile firman un acuerdo", "Un equipo de los dos países trabajará contra la crisis climática."),
    ("pt", "Angola e Chile assinam acordo", "Uma equipa médica dos dois países vai tratar da crise alimentar."),
    ("ru", "Сербия и Ангола подписали соглашение", "Страны Лиги арабских государств приветствовали связи в области спорта."),
    ("ar", "الأردن والكويت يوقعان اتفاقية", "تهدف الاتفاقية بهدف نهائي إلى تدريب القوات المسلحة نيابة عن مقاطعة كذا بشكل دوري."),
    ("de", "Kenia und Malta unterzeichnen Abkommen", "Die Streitkräfte beider Länder gewinnen mit dem Prozess Erfahrung in der Krise."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "headline", "body"), TWO_SENSES, ids=[row[0] for row in TWO_SENSES])
def test_words_of_two_senses_do_not_speak_against_it(language, headline, body):
    found = annotate(article(headline, body, language))
    assert found.is_cooperation
    assert not [one.why for one in found.evidence if one.why.startswith("against")]


def test_in_connection_with_it_is_no_tie():
    found = annotate(
        article("В связи с развитием погоды", "В связи с развитием погоды в Анголе и в отношении дорог.", "ru")
    )
    assert not [one.why for one in found.evidence if "ties" in one.why]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rosario and Valencia became sister cities, linking Argentina and Spain."),
        ("fr", "Rosario et Valence sont jumelées, un lien de plus entre l'Argentine et l'Espagne."),
        ("ru", "Города Аргентины и Испании стали побратимами."),
    ],
)
def test_towns_that_are_twinned_agree(language, text):
    assert annotate(article("", text, language)).kinds[0].code == "agreement"


SUBJECTS = [
    ("en", "Oman gives Ghana buses as aid.", "from one to another"),
    ("en", "Oman will give Ghana buses as aid.", "from one to another"),
    ("fr", "Le Togo a construit une école au Ghana.", "from one to another"),
    ("en", "Oman and Ghana open a school of both countries.", "done together"),
    ("en", "Oman and Ghana plant kelp under an agreement.", "side by side"),
]


@pytest.mark.parametrize(("language", "text", "rule"), SUBJECTS, ids=[row[1] for row in SUBJECTS])
def test_countries_at_the_head_of_a_report_are_its_subject(language, text, rule):
    assert rule in rules_of(text, language)


NO_SUBJECTS = [
    ("en", "Nagoya builds a museum in Ghana", "a town is no country"),
    ("en", "An Omani chef gives Ghana buses as aid.", "a chef is no country"),
    ("en", "Oman won and gives Ghana the cup of the tournament.", "sport"),
    ("en", "Oman gives Ghana a week.", "nothing else says so"),
]


@pytest.mark.parametrize(("language", "text", "reason"), NO_SUBJECTS, ids=[row[2] for row in NO_SUBJECTS])
def test_what_is_no_deed_between_countries(language, text, reason):
    assert "from one to another" not in rules_of(text, language), reason


def rules_of(text, language):
    """The names of the rules that hold in the headline."""
    found = read_document(article(text, "", language))
    located = countries.locate(found)
    together = list(subjects.side_by_side(found, located))
    readings = signals.read(found, [(one.start, one.code) for one in located], together)
    subjects.weigh(found, readings)
    return [sign.rule.name for reading in readings for sign in reading.signs]
