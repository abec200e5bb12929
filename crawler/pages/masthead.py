"""What stands between the headline and the first paragraph: reading time, lead, the outlet or agency it is taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import agencies, boilerplate, moments, outlets, people, sightings, zones
from .blocks import Block
from .clean import line
from .draft import Draft
from .language import wide_letters
from .moments import Clock

BULLET = re.compile(r"^\s*[•·●▪■◆▶►]\s*(?P<text>\S.*)$")
_READING = re.compile(r"(?i)\bread(?:ing)?\b|阅读|閱讀|^\W*\d{1,3}\s*(?:min(?:ute)?s?|分钟|分鐘)\W*$")
_MINUTES = re.compile(r"(?i)(\d{1,3})\s*[- ]?(?:min(?:ute)?s?\b|分钟|分鐘)")
_CREDIT = re.compile(
    r"(?i)(?:来源|來源|稿源|source)\s?[:：]\s?(?P<name>[^\s|,，;；()（）]{2,30}(?:\s[A-Z][^\s|,，;；()（）]*){0,4})"
)
_OUTLET_BEFORE_DATE = re.compile(r"^(?:(?:本文)?(?:来源|來源)[于於自]?\s*)?(?P<name>[^\d|:：]{2,40}?)[\s|·•,-]*$")
_EDITED = re.compile(
    r"(?i)(?:责任编辑|責任編輯|责编|編輯|编辑|(?:\b(?:web|copy|managing)\s)?\beditors?\b|\bedited by)"
    r"\s*[:：/]?\s*(?P<names>[^】\])）|]{2,60})"
)
_WORD = re.compile(r"[^\W\d_]+")
_REST, _FEW = 48, 20  # characters beside a date in a line that is no sentence, and in one that ends with a full stop


def read(blocks: Sequence[Block], draft: Draft, clock: Clock) -> None:
    """Fill what the lines of a head say; `blocks` are those around the headline and before the text."""
    points = [block for block in blocks if block.tag == "li" and not block.linked]
    for number, block in enumerate(blocks):
        text = block.spaced
        if not text or len(text) > 400:
            continue
        if points == [block] and len(text) > 30:
            draft.win("summary", text.lstrip("•·●▪ "), "bullet")
        if bullet := BULLET.match(text):
            draft.win("summary", line(bullet["text"]), "bullet")
        if len(text) > 160:
            continue
        if (minutes := _MINUTES.search(text)) and (
            _READING.search(text) or (number and _READING.search(blocks[number - 1].text[:60]))
        ):
            draft.win("reading_minutes", int(minutes[1]), "visible")
        labelled = ":" in text or "：" in text
        if (labelled or "/" in text) and _may_name_editor(text) and (edited := _EDITED.search(text)):
            draft.win("editor", ", ".join(people.names(edited["names"])), "visible")
        if labelled and (credit := _CREDIT.search(text)):
            draft.win("credit", credit["name"].strip(" .。"), "visible")
        elif (moment := moments.parse(text, clock)) is not None:
            before = _OUTLET_BEFORE_DATE.match(text.partition(moment.raw)[0])
            name = before["name"].strip() if before else ""
            if before and _is_person(name):
                draft.win("authors", (name,), "visible")
            elif before and is_outlet(name, before[0]):
                draft.win("beside_date", name, "visible")


def _is_person(name: str) -> bool:
    """Whether a name that stands before a date, where an outlet does as well, is that of a person."""
    return " " in name and outlets.is_person(name) and people.names(name) == (name,)


def _may_name_editor(text: str) -> bool:
    """Whether to look for an editor is worth ten times as long as this takes: in ASCII all words for one have "edit" in them."""
    return not text.isascii() or "edit" in text.lower()


def is_outlet(name: str, before: str) -> bool:
    """Whether a name before a date is that of an outlet: no label ("Publié le"), weekday, byline or place ("Nairobi, 9 May")."""
    if agencies.agency(name) or outlets.zone_of(name):
        return True
    last = (name.split() or [""])[-1]
    return not (
        (len(name) < 3 and name.isascii())
        or (last.islower() and len(last) < 4)
        or re.search(r"[,،]|(?i:\b(?:by|date|on)\b)", before)
        or name.casefold().rstrip(".") in zones.weekdays()
        or sightings.is_label(name)
        or people.is_byline(name)
    )


def editors(text: str) -> tuple[str, ...]:
    """The names behind a word for editor; without such a word, all names in the text."""
    match = _EDITED.search(text)
    return people.names(match["names"] if match else text, loose=True)


def is_meta(block: Block, clock: Clock) -> bool:
    """Whether a block is a line of a head and no paragraph: a date, a byline, a credit, a reading time."""
    text = block.spaced
    if len(text) > 160:
        return BULLET.match(text) is not None and len(text) < 400
    if boilerplate.is_line(text) or BULLET.match(text) or _CREDIT.match(text):
        return True
    led = re.match(r"(?i)(?:by|written by|posted by|published by)\s\S", text) or people.is_byline(text)
    if led and len(text) < 100 and text[-1] not in ".!?؟":
        return True
    found = moments.moments(text, clock)
    if not found:
        return False
    rest, told = text, 0
    for moment in found:
        rest, told = rest.replace(moment.raw, " "), told + len(moment.raw)
    if text[-1] in ".!?。！？":  # "Updated: 3 April 2025." is none, "Signed on 3 April 2025." is a sentence
        said = len(_WORD.findall(rest)) > 1 or wide_letters(rest) > 4
        return len(text) - told <= _FEW and (sightings.is_label(text) or not said)
    return len(text) - told <= _REST
