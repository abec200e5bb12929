"""Direct speech in other languages than English and Chinese: who says it, in what role."""

import pytest

from crawler.annotate import annotate
from tests.annotate.writing import article

SPOKEN = [
    ("fr", "« Le bac partira chaque jour », a déclaré mardi à la presse le ministre kényan des Routes, Peter Rono.",
     "Peter Rono", "ministre kényan des Routes", "Le bac partira chaque jour"),
    ("fr", "Le président du Costa Rica Luis Mora a déclaré : « Le bac partira chaque jour. »",
     "Luis Mora", "président du Costa Rica", "Le bac partira chaque jour."),
    ("fr", "Selon Ana Ruiz, directrice du port, « le bac partira chaque jour ».",
     "Ana Ruiz", "directrice du port", "le bac partira chaque jour"),
    ("fr", "« Le bac partira chaque jour », a dit l’ambassadrice de France au Togo Anne Dubois à Lomé.",
     "Anne Dubois", "ambassadrice de France au Togo", "Le bac partira chaque jour"),
    ("es", "«El barco saldrá cada día», dijo a la prensa el canciller Luis Mora.", "Luis Mora", "canciller", "El barco saldrá cada día"),
    ("es", "El ministro de Obras Públicas, Luis Mora, explicó: \"El barco saldrá cada día\".",
     "Luis Mora", "ministro de Obras Públicas", "El barco saldrá cada día"),
    ("es", "—El barco saldrá cada día —dijo Ana Ruiz, directora del puerto—. Habrá otro.",
     "Ana Ruiz", "directora del puerto", "El barco saldrá cada día"),
    ("pt", "«O barco vai partir todos os dias», disse hoje o ministro angolano da Energia e Águas, Rui Dias e Silva.",
     "Rui Dias e Silva", "ministro angolano da Energia e Águas", "O barco vai partir todos os dias"),
    ("ru", "«Паром будет ходить каждый день», — сказал министр транспорта Таджикистана Далер Рахимов.",
     "Далер Рахимов", "министр транспорта Таджикистана", "Паром будет ходить каждый день"),
    ("ru", "По словам директора порта Анны Берг, «паром будет ходить каждый день».",
     "Анны Берг", "директора порта", "паром будет ходить каждый день"),
    ("ru", "— Паром будет ходить каждый день, — заявил глава МИД РФ Иван Петров.",
     "Иван Петров", "глава МИД РФ", "Паром будет ходить каждый день"),
    ("de", "„Die Fähre fährt jeden Tag“, sagte die slowenische Verkehrsministerin Anna Berg in Wien.",
     "Anna Berg", "slowenische Verkehrsministerin", "Die Fähre fährt jeden Tag"),
    ("de", "Am Montag sagte Außenminister Karl Berg: »Die Fähre fährt jeden Tag.«",
     "Karl Berg", "Außenminister", "Die Fähre fährt jeden Tag."),
    ("de", "„Die Fähre fährt jeden Tag“, erklärte Karl von der Au, Sprecher der Bahn.",
     "Karl von der Au", "Sprecher der Bahn", "Die Fähre fährt jeden Tag"),
    ("ar", "وقال وزير النقل الأردني سامر حداد في عمان: «ستبحر العبارة كل يوم».", "سامر حداد", "وزير النقل الأردني", "ستبحر العبارة كل يوم"),
    ("ar", "وأكدت رئيس جمهورية كذا منى حداد أن \"ستبحر العبارة كل يوم\".", "رئيس جمهورية كذا منى حداد", None, "ستبحر العبارة كل يوم"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker", "role", "words"), SPOKEN, ids=[row[1][:40] for row in SPOKEN])
def test_direct_speech_has_a_speaker_and_a_role(language, text, speaker, role, words):
    (quote,) = annotate(article("", text, language)).quotes
    assert (quote.speaker, quote.role, quote.words) == (speaker, role, words)
    assert words.rstrip(".") in quote.evidence[0].text


NOBODY = [
    ("fr", "« Le bac partira chaque jour », a-t-il ajouté."),
    ("fr", "« Le bac partira chaque jour », a dit le ministre."),
    ("fr", "Le journal « Le Temps » a dit Jean Dupont."),
    ("fr", "Paris a déclaré : « Le bac partira chaque jour. »"),
    ("es", "Él dijo: «El barco saldrá cada día»."),
    ("ru", "МИД сообщил: «Паром будет ходить каждый день»."),
    ("de", "Die Regierung sagte: „Die Fähre fährt jeden Tag.“"),
    ("ar", "وقال الوزير: «ستبحر العبارة كل يوم»."),
]


@pytest.mark.parametrize(("language", "text"), NOBODY, ids=[row[1][:40] for row in NOBODY])
def test_who_has_no_name_is_no_speaker(language, text):
    assert not annotate(article("", text, language)).quotes


def test_each_speech_has_its_own_speaker():
    text = (
        "« Le bac partira lundi », a dit Ana Ruiz. « Nous avons attendu dix ans », a-t-elle ajouté.\n\n"
        "« Le port est prêt aussi », assure le maire Peter Rono."
    )
    assert [(one.speaker, one.words) for one in annotate(article("", text, "fr")).quotes] == [
        ("Ana Ruiz", "Le bac partira lundi"),
        ("Peter Rono", "Le port est prêt aussi"),
    ]


def test_the_place_where_somebody_speaks_is_no_speaker():
    assert not annotate(article("", "Doctors in Lima said the patient had come by ship and was well again.")).quotes
    (quote,) = annotate(article("", "The Department of Roads said the bridge would be open in a year.")).quotes
    assert quote.speaker == "Department of Roads"
