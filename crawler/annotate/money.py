"""How sums of money are written: the words and signs around a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property

from crawler.annotate.choices import choice, exactly
from crawler.annotate.data import table
from crawler.annotate.scripts import written_in

_SIGNS = r"\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"
"""Letters of scripts in which the next word begins without a blank."""


@cache
def ways(scripts: tuple[str, ...]) -> Ways:
    """Those for texts in some groups of scripts."""
    return Ways(scripts)


class Ways:
    """The expressions for texts in some groups of scripts, each compiled when it is first needed.

    Words with letters of other scripts, which no such text has, are left out: with those of all languages an expression takes as long to
    compile as some pages to read.
    """

    def __init__(self, scripts: tuple[str, ...]) -> None:
        self._scripts = scripts
        money = table("money")
        # signs and codes with their capitals: nobody tries 5 things in Turkish liras
        signs = [*money["signs"], "¥"]
        self._signs, self._codes = exactly(signs), exactly(money["codes"]["any"].split())
        self._heads = exactly([*signs, *money["letters"]])
        self._words = self._choice([*money["words"], *(word for row in money["shared"] for word in row["words"])])
        # a word in letters must end there: 5 m is a sum, 5 metres is none, 5 more euros are no millions
        self._ends = rf"(?-i:(?![^\W\d_{_SIGNS if 'east' in scripts else ''}]))"
        self._size = rf"(?P<size>{self._choice([*money['magnitudes'], *money['own']])}){self._ends}"

    def _choice(self, words: Iterable[str]) -> str:
        return choice(word for word in words if written_in(word, self._scripts))

    @cached_property
    def before(self) -> re.Pattern[str]:
        """A sign or code, and maybe the lower end of a range: $5-"""
        lower = r"\d[\d.,]{0,9}\s?[^\W\d_]{0,8}[-–—~]\s?"
        return re.compile(
            rf"(?<![\w$])(?P<currency>{self._heads}|{self._codes})[\s$]{{0,2}}(?:{lower})?$", re.IGNORECASE
        )

    @cached_property
    def size(self) -> re.Pattern[str]:
        """What follows a number that has a sign."""
        return re.compile(rf"[\s-]?{self._size}", re.IGNORECASE)

    @cached_property
    def after(self) -> re.Pattern[str]:
        """What follows a number that has none: size and currency."""
        signs = [*table("money")["signs"], "¥"]
        sign = exactly(sign for sign in signs if not sign[-1].isalnum() and sign[-1] != ".")
        han = r"(?-i:[\u4e00-\u9fff]{2,5})" if "east" in self._scripts else "(?!)"
        whose = rf"(?:(?P<whose>[^\W\d_]{{3,14}}+(?: [^\W\d_]{{3,14}}+)??) |(?P<han>{han}))??"
        currency = rf"(?P<currency>(?:{self._words}|{self._codes}){self._ends}|{sign}(?!\s?\d))"
        return re.compile(
            rf"[余多]?(?:[\s-]?{self._size}\.?[余多枚]?)?[\s-]?(?:de |d’|d'|di |of |余|多)?{whose}{currency}",
            re.IGNORECASE,
        )

    @cached_property
    def range(self) -> re.Pattern[str]:
        """What leads from the lower end of a range to the upper one: “5 to $10 million”."""
        to = r"[-–—~～至到]|(?:to|à|a|до|bis|إلى)\s|(?P<joined>(?:and|et|y|e|und|и)\s|و\s?)"
        return re.compile(rf"(?:[\s-]?{self._size})?\s?(?P<mark>{to})\s?(?P<sign>{self._signs}\s?)?", re.IGNORECASE)

    @cached_property
    def larger(self) -> re.Pattern[str]:
        """The billions before the millions: 1 млрд 200 млн."""
        return re.compile(rf"(?<![\d.,])(?P<number>\d[\d.,]{{0,9}})\s?{self._size}\s(?:[ye] |و)?$", re.IGNORECASE)

    @cached_property
    def between(self) -> re.Pattern[str]:
        """What makes two numbers joined by “and” a range: between 5 and 10 million."""
        return re.compile(r"\b(?:between|entre|zwischen|между|بين|tra|fra)\s[^\s\d]{0,4}\s?$", re.IGNORECASE)

    @cached_property
    def code(self) -> re.Pattern[str]:
        """A code that says which dollars a sign means."""
        dollars = exactly(code for code in table("money")["codes"]["any"].split() if code.endswith("D"))
        return re.compile(rf"\s?(?P<code>{dollars}){self._ends}")

    @cached_property
    def first(self) -> re.Pattern[str]:
        """The currency before its size and the number, as Swahili has it: dola bilioni 3.5."""
        return re.compile(
            rf"(?<!\w)(?P<currency>{self._words}|{self._heads}|{self._codes})\.?(?: (?:za|ya) (?P<whose>[^\W\d_]{{3,14}}))?"
            rf" (?:{self._size} )?$",
            re.IGNORECASE,
        )

    @cached_property
    def owner(self) -> re.Pattern[str]:
        """Whose it is, behind the number: za Marekani."""
        return re.compile(r" (?:za|ya) (?P<whose>[A-Z][^\W\d_]{2,13})")
