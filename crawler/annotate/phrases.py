"""Many phrases searched at once: Aho-Corasick over the folded text, whole words only, the longest match of each place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Generic, Self, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

from crawler.annotate.document import Document, document, fold
from crawler.annotate.scripts import glued, written

Value = TypeVar("Value")
LONGEST_ENDING = 7
"""Letters that `*` at the end of a phrase may stand for (`подписал*`, `подписавшими`)."""


Match = tuple[int, int, tuple[Value, ...]]
"""A phrase found: start and end in `Document.raw`, and its values. A text has a hundred, which are made as bare tuples in a sixth
of the time."""

Entry = tuple[int, int, tuple[Value, ...]]
"""Of a key: letters before the match itself, how it ends (see `keys`), and its values."""
Entries = Sequence[Entry[Value]] | Mapping[int, Entry[Value]]
"""By the numbers of the keys."""


class Phrases(Generic[Value]):
    """A set of phrases, each with the values it stands for.

    A phrase is matched without regard to case and punctuation, as whole words; in scripts written without blanks anywhere.
    `*` at its end stands for any ending, of at most `LONGEST_ENDING` letters; in Arabic and Hebrew a word's usual prefixes
    may stand before it.
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        table = _entries(phrases)
        self._load(tuple(table), tuple(table.values()))

    @classmethod
    def compiled(cls, forms: Sequence[str], entries: Entries[Value]) -> Self:
        """From keys as `keys` makes them, each with its entry."""
        made = cls.__new__(cls)
        made._load(forms, entries)
        return made

    def _load(self, forms: Sequence[str], entries: Entries[Value]) -> None:
        self._automaton = _automaton(forms)
        self._entries = entries

    def find(self, document: Document) -> list[Match[Value]]:
        """The matches, none within or across another: leftmost first, of several at one place the longest."""
        return apart(self.every(document))

    def of(self, phrase: str) -> tuple[Value, ...]:
        """The values of one phrase."""
        whole = 2, 2 + len(phrase)
        found = self.every(document("", phrase, ""))
        return tuple(dict.fromkeys(value for *place, values in found if (*place,) == whole for value in values))

    def every(self, document: Document) -> list[Match[Value]]:
        """All matches, also those within others, in the order in which they end."""
        plain, entries, out = document.plain, self._entries, []
        for index, start, last in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            lead, open_end, values = entries[index]
            end = last - 2 if open_end == 2 else _end(plain, last, open_end)
            if end >= 0:
                out.append((start + lead - 1, end, values))
        return out


class Several:
    """Several sets of phrases, each with its name, that are searched in one walk over a text.

    `keyed` are sets of keys as they stand in a folded text, of which each match tells all but the first letter.
    """

    def __init__(
        self, sets: Mapping[str, Iterable[tuple[str, Any]]], keyed: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self._names = (*sets, *(keyed or ()))
        table: dict[str, list[tuple[int, int, int, tuple[Any, ...]]]] = {}
        """The entries of each key: the number of the set, and then as in `Entry`."""
        for number, phrases in enumerate(sets.values()):
            for key, entry in _entries(phrases).items():
                table.setdefault(key, []).append((number, *entry))
        for number, keys_of_set in enumerate((keyed or {}).values(), len(sets)):
            for key in keys_of_set:
                table.setdefault(key, []).append((number, 1, 0, (key,)))
        self._automaton = _automaton(tuple(table))
        self._entries = tuple(table.values())

    def every(self, document: Document) -> dict[str, list[Match[Any]]]:
        """All matches of each set, also those within others, in the order in which they end."""
        plain, entries = document.plain, self._entries
        out: list[list[Match[Any]]] = [[] for _ in self._names]
        for index, start, last in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            for number, lead, open_end, values in entries[index]:
                if open_end == 2:
                    out[number].append((start + lead - 1, last - 2, values))
                elif (end := _end(plain, last, open_end)) >= 0:
                    out[number].append((start + lead - 1, end, values))
        return dict(zip(self._names, out, strict=True))


def _automaton(forms: Sequence[str]) -> AhoCorasick:
    return AhoCorasick(forms, store_patterns=False, implementation=Implementation.ContiguousNFA)


def _entries(phrases: Iterable[tuple[str, Value]]) -> dict[str, Entry[Value]]:
    """The keys of phrases, each with its entry."""
    table: dict[str, tuple[int, int, list[Value]]] = {}
    for phrase, value in phrases:
        for key, lead, open_end in keys(phrase):
            values = table.setdefault(key, (lead, open_end, []))[2]
            if value not in values:
                values.append(value)
    return {key: (lead, open_end, tuple(values)) for key, (lead, open_end, values) in table.items()}


def _end(plain: str, last: int, open_end: int) -> int:
    """Where a match ends (in `Document.raw`) whose key ends at `last` without a blank; -1 if its word goes on for too long."""
    if open_end == 1:
        blank = plain.find(" ", last, last + LONGEST_ENDING + 1)
        return blank - 1 if blank > 0 else -1
    return last - 1


def apart(matches: Iterable[Match[Value]]) -> list[Match[Value]]:
    """Those of the matches that stand apart: leftmost first, of several at one place the longest."""
    out: list[Match[Value]] = []
    reached = -1
    longest_first = sorted(matches, key=itemgetter(1), reverse=True)
    for match in sorted(longest_first, key=itemgetter(0)):
        start, end, values = match
        if start >= reached:
            out.append(match)
            reached = end
        elif (start, end) == out[-1][:2]:  # the same words under another key (with and without `*`)
            out[-1] = start, end, out[-1][2] + values
    return out


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
    tidy = " ".join(words.split())
    spaced = (words,) if tidy == words else (words, tidy)  # U.S. dollars: the full stop is a blank too
    if words.isascii():  # nothing is written together with such a word
        return [(f" {one}{ending}", 1, mark) for one in spaced]
    return [(f" {before}{form}{ending}", 1 + len(before), mark) for one in spaced for before, form in written(one)]
