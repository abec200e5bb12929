"""One form filled in twice: the rate of the day, the guest of the day, the next grant, the next quarter.

Such texts have most of their words in common and are other news all the same. What tells them from a copy that an editor went
over: he adds, drops and rewords, but he does not put other names and other numbers into the places of the same sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby, islice

from crawler.dedupe.words import plain, sentences

AGREE = 0.5
"""Share of the fewer numbers from which two texts have the same ones: then it is one piece of news, whatever its names are called
(independent translations of one text spell half of them in their own way, and have these numbers)."""

DIFFER = 0.35
"""Share below which another number counts as one of the form's."""

FILLED = 3
"""Places with another filling that show a form; one that recurs counts twice. Of 3,600 pairs of a text with its copies, edits
and translations five had so many."""

NUMBERS = 2
"""The same where only numbers are others (`FILLED` where some are the same, one where it is the day of either text); a correction
has such places too, but comes within days."""

DAYS = timedelta(days=5)

FRAME = 0.5
"""Share of the words of the longer sentence from which two sentences are one with other fillings."""

SPELLING = 0.82
"""Likeness from which two names are one, spelt in two ways (Tuesday and Thursday come to .8, Center and Centre to .83)."""

MOST = 40
"""Sentences of a text that are compared."""

MOST_WORDS = 200
"""Words or signs of a sentence that is compared: the time grows with their square, and text without full stops is no form."""

PART = 0.2
"""Share of the shorter text that the sentences with such places make up: what sister sites print around a text differs in their
names too."""

LONGEST = 8
"""Words of a filling."""

_SIGN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"


@cache
def _word() -> re.Pattern[str]:
    """A word or sign; made when it is first needed, which is seldom."""
    return re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+(?:[.,:'’/-][^\W_{_SIGN}]+)*")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_{_SIGN}])\d[\d.,:/-]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A text, and the day it is from."""

    text: str
    when: datetime


def same_form(one: Filled, other: Filled) -> bool:
    """Whether two texts that are alike are one form with other fillings, and so two pieces of news."""
    ours, theirs = (_numbers(each.text) for each in (one, other))
    common, fewer = len(ours & theirs), min(len(ours), len(theirs))
    if common > AGREE * fewer:
        return False
    places, filled = _places(one.text, other.text, ours, theirs)
    if not places or filled < PART * min(len(_word().findall(each.text)) for each in (one, other)):
        return False
    changed = [(old, new) for kind, old, new in places if kind == "number"]
    dated = any(_is_day(old, one.when) and _is_day(new, other.when) for old, new in changed)
    few_the_same = common <= DIFFER * fewer
    enough = NUMBERS if few_the_same else FILLED
    if abs(one.when - other.when) >= DAYS and (dated or len(changed) >= enough):
        return True
    runs = sum(kind == "sign" and min(len(old), len(new)) > 1 for kind, old, new in places)
    if min(runs, len(changed)) >= NUMBERS:  # a translator has other words in some places, but the same numbers
        return True
    names = sum(min(many, 2) for (kind, old, new), many in places.items() if _other_word(kind, old, new, many))
    numbers = len(changed) if few_the_same else 0
    return numbers + names >= FILLED and (names > 0 or (dated and numbers > 0))


def other_fillings(one: Filled, other: Filled) -> bool:
    """Whether two texts of a form have any other filling: each version of a day's text has the same ones."""
    places, _ = _places(one.text, other.text, *(_numbers(each.text) for each in (one, other)))
    return any(kind == "number" or _other_word(kind, old, new, many) for (kind, old, new), many in places.items())


def _places(one: str, other: str, ours: set[str], theirs: set[str]) -> tuple[Counter[tuple[str, str, str]], int]:
    """How often each filling of one text stands in the place of which of the other; and how many words their sentences have."""
    places: Counter[tuple[str, str, str]] = Counter()
    filled = 0
    for words, fillings in _fillings(one, other):
        known = [
            (kind, old, new) for kind, old, new in fillings
            if kind != "number"
            or (_digits(old) != _digits(new) and theirs.isdisjoint(old.split()) and ours.isdisjoint(new.split()))
        ]  # fmt: skip
        places.update(known)
        filled += words if known else 0
    return places, filled


def _digits(numbers: str) -> str:
    """What stays of a number that is written in another way: 45,000 or 45000; 41.78 or 417.8 of a unit ten times smaller."""
    digits = "".join(filter(str.isdecimal, numbers))
    return digits.strip("0") if len(digits) > 2 else digits


def _numbers(text: str) -> set[str]:
    return {one.rstrip(".,:/-") for one in _number().findall(text)}


def _fillings(one: str, other: str) -> Iterator[tuple[int, list[tuple[str, str, str]]]]:
    """Of each sentence that both texts have but for some words, how many those are in all, and (kind, filling, other filling) of the
    places where they differ in numbers, or in names that the other has nowhere."""
    for ours, theirs in _frames(*_unlike(one, other)):
        found = []
        for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if tag == "replace" and max(b - a, d - c) <= LONGEST:
                for kind, old, new in _parts(ours[a:b], theirs[c:d], starts=not (a and c)):
                    named = any(word in other for word in old) or any(word in one for word in new)
                    if kind == "number" or not named:
                        found.append((kind, " ".join(old), " ".join(new)))
        yield len(ours), found


def _parts(old: list[str], new: list[str], *, starts: bool) -> Iterator[tuple[str, list[str], list[str]]]:
    """A replacement in parts of one kind each; `starts` where it begins a sentence, and a capital says nothing."""
    for at, (kind, before, after) in enumerate(_by_kind(old, new)):
        if kind == "sign":
            yield kind, [_run(before)], [_run(after)]
        elif kind and not (kind == "name" and starts and at == 0):
            yield kind, before, after


def _by_kind(old: list[str], new: list[str]) -> list[tuple[str, list[str], list[str]]]:
    """The same as (kind, old, new)."""
    kind = _kind(old)
    if kind and kind == _kind(new):
        return [(kind, old, new)]
    if len(old) == len(new):
        runs = groupby(zip(old, new, strict=True), key=lambda pair: (_kind([pair[0]]), _kind([pair[1]])))
        found = [(kinds, list(run)) for kinds, run in runs]
        return [(a, [one for one, _ in run], [other for _, other in run]) for (a, b), run in found if a == b]
    ours, theirs = ([word for word in words if _kind([word])] for words in (old, new))
    if ours and theirs and _kind(ours) == _kind(theirs):  # of "the Lakeside Hospital" for "Omari District" the names
        return [(_kind(ours), ours, theirs)]
    return []


def _run(words: Sequence[str]) -> str:
    """Words of a script without capitals as they stand in a text: any of them alone may be an ordinary one."""
    return ("" if all(len(word) == 1 for word in words) else " ").join(words)


def _kind(words: Sequence[str]) -> str:
    """`number`, `name` (begins with a capital), `sign` (of a script without capitals), or nothing: any other word."""
    first = [word[0] for word in words]
    if all(map(str.isdigit, first)):
        return "number"
    if all(map(str.isupper, first)):
        return "name"
    return "" if any(one.isupper() or one.islower() or one.isdigit() for one in first) else "sign"


def _other_word(kind: str, old: str, new: str, many: int) -> bool:
    """Whether a filling is another name; a word without capitals may be any word, unless it recurs."""
    if kind == "number" or (kind == "sign" and min(many, max(len(old), len(new))) < 2):
        return False
    return SequenceMatcher(None, old.casefold(), new.casefold(), autojunk=False).ratio() < SPELLING


def _is_day(number: str, when: datetime) -> bool:
    """Whether a number is that day of the month, in whatever zone."""
    return number in {str((when + timedelta(days=more)).day) for more in (-1, 0, 1)}


def _unlike(one: str, other: str) -> tuple[list[list[str]], list[list[str]]]:
    """The sentences of either text that the other does not have, as words."""
    ours, theirs = ({plain(sentence): sentence for sentence in sentences(text)} for text in (one, other))
    return _compared(ours, theirs), _compared(theirs, ours)


def _compared(these: Mapping[str, str], those: Mapping[str, str]) -> list[list[str]]:
    found = (_word().findall(sentence) for key, sentence in these.items() if key not in those)
    return list(islice((words for words in found if len(words) <= MOST_WORDS), MOST))


def _frames(ours: list[list[str]], theirs: list[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Sentences that are one but for some words, each with its counterpart."""
    rest = [(Counter(words), words) for words in theirs]
    for words in ours:
        bag = Counter(words)
        shares = [(bag & other).total() / max(len(words), len(those), 1) for other, those in rest]
        best = max(shares, default=0.0)
        if best >= FRAME:
            yield words, rest.pop(shares.index(best))[1]
