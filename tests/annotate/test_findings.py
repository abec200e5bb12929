"""Kinds, stages, sectors and places, each with words of the text as evidence."""

import itertools

import pytest

from crawler.annotate import annotate, countries, signals, subjects
from crawler.annotate.annotation import read_document
from crawler.annotate.names import country_name, dac_code, kind_name, kind_slugs, plover, sector_name, sector_slugs
from crawler.model import KINDS
from tests.annotate.writing import article

KIND = [
    ("Peru and Chile sign customs agreement", "agreement"),
    ("Laos and Qatar sign memorandum of understanding on tourism", "memorandum"),
    ("Ministers of Peru and Chile hold talks in Lima", "talks"),
    ("President of Kenya visits Rwanda", "visit"),
    ("Forum on ports held by Oman and Kenya", "forum"),
    ("Kenya and Uganda start construction of joint railway", "project"),
    ("World Bank lends Peru 40 million dollars", "finance"),
    ("Norway sends humanitarian aid to Sudan", "aid"),
    ("Kenya and India expand bilateral trade", "trade"),
    ("China gives scholarships to students from Laos", "training"),
    ("India and Oman begin joint naval exercise", "exercise"),
    ("Chad and Togo issue joint communique", "statement"),
    ("老挝和泰国签署谅解备忘录", "memorandum"),
    ("中国和老挝举行联合军演", "exercise"),
]


@pytest.mark.parametrize(("headline", "kind"), KIND, ids=[headline for headline, _ in KIND])
def test_kind(headline, kind):
    language = "zh" if "和" in headline else "en"
    assert kind in [one.code for one in annotate(article(headline, "", language)).kinds]


def test_trains_run_and_help_nobody():
    found = annotate(
        article("Laos and Thailand agree on through trains", "Goods trains from Laos reach Thailand daily.")
    )
    assert "aid" not in {kind.code for kind in found.kinds}
    taught = annotate(article("China trains doctors in Mali", "China trains doctors of a hospital in Mali."))
    assert "aid" in {kind.code for kind in taught.kinds}


def test_kinds_and_sectors_map_to_the_standard_schemes():
    assert set(kind_slugs()) == set(KINDS)
    assert {plover(kind) for kind in KINDS} == {"AGREE", "CONSULT", "COOPERATE", "AID", "SUPPORT", None}
    assert plover("commentary") is None
    assert len(sector_slugs()) == 22
    assert all(len(dac_code(sector)) == 3 for sector in sector_slugs())
    assert (dac_code("energy"), dac_code("digital"), dac_code("nothing")) == ("230", "220", None)
    assert (kind_name("aid"), sector_name("energy"), country_name("LA"), country_name("??")) == (
        "Aid",
        "Energy",
        "Laos",
        "??",
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The finance ministers of Kenya and Uganda announced their arrival."),
        ("en", "Kenya's minister for investment and Uganda's ministry of finance gave no comment."),
        ("fr", "Le ministre de la Coopération du Maroc et celui du Sénégal sont arrivés."),
        ("es", "El ministro de Cooperación de Chile y el de Perú llegaron el viernes."),
        ("ar", "وصل وزير التعاون المصري ووزير التعاون الأردني."),
    ],
)
def test_what_an_office_is_for_is_no_deed(language, text):
    found = annotate(article("", text, language=language))
    assert not {kind.code for kind in found.kinds} & {"finance", "statement", "agreement"}
    assert not [one.why for one in found.evidence if one.why.startswith(("loan", "investment", "cooperation"))]


def test_money_lent_is_told_in_the_words_that_say_so():
    text = "Japan will lend Indonesia 85 billion yen for a port, the two governments announced after talks."
    found = annotate(article("Japan finances port in Indonesia", text))
    assert found.kinds[0].code == "finance"
    assert found.evidence[0].why.startswith("money lent “lend Indonesia 85 billion yen”, 2.5 parties")


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Spain agreed to reschedule Peru's debt of 3 billion dollars.",
        "Ghana and China restructured debts of two railways of Ghana.",
    ],
)
def test_debt_that_is_settled_is_a_reason(text):
    assert any(one.why.startswith("debt settled") for one in annotate(article("", text)).evidence)


def test_debt_that_is_there_is_no_loan_that_is_given():
    found = annotate(article("", "The debt burden of Kenya and Uganda will also provide work for lawyers of Peru."))
    assert not [one.why for one in found.evidence if one.why.startswith(("loan given", "debt settled"))]


def test_a_portuguese_weekday_is_no_fair():
    found = annotate(article("", "Portugal e Angola abriram na segunda-feira um posto fronteiriço.", language="pt"))
    assert "forum" not in {kind.code for kind in found.kinds}


def test_a_given_name_is_no_city():
    found = annotate(article("", "Paraguay's president Santiago Peña met Taiwan's foreign minister."))
    assert {one.code for one in found.countries} == {"PY", "TW"}


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Monaco and Malta"),
        ("en", "The Gambia, Malta and Monaco"),
        ("fr", "Monaco et l'Italie"),
        ("es", "Chile y el Perú"),
        ("pt", "O Brasil e a Argentina"),
        ("de", "Österreich und die Schweiz"),
        ("ru", "Монголия и Китай"),
        ("zh", "老挝与越南"),
        ("ar", "الأردن ومصر"),
    ],
)
def test_two_countries_in_one_subject_act_together_where_anything_else_says_so(language, subject):
    talks = {"en": "talks", "fr": "pourparlers", "es": "conversaciones", "pt": "conversas", "de": "Gespräche"}
    talks |= {"ru": "переговоры", "zh": "会谈", "ar": "محادثات"}
    for words, expected in ((talks[language], True), ("1-1", False)):
        found = [sign.rule for reading in readings_of(f"{subject}: {words}.", language) for sign in reading.signs]
        assert (subjects.SIDE_BY_SIDE in found) == expected


def readings_of(text, language):
    found = read_document(article("", text, language=language))
    located = countries.locate(found)
    named = [(one.start, one.code) for one in located]
    readings = signals.read(found, named, subjects.side_by_side(found, located))
    subjects.weigh(found, readings)
    return readings


@pytest.mark.parametrize(
    "text",
    [
        "A storm over Monaco and Malta ended talks.",
        "Monaco, said Malta, wants talks.",
        "Monaco against Malta: no talks.",
    ],
)
def test_two_countries_that_are_no_one_subject_are_none(text):
    assert not [s for reading in readings_of(text, "en") for s in reading.signs if s.rule is subjects.SIDE_BY_SIDE]


def test_one_party_is_one_party():
    found = annotate(article("", "Kenya signed an agreement. Kenya and Uganda held talks."))
    assert [one.why for one in found.evidence if ", 1 party, " in one.why]
    assert not [one.why for one in found.evidence if " 1 parties" in one.why]


def test_sectors_by_words_of_the_text():
    text = "The hydropower station will send electricity to Laos and Thailand over a new power grid."
    found = annotate(article("Hydropower station opened", text))
    assert found.sectors[0].code == "energy"
    assert found.sectors[0].evidence
    assert "health" not in [one.code for one in found.sectors]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("fr", "Un accord sur l'eau", "Les deux pays construiront une usine pour la gestion de l'eau."),
        ("en", "Agreement on water management signed", "A plant is to be built under the water-sharing treaty."),
        ("es", "Acuerdo sobre la gestión del agua", "Construirán una fábrica contra la escasez de agua."),
        ("pt", "Acordo sobre a gestão da água", "Uma fábrica servirá o abastecimento de água."),
        ("de", "Abkommen über Wasserwirtschaft", "Eine Fabrik soll gegen die Wasserknappheit helfen."),
    ],
)
def test_an_agreement_on_water_is_about_water_first(language, title, text):
    assert annotate(article(title, text, language)).sectors[0].code == "water"


def test_water_of_an_idiom_is_none():
    found = annotate(article("Le projet tombe à l'eau", "Le projet est tombé à l'eau.", "fr"))
    assert "water" not in [one.code for one in found.sectors]


def test_the_words_of_a_name_say_nothing():
    found = annotate(
        article("Belt and Road forum on vaccines held", "Doctors discussed vaccines at the Belt and Road forum.")
    )
    assert "transport" not in [one.code for one in found.sectors]
    assert "project" not in [one.code for one in found.kinds]


def test_years_of_relations_are_no_beginning_of_them():
    text = "缅甸和中国迎来建交七十周年。两国签署天然气管道项目合作协议。"
    assert annotate(article("缅甸和中国签署管道项目合作协议", text, "zh")).kinds[0].code == "agreement"


def test_places_of_the_event():
    found = annotate(article("", "The two ministers signed the accord in Vientiane on Monday.", place="Vientiane"))
    assert [one.code for one in found.places] == ["Vientiane"]
    assert found.places[0].evidence[0].text.endswith("Monday.")
    assert [one.code for one in annotate(article("", "Trade grew.", place="Nairobi")).places] == ["Nairobi"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("协议在万象签署。", ["万象"]),
        ("会议在汉中召开。", ["汉中"]),
        ("论坛在今年举办。", []),
        ("项目在双方共同努力下启动。", []),
        ("会谈在此间举行。", []),
    ],
)
def test_a_chinese_place_is_no_time_and_no_manner(text, place):
    assert [one.code for one in annotate(article("", text, "zh")).places] == place


def test_all_evidence_lies_in_the_text():
    told = article(
        "Egypt and China sign rail deal",
        'Cairo, the capital.\n\nEgypt and China signed a contract worth $2 billion in Cairo. “It helps both countries,” said Omar Said, '
        "minister of transport.\n\nThe Belt and Road forum was held in May.",
    )  # fmt: skip
    whole = f"{told.title}\n\n{told.text}"
    found = annotate(told)
    mentions = itertools.chain(
        found.kinds,
        found.sectors,
        found.countries,
        found.stages,
        found.parties,
        found.amounts,
        found.quotes,
        found.places,
    )
    evidence = [one for mention in mentions for one in mention.evidence] + list(found.evidence)
    assert len(evidence) > 15
    for one in evidence:
        assert 0 <= one.start < one.end <= len(whole)
        assert " ".join(whole[one.start : one.end].split())[:20] in one.text or one.why.startswith("quoted")
        assert one.why


def test_countries_only_from_title_and_text():
    told = article(
        "Rail link opened", "Kenya opened a rail link.", keywords=("Laos",), summary="Peru", place="Oslo", rights="Not for Chad.",
        authors=("Jordan Mali",),
    )  # fmt: skip
    assert [one.code for one in annotate(told).countries] == ["KE"]
