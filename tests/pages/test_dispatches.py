"""Datelines of other languages than English and those of East Asia: what they tell is kept, and prose that looks so stays whole."""

from __future__ import annotations

import pytest

from crawler.pages import parse_article
from crawler.pages.dateline import place_alone, read
from tests.pages.making import SENTENCE, page

DATELINES = [
    ("الرياض (واس) – X", "SPA", "الرياض", None),
    ("الرياض - واس: X", "SPA", "الرياض", None),
    ("الرياض 12 نوفمبر 2026 م واس X", "SPA", "الرياض", "12 نوفمبر 2026 م"),
    ("الرياض 03 جمادى الأولى 1447 هـ الموافق 25 أكتوبر 2025 م واس X", "SPA", "الرياض", "25 أكتوبر 2025 م"),
    ("أبوظبي في 12 نوفمبر / وام / X", "WAM", "أبوظبي", "12 نوفمبر"),
    ("الكويت - 12 - 11 (كونا) -- X", "KUNA", "الكويت", "12 - 11"),
    ("عمان 12 تشرين الثاني (بترا)- X", "Petra", "عمان", "12 تشرين الثاني"),
    ("الدوحة في 12 نوفمبر /قنا/ X", "QNA", "الدوحة", "12 نوفمبر"),
    ("La Habana, 12 nov (Prensa Latina) X", "Prensa Latina", "La Habana", "12 nov"),
    ("Madrid, 12 nov (EFE).- X", "EFE", "Madrid", "12 nov"),
    ("MADRID, 12 Nov. (EUROPA PRESS) - X", "Europa Press", "Madrid", "12 Nov"),
    ("Paris, 1er novembre 2026 (AFP) - X", "Agence France-Presse", "Paris", "1er novembre 2026"),
    ("Dakar, Sénégal, 12 nov. (APS) – X", "APS", "Dakar, Sénégal", "12 nov"),
    ("Quito, 12 nov (Andes Sur) - X", None, "Quito", "12 nov"),
    ("Ávila (EFE) - X", "EFE", "Ávila", None),
    ("(ANSA) - ROMA, 12 NOV - X", "ANSA", "Roma", "12 NOV"),
    ("Brasília (Agência Brasil) – X", "Agência Brasil", "Brasília", None),
    ("Brasília, 12 de novembro de 2026 – X", None, "Brasília", "12 de novembro de 2026"),
    ("Rom, 12. November 2026 – X", None, "Rom", "12. November 2026"),
    ("МОСКВА, 12 ноября. /ТАСС/. X", "TASS", "Москва", "12 ноября"),
    ("МОСКВА, 12 ноя — РИА Новости. X", "Sputnik", "Москва", "12 ноя"),
    ("МОСКВА, 12 ноября — X", None, "Москва", "12 ноября"),
    ("Москва. 12 ноября. ИНТЕРФАКС - X", "Interfax", "Москва", "12 ноября"),
    ("12 ноября, Минск /Корр. БЕЛТА/. X", "BelTA", "Минск", "12 ноября"),
    ("АСТАНА. КАЗИНФОРМ – X", "Kazinform", "Астана", None),
    ("नई दिल्ली, 12 नवंबर (भाषा) X", "PTI", "नई दिल्ली", "12 नवंबर"),
    ("Jakarta (ANTARA) - X", "Antara", "Jakarta", None),
    ("Jakarta, 12/11 (ANTARA) - X", "Antara", "Jakarta", "12/11"),
]


@pytest.mark.parametrize(("text", "agency", "place", "date"), DATELINES)
def test_dateline(text: str, agency: str | None, place: str, date: str | None) -> None:
    found = read(text)
    assert found is not None
    assert (found.agency, found.place, found.date) == (agency, place, date)
    assert text[found.end :] == "X"


@pytest.mark.parametrize(
    "text",
    [
        "Em Brasília, 12 de novembro de 2026 – dia da República – houve festa.",
        "Segunda-feira, 12 de novembro de 2026 – A ponte abriu.",
        "Reunião de 12 de novembro de 2026 – Ata.",
        "O acordo de Paris, 12 de dezembro de 2015 – que quase falhou – vale.",
        "Paris, 12 novembre (jour férié) – les ministres se réunissent.",
        "Agência Brasil (EBC) – a empresa abriu um escritório.",
        "El Gobierno - AFP lo confirmó - abrirá el puente.",
        "Lula (PT) - o presidente - chegou.",
        "Museo Nacional, 12 de noviembre de 2026 – 15 de febrero de 2027",
        "Ana Prado, Galería Norte, noviembre 2, 2026 – febrero 15, 2027",
        "Il 12 novembre 2026 – giorno di festa – si apre il ponte.",
        "Россия (ТАСС) сообщает об этом.",
        "Министр сказал (ТАСС) – мост открыт.",
        "С 12 ноября 2026 — новые правила.",
        "США — крупнейший партнёр.",
        "ТАСС (Москва) – агентство.",
        "وكالة الأنباء السعودية (واس) – وهي وكالة رسمية.",
        "القمة العربية، 12 نوفمبر 2023 – التي عقدت أمس.",
        "في 12 نوفمبر (واس) – افتتح الجسر.",
        "भाषा (हिन्दी) - यह एक भाषा है।",
        "Presiden Jokowi (12 November) - hadir.",
    ],
)
def test_prose_stays_whole(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [("BRASÍLIA – O X", "Brasília"), ("SÃO PAULO - X", "São Paulo"), ("OPINIÃO – X", None), ("Brasília – X", None)],
)
def test_a_place_in_capitals_with_accents(text: str, place: str | None) -> None:
    assert place_alone(text) == place


def test_an_article_keeps_place_agency_and_day() -> None:
    first = (
        "МОСКВА, 12 октября. /ТАСС/. Две страны открыли железную дорогу через границу, сообщили министры в 2026 году."
    )
    rest = "".join(f"<p>{number}. {SENTENCE} {SENTENCE}</p>" for number in range(4))
    html = f"<html><head><meta charset=utf-8><title>Дорога открыта</title></head><body><h1>Дорога открыта</h1><p>{first}</p>{rest}"
    article = parse_article(page(html))
    assert (article.place, article.agency) == ("Москва", "TASS")
    assert article.text.startswith("Две страны")
    assert article.published is not None
    assert article.published.date().isoformat() == "2026-10-12"
