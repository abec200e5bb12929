"""The dates that a page shows: where each stands, and what it is called there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from crawler import chinese_days

from . import dayforms, moments, people, zones
from .blocks import HEADINGS, Block
from .caseless import Caseless
from .language import wide_letters
from .moments import Clock, Moment

_HINT = re.compile(
    r"(?:19|20|25)\d\d|(?:(?![0-9])\d){4}|\d{1,2}[/.-]\d{1,2}[/.-]\d\d|\bago\b|\d\s?(?:小?时|分钟|天|日|月|時間|시간|일)|"
    r"(?i:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s\d)|\d\sч|yesterday|today|"
    r"昨天|今天"
)
_DIGIT = re.compile(r"\d")
_DIGITLESS = (" ago", "yesterday", "today", "昨天", "今天", "вчера", " назад", "منذ ", "قبل ")
_BRIEF = 60  # characters: "posted a day ago" stands in a short line, and so does "3 апреля, 15:30"
# "3-5 April 2024", "5月13日至15日": the days of an event.
_STRETCH_BEFORE = re.compile(r"(?<![:\d])\d{1,2}(?:st|nd|rd|th|日)?\s?(?:[-–—~]|to|bis|au|至|到)\s?$")
_STRETCH_BEHIND = re.compile(
    r"\s?(?:[-–—](?:\s?[^\W\d]{3,9}\.?\s)?\d{1,2},?\s(?:19|20)\d\d|(?:至|到)\s?(?:\d|[一二三四五六七八九十]{1,3}[月日]))"
)
_CHANGED_BOX = re.compile(r"(?i)modified|updated")
_TODAY = timedelta(
    hours=36
)  # about the fetch: such a day in the frame above the headline is that of reading, in some zone
_SHORT = 160  # characters: a longer block is a sentence that happens to have a date
_BEFORE, _AFTER = 8, 14  # blocks around the headline in which its date stands
_UNDER = 8  # blocks right under the headline; the one above it counts as well
_WORD, _ROW = re.compile(r"[^\W\d_]+"), re.compile(r"[|·•/：]|\s[-–—]\s|:\s")
_STOPS = ".!?。！？"
_LOOKED = 150  # dates that are read on one page
_TEXT_BETWEEN = 900  # characters of prose after which the head of an article is over


class Sighting(NamedTuple):
    """A visible date: how far from the headline, how it is called."""

    moment: Moment
    rank: int
    """The lower, the likelier the day of publication."""
    changed: bool
    """Whether a word beside it calls it the date of a change."""
    named: bool
    """Whether a word beside it calls it the date of publication."""
    near: bool
    """Whether it stands about the headline."""
    clear: bool
    """Whether it tells day and year, and not in running prose."""
    under: bool
    """Whether it stands right under the headline."""

    @property
    def day(self) -> date:
        """Its day in UTC."""
        return self.moment.when.date()

    @property
    def sure(self) -> bool:
        """Whether it stands right under the headline, or near it and is called the date of publication."""
        return self.near and self.clear and (self.named or self.under)


def read(blocks: Sequence[Block], title: str | None, clock: Clock, *, near_only: bool = False) -> list[Sighting]:
    """The dates of a page, the likeliest first; `near_only` leaves out what does not stand about the headline."""
    return _ordered(_sightings(blocks, title, clock, near_only))


def _ordered(seen: Iterable[Sighting]) -> list[Sighting]:
    """Bare dates far from the headline count only where they all name one day: else they are a list."""
    entries = list(seen)
    far = {entry.day for entry in entries if not entry.near and not entry.named}
    return sorted(
        (entry for entry in entries if entry.near or entry.named or len(far) == 1), key=lambda entry: entry.rank
    )


def _sightings(blocks: Sequence[Block], title: str | None, clock: Clock, near_only: bool) -> Iterator[Sighting]:
    """Dates in short blocks about the headline, and those that are called a date of publication."""
    head = _headline(blocks, title)
    around = set(map(id, blocks[head].box.ancestors())) if head is not None else set()
    first, last = (0, len(blocks)) if head is None else (max(0, head - _BEFORE), head + _AFTER + 1)
    prose, looked = 0.0, 0
    if near_only and head is None:
        return
    for number in range(first, min(last, len(blocks))) if near_only else range(len(blocks)):
        block = blocks[number]
        if head is not None and number > head:
            prose += block.weight
        if not _may_tell(block):
            continue
        label = blocks[number - 1].text if number and len(blocks[number - 1].text) < 30 else ""
        near = head is not None and first <= number < last and prose <= _TEXT_BETWEEN
        if (near_only and not near) or not _is_told(block, label, near, around):
            continue
        under_picture = number > 0 and blocks[number - 1].tag == "img"
        if (under_picture or (block.tag in HEADINGS and number != head)) and _speaks(block, clock):
            continue
        looked += 1
        if looked > _LOOKED:
            return
        distance = number - (head if head is not None else number)
        framed = distance < 0 and not block.time and _framed(block, around)
        yield from (
            entry
            for entry in _dates(block, label, distance, near, clock)
            if entry.named or not framed or abs(clock.now - entry.moment.when) >= _TODAY
        )


def _framed(block: Block, around: set[int]) -> bool:
    """Whether a block stands in the frame of the site: in no box of the article's own, though it may be called a header."""
    boxes = [box for box in block.box.ancestors() if id(box) not in around]
    inside = any(box.tag in ("main", "article") for box in block.box.ancestors())
    return not inside and any(box.noise == "frame" or box.tag == "header" for box in boxes)


def _may_tell(block: Block) -> bool:
    """Whether a block may hold a date; most hold no digit, or are paragraphs."""
    text = block.text
    if not text or len(text) > _SHORT:
        return False
    if block.time:
        return True
    if _DIGIT.search(text):
        if _HINT.search(text) or moments.looks_back(text) or chinese_days.may_date(text):
            return True
        return len(text) <= _BRIEF and dayforms.names_month(text)
    return chinese_days.may_date(text) or (len(text) <= _BRIEF and any(word in text for word in _DIGITLESS))


def _is_told(block: Block, label: str, near: bool, around: set[int]) -> bool:
    """Whether the dates of a block are about this page: not those of comments, cards, tables, copyright lines."""
    kinds = {box.noise for box in block.box.ancestors() if id(box) not in around}
    bare = _bare(block)
    titled = bare and _label("posted").within(label)
    if (
        kinds & {"comments", "pointer", "caption"}
        or ("frame" in kinds and not near and not titled)
        or (block.tag in ("td", "th", "pre") and not near)
        or _label("other").within(block.text)
    ):
        return False
    words = label + block.text
    return bool(near or block.time or bare or _label("posted").within(words) or _label("changed").within(words))


def _speaks(block: Block, clock: Clock) -> bool:
    """Whether a line says something and names a day in passing, as captions do: it is no row of names, label or byline."""
    rest = text = block.spaced
    found = moments.moments(text, clock)
    if any(moment.precision in ("minute", "second") for moment in found):
        return False  # the minute is that of a publication, whatever outlet and town stand before it
    for moment in found:
        rest = rest.replace(moment.raw, "\n")
    words = [word for word in _WORD.findall(rest) if word not in people.PARTICLES]
    # names have no small letters ahead ("Maria del Carmen Lopez"), and an outlet's in Chinese has nothing behind the day
    said = len(words) > (2 if any(word[0].islower() for word in words) else 5)
    said = said or (wide_letters(rest) > 6 and wide_letters(rest.rpartition("\n")[2]) > 0)
    credit = any(box.noise == "credit" for box in block.box.ancestors())
    return said and not (credit or _ROW.search(rest) or is_label(text) or people.is_byline(text))


def _dates(block: Block, label: str, distance: int, near: bool, clock: Clock) -> Iterator[Sighting]:
    text = block.spaced
    found = moments.moments(text, clock)
    if block.time and (machine := moments.parse(block.time, clock)):
        found = (_finer(machine, found[0]), *found[1:]) if found else (machine,)
    prose = len(text.split()) > 14 or (len(text) > 60 and text[-1] in _STOPS)
    names = " ".join((box.element.get("class") or "") for box in list(block.box.ancestors())[:2])
    for number, moment in enumerate(found[:3]):
        at = max(text.find(moment.raw), 0)
        before = text[max(0, at - 40) : at] if number == 0 else text[max(0, at - 20) : at]
        if number == 0 and not re.search(r"\w", before):
            before = label
        changed, named = _label("changed").within(before), _label("posted").within(before)
        changed = changed or (not named and _CHANGED_BOX.search(names) is not None)
        if _STRETCH_BEFORE.search(text[:at]) or _STRETCH_BEHIND.match(text, at + len(moment.raw)):
            continue
        vague = moment.precision in ("month", "year") or "year" in moment.inferred
        if prose and (vague or not (named or changed or (near and text[-1] not in _STOPS))):
            continue
        rank = abs(distance) + 6 * (distance < 0) - 8 * named + 30 * vague + 20 * prose + 40 * (not near)
        yield Sighting(moment, rank, changed, named, near, not vague and not prose, -1 <= distance <= _UNDER)


def _finer(machine: Moment, shown: Moment) -> Moment:
    """A visible day with the time that its `time` element tells to machines; of a day told from the fetch, this alone."""
    if "day" in shown.inferred:  # a copy of a page goes on saying "yesterday"
        return machine
    same = abs(machine.when - shown.when) <= timedelta(hours=36) and shown.precision == "day"
    return machine._replace(raw=shown.raw) if same and machine.precision in ("minute", "second") else shown


def is_label(text: str) -> bool:
    """Whether a word in it says of what a date is: of a publication, a change, or something else."""
    return any(_label(kind).within(text) for kind in ("posted", "changed", "other"))


@cache
def _label(kind: Literal["posted", "changed", "other"]) -> Caseless:
    """The words that say of what a date is, from calendar.toml."""
    label = zones.calendar()["labels"][kind]
    return Caseless(rf"\b(?:{'|'.join(label['words'])})\b|{'|'.join(label['signs'])}")


def _bare(block: Block) -> bool:
    """Whether a block is a date and nothing else, by its length."""
    return len(block.text) <= 22 and block.density < 0.5


def _headline(blocks: Sequence[Block], title: str | None) -> int | None:
    """The number of the block that is the headline; in a title with the site's name, of the heading that is most of it."""
    if title:
        same = [number for number, block in enumerate(blocks) if block.text == title]
        heading = [number for number in same if blocks[number].tag[:1] == "h"]
        if heading or same:
            return (heading or same)[0]
    first = next((number for number, block in enumerate(blocks) if block.tag == "h1"), None)
    if first is not None or not title:
        return first
    parts = (n for n, block in enumerate(blocks) if block.tag in ("h2", "h3") and len(block.text) * 2 > len(title))
    return next((number for number in parts if blocks[number].text in title), None)
