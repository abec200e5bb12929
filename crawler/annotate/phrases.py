"""Many phrases searched at once: Aho-Corasick over the folded text, whole words only, the longest match of each place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, Self, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

from crawler.annotate.document import Document, fold
from crawler.annotate.scripts import glued, prefixes

Value = TypeVar("Value")
LONGEST_ENDING = 7
"""Letters that `*` at the end of a phrase may stand for (`подписал*`, `подписавшими`)."""


class Match(NamedTuple, Generic[Value]):
    """A phrase found, by offsets in `Document.raw`."""

    start: int
    end: int
    values: tuple[Value, ...]


Entry = tuple[int, int, tuple[Value, ...]]
"""Of a key: letters before the match itself, how it ends (see `keys`), and its values."""


class Phrases(Generic[Value]):
    """A set of phrases, each with the values it stands for.

    A phrase is matched without regard to case and punctuation, as whole words; in scripts written without blanks anywhere.
    `*` at its end stands for any ending, of at most `LONGEST_ENDING` letters; in Arabic and Hebrew a word's usual prefixes
    may stand before it.
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        table: dict[str, tuple[int, int, list[Value]]] = {}
        for phrase, value in phrases:
            for key, lead, open_end in keys(phrase):
                values = table.setdefault(key, (lead, open_end, []))[2]
                if value not in values:
                    values.append(value)
        self._load(tuple(table), [(lead, open_end, tuple(values)) for lead, open_end, values in table.values()])

    @classmethod
    def compiled(cls, forms: Sequence[str], entries: Sequence[Entry[Value]]) -> Self:
        """From keys as `keys` makes them, each with its entry."""
        made = cls.__new__(cls)
        made._load(forms, entries)
        return made

    def _load(self, forms: Sequence[str], entries: Sequence[Entry[Value]]) -> None:
        self._automaton = AhoCorasick(forms, store_patterns=False, implementation=Implementation.ContiguousNFA)
        self._entries = entries

    def find(self, document: Document) -> list[Match[Value]]:
        """The matches, none within or across another: leftmost first, of several at one place the longest."""
        return apart(self.every(document))

    def of(self, phrase: str) -> tuple[Value, ...]:
        """The values of one phrase."""
        values: dict[Value, None] = {}
        for key, *_ in keys(phrase):
            for index, start, end in self._automaton.find_matches_as_indexes(key, overlapping=True):
                if end - start == len(key):
                    values |= dict.fromkeys(self._entries[index][2])
        return tuple(values)

    def every(self, document: Document) -> list[Match[Value]]:
        """All matches, also those within others, in the order in which they end."""
        plain, entries, out = document.plain, self._entries, []
        for index, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            lead, open_end, values = entries[index]
            if open_end == 2:
                end -= 1
            elif open_end == 1:
                end = plain.find(" ", end, end + LONGEST_ENDING + 1)
                if end < 0:
                    continue
            out.append(Match(start + lead - 1, end - 1, values))
        return out


def apart(matches: Iterable[Match[Value]]) -> list[Match[Value]]:
    """Those of the matches that stand apart: leftmost first, of several at one place the longest."""
    out: list[Match[Value]] = []
    reached = -1
    for match in sorted(matches, key=_place):
        if match.start >= reached:
            out.append(match)
            reached = match.end
        elif match[:2] == out[-1][:2]:  # the same words under another key (with and without `*`)
            out[-1] = Match(*match[:2], out[-1].values + match.values)
    return out


def _place(match: Match[Any]) -> tuple[int, int]:
    return match.start, -match.end


def keys(phrase: str) -> list[tuple[str, int, int]]:
    """How a phrase is searched: key, letters before the match itself, and how it ends (0 anywhere, 1 `*`, 2 blank)."""
    open_ended = phrase.endswith("*")
    words = fold(phrase.rstrip("*")).strip()
    if not words:
        return []
    if glued(words):
        return [("".join(words.split()) if " " in phrase else words, 0, 0)]
    ending, mark = ("", 1) if open_ended else (" ", 2)
    if "가" <= words[0] <= "힣":
        ending, mark = "", 1
    spaced = dict.fromkeys((words, " ".join(words.split())))  # U.S. dollars: the full stop is a blank too
    return [(f" {before}{form}{ending}", 1 + len(before), mark) for form in spaced for before in prefixes(form)]
