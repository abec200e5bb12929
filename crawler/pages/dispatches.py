"""Datelines as agencies write them from Rabat to Jakarta: whatever the language, a place, a day or an agency, and a dash or bracket.

No form is written for one language: months are looked up among those of all calendars, and what is not known to be an agency
needs a day before it and a dash behind it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from . import agencies, dayforms, people, zones

_HEAD = 110  # characters: from there on a mark is one of a sentence
_MARK = re.compile(r"[(（\[—―–]|-(?:-|(?<=\s-)\s|(?<=\.-))|/(?<=\s/)\s?(?=\w)")
_BRACKETS = re.compile(r"[(（\[](?P<round>[^()（）\[\]\d]{2,40})[)）\]]|/\s?(?P<stroke>[^/()\d]{2,40}?)\s?/")
_DASH = re.compile(r"[.\s]{0,2}(?:--+|[-–—―:])\s*(?=\S)")
_REST = re.compile(r"(?:\.\s?|\s)\s*(?=\S)")
_BEHIND_DASH = re.compile(r"[\s\-–—―]+(?P<agency>\w[^:–—―]{1,28}?)(?P<stop>\s?[–—―:]\s*|\s-+\s*|\.\s+|\s*$)")
_DIGIT = re.compile(r"\d")
_UNMARKED = re.compile(
    r"(?P<where>\s*[^\W\d_].{6,90}?\s(?:19|20)\d\d(?:\s?م)?)[\s،,]+(?P<agency>[^\s.:،-]{2,12})[\s.:–-]*"
)
_BETWEEN = re.compile(r"\s?/\s?|\s[-–—]\s|[,،]\s|[Кк]орр\.\s")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST, _MOST_CASELESS = 6, 3  # words of a place, and of one in a script without capitals, where prose looks alike


class Opening(NamedTuple):
    """The parts of a dateline as they are written, and where the first sentence begins."""

    place: str
    date: str | None
    agency: str | None
    """As written; only known ones."""
    end: int


class _Where(NamedTuple):
    place: str
    date: str | None
    named: bool
    """Whether the day names its month: two numbers may be anything."""


def read(text: str) -> Opening | None:
    """The dateline that a text begins with; none when there is none."""
    for mark in _MARK.finditer(text, 0, _HEAD):
        before = text[: mark.start()]
        if (brackets := _BRACKETS.match(text, mark.start())) is not None:
            found = _bracketed(text, before, brackets)
        else:
            found = _dashed(text, before, mark.start())
        if found is not None:
            return found
    return _bare(text) if not text[:_HEAD].isascii() and _DIGIT.search(text, 0, _HEAD) else None


def _bare(text: str) -> Opening | None:
    """الرياض 03 جمادى الأولى 1447 هـ الموافق 25 أكتوبر 2025 م واس ..."""
    match = _UNMARKED.match(text)
    if match is None or agencies.in_dateline(match["agency"]) is None:
        return None
    where = _where(match["where"])
    return Opening(where.place, where.date, match["agency"], match.end()) if where and where.named else None


def _bracketed(text: str, before: str, brackets: re.Match[str]) -> Opening | None:
    """МОСКВА, 12 ноября. /ТАСС/. ...        La Habana, 12 nov (Prensa Latina) ...        الرياض (واس) – ..."""
    written = (brackets["round"] or brackets["stroke"]).strip()
    agency, dash = _agency(written, within=True), _DASH.match(text, brackets.end())
    if agency is None and (dash is None or not _DIGIT.search(before) or not _is_proper(written.split())):
        return None
    where = _where(before)
    if where is None or (agency is None and not where.named):
        return None
    after = dash or (_REST.match(text, brackets.end()) if where.date else None)
    return Opening(where.place, where.date, agency, after.end()) if after else None


def _dashed(text: str, before: str, at: int) -> Opening | None:
    """МОСКВА, 12 ноя — РИА Новости. ...     الرياض - واس: ...     АСТАНА. КАЗИНФОРМ – ...     Brasília, 12 de novembro de 2026 – ..."""
    dash = _DASH.match(text, at)
    if dash is None:
        return None
    behind = _BEHIND_DASH.match(text, at)
    known = behind is not None and agencies.in_dateline(behind["agency"]) is not None
    if behind and known and (where := _where(before)) and (where.date or "." not in behind["stop"]):
        return Opening(where.place, where.date, behind["agency"], behind.end())
    for divider in (". ", ", ", "، "):
        rest, _, last = before.rstrip().rpartition(divider)
        if rest and _agency(last) and (where := _where(rest)) is not None:
            return Opening(where.place, where.date, last, dash.end())
    where = _where(before) if _DIGIT.search(before) and _is_set_apart(text, dash) else None
    if where is None or not where.named or _is_day(text[dash.end() :]):
        return None
    sure = where.place.isupper() or (_is_cased(where.place) and _YEAR.search(where.date or ""))
    return Opening(where.place, where.date, None, dash.end()) if sure else None


def _is_set_apart(text: str, dash: re.Match[str]) -> bool:
    """Whether a dash parts what stands around it, and joins no words."""
    return dash[0][-1].isspace() and (text[dash.start() - 1].isspace() or dash[0].startswith(("—", "―", "--")))


def _is_day(behind: str) -> bool:
    """Whether a text goes on with a day: then the one before it begins a stretch, and no dispatch."""
    return behind[0].isdigit() or dayforms.is_month(behind.split(maxsplit=1)[0])


def _where(before: str) -> _Where | None:
    """The place and day that are all of what stands before a mark; none when it is anything else."""
    for form in _forms():
        match = form.fullmatch(before)
        if match is None:
            continue
        found = match.groupdict()
        month = found.get("month") or found.get("first")
        if (month is None or dayforms.is_month(month)) and _is_place(match["place"]):
            return _Where(match["place"], found.get("date"), named=month is not None)
    return None


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    letter, inner = r"[^\W\d_]", rf"[\w{people.MARKS}.'’ʼ‘\- ]"
    place = rf"(?P<place>{letter}{inner}{{1,38}}?(?:[,،/]\s?{letter}{inner}{{1,28}}?)?)"
    month = rf"{letter}[\w{people.MARKS}]{{1,14}}(?: {letter}{{4,7}})?"
    year = r"(?:(?:,|\sdel?|\sdu)?\s(?:19|20)\d\d(?:\s?(?:г\.?|года|م))?)?"
    day = (
        rf"(?P<date>(?:\d{{1,2}}(?:er|[º°.])?\s(?:de\s)?(?P<month>{month})|(?P<first>{month})\.?\s\d{{1,2}}|"
        rf"\d{{1,2}}\s?[-/]\s?\d{{1,2}})\.?{year})"
    )
    hijri = rf"(?:\d{{1,2}}\s{letter}[\w ]{{3,20}}\s1[34]\d\d\s?هـ،?\s(?:الموافق\s)?)?"
    return (
        re.compile(rf"\s*{place}(?:\s?[,،.]\s|\s[-–—]\s|\s(?:في\s)?){hijri}{day}[\s.,،]*"),
        re.compile(rf"\s*{day},\s{place}\s*"),
        re.compile(rf"\s*{place}\s*"),
    )


def _is_place(written: str) -> bool:
    words = [word for word in re.split(r"[\s,،/]+", written) if word]
    if (
        words[0].casefold() in agencies.no_beginnings()
        or _agency(written)
        or not agencies.no_places().isdisjoint(words)
    ):
        return False
    if any(word.casefold() in zones.weekdays() for word in words):
        return False
    return len(words) <= (_MOST if _is_cased(written) else _MOST_CASELESS) and _is_proper(words)


def _is_proper(words: list[str]) -> bool:
    """Whether these words can be a name: only within it are small letters, those of particles."""
    return not (words[0][0].islower() or words[-1][0].islower()) and all(map(people.is_proper, words))


def _is_cased(text: str) -> bool:
    return text.upper() != text.lower()


def _agency(written: str, *, within: bool = False) -> str | None:
    """The known agency among some names as they are written, `within` brackets or not."""
    known = agencies.in_dateline if within else agencies.agency
    return next((part for part in (written, *_BETWEEN.split(written)) if known(part)), None)
