"""Sums of money, with their currency and the words they stand in. A currency that the text leaves open is not guessed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice

from crawler.annotate.counting import counting
from crawler.annotate.countries import Located
from crawler.annotate.currencies import by_sign, by_word, money_in
from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.gazetteer import places_of
from crawler.annotate.kinds import evidence_of
from crawler.annotate.money import ways
from crawler.annotate.numerals import LEAST, Numeral, numerals
from crawler.model import Amount

MOST = 20
MOST_NUMBERS = 500
"""Numbers looked at: a table of figures is no news of so many sums."""
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,٫٬])(?:\d{1,3}(?:[,٬]\d{3}){1,5}(?:[.٫]\d{1,3})?|\d{1,2}(?:,\d\d){1,4},\d{3}"
    r"|\d{1,3}(?:\.\d{3}){1,5},\d{1,2}|\d{1,3}(?:\.\d{3}){2,5}"
    r"|\d{1,3}(?:[\u00a0\u202f ]\d{3}){1,5}(?:[.,]\d{1,3})?|\d{1,15}(?:[.,٫]\d{1,6})?)(?!\d)"
)
"""1,200.5 and 1.200,5 and 1 200,5, the Indian 1,20,000, and the marks of Arabic."""
_DIGIT = re.compile(r"\d")
_FIGURES = b"".join(
    b"0" if chr(code).isdecimal() else b"a" if chr(code).isalpha() else b" " for code in range(128)
).ljust(256)
_COMMAS = frozenset({"de", "es", "pt", "it", "fr", "ru", "id", "nl", "tr", "vi", "pl", "uk"})
"""Languages that write 1.200,5."""
_SIGN = 7
"""Characters before a number in which its sign stands."""
_HEAD = 28
"""... in which that of the lower end of a range does, and the billions before its millions."""
_TAIL = 120
"""... and after a number in which its currency begins, be it that of the upper end of a range."""
_BEFORE = 48
"""Characters before a number in which its currency and size stand in Swahili."""
_DASHES = frozenset("-–—~")
_SAFE = 1e6
"""From it on a word of money that is another word too is money after a number in words: ten thousand won prizes."""
_IDIOM = re.compile(r"[\s-](?:question|baby|smile|frage)\b", re.IGNORECASE)
"""What makes a million dollars no sum."""

Sum = tuple[int, int, float, str]
"""Start, end, value and currency."""


def amounts(document: Document, sums: Iterable[Sum]) -> tuple[Amount, ...]:
    """The sums that the text names, in order, each once."""
    out: dict[tuple[float, str], Amount] = {}
    for start, end, value, currency in sums:
        if (value, currency) in out:
            continue
        words = document.raw[start:end].strip(" .")
        evidence = evidence_of(document, start, end, "sum of money")
        out[value, currency] = Amount(value=value, currency=currency, words=words, evidence=(evidence,))
        if len(out) == MOST:
            break
    return tuple(out.values())


def sums(document: Document, located: list[Located]) -> Iterator[Sum]:
    """The sums in digits and those in words, in the order of the text."""
    digits = (_sum(document, number, located) for number in _likely(document))
    words = [found for one in numerals(document) if (found := _sum_in_words(document, one, located))]
    return merge((found for found in digits if found), words) if words else (found for found in digits if found)


def _likely(document: Document) -> Iterator[re.Match[str]]:
    """The numbers that may be those of sums."""
    money, every = money_in(document), islice(_numbers(document), MOST_NUMBERS)
    if money is None:
        return every
    figures = document.plain.encode().translate(_FIGURES)  # ASCII, or what money it has were not known
    numbers = every if figures.count(b"0") > MOST_NUMBERS else _beside(document.raw, figures, money)
    return (number for number in numbers if _near(document.raw, number.span(), money))


def _near(raw: str, number: tuple[int, int], money: list[int]) -> bool:
    """Whether a number has a word or sign of money so near that it may be a sum, or letters right behind it."""
    start, end = number
    place = bisect_left(money, start - _HEAD)
    return (place < len(money) and money[place] < end + _TAIL) or raw[end : end + 1].isalnum()


def _numbers(document: Document) -> Iterator[re.Match[str]]:
    """Every number; between them only digits are looked for, which is ten times quicker."""
    digit = _DIGIT.search(document.raw)
    while digit:
        number = _NUMBER.match(document.raw, digit.start())
        if number is not None:
            yield number
        digit = _DIGIT.search(document.raw, number.end() if number else digit.end())


def _beside(raw: str, figures: bytes, money: list[int]) -> Iterator[re.Match[str]]:
    """The numbers around the words and signs of money, and those with letters right behind them: most of a text are neither.

    `figures` is the text folded (all of it ASCII), with a 0 for each digit and an a for each letter.
    """
    places = [(at - _TAIL, at + _HEAD) for at in money]
    at = figures.find(b"0a")
    while at >= 0:
        places.append((at - 1, at - 1))
        at = figures.find(b"0a", at + 2)
    reached = 0
    for low, high in sorted(places):
        while low > reached and b"0" in figures[max(0, low - 1) : low + 1]:  # not from within a number
            low -= 1
        digit = figures.find(b"0", max(low, reached) + 1) - 1
        while 0 <= digit <= high:
            number = _NUMBER.match(raw, digit)
            if number is not None:
                yield number
            reached = number.end() if number else digit + 1
            digit = figures.find(b"0", reached + 1) - 1


def _sum(document: Document, number: re.Match[str], located: list[Located]) -> Sum | None:
    """The sum that a number belongs to."""
    if document.language == "sw" and (turned := _sum_turned(document, number, located)):
        return turned
    told, raw, (start, end) = ways(document.scripts), document.raw, number.span()
    ranged = not _DASHES.isdisjoint(raw[max(0, start - 2) : start])
    head = told.before.search(raw, max(0, start - (_HEAD if ranged else _SIGN)), start)
    tail = (told.size if head else told.after).match(raw, end)
    size = tail["size"] if tail else None
    if size is None and (upper := _upper(document, number, signed=head is not None)):
        size, tail = upper
    if head is None and tail is None:
        return None
    sized = tail is not None and tail["size"] is not None
    currency = _currency(document, head, tail, end, located, sized=sized)
    value = _number(number[0], document.language, sized=size is not None) * _times(size, document.language)
    before = max(0, start - _HEAD)
    larger = told.larger.search(raw, before, start) if size and not head and _DIGIT.search(raw, before, start) else None
    if larger is not None:
        start, value = larger.start(), _with_larger(value, size, larger, document.language)
    if currency is None or not value:
        return None
    return head.start() if head else start, tail.end() if tail else end, round(value, 2), currency


def _sum_turned(document: Document, number: re.Match[str], located: list[Located]) -> Sum | None:
    """The sum of a number whose currency, and maybe size, stand before it: dola bilioni 3.5 za Marekani, shilingi 500 milioni."""
    told, raw, (start, end) = ways(document.scripts), document.raw, number.span()
    head = told.first.search(raw, max(0, start - _BEFORE), start)
    if head is None:
        return None
    tail = told.size.match(raw, end) if head["size"] is None else None
    end, size = (tail.end(), tail["size"]) if tail else (end, head["size"])
    owner, word, whose = told.owner.match(raw, end), head["currency"], head["whose"]
    if owner is not None and places_of(owner["whose"]):
        end, whose = owner.end(), owner["whose"]
    value = _number(number[0], document.language, sized=size is not None) * _times(size, document.language)
    sign = word in table("money")["signs"] or word in table("money")["letters"]
    if not value or (size is None and (sign or word in table("money")["other"]["words"])):
        return None
    span = head.start(), head.end("currency")
    currency = by_sign(document, word, span[0], located) if sign else by_word(document, word, whose, span, located)
    return (head.start(), end, round(value, 2), currency) if currency else None


def _sum_in_words(document: Document, number: Numeral, located: list[Located]) -> Sum | None:
    """The sum of a number in words, where the currency stands directly after it."""
    raw, (start, end, value) = document.raw, number
    tail = ways(document.scripts).after.match(raw, end)
    if tail is None or (tail["whose"] and tail["whose"].islower() and document.language != "ru"):
        return None  # a million people use dollars
    value *= _times(tail["size"], document.language)
    if value < LEAST:
        return None  # 十元
    last = re.split(r"[\s-]", tail["currency"].lower())[-1]
    words = counting(document.language)
    singular = (words is not None and last in words.singular) or raw[end] == "-"
    if singular and (_IDIOM.match(raw, tail.end()) or not _one(raw, start, end)):
        return None
    currency = _currency(document, None, tail, end, located, sized=value >= _SAFE)
    return (start, tail.end(), round(value, 2), currency) if currency else None


def _one(raw: str, start: int, end: int) -> bool:
    """Whether a number before a single dollar is its own: a two million dollar grant, but no two billion-dollar deals."""
    size = raw[start:end].replace("-", " ").split()[-1]
    return raw[end - len(size) - 1] == "-" or raw[max(0, start - 3) : start].lower().split()[-1:] in (["a"], ["an"])


def _times(size: str | None, language: str) -> float:
    """What a size multiplies by; 0 for one that is no number in the language."""
    word = (size or "").lower()
    own = table("money")["own"].get(word)
    return float(table("money")["magnitudes"].get(word, 1.0) if own is None else own.get(language, 0.0))


def _upper(document: Document, number: re.Match[str], *, signed: bool) -> tuple[str, re.Match[str]] | None:
    """Size and end of the upper end of the range that a number begins: the 5 of “$5-10 million” is no five dollars."""
    told, raw, end = ways(document.scripts), document.raw, number.end()
    leads = told.range.match(raw, end) if _DIGIT.search(raw, end, end + _HEAD) else None
    upper = _NUMBER.match(raw, leads.end()) if leads else None
    if leads is None or upper is None or ((len(leads["mark"]) > 1 or not signed) and signed != bool(leads["sign"])):
        return None  # $5 to 10 million people
    if leads["joined"] and not told.between.search(raw, max(0, number.start() - 2 * _SIGN), number.start()):
        return None  # schools in 5 and 10 million dollars
    tail = (told.size if signed else told.after).match(raw, upper.end())
    if tail is None or tail["size"] is None:
        return None
    low, high = (_number(one[0], document.language, sized=True) for one in (number, upper))
    return (leads["size"] or tail["size"], tail) if leads["size"] or low < high else None  # from $900 to $1.2 million


def _with_larger(value: float, size: str | None, larger: re.Match[str], language: str) -> float:
    """The sum with the billions before its millions, or the thousands: 3 mil 500 millones."""
    number, times = _number(larger["number"], language, sized=True), _times(larger["size"], language)
    if times > _times(size, language):
        return value + number * times
    own = _times(size, language)
    return value + number * times * own if times == 1e3 < own else value


def _number(text: str, language: str, *, sized: bool) -> float:
    """1,200.5 and 1.200,5 and 1 200,5 by their own marks; a lone mark before three digits by the language."""
    text = re.sub(r"[\s\u00a0\u202f٬]", "", text).replace("٫", ".")
    comma, dot = text.rfind(","), text.rfind(".")
    if comma >= 0 and dot >= 0:
        decimal = "," if comma > dot else "."
    elif comma >= 0:
        # 25,000 dollars are no 25 with three decimals, 1,250 млн are 1.25; Spanish is written with either mark
        whole = language not in _COMMAS or language == "es" or not sized
        thousands = whole and re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+", text) is not None
        decimal = "." if thousands or text.count(",") > 1 else ","
    else:
        thousands = language in _COMMAS and re.fullmatch(r"\d{1,3}(\.\d{3})+", text) is not None
        decimal = "," if thousands or text.count(".") > 1 else "."
    other = "." if decimal == "," else ","
    return float(text.replace(other, "").replace(decimal, "."))


def _currency(
    document: Document,
    head: re.Match[str] | None,
    tail: re.Match[str] | None,
    end: int,
    located: list[Located],
    *,
    sized: bool,
) -> str | None:
    """The ISO code of the sign before a number, or of the word after it."""
    others = table("money")["other"]
    if head is not None:
        if not sized and (head["currency"] in others["words"] or head["currency"] in table("money")["letters"]):
            return None  # COP 28, R 2
        dollars = ways(document.scripts).code if head["currency"] == "$" else None
        code = dollars.match(document.raw, tail.end() if tail else end) if dollars else None
        return code["code"] if code else by_sign(document, head["currency"], head.start(), located)
    assert tail is not None
    word, whose = tail["currency"], tail["whose"] or tail["han"]
    if tail["han"] and not any(place.kind == "n" for place in places_of(tail["han"])):
        return None  # 3亿人使用美元
    # Russian writes adjectives of countries small: 5 миллионов грузинских лари
    sure = whose[0].isupper() or (sized and document.language == "ru") if whose else sized
    if not sure and {word, word.lower()} & set(others["words"]):
        return None  # 3 won, 3 million people won
    if tail["size"] is None and document.raw[tail.end() - 1 : tail.end() + 1] in others["beginnings"]:
        return None  # 2023元年
    return by_word(document, word, whose, (tail.start("currency"), tail.end()), located)
