"""Bytes to characters, whatever the labels say."""

from __future__ import annotations

import random

import pytest

from crawler.errors import Unreadable
from crawler.pages.charset import decode

TEXTS = {
    "gb18030": "两国政府在北京签署铁路货运合作协定，并商定了首班列车的开行日期。",
    "big5hkscs": "兩國政府在北京簽署鐵路貨運合作協定，並商定了首班列車的開行日期。",
    "cp932": "両国政府は鉄道貨物協定に署名し、最初の列車の日付を決めました。",
    "euc_jp": "両国政府は鉄道貨物協定に署名し、最初の列車の日付を決めました。",
    "cp949": "두 나라 정부는 철도 화물 협정에 서명하고 첫 열차의 날짜를 정했다.",
    "cp1251": "Правительства двух стран подписали соглашение о железнодорожных перевозках.",
    "koi8_r": "Правительства двух стран подписали соглашение о железнодорожных перевозках.",
    "cp1256": "وقعت الحكومتان اتفاقية بشأن النقل بالسكك الحديدية",
    "cp1252": "Les deux gouvernements ont signé un accord sur le fret ferroviaire à Zürich.",
    "cp1250": "Oba rządy podpisały umowę o współpracy kolejowej, źródło podało datę.",
    "utf-8": "Beide Regierungen unterzeichneten ein Abkommen über den Güterverkehr.",
    "utf-16-le": "Beide Regierungen unterzeichneten ein Abkommen.",
}


@pytest.mark.parametrize("label", [None, "utf-8", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("charset", TEXTS)
def test_wrong_and_missing_labels(charset: str, label: str | None) -> None:
    headers = {"content-type": f"text/html; charset={label}"} if label else {}
    assert decode(TEXTS[charset].encode(charset), headers).text == TEXTS[charset]


@pytest.mark.parametrize("charset", TEXTS)
def test_right_labels_in_the_page(charset: str) -> None:
    text = f'<meta charset="{charset}"><p>{TEXTS[charset]}</p>'
    assert decode(text.encode(charset), {}).text == text


def test_gb2312_label_means_the_larger_set() -> None:
    text = '<meta charset="gb2312"><p>朱镕基囍会见来宾</p>'
    assert decode(text.encode("gb18030"), {}).text == text


@pytest.mark.parametrize(
    ("charset", "text"), [("iso2022_jp", TEXTS["cp932"]), ("hz", "两国政府在北京签署铁路货运合作协定。")]
)
def test_letters_behind_escapes(charset: str, text: str) -> None:
    headers = {"content-type": f"text/html; charset={charset}"}
    assert decode(text.encode(charset), headers).text == text
    assert decode(b"<p>plain</p>", headers).text == "<p>plain</p>"


def test_the_source_knows_best() -> None:
    assert decode("é".encode("cp1252"), {"content-type": "text/html; charset=koi8-r"}, "cp1252").text == "é"


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 ...",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04....",
        b"\x89PNG\r\n",
        bytes(range(1, 32)) * 9,
        *(random.Random(seed).randbytes(3000) for seed in range(5)),
    ],
)
def test_no_text(body: bytes) -> None:
    with pytest.raises(Unreadable, match=r"\S+ .*"):
        decode(body, {})


@pytest.mark.parametrize("western", ["latin-1", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        "It’s a “joint” project – the first of its kind.",
        "Les deux gouvernements ont signé à Genève un accord déjà préparé.",
        "Правительства двух стран подписали соглашение.",
        "两国政府在北京签署铁路货运合作协定。",
        "وقعت الحكومتان اتفاقية",
        "A price of 3 € and a face 😀, don’t you see…",
    ],
)
def test_letters_encoded_twice(text: str, western: str) -> None:
    once = "".join(bytes([byte]).decode(western, "ignore") or chr(byte) for byte in text.encode())
    assert decode(once.encode(), {}).text == text


def test_a_page_that_holds_both_kinds() -> None:
    once = "’ and é".encode().decode("cp1252")
    assert decode(f"“well” ünd {once}".encode(), {}).text == "“well” ünd ’ and é"


@pytest.mark.parametrize(
    "text",
    [
        "“A decisão fica para AMANHÔ, disse.",
        "Le château de Pâques, déjà là; Ð and Þ are letters of Icelandic.",
        "ÀÁÂÃÄÅ ©®™ «»",
        "Die Straße, die Brücke, das Öl: ä¸",
    ],
)
def test_letters_that_only_look_so(text: str) -> None:
    assert decode(text.encode(), {}).text == text
