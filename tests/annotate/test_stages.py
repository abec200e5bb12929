"""What is planned, signed, under way or done."""

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Kenya and Uganda signed an agreement on fish.", "signed"),
        ("Kenya and Uganda plan to build a railway together.", "planned"),
        ("The railway of Kenya and Uganda, a joint project, is under construction.", "under-way"),
        ("The joint railway project of Kenya and Uganda was completed.", "done"),
    ],
)
def test_stage(text, stage):
    assert stage in [one.code for one in annotate(article("", text)).stages]


TO_COME = {
    "en": (
        "Kenya and Uganda will sign an agreement on fish next month.",
        "An agreement on a railway between Kenya and Rwanda will be signed in Kigali on Friday.",
        "Kenya will lend Rwanda 20 million dollars. The loan agreement of both countries is to be signed next month.",
    ),
    "fr": (
        "Le Maroc et le Sénégal signeront vendredi un accord sur la gestion de l'eau.",
        "Un accord entre le Maroc et le Sénégal sera signé vendredi à Dakar.",
    ),
    "es": (
        "Chile y Perú suscribirán el viernes un acuerdo sobre la minería.",
        "El acuerdo entre Chile y Perú será firmado el viernes en Lima.",
    ),
    "pt": (
        "Brasil e Angola assinarão na sexta-feira um acordo agrícola.",
        "O acordo entre Brasil e Angola será assinado na sexta-feira em Luanda.",
    ),
    "de": ("Polen und Litauen werden am Freitag in Wilna ein Abkommen unterzeichnen.",),
    "ru": (
        "Казахстан и Узбекистан подпишут в пятницу соглашение о воде.",
        "Соглашение между Казахстаном и Узбекистаном будет подписано в пятницу.",
    ),
    "zh": ("中国与老挝将于下周签署铁路协议。", "中国与老挝将在万象签署一项铁路协议。"),
    "ar": ("ستوقع مصر والأردن يوم الجمعة اتفاقية في مجال الطاقة.", "سيتم توقيع اتفاقية بين مصر والأردن يوم الجمعة."),
}
GONE = {
    "en": "Oman and Tanzania signed a port agreement on Monday, under which a terminal is to be built.",
    "fr": "Le Maroc et le Sénégal ont signé vendredi un accord sur l'eau. Une usine sera construite.",
    "es": "Chile y Perú firmaron el viernes en Lima un acuerdo sobre la minería.",
    "pt": "Brasil e Angola assinaram na sexta-feira em Luanda um acordo agrícola.",
    "de": "Polen und Litauen haben am Freitag in Wilna ein Abkommen unterzeichnet.",
    "ru": "Казахстан и Узбекистан подписали в пятницу соглашение о воде.",
    "zh": "中国与老挝上周签署了铁路协议，双方将修建新线。",
    "ar": "وقعت مصر والأردن يوم الجمعة اتفاقية في مجال الطاقة.",
}


@pytest.mark.parametrize(("language", "text"), [(one, text) for one, texts in TO_COME.items() for text in texts])
def test_what_will_be_signed_is_not_signed(language, text):
    found = annotate(article("", text, language=language))
    assert [one.code for one in found.stages] == ["planned"]


@pytest.mark.parametrize(("language", "text"), GONE.items())
def test_what_was_signed_is_signed_whatever_comes_of_it(language, text):
    assert annotate(article("", text, language=language)).stages[0].code == "signed"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bridge of Laos and Chile, a joint project, will be inaugurated in May."),
        ("en", "The joint project of Laos and Chile is expected to be completed in 2027."),
        ("fr", "Le pont du Laos et du Chili, projet conjoint, sera inauguré en mai."),
        ("es", "El proyecto conjunto de Laos y Chile será inaugurado en mayo."),
        ("pt", "O projeto conjunto do Laos e do Chile deverá ser inaugurado em maio."),
        ("ru", "Совместный проект Лаоса и Чили будет открыт в мае."),
        ("de", "Das gemeinsame Projekt von Laos und Chile soll im Mai fertiggestellt sein."),
        ("zh", "老挝与智利合作项目预计五月竣工。"),
        ("ar", "من المتوقع أن يكون اكتمل المشروع المشترك بين لاوس وتشيلي في مايو."),
    ],
)
def test_what_will_be_done_is_planned(language, text):
    assert [one.code for one in annotate(article("", text, language)).stages] == ["planned"]


def test_what_is_done_beside_what_will_be_is_done():
    text = "The first joint bridge of Laos and Chile was completed, and the second will be inaugurated in May."
    assert "done" in [one.code for one in annotate(article("", text)).stages]
