"""Sums of money, with their currency and the words they stand in. A currency that the text leaves open is not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from crawler.annotate.choices import choice
from crawler.annotate.countries import Located
from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.gazetteer import places_of
from crawler.annotate.kinds import evidence_of
from crawler.model import Amount

MOST = 20
MOST_NUMBERS = 500
"""Numbers looked at: a table of figures is no news of so many sums."""
_NUMBER = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,3})?|\d{1,3}(?:\.\d{3}){1,5},\d{1,2}|\d{1,3}(?:\.\d{3}){2,5}"
    r"|\d{1,3}(?:[\u00a0\u202f ]\d{3}){1,5}(?:[.,]\d{1,3})?|\d{1,15}(?:[.,]\d{1,6})?)(?!\d)"
)
_DIGIT = re.compile(r"\d")
_COMMAS = frozenset({"de", "es", "pt", "it", "fr", "ru", "id", "nl", "tr", "vi", "pl", "uk"})
"""Languages that write 1.200,5."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands right before a number (a sign or code), right after it there (a size), and else after it."""
    money = table("money")
    codes = money["codes"]["any"].split()
    size = rf"[\s-]?(?P<size>{choice(money['magnitudes'])})"
    # a word in letters must end there: 5 m is a sum, 5 metres is none
    ends = r"(?![^\W\d_\u4e00-\u9fff])"
    return (
        re.compile(rf"(?<![\w$])(?P<currency>{choice([*money['signs'], *codes])})\s?$", re.IGNORECASE),
        re.compile(size + ends, re.IGNORECASE),
        re.compile(
            rf"[余多]?(?:{size}\.?[余多枚]?)?[\s-]?(?:de |d’|d'|of |余|多)?(?:(?P<whose>[^\W\d_]{{3,14}}) )?"
            rf"(?P<currency>{choice([*money['words'], *money['shared'], *codes])}){ends}",
            re.IGNORECASE,
        ),
    )


@cache
def _currencies() -> dict[str, str]:
    money = table("money")
    codes = {code: code for code in money["codes"]["any"].split()} | {"RMB": "CNY"}
    return {word.lower(): code for word, code in {**codes, **money["signs"], **money["words"]}.items()}


def amounts(document: Document, located: list[Located]) -> tuple[Amount, ...]:
    """The sums that the text names, in order, each once."""
    out: dict[tuple[float, str], Amount] = {}
    for number in islice(_numbers(document.raw), MOST_NUMBERS):
        found = _sum(document, number, located)
        if found is None:
            continue
        start, end, value, currency = found
        if (value, currency) in out:
            continue
        words = document.raw[start:end].strip(" .")
        evidence = evidence_of(document, start, end, "sum of money")
        out[value, currency] = Amount(value=value, currency=currency, words=words, evidence=(evidence,))
        if len(out) == MOST:
            break
    return tuple(out.values())


def _numbers(raw: str) -> Iterator[re.Match[str]]:
    """Every number; between them only digits are looked for, which is ten times quicker."""
    digit = _DIGIT.search(raw)
    while digit is not None:
        number = _NUMBER.match(raw, digit.start())
        if number is not None:
            yield number
        digit = _DIGIT.search(raw, (number or digit).end())


def _sum(document: Document, number: re.Match[str], located: list[Located]) -> tuple[int, int, float, str] | None:
    """Start, end, value and currency of the sum that a number belongs to."""
    before, size, after = _patterns()
    raw, (start, end) = document.raw, number.span()
    head = before.search(raw, max(0, start - 6), start)
    tail = (size if head else after).match(raw, end)
    if head is None and tail is None:
        return None
    currency = _currencies().get(head["currency"].lower()) if head else None
    if tail is not None and currency is None:
        currency = _currency(document, tail, located)
    times: float = table("money")["magnitudes"].get((tail["size"] or "").lower(), 1.0) if tail else 1.0
    value = round(_number(number[0], document.language) * times, 2)
    if currency is None or not value:
        return None
    return head.start() if head else start, tail.end() if tail else end, value, currency


def _number(text: str, language: str) -> float:
    """1,200.5 and 1.200,5 and 1 200,5 by their own marks; a lone mark before three digits by the language."""
    text = re.sub(r"[\s\u00a0\u202f]", "", text)
    comma, dot = text.rfind(","), text.rfind(".")
    if comma >= 0 and dot >= 0:
        decimal = "," if comma > dot else "."
    elif comma >= 0:
        thousands = re.fullmatch(r"\d{1,3}(,\d{3})+", text) and language not in _COMMAS
        decimal = "." if thousands or text.count(",") > 1 else ","
    else:
        thousands = re.fullmatch(r"\d{1,3}(\.\d{3})+", text) and language in _COMMAS
        decimal = "," if thousands or text.count(".") > 1 else "."
    other = "." if decimal == "," else ","
    return float(text.replace(other, "").replace(decimal, "."))


def _currency(document: Document, match: re.Match[str], located: list[Located]) -> str | None:
    """The ISO code of the matched word; none where several countries have it and the sentence does not say which."""
    word = match["currency"].lower()
    shared: dict[str, str] | None = table("money")["shared"].get(word)
    whose = match.groupdict().get("whose")
    spelled = _currencies().get(f"{(whose or '').lower()} {word}")
    if spelled is not None:
        return spelled
    if shared is None:
        return None if whose and not whose.islower() else _currencies().get(word)
    if whose:  # “Kenyan shillings”
        owners = [place.code for place in places_of(whose) if place.code in shared]
        return shared[owners[0]] if owners else None
    start = match.start()
    sentence = document.at(start)
    named = {one.code for one in located if sentence.start <= one.start < sentence.end and one.code in shared}
    return shared[named.pop()] if len(named) == 1 else None
