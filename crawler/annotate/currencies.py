"""Which currency a word of money means: by itself, by whose it is said to be, or by the only owner that the text names."""

from __future__ import annotations

import re

from crawler.annotate import lists
from crawler.annotate.coins import currencies, shared, signs
from crawler.annotate.countries import Located
from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.gazetteer import places_of

_NEXT = re.compile(r"[ \u00a0]([^\W\d_]{3,20})")
"""The word after a currency, which says whose it is in some languages: pesos mexicanos, ريال سعودي."""

_JOINED = "لبوفك"
"""Letters that are written together with the Arabic word behind them: to, in, and, so, like."""


def money_in(document: Document) -> list[int] | None:
    """Where the words and signs of money begin that a text has, in order; most of its numbers are far from all of them.

    None if the text has other letters than those of English: in some scripts a word of money may stand in the middle of a word.
    """
    plain, raw = document.plain, document.raw
    if not plain.isascii():
        return None
    places = [start for start, _, _ in lists.money_spelled(document)]
    for sign in signs():
        at = raw.find(sign)
        while at >= 0:
            places.append(at)
            at = raw.find(sign, at + 1)
    return sorted(places)


def by_sign(document: Document, sign: str, start: int, located: list[Located]) -> str | None:
    """What a sign before a number means; Rs, ¥ and N by the only owner that the sentence or else the text names."""
    owners = table("money")["letters"].get(sign) or shared().get(sign.lower())
    found = _only(document, owners, start, located) if owners else None
    return found or _in_zone(currencies().get(sign.lower()), located)


def by_word(
    document: Document, word: str, whose: str | None, span: tuple[int, int], located: list[Located]
) -> str | None:
    """What a word of money means; none where several countries have it and the text does not say which."""
    word = word.lower()
    spelled = currencies().get(f"{(whose or '').lower()} {word}")
    if spelled is not None:
        return spelled
    own, owners = currencies().get(word), shared().get(word)
    said = _owner(document, whose, span[1])
    if said is not None:
        if owners is not None:
            return owners.get(said)
        return (
            own if own is None or own.startswith((said, "EU", "X")) else table("money")["said"].get(own, {}).get(said)
        )
    if whose and (" " in whose or not whose.islower()):  # White House dollars: somebody's; firms using dollars: no sum
        return None
    return _in_zone(own, located) if owners is None else _only(document, owners, span[0], located, within_sentence=True)


def _in_zone(code: str | None, located: list[Located]) -> str | None:
    """The currency that has the name of another in the countries of a text: CFA francs of Cameroon are those of Central Africa."""
    zones = table("money")["zones"].get(code)
    if zones is None:
        return code
    named = {zone for one in located for zone, members in zones.items() if one.code in members.split()}
    return named.pop() if len(named) == 1 else code


def _owner(document: Document, whose: str | None, end: int) -> str | None:
    """The country that a currency is said to be of, before the word or after it."""
    words = (whose or "").split()
    for name in (" ".join(words), *words[-1:]):
        if name and (code := _country(name, document.language)):
            return code
    after = _NEXT.match(document.raw, end, end + 24)
    if after is None or document.language == "en" or after[1].startswith("ال") or after[1] != after[1].lower():
        return None
    first, rest = after[1][0], after[1][1:]
    if document.language == "ar" and first in _JOINED and (places_of(rest) or places_of(f"ا{rest}")):
        return None  # لمصر and لليمن are “to Egypt” and “to Yemen”, ليبي is “Libyan”
    return _country(after[1], document.language)


def _country(name: str, language: str) -> str | None:
    codes = {
        place.code
        for place in places_of(name)
        if place.kind == "n"
        and (place.shape == "" or name[:1] != name[:1].lower())
        and (not place.languages or language in place.languages.split())
    }
    return codes.pop() if len(codes) == 1 else None


def _only(
    document: Document,
    owners: dict[str, str],
    start: int,
    located: list[Located],
    *,
    within_sentence: bool = False,
) -> str | None:
    """The currency of the only owner that the sentence names, or else the whole text."""
    sentence = document.at(start)
    near = {one.code for one in located if sentence.start <= one.start < sentence.end and one.code in owners}
    named = near if near or within_sentence else {one.code for one in located if one.code in owners}
    return owners[named.pop()] if len(named) == 1 else None
