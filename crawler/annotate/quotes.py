"""Who is quoted, in what role, and with which words: direct speech, and what somebody says that something is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawler.annotate import lists, speech
from crawler.annotate.data import table
from crawler.annotate.document import Document, Sentence
from crawler.annotate.kinds import evidence_of
from crawler.model import Quote

MOST = 12
LONGEST = 600
_NAME = r"(?:[A-ZÀ-Þ][\w'’.-]{0,24}+|al-[A-Z]\w{1,20}|(?:bin|bint|ibn|de|da|dos|van|von|der|al|el|la) (?=[A-Z]))"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,4}}"
_THAT = re.compile(r"^[^“”\".;]{0,70}?\bthat\b")
_ASIDE = re.compile(r"^(?:(?:but|and|also|who (?:is|was|serves as)) )+")
"""What stands before a role and is none of it."""
_OFFICE = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|of|for|and|the))*$")
_LONG = 10
"""Words that a role has at most, told before a name."""
_LISTENER = re.compile(
    r"^(?:(?:reporters|journalists|lawmakers|parliament|Parliament|the press|the media|Reuters|AFP|AP|Xinhua)"
    r"(?: (?:here|today|yesterday|later|on [A-Z]\w+day))* |[^“”\".;,]{3,60}? (?=(?:he|she|it|they|we|there)\b))"
)
"""Whom somebody told, before what was told."""
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WHEN = re.compile(
    rf"^(?:in [A-Z][\w-]+(?: [A-Z][\w-]+)? )?(?:early |late |earlier )?(?:(?:on )?(?:{_DAYS})|yesterday|today|tonight|(?:last|this) week)"
    r"(?: morning| afternoon| evening| night)?,? "
)
"""When, and where, somebody said what is told."""
_INITIAL = re.compile(r"\b(?:[A-Z]|Jr|Sr)\.$")
"""What ends a name with a full stop of its own."""
_CLAUSE = re.compile(r"[;\"“”]|, (?=in |on |at )")
"""What parts a clause from the one before."""
_MEANWHILE = re.compile(r"^(?:In|On|At|During|Meanwhile)\b[^,]{0,60}, ")
"""When or where, before who says it."""
_SUBJECT = re.compile(rf"^(?:The |the )?(?P<speaker>{_NAMES}), ")
"""Who a sentence begins with, before an aside."""
_CHAIN = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’-]* )+(?:of the|of|and|for|&) (?:[A-ZÀ-Þ][\w'’-]* (?:(?:of the|of|and|for|&) )?)*$"
)
"""What a name goes on from: “Department of Trade and ” before “Industry”."""
_PLACED = re.compile(r"[a-z,] (?:in|at|near|from|of|for|outside|across|to|by|with) (?:the )?$")
"""What stands before a name that tells where somebody speaks, or for whom."""
_NEAR = 6
"""Words before a speaker whom the direct speech of the sentence before may belong to."""
_DIRECT = re.compile(r"[“\"「]([^“”\"「」]{12,600})[”\"」]")


@cache
def _chinese_name() -> re.Pattern[str]:
    return re.compile(r"(?![在对与])[\u4e00-\u9fff·•]{2,14}$")


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """“Name, role, said …”; “said Name, role”; a clause that is a role before a name; an office; and what every “said Name” has,
    which is looked for in a sixth of the time."""
    data = table("quotes")
    said, office = "|".join(data["said"]), "|".join(data["offices"])
    # behind “told” stands who heard it, not who said it
    turned = "|".join(verb for verb in data["said"] if verb != "told")
    ends = "".join({verb[-1]: "" for verb in data["said"]})
    speaks = rf",? (?:also |has )?(?:{said})\b"
    # that somebody speaks is asked before the office: it is told with one look, an office is looked for at each letter
    role = rf"(?=[^,;\"“”]{{4,110}}+,{speaks})(?=[^,;\"“”]{{0,110}}\b(?:{office})\b)[^,;\"“”]{{4,110}}"
    of = r"(?: (?:of|for|to|in) (?:the )?[A-Z][\w-]+(?:(?: and| of| for)? [A-Z][\w-]+){0,5}?)?"
    verb = rf"(?:, (?P<role>{role}),)?{speaks}"
    return (
        re.compile(rf"(?P<speaker>{_NAMES}){verb}(?P<rest>[^“”\"]{{0,600}})"),
        re.compile(rf"(?:{turned}) (?P<speaker>{_NAME}(?: {_NAME}){{0,7}})(?:, (?P<role>[^,.;\"“”]{{4,110}}))?"),
        re.compile(rf"^(?P<role>.*\b(?:{office})\b{of}),? (?P<name>{_NAMES})$"),
        re.compile(rf"\b(?:{office})\b"),
        re.compile(rf"[{ends}] {_NAME}"),
    )


_LONGEST_ROLE = 24
"""Characters before a Chinese office."""


@cache
def _chinese() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An office, and an office with its holder and what that one says."""
    data = table("quotes")
    said = "|".join(sorted(data["chinese_said"], key=len, reverse=True))
    office = "|".join(sorted(data["chinese_offices"], key=len, reverse=True))
    whole = (
        rf"(?P<role>[\u4e00-\u9fff（）()、]{{0,{_LONGEST_ROLE}}}?(?:{office}))(?P<speaker>[\u4e00-\u9fff·•]{{2,14}}?)"
        rf"(?:(?:日前|近日|当天|对此|同日|随后|还|也|在|\d+日|(?:[\u4e00-\u9fff]{{2,4}}地)?对(?:本报|本网|新华社)?记者)[\u4e00-\u9fff]{{0,12}}?)?"
        rf"(?P<verb>{said})[，：:,]?(?P<rest>[^。]{{4,400}})"
    )
    return re.compile(office), re.compile(whole)


def quotes(document: Document) -> tuple[Quote, ...]:
    """At most `MOST` quotes, in the order of the text; other languages than English and Chinese: direct speech only."""
    finder = _FINDERS.get(document.language, _english_quotes)
    out: dict[str, Quote] = {}
    for quote in finder(document):
        out.setdefault(quote.words, quote)
        if len(out) == MOST:
            break
    return tuple(out.values())


def _english_quotes(document: Document) -> Iterator[Quote]:
    raw = document.raw
    spoken = _spoken(document)
    for i in sorted(spoken):
        sentence = document.sentences[i]
        if sentence.where == "title":
            continue
        text = raw[sentence.start : sentence.end]
        direct = _DIRECT.search(text)
        bare = _DIRECT.sub(lambda m: " " * len(m[0]), text) if direct else text
        found = _named(bare) or _turned(bare)
        if found is None:
            continue
        speaker, role, begin, rest = found
        near = i - 1 not in spoken and len(bare[:begin].split()) <= _NEAR
        if direct:
            words, at = _line(direct[1]).rstrip(","), direct.start(1)
        elif near and (opened := _before(document, i)):
            words, at = opened, -1
        else:
            words, at = _line(rest)[:LONGEST] if len(rest) > 20 else "", text.find(rest)
        if words:
            start = sentence.start + (at if at >= 0 else begin)
            evidence = evidence_of(document, start, min(sentence.end, start + len(words)), f"quoted {speaker}")
            yield Quote(speaker=speaker, role=role, words=words, evidence=(evidence,))


def _spoken(document: Document) -> frozenset[int]:
    """The sentences (by their numbers) that have a verb of speech."""
    verbs = (start for start, end, words in lists.speech(document) if document.raw[start:end] in words)
    return frozenset(map(document.index, verbs))


def _named(bare: str) -> tuple[str, str | None, int, str] | None:
    """“Name, role, said that …” and “Role Name said that …”."""
    match = _english()[0].search(bare)
    if match is None:
        return None
    speaker, role = match["speaker"].strip(), match["role"]
    if role is None:
        begin = max(0, match.start() - 110)
        begin = bare.find(" ", begin, match.start()) + 1 if begin else 0  # not from the middle of a word
        head = bare[begin : match.start()] + speaker
        if office := _introduced(head):
            speaker, role = office["name"], office["role"]
            short = _OFFICE.search(role) if len(role.split()) > _LONG else None
            if short and _english()[3].search(short[0]):  # “a source close to U.S. Treasury Secretary”
                role = short[0]
        elif bare[match.end("speaker")] == "," and (subject := _SUBJECT.match(bare)):
            # “President Mwangi, eager to mend ties with Latin America, said”
            speaker, role = _of_office(subject["speaker"])
        elif chain := _CHAIN.search(head[: -len(speaker)]):
            speaker = chain[0].removeprefix("The ") + speaker
        elif _PLACED.search(head[: -len(speaker)]):  # “doctors in Lima said”
            return None
    if not _is_name(speaker):
        return None
    rest, clauses = _THAT.subn("", match["rest"], count=1)
    rest = rest.strip(" ,.:")
    if not clauses and bare[: match.start("rest")].endswith("told"):
        rest = _LISTENER.sub("", rest, count=1)
    return speaker, _role(role), match.start(), _WHEN.sub("", rest, count=1)


def _introduced(head: str) -> re.Match[str] | None:
    """The role and the name that a sentence leads up to; neither where it leads up to one word."""
    if " " not in head:
        return None
    clause = _CLAUSE.split(head)[-1].strip()
    clause = _MEANWHILE.sub("", clause)
    return _english()[2].match(clause.removeprefix("the ").removeprefix("The "))


def _role(words: str | None) -> str | None:
    """Words between a name and what it says, or before the name: as far as they tell an office, and not what somebody is doing."""
    clauses = (words or "").strip(" ,").split(", ")
    office = _english()[3]
    # of “However, the minister” the last part with an office
    last = max((at for at, clause in enumerate(clauses) if office.search(clause)), default=0)
    role = _ASIDE.sub("", ", ".join(clauses[last:]))
    return role if role and role.split()[0] not in _no_roles() else None


def _turned(bare: str) -> tuple[str, str | None, int, str] | None:
    """“…”, said Name, role."""
    match = _english()[1].search(bare) if _english()[4].search(bare) else None
    if match is None or not _is_name(match["speaker"]):
        return None
    speaker, role = match["speaker"].strip(), match["role"]
    if speaker.endswith(".") and not _INITIAL.search(speaker):  # the sentence's
        speaker = speaker[:-1]
    if role is None:
        speaker, role = _of_office(speaker)
    return speaker, _role(role), match.start(), ""


def _of_office(words: str) -> tuple[str, str | None]:
    """“Foreign Minister Anna Berg” as a name and a role."""
    office = _english()[2].match(words)
    return (office["name"], office["role"]) if office else (words, None)


def _is_name(words: str) -> bool:
    first = words.split()[0]
    return first not in _no_names() and not words.isupper()


@cache
def _no_names() -> frozenset[str]:
    return frozenset(table("quotes")["no_names"])


@cache
def _no_roles() -> frozenset[str]:
    return frozenset(table("quotes")["no_roles"])


def _before(document: Document, i: int) -> str:
    """The direct speech that the sentence before the `i`-th ends with, if one does."""
    last = document.sentences[i - 1]
    if last.where == "title" or not document.raw[last.start : last.end].rstrip().endswith(("”", '"')):
        return ""
    return _opened(document, last)


def _line(words: str) -> str:
    return " ".join(words.split())


def _opened(document: Document, last: Sentence) -> str:
    """The direct speech that ends with a sentence; it may have begun some sentences before."""
    raw = document.raw[max(0, last.end - LONGEST) : last.end].rstrip()
    mark = raw[-1:]
    begin = raw.rfind("“") if mark == "”" else raw[:-1].rfind('"')
    return _line(raw[begin + 1 : -1]) if begin >= 0 else ""


def _chinese_quotes(document: Document) -> Iterator[Quote]:
    offices, whole = _chinese()
    for sentence in document.sentences:
        office = offices.search(document.raw, sentence.start, sentence.end)
        if sentence.where == "title" or office is None:
            continue
        match = whole.search(document.raw, max(sentence.start, office.start() - _LONGEST_ROLE), sentence.end)
        if match is None:
            continue
        role, speaker = match["role"], match["speaker"]
        if further := max((one.end() for one in offices.finditer(speaker)), default=0):  # 代表处首席代表袁志雄
            role, speaker = role + speaker[:further], speaker[further:]
        if _chinese_name().match(speaker) is None:
            continue
        direct = _DIRECT.search(match["rest"])
        words = direct[1] if direct else match["rest"].strip("，。：: ”“")
        evidence = evidence_of(document, match.end("speaker") - len(speaker), match.end("speaker"), f"quoted {speaker}")
        yield Quote(speaker=speaker, role=role.strip("（）()、").lstrip("据"), words=words, evidence=(evidence,))


_FINDERS = {"zh": _chinese_quotes, **dict.fromkeys(speech.LANGUAGES, speech.quotes)}
