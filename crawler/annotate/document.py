"""The text that is annotated: one string, its folded twin for matching, and its sentences. Linear in the text's length."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, NamedTuple

from crawler.annotate.data import table
from crawler.annotate.scripts import scripts_in

LIMIT = 40_000
"""Characters looked at: some 6,000 words. What a longer page says later does not decide what it is about."""
LONGEST_SENTENCE = 1_200
"""Characters after which a sentence is cut, so that lists without punctuation cost no more than prose."""
LEAD = 3
"""Sentences of the body that count as its lead."""

Where = Literal["title", "lead", "body"]

_NOT_WORD = re.compile(r"[^\w ]|_")
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)).ljust(256)
_LATIN = bytes(ord(_NOT_WORD.sub(" ", chr(code))) for code in range(256))
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
"""Of a name or a country, before the last full stop: E.F. Hutton, U.A.E."""
_KINDS_OF_MARKS = 12
"""Different signs beyond Latin-1 (quotation marks, dashes, arrows) that are taken out one by one, which takes an eighth of the
time; a text with more of them is folded letter by letter."""
_LONG = 4
"""Letters in front of a full stop before a capital from which on it ends a sentence, unless they are those of an abbreviation."""


class Sentence(NamedTuple):
    """A stretch of the text, by offsets."""

    start: int
    end: int
    where: Where
    order: int
    """0 for the first sentence of the body; -1 in the title."""


@dataclass(frozen=True, slots=True)
class Document:
    """`raw` is `title + "\\n\\n" + text`, cut at `LIMIT`; `plain` is ` raw ` folded, so `plain[i + 1]` belongs to `raw[i]`."""

    raw: str
    plain: str
    sentences: tuple[Sentence, ...]
    language: str
    starts: tuple[int, ...]
    """Where each sentence starts; the title at 0, also when it is empty."""
    scripts: tuple[str, ...]
    """The groups of scripts of which the text has letters."""
    found: dict[str, list[Any]] = field(default_factory=dict, repr=False, compare=False)
    """What the word lists have found in it, by the name of the list; filled when first asked for (`lists`)."""
    _lines: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    def index(self, offset: int) -> int:
        """Which sentence the offset lies in (or the one before it, between two)."""
        return bisect_right(self.starts, offset) - 1

    def at(self, offset: int) -> Sentence:
        """The sentence in which the offset lies (or the one before it, between two)."""
        return self.sentences[bisect_right(self.starts, offset) - 1]

    def words(self, offset: int) -> str:
        """The sentence in which the offset lies (or the one before it, between two) as written, in one line."""
        number = bisect_right(self.starts, offset) - 1
        line = self._lines.get(number)
        if line is None:  # one sentence is evidence for many findings
            start, end, *_ = self.sentences[number]
            line = self.raw[start:end].strip()
            if (
                "  " in line or not line.isprintable()
            ):  # other blanks than single spaces: a text has few, and words are many
                line = " ".join(line.split())
            self._lines[number] = line
        return line


def fold(text: str) -> str:
    """Lower case, simplified Chinese, a blank for whatever is no letter or digit: one character for each of the text."""
    if text.isascii():
        return text.encode().translate(_ASCII).decode()
    lower = text.lower()
    if len(lower) != len(text):  # the one capital whose small letter has two characters: TÜRKİYE
        lower = text.replace("İ", "i").lower()
    for _ in range(_KINDS_OF_MARKS):
        try:
            return lower.encode("latin-1").translate(_LATIN).decode("latin-1")
        except UnicodeEncodeError as error:
            mark = lower[error.start]
            if not _NOT_WORD.match(mark):
                break
            lower = lower.replace(mark, " ")
    characters, simplified = _traditional()
    lower = characters.sub(lambda found: simplified[found[0]], lower)
    return _NOT_WORD.sub(" ", lower)


@cache
def _traditional() -> tuple[re.Pattern[str], dict[str, str]]:
    """The traditional characters, and what each is in simplified Chinese."""
    pairs = table("traditional")
    traditional, simplified = ("".join(pairs[name].split()) for name in ("traditional", "simplified"))
    return re.compile(f"[{traditional}]"), dict(zip(traditional, simplified, strict=True))


def document(title: str | None, text: str | None, language: str) -> Document:
    """The title and text as one document."""
    title, text = title or "", text or ""
    raw = f"{title}\n\n{text}"[:LIMIT]
    sentences = tuple(_sentences(raw, min(len(title), LIMIT)))
    starts, plain = tuple([start for start, _, _, _ in sentences]), f" {fold(raw)} "
    return Document(raw, plain, sentences, language, starts, scripts_in(plain))


def _sentences(raw: str, title_end: int) -> list[Sentence]:
    """The title as one sentence (more when it is long), then those of the body."""
    title = [Sentence(a, b, "title", -1) for a, b in _pieces(0, title_end) or [(0, 0)]]
    body = _body(raw, min(len(raw), title_end + 2))
    return title + [Sentence(a, b, "lead" if n < LEAD else "body", n) for n, (a, b) in enumerate(body)]


def _body(raw: str, begin: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = begin
    for match in _end().finditer(raw, begin):
        mark, end = match.span()
        sign = raw[mark]
        if sign == "." and not match.lastindex and not _ends(raw, mark, end):
            continue
        if end - start > LONGEST_SENTENCE:
            spans += _pieces(start, end) if not raw[start:end].isspace() else ()
        elif sign != "\n" or not raw[start:end].isspace():
            spans.append((start, end))
        start = end
    return spans + _pieces(start, len(raw)) if raw[start:].strip() else spans


@cache
def _end() -> re.Pattern[str]:
    """What ends a sentence, or may end one.

    One class of characters is at its head: what cannot end a sentence is passed over at full speed. The empty group tells a full stop
    that ends one for sure: behind a word that is no abbreviation, and before a capital.
    """
    short = {word[-_LONG:] for word in _abbreviations() if len(word) >= _LONG and word.isascii()}
    sure = rf"(?<=[a-z]{{{_LONG}}}\.)(?=[ \n][A-Z]){''.join(rf'(?<!{re.escape(end)}.)' for end in sorted(short))}()"
    return re.compile(
        rf"[。！？!?؟।.\n；](?:{sure}|(?<=[。！？!?؟।])[。！？!?؟।]*[\"'”’）)」』]*|(?<=\.)\.*[\"'”’)\]]*(?=\s|$)"
        r"|(?<=\n)(?:\s*\n|(?=\s))|(?<=；))"
    )


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("text")["abbreviations"].split())


@cache
def _months() -> frozenset[str]:
    return frozenset(table("text")["months"].split())


def _ends(raw: str, dot: int, after: int) -> bool:
    """Whether a full stop ends a sentence: not after an abbreviation or an initial, and not before a small letter."""
    following = raw[after : after + 6].lstrip(" \"'“‘(\n")
    if following[:1].islower():
        return False
    word = raw[max(0, dot - 12) : dot].rsplit(maxsplit=1)
    last = word[-1].lower().lstrip("(\"'“") if word else ""
    if last in _abbreviations() or ("." in last and _INITIALS.fullmatch(last)):
        return "\n" in raw[after : after + 2]
    if last.isdecimal() and len(last) < 3:
        words = raw[after : after + 12].split()
        return not words or words[0].rstrip(",.;:") not in _months()
    return not (len(last) == 1 and last.isalpha())


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, min(at + LONGEST_SENTENCE, end)) for at in range(start, end, LONGEST_SENTENCE)]
