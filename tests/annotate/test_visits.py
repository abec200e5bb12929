"""Visits of those who lead a country to another one, and visits of others."""

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article

# language, headline, body
VISITS = [
    (
        "en",
        "Mwangi to visit Malta next week",
        "Kenyan President Joyce Mwangi will visit Malta on Monday, her office said.",
    ),
    ("en", "Bhutan's prime minister arrives in Oslo", "He stays for three days."),
    ("en", "Foreign minister of Ghana visits Peru", "She stays for three days."),
    (
        "en",
        "Premier Tan arrives in Quito",
        "Premier Tan of Laos arrived in Ecuador on Sunday.",
    ),
    ("fr", "Le président kényan en visite au Maroc", "Il est arrivé mardi."),
    ("es", "El presidente de Ghana visita Perú", "Llegó el martes."),
    ("pt", "Presidente do Gana visita Portugal", "Chegou na terça-feira."),
    ("de", "Kenianischer Präsident besucht Norwegen", "Er bleibt drei Tage."),
    ("ru", "Президент Ганы прибыл в Норвегию с визитом", "Он пробудет там три дня."),
    ("it", "Il presidente del Ghana in visita in Norvegia", "Resta tre giorni."),
    ("id", "Presiden Ghana berkunjung ke Norwegia", "Ia tinggal tiga hari."),
    ("sw", "Rais wa Kenya awasili Norway kwa ziara", "Atakaa siku tatu."),
    ("tr", "Gana Cumhurbaşkanı Norveç'i ziyaret etti", "Üç gün kalacak."),
    ("zh", "越南总理将访问老挝", "他将停留三天。"),
    ("ja", "ケニアの大統領がモロッコを訪問", "3日間滞在する。"),
    ("ko", "가나 대통령, 노르웨이 방문", "사흘 동안 머문다."),
    ("ar", "رئيس غانا يزور النرويج", "ويبقى هناك ثلاثة أيام."),
]
OTHERS = [
    ("en", "Tourists visit Kazakhstan in record numbers", "Many tourists came from Norway."),
    ("en", "Winger Osei visits Peru", "The Ghanaian footballer visits Peru, the club said."),
    ("en", "Pope to make private visit to Malta", "The Pope will visit Malta in May."),
    ("en", "Kenyan president in Malta on private visit", "She is on holiday there."),
    ("en", "Former president of Chile visits Peru", "He stays for three days."),
    ("en", "Husband of the Kenyan president visits Malta", "He stays for three days."),
    ("en", "Kenyan president's cook visits Malta", "He stays for three days."),
    ("en", "Kenyan president flies to Malta for treatment", "The Kenyan president travelled to Malta for surgery."),
    ("en", "Guest of a carmaker", "The president of the Japanese carmaker visited Malta on Monday."),
    ("en", "Chess players in Malta", "The president of the Japanese chess club visited Malta on Monday."),
    ("en", "Club president visits Malta", "The president of the Kenyan club visited Malta."),
    ("en", "President visits Mombasa", "The president of Kenya visits a market in Mombasa."),
    ("fr", "L'ancien président du Ghana visite le Maroc", "Il reste trois jours."),
    ("zh", "越南前总理访问老挝", "他将停留三天。"),
    ("de", "Kenianischer Präsident zu Privatbesuch in Norwegen", "Er bleibt drei Tage."),
    ("ko", "가나 전 대통령, 노르웨이 방문", "사흘 동안 머문다."),
    ("ja", "ケニアの元大統領がモロッコを訪問", "3日間滞在する。"),
    ("ja", "ケニアの歌手がモロッコを訪問", "3日間滞在する。"),
]


@pytest.mark.parametrize(("language", "headline", "body"), VISITS)
def test_a_leader_visits_another_country(language, headline, body):
    found = annotate(article(headline, body, language))
    assert found.is_cooperation, found.cooperation
    assert "visit" in [kind.code for kind in found.kinds]
    assert any("visit of a leader" in evidence.why for evidence in found.evidence)


@pytest.mark.parametrize(("language", "headline", "body"), OTHERS)
def test_others_visit(language, headline, body):
    found = annotate(article(headline, body, language))
    assert not found.is_cooperation, (found.cooperation, [one.why for one in found.evidence])


def test_a_headline_without_a_leader_tells_of_no_other_visit_than_the_lead():
    body = "Kenyan President Joyce Mwangi will visit Malta on Monday, her office said."
    same = annotate(article("Mwangi to visit Malta", body))
    other = annotate(article("Mwangi visits Oslo museum", body))
    assert same.cooperation > other.cooperation + 0.3
