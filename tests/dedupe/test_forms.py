from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from crawler.dedupe.forms import Filled, other_fillings, same_form

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)

FORMS = {
    "talks": (
        ("The president of Ruritania received {guest} on Tuesday. Noting that Ruritania and {land} are old friends, he said that both "
        "had always treated each other as equals. Ruritania is willing to work with {land} on {field}, he said. {guest} said that {land} "
        "would take part in the forum. Both sides issued a statement and looked on as several documents were signed."),
        {"guest": "President Odile Marchetti", "land": "Sylvania", "field": "railways and ports"},
        {"guest": "President Tomas Ekholm", "land": "Borduria", "field": "mining and steel"},
    ),
    "rate": (
        ("The central rate of the crown {moved} {points} points to {rate} against the dollar {day}, said the exchange of Ruritania. "
        "In the spot market the crown may rise or fall by 2 percent from that rate each day. The rate is the weighted mean of the "
        "prices that the market makers offer before the opening."),
        {"moved": "rose", "points": "45", "rate": "7.1023", "day": "Tuesday"},
        {"moved": "fell", "points": "78", "rate": "7.1101", "day": "Wednesday"},
    ),
    "grant": (
        ("On March {day}, the ambassador signed a grant contract with {whom}. The project, {what}, will receive {sum} dollars. The "
        "ambassador hoped that it would better the life of the people and the friendship of both countries. Since 1989 the embassy has "
        "helped many such projects in health, education and farming."),
        {"day": "3", "whom": "Omari District", "what": "a primary school", "sum": "82,110"},
        {"day": "9", "whom": "the Lakeside Hospital", "what": "beds for mothers", "sum": "64,502"},
    ),
    "гость": (
        ("Президент провёл переговоры с {guest}, который находится в столице с визитом. Стороны обсудили развитие торговли. "
        "Товарооборот с {land} вырос на {share} процентов. По итогам встречи подписан ряд документов."),
        {"guest": "Фам Минь Тинем", "land": "Вьетнамом", "share": "24"},
        {"guest": "Абием Ахмедом", "land": "Эфиопией", "share": "11"},
    ),
    "会见": (
        ("主席在首都会见来访的{land}总统{guest}。主席指出，两国友谊深厚，始终平等相待。我方愿同{land}一道拓展务实合作，推动关系迈上新台阶。"
        "{guest}表示，{land}支持有关倡议。会谈后，{guest}同主席共同见证签署多项合作文件。"),
        {"land": "肯尼亚", "guest": "鲁托"},
        {"land": "秘鲁", "guest": "博鲁阿尔特"},
    ),
    "汇率": (
        ("中国外汇交易中心公布，3月{day}日人民币对美元中间价报{rate}，较前一交易日{moved}{points}个基点。中间价由做市商在开盘前报价加权平均得出。"
        "在即期市场，人民币可在中间价上下浮动。"),
        {"day": "4", "rate": "7.1023", "moved": "上调", "points": "45"},
        {"day": "5", "rate": "7.1101", "moved": "下调", "points": "78"},
    ),
}  # fmt: skip


def filled(text: str, days: float = 0) -> Filled:
    return Filled(text=text, when=NOON + timedelta(days=days))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_other_names_and_numbers_is_other_news(name: str) -> None:
    form, one, other = FORMS[name]
    first, second = filled(form.format(**one)), filled(form.format(**other), 1)
    assert same_form(first, second)
    assert same_form(second, first)
    assert not same_form(first, filled(first.text, 1))


@pytest.mark.parametrize("name", FORMS)
def test_what_an_editor_does_to_a_copy_is_no_other_filling(name: str) -> None:
    form, one, _ = FORMS[name]
    text = form.format(**one)
    parts = [part for part in text.replace("。", "。\n").splitlines() if part] if "。" in text else text.split(". ")
    for edited in (
        f"BORDURIA, March 5 (Agency) - {text} Reporting by Ann Smith.",
        " ".join(parts[1:]),
        " ".join(parts[:2]),
        f"{text} Last week Borduria and Sylvania signed 17 contracts worth 900 million crowns.",
        "",
    ):
        assert not same_form(filled(text), filled(edited, 1))
        assert not same_form(filled(edited, 1), filled(text))


def test_versions_of_a_text_have_no_other_filling_and_each_other_day_has() -> None:
    form, one, other = FORMS["rate"]
    text = form.format(**one)
    reworded = text.replace("said the exchange", "the exchange said").replace("offer before", "give ahead of")
    assert not other_fillings(filled(text), filled(reworded))
    for name in ("points", "rate"):
        assert other_fillings(filled(reworded), filled(form.format(**one | {name: other[name]}), 1))


def test_names_spelt_otherwise_are_the_same_names() -> None:
    text = "The minister Yevmenov met Zelinskiy in the Center of Harbour on Tuesday and praised Ilya Muromets for the second time."
    other = "The minister Evmenov met Zelinsky in the Centre of Harbor on Tuesday and praised Ilia Muromec for the second time."
    assert not same_form(filled(text), filled(other))


def test_texts_with_the_same_numbers_are_one_piece_of_news() -> None:
    form = "{a} and {b} signed contracts worth 450 and 1,200 million in {c} on May 17. {a} will build a port for {b} by 2031."
    one, other = form.format(a="Huangyu", b="Orel", c="Kyoto"), form.format(a="Mackerel", b="Eagle", c="Miyako")
    assert not same_form(filled(one), filled(other))


def test_numbers_alone_are_a_correction_within_days_and_another_report_later() -> None:
    form = "Trade with the union rose {} percent to {} billion in the quarter. Exports grew {} percent and imports {} percent."
    one, other = form.format("9.3", "1,720", "4.1", "12.2"), form.format("7.8", "1,855", "9.9", "5.0")
    assert not same_form(filled(one), filled(other, 1))
    assert same_form(filled(one), filled(other, 90))


def test_the_day_of_each_text_in_its_place_makes_another_report_weeks_later() -> None:
    form = (
        "The ministers of Ruritania, Anna Bell, and of Sylvania, Carl Dorn, spoke by telephone on {} March. They discussed trade and "
        "transport. They agreed to stay in touch."
    )
    one, other = form.format(4), form.format(18)
    assert same_form(filled(one), filled(other, 14))
    assert not same_form(filled(one), filled(other, 1))
    assert not same_form(filled(one), filled(form.format(14), 14))  # put right when an archive was gone through


def test_the_next_round_of_talks_is_another_report_though_some_numbers_are_the_same() -> None:
    form = (
        "The {}th round of talks on a trade treaty between Ruritania and {} was held from {} to {} March. It went well. Trade came to "
        "27.3 billion crowns in 2025. The next round is planned for 2027."
    )
    one, other = form.format(8, "Sylvania", 4, 7), form.format(9, "Sylvania", 18, 21)
    assert same_form(filled(one), filled(other, 14))


def test_a_brief_without_capitals_and_with_other_names_and_days_is_other_news() -> None:
    form = "外交部发言人4日宣布：应外交部长邀请，{land}外交部长{guest}将于3月{first}日至{last}日访问中国。"
    one, other = (
        filled(form.format(land=land, guest=guest, first=first, last=last))
        for land, guest, first, last in (("泰国", "西哈萨", 5, 7), ("越南", "黎怀忠", 10, 12))
    )
    assert same_form(one, other)
    assert same_form(other, one)
    reworded = one.text.replace("宣布", "表示").replace("应外交部长邀请，", "")
    assert not same_form(one, filled(reworded))


def test_what_sister_sites_print_around_a_text_is_no_form(words: Callable[..., list[str]]) -> None:
    around = (
        "Home {a} World Politics. Subscribe to the {a} newsletter for the stories of the day.",
        "{a} is part of the {b} Group. Write to the editors at {b} House.",
    )
    text = " ".join(words(1, 12))
    one, other = (
        filled("\n".join((around[0].format(a=a), text, around[1].format(a=a, b=b))))
        for a, b in (("Alphaville", "Northern Press"), ("Gammatown", "Southern Media"))
    )
    assert not same_form(one, other)


@pytest.mark.parametrize("sign", ["的", "word ", "7 "])
def test_a_text_without_full_stops_is_no_form_and_takes_no_time(sign: str) -> None:
    one, other = (Filled(text=sign * 30_000 + name, when=NOON) for name in ("Anna Bell 12 34 56", "Carl Dorn 78 90 21"))
    assert not same_form(one, other)
