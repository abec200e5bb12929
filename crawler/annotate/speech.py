"""Direct speech in six languages, and whose it is: « … », a déclaré le ministre Jean Dupont. Nobody without a name is a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from crawler.annotate.data import table
from crawler.annotate.document import Document
from crawler.annotate.gazetteer import places_of
from crawler.annotate.kinds import evidence_of
from crawler.model import Quote

LANGUAGES = ("fr", "es", "pt", "ru", "de", "ar")
LONGEST = 600
"""Characters of words that are quoted."""
_LEAST = 12
"""... at least, and three words: less is the name of a newspaper or a ship."""
_MOST = 60
"""Passages of direct speech looked at."""
_REACH = 160
"""Characters beside the words in which their speaker stands."""
_MARKS = '«„“"'
_DASHES = "—–"
_DIRECT = re.compile(
    r"«([^«»]{1,900})»|»([^«»\n]{1,900})«|„([^„“”\n]{1,900})[“”\"]|“([^“”\n]{1,900})”|\"([^\"\n]{1,900})\""
)
"""Words between marks; short ones too, so that straight marks stay in pairs."""
_CLAUSE = re.compile(r"[«»„“”\":;!?\n]")
"""What somebody who says something stands behind."""
_PARTICLES = frozenset(
    ["de", "da", "do", "dos", "das", "del", "la", "el", "al", "ál", "van", "von", "der", "den", "bin", "ben", "ibn"]
)
"""Small words within a name; `der` and `den` only behind `von` and `van`."""
_MOST_NAMES = 5
_LONGEST_ROLE = 110
_STOPS = ".,;:!?…"
_THE = "ال"
"""What an Arabic name seldom begins with, and the words of an office do."""

Speaker = tuple[str, str | None]
"""Name and role."""


class _Words(NamedTuple):
    after: re.Pattern[str]
    """A verb of speech right behind the words."""
    before: re.Pattern[str]
    """A verb of speech shortly before the words."""
    whose: re.Pattern[str]
    """Whose words follow (selon)."""
    dashed: re.Pattern[str]
    """Words after a dash, before another and a verb of speech."""
    office: re.Pattern[str]
    articles: frozenset[str]
    of: frozenset[str]
    when: frozenset[str]
    no: frozenset[str]
    language: str


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _words(language: str) -> _Words:
    row = table("speech")[language]
    said, by = _either(row["said"]), _either(row["by"])
    office = "|".join(re.escape(word).replace(r"\*", r"[\w-]*") for word in row["offices"])
    line, ends = r"[^\n«»„“”\"—–]", r"(?![\w-])"
    return _Words(
        after=re.compile(
            rf"[\s,.;!?…]{{0,3}}(?:[—–-]\s?)?(?:(?:comme|como|wie|как) )?(?:{said}){ends}(?P<who>{line}*)"
        ),
        before=re.compile(rf"(?<!\w)(?:{said}){ends}(?P<turned>[^\n«»„“”\".:;,]{{0,60}}):?\s*[—–]?\s?$"),
        whose=re.compile(rf"(?<!\w)(?i:{by}) (?P<whose>[^\n«»„“”\".:;!?]{{3,110}}),\s*[—–]?\s?$"),
        dashed=re.compile(
            rf"(?:^|(?<=[\n.!?]\s))[—–]\s?(?P<words>[^—–\n«»]{{{_LEAST},{LONGEST}}}?),?\s?(?=[—–]\s?(?:{said}){ends})",
            re.MULTILINE,
        ),
        office=re.compile(office, re.IGNORECASE),
        articles=frozenset(row["articles"]),
        of=frozenset(row["of"]),
        when=frozenset(row["when"]),
        no=frozenset(row["no"]),
        language=language,
    )


def quotes(document: Document) -> Iterator[Quote]:
    """Words in marks and the one who says them, in the order of the text."""
    raw = document.raw.replace("’", "'")
    body = document.sentences[1].start if len(document.sentences) > 1 else len(raw)
    for start, end, text in _spoken(document, raw, body):
        begin = max(document.at(start).start, start - _REACH)
        if document.language == "ar":
            found = _arabic(raw[begin:start])
        else:
            words = _words(document.language)
            found = _behind(document, raw, end, words) or _ahead(raw[begin:start], words)
        if found is not None:
            speaker, role = found
            evidence = evidence_of(document, start, end, f"quoted {speaker}")
            yield Quote(speaker=speaker, role=role, words=text[:LONGEST], evidence=(evidence,))


def _spoken(document: Document, raw: str, body: int) -> Iterator[tuple[int, int, str]]:
    """Starts and ends of direct speech, marks included, and the words."""
    found = []
    if any(mark in raw for mark in _MARKS):
        found += [(m.start(), m.end(), m[m.lastindex or 0]) for m in _DIRECT.finditer(raw, body)]
    if document.language != "ar" and any(mark in raw for mark in _DASHES):
        dashed = _words(document.language).dashed
        found += [(m.start(), m.end("words"), m["words"]) for m in dashed.finditer(raw, body)]
    for start, end, text in sorted(found)[:_MOST]:
        line = " ".join(text.split()).rstrip(" ,")
        if len(line) >= _LEAST and line.count(" ") > 1:
            yield start, end, line


def _behind(document: Document, raw: str, end: int, words: _Words) -> Speaker | None:
    """Who is named after the words."""
    match = words.after.match(raw, end, end + _REACH)
    if match is None:
        return None
    begin = match.start("who")
    return _who(raw[begin : min(match.end(), document.at(begin).end)], words)


def _ahead(text: str, words: _Words) -> Speaker | None:
    """Who is named before the words, in their sentence."""
    match = words.before.search(text)
    if match is None:
        whose = words.whose.search(text)
        return _who(whose["whose"], words) if whose else None
    subject = _CLAUSE.split(text[: match.start()])[-1]
    return _who(subject.rstrip(" ,"), words) or _who(match["turned"], words)


def _who(text: str, words: _Words) -> Speaker | None:
    """Of “le ministre kényan des Routes, Peter Rono”, “Ana Ruiz, directora del puerto” or “Minister Karl Berg”."""
    clauses = [_plain(clause.split(), words) for clause in text.split(",")[:4]]
    for clause, following in zip(clauses, [*clauses[1:], []], strict=True):
        office = next((at for at, word in enumerate(clause) if _is_office(word, words)), None)
        found = _alone(clause, following, words) if office is None else _of_office(clause, office, following, words)
        if found is not None:
            return found
    return None


def _plain(clause: list[str], words: _Words) -> list[str]:
    """A clause without the time and the article that it begins with."""
    passed = words.when | words.articles
    begin = next((at for at, word in enumerate(clause) if word.lower() not in passed), len(clause))
    return clause[begin:]


def _is_office(word: str, words: _Words) -> bool:
    return words.office.fullmatch(word.strip(_STOPS).rpartition("'")[2]) is not None


def _alone(clause: list[str], following: list[str], words: _Words) -> Speaker | None:
    """“Ana Ruiz, directora del puerto”: a name that a clause begins with."""
    name = _run(clause, 0, words)
    least = 2 if words.language == "de" else 1  # every noun has a capital there
    if len(name) < least or name[0] in words.no or (len(name) == 1 and places_of(name[0])):
        return None
    told = (
        following
        and (following[0][:1].islower() or words.language == "de")
        and any(_is_office(word, words) for word in following)
    )
    return _told(name, following if told else [])


def _of_office(clause: list[str], office: int, following: list[str], words: _Words) -> Speaker | None:
    """“ministra boliviana de Turismo, Elena Quispe” and “министр энергетики Таджикистана Далер Джума”."""
    role = max((at + 1 for at in range(office) if clause[at].lower() in words.articles), default=0)
    name = _run(following, 0, words)
    if len(name) > 1 and len(name) == len(following):
        return _told(name, clause[role:])
    for at in range(office + 1, len(clause)):
        name, before = _run(clause, at, words), clause[at - 1]
        near = at == office + 1
        shorter = name if near and words.language != "ru" else _without_country(name)
        if len(shorter) < len(name):
            if shorter:
                return _told(shorter, clause[role : at + len(name) - len(shorter)])
        elif name and before.lower() not in words.of and (near or len(name) > 1 or before[:1].islower()):
            return _told(name, clause[role:at])
    name = _run(clause, 0, words)  # “Ana Ruiz directora del puerto”
    return _told(name, clause[role:]) if len(name) > 1 and role == 0 and len(name) == office else None


def _run(clause: list[str], at: int, words: _Words) -> list[str]:
    """The words of a name from one word on; none where no name begins."""
    name: list[str] = []
    for here in range(at, min(len(clause), at + 2 * _MOST_NAMES)):
        word, bare = clause[here], clause[here].strip(_STOPS)
        following = clause[here + 1][:1] if here + 1 < len(clause) else ""
        if bare[:1].isupper() and not _is_office(bare, words) and (name or len(bare) < 2 or not bare.isupper()):
            name.append(bare if word[-1:] != "." or len(bare) > 1 else word)
            if word[-1] in _STOPS and len(bare) > 1:
                break
        elif name and bare == "e" and words.language == "pt" and following.isupper() and here + 2 == len(clause):
            name.append(bare)  # Correia e Silva
        elif name and bare in _PARTICLES and following and (following.isupper() or clause[here + 1] in _PARTICLES):
            if bare in ("der", "den") and name[-1] not in ("von", "van"):
                break
            name.append(bare)
        else:
            break
    while name and name[-1] in _PARTICLES:
        name.pop()
    return name if len(name) <= _MOST_NAMES + 2 else []


def _without_country(name: list[str]) -> list[str]:
    """A name without the country before it: of “Costa Rica Ana Ruiz” the last two words."""
    for size in (3, 2, 1):
        if size <= len(name) and any(place.kind == "n" for place in places_of(" ".join(name[:size]))):
            return name[size:]
    return name


def _told(name: Sequence[str], role: Sequence[str]) -> Speaker:
    words = re.sub(r"^[lL]'", "", " ".join(role).strip(f" {_STOPS}"))
    return " ".join(name), words[:_LONGEST_ROLE] or None


@cache
def _arabic_words() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    """A verb of speech with all that stands between it and the words; offices; and what a speaker ends before."""
    row = table("speech")["ar"]
    said = re.compile(rf"(?<!\w)[وف]?(?:{_either(row['said'])}) (?P<who>[^\n«»„“”\":.]{{3,120}}?)[:،]?\s*$")
    return said, frozenset(row["offices"]), frozenset(row["until"])


def _arabic(text: str) -> Speaker | None:
    """Of «وزير النقل المصري كامل حسن»: the name begins where the article, that each word of an office has, is missing."""
    said, offices, until = _arabic_words()
    match = said.search(text)
    if match is None:
        return None
    words: list[str] = match["who"].split("،")[0].split()
    words = words[: next((at for at, word in enumerate(words) if word in until), len(words))]
    if not words or words[0] not in offices:
        plain = 1 < len(words) <= 4 and not words[0].startswith(_THE)
        return (" ".join(words), None) if plain else None
    at = next((at for at, word in enumerate(words[1:], 1) if not word.startswith(_THE)), len(words))
    if at == len(words):
        return None
    if (at > 1 or words[0].startswith(_THE)) and 1 < len(words) - at <= 5:
        return " ".join(words[at:]), " ".join(words[:at])
    return " ".join(words), None  # the office of somebody, told by a country without an article
