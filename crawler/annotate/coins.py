"""The words, codes and signs of money, and those of them that a text is looked through for."""

from __future__ import annotations

from functools import cache

from crawler.annotate.data import table
from crawler.annotate.document import fold


@cache
def currencies() -> dict[str, str]:
    """Words, signs and codes that mean one currency, in small letters, with its code."""
    money = table("money")
    codes = {code: code for code in money["codes"]["any"].split()} | {"RMB": "CNY", "CNH": "CNY"}
    return {word.lower(): code for word, code in {**codes, **money["signs"], **money["words"]}.items()}


@cache
def shared() -> dict[str, dict[str, str]]:
    """Words that several countries have, in small letters, with the code of each."""
    return {word.lower(): row["codes"] for row in table("money")["shared"] for word in row["words"]}


@cache
def signs() -> frozenset[str]:
    """The signs in the words of money that are no letters."""
    return frozenset(sign for sign in {*"".join(_every())} - {*" .-"} if fold(sign) == " ")


def spelled() -> list[str]:
    """The words of money in plain letters as they stand in a folded text, with a blank before and a blank or a digit behind."""
    words = sorted({fold(word).strip() for word in _every() if word.isascii() and signs().isdisjoint(word)})
    return [f" {word}{behind}" for word in words for behind in " 0123456789"]


def _every() -> list[str]:
    return [*currencies(), *shared(), *table("money")["letters"]]
