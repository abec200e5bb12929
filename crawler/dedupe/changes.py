"""Two versions of one article: what changed, word by word, and whether it is a correction of substance."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from crawler.dedupe.words import pieces, plain, sentence_hash, sentences
from crawler.model import Article

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:[.,'’-][^\W_]+)*|\s+|.", re.DOTALL)
_NUMBER = re.compile(r"\d[\d.,:]*")
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
LONGEST = 1000
"""Tokens of a passage up to which words are compared, and sentences that are not the same at both ends, likewise: the time grows
with the square, with the cube where they recur (17,000 took 20 s, 2,000 of a few words 16 s)."""
MOST = LONGEST**2
"""Pairs of tokens that are looked at in all, one passage of that length or many shorter ones: what comes after them is shown whole.
Four times as many took 1.6 s where every other token was the same blank."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What a new version changed."""

    substance: bool
    summary: str
    """One line: `headline; 2 sentences added; numbers 12 -> 14`. Empty when nothing of substance changed."""


def compare(old: Article, new: Article, *, furniture: Collection[int] = ()) -> Change:
    """What the new version of an article changed, sentences known as the site's furniture (by hash) apart.

    Of substance: the headline, numbers, names, sentences added or removed. Not: punctuation, case, spacing, furniture.
    """
    notes = []
    if plain(old.title) != plain(new.title) and not new.title_derived:
        notes.append("headline")
    before, after = _by_words(old.text, furniture), _by_words(new.text, furniture)
    gone = [text for words, text in before.items() if words not in after]
    come = [text for words, text in after.items() if words not in before]
    if "".join(before) == "".join(after):  # the same words, cut into sentences differently
        gone = come = []
    changed, gone, come = _pairs(gone, come)
    reworded = 0
    for one, other in changed:
        numbers = _differing(_NUMBER, one, other)
        names = _differing(_NAME, one, other)
        if numbers:
            notes.append(f"numbers {numbers}")
        elif names:
            notes.append(f"names {names}")
        else:
            reworded += 1
    for many, what in ((len(come), "added"), (len(gone), "removed"), (reworded, "reworded")):
        if many:
            notes.append(f"{many} sentence{'s' if many > 1 else ''} {what}")
    return Change(substance=bool(notes), summary="; ".join(notes[:6]))


def _by_words(text: str, furniture: Collection[int]) -> dict[str, str]:
    """{words: sentence as it stands}, furniture dropped."""
    found = {plain(one): one for one in sentences(text) if sentence_hash(one) not in furniture}
    found.pop("", None)
    return found


def _pairs(gone: list[str], come: list[str]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Sentences that are versions of each other, and those that are left on either side."""
    pairs, left, rest = [], [], list(come)
    for one in gone:
        scored = ((SequenceMatcher(None, one, other, autojunk=False).quick_ratio(), other) for other in rest[:50])
        score, best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
        if score >= 0.75:
            pairs.append((one, best))
            rest.remove(best)
        else:
            left.append(one)
    return pairs, left, rest


def _differing(what: re.Pattern[str], one: str, other: str) -> str:
    """`12 -> 14` when two sentences differ in such words, else an empty string."""
    before, after = what.findall(one), what.findall(other)
    if before == after:
        return ""
    old = [word for word in before if word not in after] or ["none"]
    new = [word for word in after if word not in before] or ["none"]
    return f"{', '.join(old[:3])} -> {', '.join(new[:3])}"


def word_diff(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Pieces `(what, text)` in order, `what` one of `same`, `gone`, `come`; the pieces but `gone` spell the new text.

    Words are compared in the sentences that are not the same, whole passages where too many are others.
    """
    before, after = pieces(old), pieces(new)
    found: list[tuple[str, str]] = []
    left = MOST
    for same, a, b, c, d in _passages(before, after):
        if same:
            found.append(("same", "".join(before[a:b])))
            continue
        paired = b - a == d - c
        both = zip(before[a:b], after[c:d], strict=True) if paired else (("".join(before[a:b]), "".join(after[c:d])),)
        for one, other in both:
            ours, theirs = _TOKEN.findall(one), _TOKEN.findall(other)
            if max(len(ours), len(theirs)) > LONGEST or len(ours) * len(theirs) > left:
                ours, theirs = [one], [other]
            left -= len(ours) * len(theirs)
            found += _by_tokens(ours, theirs)
    return tuple((what, "".join(text for _, text in some)) for what, some in groupby(found, key=itemgetter(0)))


def _passages(before: list[str], after: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """(whether it is the same, from, to, from, to) of the passages of two texts; of very long ones what differs is one passage."""
    start = end = 0
    shorter = min(len(before), len(after))
    if max(len(before), len(after)) > LONGEST:
        start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
        rest = shorter - start
        end = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    ours, theirs = before[start : len(before) - end], after[start : len(after) - end]
    if start:
        yield True, 0, start, 0, start
    if max(len(ours), len(theirs)) > LONGEST:
        yield False, start, len(before) - end, start, len(after) - end
    else:
        for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            yield tag == "equal", start + a, start + b, start + c, start + d
    if end:
        yield True, len(before) - end, len(before), len(after) - end, len(after)


def _by_tokens(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """The same for one passage, token by token."""
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(before[a:b])))
            continue
        found += [("gone", "".join(before[a:b])), ("come", "".join(after[c:d]))]
    return [(what, text) for what, text in found if text]
