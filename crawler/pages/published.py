"""When a page was published and changed: of all dates on it, those that a reader would take for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from . import moments
from .blocks import Block
from .claims import Claim, Claims
from .moments import Clock, Moment

_HINT = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d\d|\bago\b|\d\s?(?:小?时|分钟|天|日|月|時間|시간|일)|"
    r"(?i:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s\d)|\d\sч|yesterday|today|"
    r"昨天|今天"
)
_POSTED = re.compile(
    r"(?i)\b(?:publish\w*|posted|issued|date|created|written|veröffentlicht|erstellt|publié|publicado|"
    r"pubblicato|gepubliceerd|publicerad|опубликован\w*|дата|diterbitkan)\b|发布|發佈|發布|發表|发表|时间|"
    r"時間|日期|公開|投稿|掲載|入力|등록|게시|입력|نشر"
)
_CHANGED = re.compile(
    r"(?i)\b(?:updated?|modified|revised|edited|reviewed|last\s+changed|aktualisiert|geändert|mis à jour|"
    r"actualizado|atualizado|aggiornato|обновлен\w*)\b|更新|修改|수정"
)
_NOT_OURS = re.compile(
    r"(?i)copyright|©|all rights|\bsince\b|\bborn\b|\bexpires?\b|\bdeadline\b|\bevent date\b|valid until|"
    r"effective|accessed|retrieved|joined|member since"
)
_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[/_-]?(0[1-9]|1[0-2]))(?:[/_-]?(0[1-9]|[12]\d|3[01]))(?!\d)")
_NUMERIC = re.compile(r"[\d./ -]+")
_STATE = re.compile(
    r"\\?\"(?:datePublished|publishedAt|published_at|publishDate|publishedDate|publishedTime|"
    r"first_publication_date|firstPublishedAt|pubDate|postedAt)\\?\"\s?:\s?\\?\"(?P<date>[^\"\\]{8,40})"
)
_SHORT = 160  # characters: a longer block is a sentence that happens to have a date
_BEFORE, _AFTER = 8, 14  # blocks around the headline in which its date stands
_LOOKED = 150  # dates that are read on one page
_TEXT_BETWEEN = 900  # characters of prose after which the head of an article is over


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment and where it stands."""

    moment: Moment
    origin: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A visible date: how far from the headline, how it is called."""

    moment: Moment
    rank: int
    changed: bool
    sure: bool
    """Whether it stands right under the headline, or is called the date of publication."""
    named: bool
    """Whether a word beside it calls it the date of publication."""
    far: bool


def find(claims: Claims, blocks: Sequence[Block], title: str | None, url: str, clock: Clock) -> Dated | None:
    """When the page was published, as it shows or says itself; none when it does neither.

    What stands under the headline goes before what the head claims: systems fill the claim with the day of their last
    rebuild (of 11 among 714 pages where this rule preferred the visible day, it was right on 10).
    """
    claimed = next(_claimed(claims["published"], clock), None)
    seen = _ordered(_visible(blocks, title, clock))
    posted = next((entry for entry in seen if not entry.changed), None)
    if claimed is not None:
        days = {entry.moment.when.date() for entry in seen if entry.sure and not entry.changed}
        rebuilt = {dated.moment.when.date() for dated in _claimed(claims["modified"], clock)}
        if claimed.moment.when.date() in days or (posted and posted.moment.when.date() in rebuilt and not posted.named):
            return claimed
        return _reconciled(claimed, posted)
    if posted is not None:
        return Dated(posted.moment, "visible")
    if (named := in_address(url, clock)) is not None:
        return Dated(named, "url")
    if seen:
        return Dated(seen[0].moment, "visible-updated")
    return None


def _ordered(seen: Iterable[_Seen]) -> list[_Seen]:
    """The likeliest first. Bare dates far from the headline count only where they all name one day: else they are a list."""
    entries = list(seen)
    far = {entry.moment.when.date() for entry in entries if entry.far and not entry.named}
    return sorted(
        (entry for entry in entries if not entry.far or entry.named or len(far) == 1), key=lambda entry: entry.rank
    )


def _reconciled(claimed: Dated, posted: _Seen | None) -> Dated:
    """A claim beside a visible date: the same day in other words, or another day."""
    if posted is None or posted.moment.when.date() == claimed.moment.when.date():
        return claimed
    if abs(posted.moment.when - claimed.moment.when) <= timedelta(hours=36):
        return Dated(replace(claimed.moment, raw=posted.moment.raw), claimed.origin)
    swapped = (posted.moment.when.day, posted.moment.when.month) == (claimed.moment.when.month, claimed.moment.when.day)
    if swapped and _NUMERIC.fullmatch(posted.moment.raw):
        return claimed
    return Dated(posted.moment, "visible") if posted.sure else claimed


def in_state(text: str, clock: Clock) -> Dated | None:
    """The date in the data that a page's scripts work with, for pages that show none without running them."""
    match = _STATE.search(text)
    moment = moments.parse(match["date"], clock) if match else None
    return Dated(moment, "script") if moment else None


def changed(claims: Sequence[Claim], clock: Clock) -> Moment | None:
    """When the page was last changed, as it says itself."""
    return next((dated.moment for dated in _claimed(claims, clock)), None)


def in_address(url: str, clock: Clock) -> Moment | None:
    """The day that an address names (`/2024/04/03/`, `t20240403_`)."""
    match = _URL.search(urlsplit(url).path)
    if match is None:
        return None
    moment = moments.parse(f"{match[1]}-{match[2]}-{match[3]}", clock)
    return replace(moment, raw=match[0]) if moment else None


def _claimed(claims: Sequence[Claim], clock: Clock) -> Iterator[Dated]:
    for claim in claims:
        if (moment := moments.parse(claim.value, clock)) is not None:
            yield Dated(moment, claim.origin)


def _visible(blocks: Sequence[Block], title: str | None, clock: Clock) -> Iterator[_Seen]:
    """Dates in short blocks about the headline, and those that are called a date of publication."""
    head = _headline(blocks, title)
    around = set(map(id, blocks[head].box.ancestors())) if head is not None else set()
    prose, label, looked = 0.0, "", 0
    for number, block in enumerate(blocks):
        if head is not None and number > head:
            prose += block.weight
        before, label = label, block.text if len(block.text) < 30 else ""
        if not block.text or len(block.text) > _SHORT or not (_HINT.search(block.text) or block.time):
            continue
        near = head is not None and head - _BEFORE <= number <= head + _AFTER and prose <= _TEXT_BETWEEN
        kinds = {box.noise for box in block.box.ancestors() if id(box) not in around}
        titled = _bare(block) and _POSTED.search(before) is not None
        if (
            kinds & {"comments", "pointer"}
            or ("frame" in kinds and not near and not titled)
            or (block.tag in ("td", "th", "pre") and not near)
        ):
            continue
        labelled = _POSTED.search(before + block.text) is not None or _CHANGED.search(before + block.text) is not None
        if (near or labelled or block.time or _bare(block)) and not _NOT_OURS.search(block.text):
            distance = number - (head if head is not None else number)
            looked += 1
            if looked > _LOOKED:
                return
            yield from _read(block, before, distance, near, clock)


def _read(block: Block, label: str, distance: int, near: bool, clock: Clock) -> Iterator[_Seen]:
    text = block.spaced
    found = list(moments.moments(text, clock))
    if block.time and (machine := moments.parse(block.time, clock)):
        found = [_finer(machine, found[0]), *found[1:]] if found else [machine]
    sentence = len(text.split()) > 14 or (len(text) > 60 and text[-1] in ".!?。")
    names = " ".join((box.element.get("class") or "") for box in list(block.box.ancestors())[:2])
    for number, moment in enumerate(found[:3]):
        at = max(text.find(moment.raw), 0)
        last = text[max(0, at - 40) : at] if number == 0 else text[max(0, at - 20) : at]
        if number == 0 and not re.search(r"\w", last):
            last = label
        is_changed, named = _CHANGED.search(last) is not None, _POSTED.search(last) is not None
        is_changed = is_changed or (not named and re.search(r"(?i)modified|updated", names) is not None)
        vague = moment.precision in ("month", "year") or "year" in moment.inferred
        if sentence and (vague or not (near or named or is_changed)):
            continue
        sure = near and not vague and not sentence and (named or 0 <= distance <= 8)
        rank = abs(distance) + 6 * (distance < 0) - 8 * named + 30 * vague + 20 * sentence + 40 * (not near)
        yield _Seen(moment, rank, is_changed, sure, named, far=not near)


def _finer(machine: Moment, shown: Moment) -> Moment:
    """A visible day with the time that its `time` element tells to machines."""
    same = abs(machine.when - shown.when) <= timedelta(hours=36) and shown.precision == "day"
    return replace(machine, raw=shown.raw) if same and machine.precision in ("minute", "second") else shown


def _bare(block: Block) -> bool:
    """Whether a block is a date and nothing else, by its length."""
    return len(block.text) <= 22 and block.density < 0.5


def _headline(blocks: Sequence[Block], title: str | None) -> int | None:
    """The number of the block that is the headline."""
    if title:
        same = [number for number, block in enumerate(blocks) if block.text == title]
        heading = [number for number in same if blocks[number].tag[:1] == "h"]
        if heading or same:
            return (heading or same)[0]
    return next((number for number, block in enumerate(blocks) if block.tag == "h1"), None)
