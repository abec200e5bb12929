"""What two texts have in common without telling one piece of news: a brief among the others of a digest, a notice for subscribers
below two headlines."""

from __future__ import annotations

import re
from functools import cache

from crawler.dedupe.words import SHORTEST, SHORTEST_CJK, is_cjk, plain, plain_sentences

SMALL = 0.4
"""Share of the longer text below which the shorter one may be a piece of it: of two pieces each is an article's half."""

WHOLE = 0.8
"""Share of the shorter text that stands in the longer one word for word: what was reworded as well is a telling of its own."""

LATE = 0.2
"""Share of the longer text that stands before such a piece, and at least `WHOLE` of the piece's own length: an excerpt begins where
the article begins, or behind a paragraph of a local editor."""

MOST = 200
"""Sentences of such a piece: more are no item of a digest, and to look for each in a long text takes seconds."""

NAMED = 0.5
"""Share of the words of its headline that may stand before it: in news of one kind some always do."""

SHORT = 600
"""Letters and digits of a text that may be all notice."""

TELLING = 2
"""Words of a headline that tells news, or pairs of signs: a single one need not stand in the text."""

STEM = 4
"""Letters by which words are compared, for their endings change."""


def may_be_aside(one: int, other: int) -> bool:
    """Whether texts of so many letters are worth the question below."""
    return min(one, other) < SMALL * max(one, other) or min(one, other) < SHORT


def aside(title: str, text: str, other_title: str, other_text: str) -> bool:
    """Whether what two articles have in common is not the news of both."""
    short, long = ((title, text), other_text) if len(text) < len(other_text) else ((other_title, other_text), text)
    return is_piece(*short, long) or is_notice(title, text, other_title, other_text)


def is_piece(title: str, text: str, longer: str) -> bool:
    """Whether a text stands behind other things in a longer one, as an item of a digest does. Joined by it, all items would be one
    story. Where a long report comes to the words of a brief, it has spoken of what the brief's headline names."""
    whole = plain(longer)
    told = [each for each in plain_sentences(text) if len(each) >= (SHORTEST_CJK if is_cjk(each) else SHORTEST)]
    if len(told) > MOST or sum(map(len, told)) >= SMALL * len(whole):
        return False
    places = [(at, len(each)) for each in told if (at := whole.find(each)) >= 0]
    enough = WHOLE * sum(map(len, told))
    if not places or sum(size for _, size in places) < enough:
        return False
    start = min(places)[0]
    if start < max(LATE * len(whole), enough):
        return False
    named, before = _words(title), whole[:start]
    return sum(word in before for word in named) <= NAMED * len(named)


def is_notice(title: str, text: str, other_title: str, other_text: str) -> bool:
    """Whether two short texts stand below headlines of which neither has a word in common with the other article: what they
    share is a notice ("for subscribers only"), for copies of a brief have other headlines, but of the same things."""
    if min(len(text), len(other_text)) >= 2 * SHORT or plain(title) == plain(other_title):
        return False
    ours, theirs = _words(title), _words(other_title)
    if min(len(ours), len(theirs)) < TELLING:
        return False
    return ours.isdisjoint(_words(f"{other_title}\n{other_text}")) and theirs.isdisjoint(_words(f"{title}\n{text}"))


def _words(text: str) -> set[str]:
    """The beginnings of longer words, pairs of signs where a script has no spaces."""
    return {one[:STEM] for one in _word().findall(text.casefold())} | set(_pair().findall(text))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[^\W\d_]{{{STEM},}}")


@cache
def _pair() -> re.Pattern[str]:
    """Each pair, also those that overlap."""
    sign = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]"
    return re.compile(f"(?=({sign}{sign}))")
