"""Where the event took place: the place of the dateline, and what follows “held in”, “signed in”, 在…举行."""

from __future__ import annotations

import re
from functools import cache

from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.kinds import evidence_of
from crawler.model import Mention

MOST = 3
_PLACE = r"(?P<place>[A-ZÀ-Þ][\w'’-]{1,24}(?:[ -][A-ZÀ-Þ][\w'’-]{1,24}){0,3})"


@cache
def _chinese() -> tuple[re.Pattern[str], re.Pattern[str]]:
    first = "|".join(table("places")["no_beginnings"])
    last = "".join(f"(?<!{end})" for end in table("places")["no_ends"])
    return re.compile("在"), re.compile(
        rf"在(?!{first})(?P<place>[\u4e00-\u9fff]{{2,8}}?){last}(?:市|省|召开|举行|举办|开幕|签署|启动|开工|会见|会谈|成立|落成|闭幕)"
    )


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The head of every place, and the whole, which takes four times as long to look for."""
    events = "|".join(table("places")["events"])
    whole = rf"\b(?:{events})\b[^.;\n\"“”]{{0,70}}?\b(?:in|at) (?!the\b){_PLACE}"
    return re.compile("(?:in|at) [A-ZÀ-Þ]"), re.compile(whole)


def places(document: Document, dateline: str | None) -> tuple[Mention, ...]:
    """Names of places as written, the surest first."""
    out: dict[str, Mention] = {}
    head, whole = _chinese() if document.language == "zh" else _english()
    for start, end, *_ in document.sentences[:8]:
        for match in whole.finditer(document.raw, start, end) if head.search(document.raw, start, end) else ():
            name = match["place"]
            if name.split()[0] in _never():
                continue
            evidence = evidence_of(document, match.start("place"), match.end("place"), "place of the event")
            out.setdefault(name, Mention(code=name, score=0.8, evidence=(evidence,)))
    if dateline:
        told = out.get(dateline)
        out[dateline] = Mention(code=dateline, score=0.95 if told else 0.6, evidence=told.evidence if told else ())
    return tuple(sorted(out.values(), key=lambda mention: -mention.score)[:MOST])


@cache
def _never() -> frozenset[str]:
    return frozenset(table("places")["never"])
