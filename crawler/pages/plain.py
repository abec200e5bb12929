"""Documents of plain text: dumps of pages, which have no markup, so that the words alone tell what each line is."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from crawler.model import Link

from . import boilerplate, dateline, masthead, moments, people
from .clean import line
from .draft import Draft
from .language import detect, is_wide
from .moments import Clock

_HEAD = 12  # lines in which title, date, byline and summary can stand
_LONGEST = 1_000_000  # characters: what is longer is cut, no article is
_LONG = 120  # characters: a line of that length is running text
_INDENT = re.compile(r"^(?:[ \xa0]{2,}|\t|\u3000)")
_BULLET = re.compile(r"^\s*[•·●▪■◆▶►*\-–]\s+(?P<text>\S.*)$")
_MINUTES = re.compile(r"(?:^|\b|约|需)(\d{1,3})\s*-?\s*(?:min(?:ute)?s?\b|分钟|分鐘)", re.IGNORECASE)
_READING = re.compile(
    r"(?i)reading (?:this article|time)|(?:min(?:ute)?s?) read|to read\b|阅读|閱讀|"
    r"^\s*\d{1,3}\s*(?:min(?:ute)?s?|分钟|分鐘)\s*$"
)
_LABEL = re.compile(
    r"^(?P<key>title|headline|date|published|author|by|source|url|summary|标题|題目|日期|时间|发布时间|"
    r"作者|来源|摘要)\s?[:：]\s?(?P<value>\S.*)$",
    re.IGNORECASE,
)
_LABELS = {
    "title": "title", "headline": "title", "标题": "title", "題目": "title", "date": "date", "published": "date", "日期": "date",
    "时间": "date", "发布时间": "date", "author": "author", "by": "author", "作者": "author", "source": "outlet",
    "来源": "outlet", "url": "url", "summary": "summary", "摘要": "summary",
}  # fmt: skip
_ENDING = re.compile(r"[.!?。！？…:：][\"”’」』）)]*$")


@dataclass(slots=True)
class _Line:
    text: str
    indented: bool
    after_blank: bool
    raw: str = field(repr=False, default="")


def read(text: str, clock: Clock) -> Draft:
    """What a document of plain text says, by its layout alone."""
    draft = Draft()
    lines = _lines(text[:_LONGEST])
    # an English document does not tell of which country it is
    clock = clock._replace(day_first=detect(text) not in ("en", None))
    at = _head(lines, draft, clock)
    body = _tail(lines[at:], draft)
    draft.win("paragraphs", _paragraphs(body), "layout")
    return draft


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that has no head, such as one set with fixed spacing inside a page."""
    return _paragraphs(_lines(text))


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    blank = True
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if clean := line(raw):
            found.append(_Line(clean, _INDENT.match(raw) is not None, blank, raw))
            blank = False
        else:
            blank = True
    return found


# --- head -------------------------------------------------------------------------------------------------------------


def _head(lines: list[_Line], draft: Draft, clock: Clock) -> int:
    """Read what stands before the running text; the number of its first line."""
    for number, entry in enumerate(lines[:_HEAD]):
        if _is_running(entry, draft) and not _takes(entry, draft, clock):
            return number
        if not _is_running(entry, draft) and not _takes(entry, draft, clock) and not _takes_title(entry, draft):
            return number
    return min(len(lines), _HEAD)


def _is_running(entry: _Line, draft: Draft) -> bool:
    """Whether a line is a sentence of the text and not of the head."""
    long = _LONG // 2 if is_wide(entry.text) else _LONG
    return len(entry.text) >= long or dateline.read(entry.text) is not None


def _takes(entry: _Line, draft: Draft, clock: Clock) -> bool:
    """Whether a line of the head is one of those that say what they are."""
    text = entry.text
    if (label := _LABEL.match(text)) and len(text) < 300:
        return _labelled(_LABELS[label["key"].lower()], label["value"], draft, clock)
    if bullet := _BULLET.match(entry.raw):
        return draft.win("summary", line(bullet["text"]), "bullet")
    if len(text) > _LONG:
        return False
    if _READING.search(text):
        if minutes := _MINUTES.search(text):
            draft.win("reading_minutes", int(minutes[1]), "text")
        return True
    if boilerplate.is_line(text):
        return True
    if draft.title and (moment := moments.parse(text, clock)) is not None and len(text) < 100:
        draft.win("published", moment, "text")
        _beside_date(text, moment.raw, draft)
        return True
    led = re.match(r"(?i)by\s|作者|记者|文[/／]", text) or people.is_byline(text)
    names = people.names(text) if led else ()
    return bool(names) and draft.win("authors", names, "byline")


def _takes_title(entry: _Line, draft: Draft) -> bool:
    if draft.title or (_ENDING.search(entry.text) and len(entry.text.split()) > 14):
        return False
    return draft.win("title", entry.text, "first-line")


def _labelled(field_name: str, value: str, draft: Draft, clock: Clock) -> bool:
    value = line(value)
    if field_name == "date":
        return draft.win("published", moments.parse(value, clock), "label")
    if field_name == "author":
        return draft.win("authors", people.names(value, loose=True), "label")
    if field_name == "url":
        return draft.win("canonical", value if value.startswith(("http://", "https://")) else None, "label")
    return draft.win(field_name, value, "label")


def _beside_date(text: str, raw: str, draft: Draft) -> None:
    """What stands on the line of the date: an outlet before it, a byline behind it."""
    before, _, behind = text.partition(raw)
    outlet = re.sub(r"(?i)^(?:source|来源|來源)\s?[:：]\s?", "", before.strip(" |·-–—,:："))
    outlet = re.sub(r"(?i)\b(?:published|updated|posted|date)\b.*$", "", outlet).strip(" |·-–—,:：")
    if names := people.names(before) if re.match(r"(?i)by\s", before) else ():
        draft.win("authors", names, "byline")
    elif outlet and len(outlet) <= 40 and masthead.is_outlet(outlet, before):
        draft.win("outlet", outlet, "text")
    source = re.search(r"(?:来源|來源|source)\s?[:：]\s?(\S{2,30})", behind, re.IGNORECASE)
    if source:
        draft.win("outlet", source[1], "text")


# --- tail and body ----------------------------------------------------------------------------------------------------


def _tail(lines: list[_Line], draft: Draft) -> list[_Line]:
    """The lines of the text; those behind a heading like "Related articles" are pointers to other pages."""
    for number, entry in enumerate(lines):
        if number and boilerplate.is_ending(entry.text):
            related = []
            for other in lines[number + 1 :]:
                if boilerplate.is_line(other.text) or boilerplate.is_ending(other.text):
                    break
                if len(other.text) >= 8 and not _ENDING.search(other.text):
                    related.append(Link(url="", title=other.text))
            draft.win("related", tuple(related), "text")
            return [entry for entry in lines[:number] if not boilerplate.is_line(entry.text)]
    return [entry for entry in lines if not boilerplate.is_line(entry.text)]


def _paragraphs(lines: list[_Line]) -> list[str]:
    """Lines to paragraphs: by indents where the document has them, else by blank lines, else line by line."""
    starts = [False] * len(lines)
    indents = sum(entry.indented for entry in lines[1:])
    wrapped = _is_wrapped(lines)
    for number, entry in enumerate(lines):
        if indents >= 2 and indents < len(lines) - 1:
            starts[number] = entry.indented
        else:
            starts[number] = entry.indented or entry.after_blank or not wrapped
    parts: list[list[str]] = []
    for entry, begins in zip(lines, starts, strict=True):
        if begins or not parts:
            parts.append([entry.text])
        else:
            parts[-1].append(entry.text)
    return [("" if is_wide(part[0]) else " ").join(part) for part in parts]


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether the lines were broken at a width: most that have a line right after them end within a sentence."""
    broken = [first.text for first, second in itertools.pairwise(lines) if not second.after_blank]
    return len(broken) >= 2 and sum(_ENDING.search(text) is None for text in broken) > len(broken) * 0.5
