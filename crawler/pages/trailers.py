"""What stands behind the last sentence: editors, end marks, credits, keywords and the notice on copying."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from . import agencies, people, rights
from .clean import HAN

# Both cases are written out, where they count: to fold the case of all Chinese characters takes `re` 50 ms.
_NAME = (
    rf"(?:[A-Za-z][\w.'’\-]+(?:\s[A-Za-z][\w.'’\-]*){{0,3}}|[{HAN}·]{{2,8}}[A-Za-z]?|[{HAN}]\s[{HAN}]|[A-Za-z]{{2,10}})"
)
_NAMES = rf"{_NAME}(?:(?:\s?[,，、;；/&]\s?|\sand\s|\s){_NAME}){{0,4}}"
_STOP = r"[.!?。！？)）\]】”\"]"
_OPEN, _SHUT = r"[(（\[【]?\s*", r"\s*[)）\]】]?"
_EDITING = (
    rf"(?:(?:[{HAN}\w'’ ]{{0,24}}?)(?:责任编辑|責任編輯|责编|責編|编辑|編輯|编审|主编|总编|终审|审核|審核|"
    rf"校对|校對|统筹|监制|监审|编译|值班主任|实习生)|"
    r"(?i:(?:(?:[\w'’]+\s){0,4}?column\s)?\beditors?\b|\b(?:web|copy|managing|responsible|"
    r"executive)\s(?:editors?)|\bedited\sby|\bediting\sby))"
)
_END_MARK = re.compile(
    r"\s*(?:[(（\[【]\s*(?:完|end|ends|fin|結束|结束|全文完|本文完)\s*[)）\]】]|■|□|◼|◆|∎|#\s?#\s?#|"
    r"-\s?30\s?-|^\W*ends?\W*$|/?ends?/|\bEnditem|—\s?END\s?—|-\s?ENDS?\s?-)\s*\.?$",
    re.IGNORECASE,
)
_MARKS = frozenset(")）]】■□◼◆∎#-/—mMdDsS")  # the last characters of such marks, before a full stop


@cache
def _editing() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<={_STOP})|\s{{2,}}|\s(?=[{HAN}]{{2,6}}\s?[:：]))\s*{_OPEN}{_EDITING}\s?[/／:：|]?\s?(?P<names>{_NAMES}){_SHUT}\s*(?:1\d{{6}})?\s*$"
    )


_EDITS = re.compile("[责責编編审審校统監监值实]")  # stands in all words of _EDITING but the English ones


# Of several roles in one line (编辑：A 校对：B 审核：C) this is the editor's.
_EDITS_FIRST = re.compile("[责責编編][编編辑輯]")


@cache
def _writing() -> re.Pattern[str]:
    words = r"作者|撰文|撰稿|采写|采访|记者|本报记者|本网记者|执笔|通讯员"
    return re.compile(
        rf"(?:^|(?<={_STOP}))\s*(?:[(（\[【]\s*(?:{words}|文|图文)\s?[/／:：|]?\s?|(?:{words}|文|图文)\s?[/／:：|]\s?|"
        rf"(?:{words})\s|本[报网]记者)(?P<names>[{HAN}·][{HAN}·A-Z、，, ]{{1,40}}){_SHUT}\s*$"
    )


_REPORTING = re.compile(
    r"\s*[(（\[]?\s*(?:Additional\s|Writing\sand\s)?(?:Reporting|Writing|"
    r"Compiled)\s(?:and\s\w+\s)?by\s(?P<names>[^()]{3,260}?)[)）\]]?\.?\s*$"
)
_EDITING_BY = re.compile(
    r"\s?[;,.]\s?(?:Additional\s\w+\sby\s[^;]*;\s?)?(?:Writing\sby\s[^;]*;\s?)?Editing\sby\s(?P<names>.+)$",
    re.IGNORECASE,
)


@cache
def _crediting() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<={_STOP}))\s*{_OPEN}(?:来源|來源|稿源|信息来源|资料来源|文章来源|"
        rf"source|fuente|fonte|quelle|источник|джерело|źródło|zdroj|izvor|kaynak|sumber|nguồn|bron|källa|kilde|lähde|"
        rf"المصدر|منبع|स्रोत|ที่มา)\s?[:：/]\s?(?P<name>[^()（）。.\[\]]{{2,40}}?){_SHUT}\s*$",
        re.IGNORECASE,
    )


_KEYWORDS = re.compile(
    r"(?:^|(?<=[.!?。！？])\s*)(?:key\s?words?|tags|etiquetas|mots[- ]clés|schlagw(?:orte|örter)|etiketler|từ khóa|ключевые слова|"
    r"(?:ال)?كلمات (?:ال)?(?:مفتاحية|دلالية)|برچسب\u200c?ها|태그|关键词|关键字|關鍵詞|關鍵字|标签|"
    r"キーワード)\s?[:：]\s?(?P<words>.{2,300}?)\s*[.。]?\s*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"\s*(?:[(（\[【](?P<notice>[^()（）]{6,600}(?:[(（][^()（）]{0,60}[)）][^()（）]{0,200})?)[)）\]】])\s*$"
)
_NOTICE_TAIL = re.compile(
    r"(?:^|(?<=[.!?。！？]))\s*(?P<notice>(?:©|Copyright\b|All rights reserved|版权所有|版权声明|转载请|"
    r"未经授权|未经许可|본 기사).{4,400})$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"[\W_]*(?:(?:with|com(?:\sinformações\sd[aeo])?|con(?:\sinformación\sde)?|avec|mit|from|by|via|theo)\s)?(?P<name>\w[\w .'’-]+?)[\W_]*",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[(（][A-Za-z]{2,4}\s?/\s?[A-Za-z]{2,4}[)）]|[A-Za-z]{2,4}\s?//\s?[A-Za-z]{2,4}")
_TAIL = 800  # characters from the end of a paragraph in which a notice stands
_DEPTH = 8  # paragraphs from the end that are looked at; behind them stand only whole lines of boilerplate


@dataclass(slots=True)
class Trailer:
    """Paragraphs without what stood behind them, and what that was."""

    paragraphs: list[str]
    rights: str | None = None
    editor: str | None = None
    agency: str | None = None
    source: str | None = None
    authors: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)


def trim(paragraphs: Iterable[str], *, notices: bool | None = None) -> Trailer:
    """Take editors, end marks, credits, keywords and notices off the ends of paragraphs.

    `notices` says whether there may be notices, where that is known.
    """
    found = Trailer([])
    texts = [_keywords(text, found) for text in paragraphs]
    if notices is None:
        last = texts[-_DEPTH:]
        notices = rights.may_have_notice([*last, *(text[-_TAIL:] for text in last if len(text) > _TAIL)])
    takers = _TAKERS if notices else _TAKERS[:-1]
    for number in range(len(texts) - 1, max(-1, len(texts) - 1 - _DEPTH), -1):
        texts[number] = _keywords(_shorten(texts[number], found, takers), found)
    found.paragraphs = [text for text in texts if text]
    return found


def _shorten(text: str, found: Trailer, takers: Sequence[Callable[[str, Trailer], str]]) -> str:
    """One paragraph, as long as there is something to take off its end."""
    while text:
        shorter = text
        for take in takers:
            shorter = take(shorter, found).rstrip()
        if shorter == text:
            return text
        text = shorter
    return text


def _end_mark(text: str, found: Trailer) -> str:
    if text.rstrip(" .")[-1:] not in _MARKS:
        return text
    match = _END_MARK.search(text, max(0, len(text) - 40))
    return text[: match.start()] if match else text


def _editor(text: str, found: Trailer) -> str:
    tail = text[-160:]
    match = _editing().search(tail) if _speaks_of_editing(tail) else None
    if match is None:
        return text
    names = people.names(match["names"], loose=True)
    if not names and match.start() > 0:
        return text
    if names and (found.editor is None or _EDITS_FIRST.search(match[0])):
        found.editor = ", ".join(names)
    return text[: len(text) - len(tail) + match.start()]


def _speaks_of_editing(text: str) -> bool:
    return "edit" in text.lower() or (not text.isascii() and _EDITS.search(text) is not None)


def _author(text: str, found: Trailer) -> str:
    match = _writing().search(text[-80:]) if not text.isascii() else None
    if match is None or not (names := people.names(match["names"])):
        return text
    found.authors.extend(name for name in names if name not in found.authors)
    return text[: len(text) - len(text[-80:]) + match.start()]


def _reporting(text: str, found: Trailer) -> str:
    """(Reporting by A in Beijing; Editing by B)"""
    start = max(
        text.rfind("(Reporting"), text.rfind("(Additional"), text.rfind("(Writing"), text.rfind("Reporting by"), 0
    )
    match = (
        _REPORTING.match(text[start:])
        if start or text.startswith(("Reporting", "Additional", "Writing", "Compiled"))
        else None
    )
    if match is None or len(text) - start > 400:
        return text
    names = match["names"]
    if editing := _EDITING_BY.search(names):
        editors = people.names(editing["names"])
        found.editor = found.editor or ", ".join(editors) or None
        names = names[: editing.start()]
    found.authors.extend(name for name in people.names(names) if name not in found.authors)
    return text[:start].rstrip(" (")


def _source(text: str, found: Trailer) -> str:
    tail = text[-80:]
    match = _crediting().search(tail) if ":" in tail or "：" in tail or "/" in tail else None
    if match is None:
        return text
    name = match["name"].strip()
    found.agency = found.agency or agencies.agency(name)
    found.source = found.source or name
    return text[: len(text) - len(tail) + match.start()]


def _signature(text: str, found: Trailer) -> str:
    """The agency alone, as the last line of its dispatch, or the initials of those who made it."""
    if _INITIALS.fullmatch(text):
        return ""
    if len(text) > 40 or (match := _SIGNED.fullmatch(text)) is None or (name := agencies.agency(match["name"])) is None:
        return text
    found.agency = found.agency or name
    return ""


def _notice(text: str, found: Trailer) -> str:
    tail = text[-_TAIL:]
    if not rights.speaks_of_copying(tail):
        return text
    for pattern in (_BRACKETED, _NOTICE_TAIL):
        match = pattern.search(tail)
        if match and rights.is_notice(match["notice"]):
            found.rights = found.rights or match["notice"].strip()
            return text[: len(text) - len(tail) + match.start()]
    if len(text) < 400 and rights.is_notice(text) and len(found.paragraphs) == 0 and _starts_like_notice(text):
        found.rights = found.rights or text
        return ""
    return text


def _starts_like_notice(text: str) -> bool:
    return (
        re.match(
            r"(?i)\W*(?:©|ⓒ|copyright|all rights|tous droits|reproduction interdite|todos (?:los derechos|os direitos)|prohibida|"
            r"tutti i diritti|riproduzione riservata|alle rechte|nachdruck|все права|перепечатка|جميع الحقوق|حقوق النشر|"
            r"無断|저작권|this (?:article|story|content|work)|reproduction|no part|(?:本文|"
            r"本网|本站|凡|版权|转载|未经|声明|注[:：])|\w+声明)",
            text,
        )
        is not None
    )


def _keywords(text: str, found: Trailer) -> str:
    tail = text[-340:]
    match = _KEYWORDS.search(tail) if ":" in tail or "：" in tail else None
    if match is None:
        return text
    words = [word.strip(" .。#") for word in re.split(r"[,，、،;；|#]", match["words"])]
    if len(words) == 1 and re.search(f"[{HAN}]", words[0]):
        words = words[0].split()
    found.keywords.extend(word for word in words if word and len(word) <= 60 and word not in found.keywords)
    return text[: len(text) - len(tail) + match.start()].rstrip()


_TAKERS = (_end_mark, _editor, _author, _reporting, _source, _signature, _notice)
